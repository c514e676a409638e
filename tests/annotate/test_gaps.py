"""Gaps: which words of one side nothing on the other side answers."""

from __future__ import annotations

import numpy as np
import pytest

from tests.annotate.test_word_alignment import article
from tqcheck.annotate.gaps import sure_gaps
from tqcheck.annotate.words import words
from tqcheck.knowledge import pair_engine
from tqcheck.knowledge.e5_pieces import Piece
from tqcheck.knowledge.pair_engine import TAGS, Judged

LONG = "O prefeito inaugurou a ponte ontem, apesar dos protestos dos pescadores da região."


def sure(source: str, target: str, side: str, pair: tuple[str, str]) -> list[str]:
    one = article(source, target, pair).pairs[0]
    text = one.source if side == "source" else one.target
    assert text
    return [gap.span(text).of(text.text) for gap in one.gaps if gap.side == side and gap.confidence > 0.9]


def test_dropped_clause_is_a_gap_of_the_source() -> None:
    (gap,) = sure("pt", "en", "source", (LONG, "The mayor opened the bridge yesterday."))
    assert "protestos dos pescadores" in gap
    assert "ponte" not in gap


def test_added_clause_is_a_gap_of_the_target() -> None:
    target = "The mayor opened the bridge yesterday, despite the protests of local fishermen."
    (gap,) = sure("pt", "en", "target", ("O prefeito inaugurou a ponte ontem.", target))
    assert "protests of local fishermen" in gap
    assert "bridge" not in gap


@pytest.mark.parametrize(
    "target",
    [
        "The mayor opened the bridge yesterday despite protests by local fishermen.",
        "Local fishermen protested, but the mayor inaugurated the bridge yesterday.",
    ],
)
def test_whole_translation_has_no_gap(target: str) -> None:
    assert sure("pt", "en", "source", (LONG, target)) == []
    assert sure("pt", "en", "target", (LONG, target)) == []


def test_likeness_parts_translations_from_strangers() -> None:
    made = article("pt", "en", (LONG, "Yesterday the mayor opened the bridge."), (LONG, "Penguins escaped from a zoo."))
    first, second = (pair.likeness for pair in made.pairs)
    assert first is not None
    assert second is not None
    assert first > 0.5 > 0.25 > second


def test_language_that_no_encoder_knows_has_no_gaps() -> None:
    pair = article("fi", "en", ("Nokia myi puhelimia, vaikka tehdas paloi.", "Nokia sold phones.")).pairs[0]
    assert pair.gaps == ()
    assert pair.likeness is None


class Saying:
    """A network that takes every piece of both sides to be as doubtful as it is told."""

    def __init__(self, doubt: float) -> None:
        self.doubt = doubt

    def judge(self, pairs: list[tuple[str, str]]) -> list[Judged]:
        return [self._judged(*pair) for pair in pairs]

    def _judged(self, source: str, target: str) -> Judged:
        pieces = [tuple(Piece(1, word.start, word.end) for word in words(text)) for text in (source, target)]
        tags = [np.full((len(side), len(TAGS)), self.doubt, dtype=np.float32) for side in pieces]
        return Judged(0.0, pieces[0], pieces[1], tags[0], tags[1])


def test_network_makes_a_gap_more_or_less_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    def confidence(network: Saying | None) -> float:
        monkeypatch.setattr(pair_engine, "pair_engine", lambda: network)
        pair = article("pt", "en", ("O prefeito abriu a ponte nova ontem.", "The mayor opened the bridge.")).pairs[0]
        return max((gap.confidence for gap in sure_gaps(pair, "source", 0.0)), default=0.0)

    monkeypatch.setattr(pair_engine, "is_installed", lambda: True)
    assert confidence(Saying(0.9)) > confidence(Saying(0.05)) > confidence(Saying(0.0001))
