"""How much the network that reads both sides doubts each word of a translation (`knowledge/pair_engine.py`).

For the eye of a reviewer, who looks where it is hot. A rule marks far fewer words (`suspects.py`).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tqcheck.annotate.judging import judge
from tqcheck.model import Heat, Span

if TYPE_CHECKING:
    from tqcheck.annotate import Pair, Text
    from tqcheck.knowledge.pair_engine import Judged

# Of 100 words so hot in the machine-like sample articles 61, 77 and 87 are wrong, and of 1,000 words of the clean ones
# 6, 2 and 1 are so hot (`corpora/benchmarks/heat_levels.py`, docs/model.md): a clean text is nearly white.
# By the tag `wrong` alone: `edited` is over 0.3 for a quarter of the words of clean texts, and parts right from wrong
# less well (area under the curve 0.60 against 0.67; of the two together 0.67).
LEVELS = (0.5, 0.7, 0.85)
LEAST = LEVELS[0]  # what is cooler is not kept
GLARING = LEVELS[-1]  # shows a row of a bitext in which nothing else was found


def level(doubt: float) -> int:
    """Which of the levels a doubt reaches, from 1; 0 for none."""
    return bisect_right(LEVELS, doubt)


def heats(pairs: Sequence[Pair]) -> list[tuple[Heat, ...] | None]:
    """The hot words of each pair, placed in its document or row; None where a side or the network is missing."""
    judge(pairs)
    return [tuple(_hot(pair.target, pair.judged)) if pair.target and pair.judged else None for pair in pairs]


def _hot(target: Text, judged: Judged) -> list[Heat]:
    found: list[Heat] = []
    for span in _units(target, judged):
        doubt = round(judged.likeliest("wrong", span), 2)
        if doubt < LEAST:
            continue
        place = span.shift(target.segment.start)
        if found and found[-1].end == place.start and level(found[-1].doubt) == level(doubt):  # pieces of one word
            found[-1] = Heat(found[-1].start, place.end, max(found[-1].doubt, doubt))
        else:
            found.append(Heat(place.start, place.end, doubt))
    return found


def _units(target: Text, judged: Judged) -> Iterator[Span]:
    """Words; where these are written together, what the network read as a piece."""
    if target.language.spaced:
        yield from (word.span for word in target.words)
    else:
        yield from (Span(piece.start, piece.end) for piece in judged.target if piece.start < piece.end)
