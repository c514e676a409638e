"""Words that the network which reads both sides takes for wrong (`knowledge/pair_engine.py`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from tqcheck.annotate.judging import judge
from tqcheck.model import Span
from tqcheck.records import dataclass

if TYPE_CHECKING:
    from tqcheck.annotate import Article, Pair
    from tqcheck.knowledge.pair_engine import Judged

# Above it, 49 of 100 marked words were wrong by experts' spans in five files of Bio-MQM (docs/model.md).
SURE = 0.85


@dataclass(frozen=True, slots=True)
class Suspect:
    """Neighbouring words of a pair's target, and how likely the likeliest of them is wrong."""

    pair: Pair
    span: Span
    probability: float


def suspects(article: Article) -> Iterator[Suspect]:
    """What the network is sure of, in the order of the pairs."""
    judge(article.pairs)
    for pair in article.pairs:
        if pair.target and pair.judged:
            for span, probability in _runs(_likely(pair, pair.judged), pair.target.text):
                yield Suspect(pair, span, probability)


def _likely(pair: Pair, judged: Judged) -> Iterator[tuple[Span, float]]:
    assert pair.target is not None
    for word in pair.target.words:
        probability = judged.likeliest("wrong", word.span)
        if probability >= SURE:
            yield word.span, probability


def _runs(found: Iterator[tuple[Span, float]], text: str) -> list[tuple[Span, float]]:
    """The same with neighbours joined."""
    runs: list[tuple[Span, float]] = []
    for span, probability in found:
        if runs and not any(map(str.isalnum, text[runs[-1][0].end : span.start])):
            first, highest = runs[-1]
            runs[-1] = Span(first.start, span.end), max(highest, probability)
        else:
            runs.append((span, probability))
    return runs
