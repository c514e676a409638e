"""Align sentences: dynamic programming over lengths, anchors and paragraphs.

The length model is Gale and Church's (1993, "A Program for Aligning Sentences in Bilingual Corpora"); anchors are what
both sides share in any language: numbers, names and cognates compared without diacritics and across scripts, URLs.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from tqcheck.annotate.words import words
from tqcheck.languages import Language
from tqcheck.model import AlignedPair, Segment

# Beads: how many source and target segments make a pair, with the cost of a pair of that shape.
_BEADS = {(1, 1): 0.0, (1, 2): 2.6, (2, 1): 2.6, (1, 3): 5.2, (3, 1): 5.2, (2, 2): 4.6, (1, 0): 2.8, (0, 1): 2.8}
_VARIANCE = 6.8  # of target length per source character, as Gale and Church estimated it
_OTHER_PARAGRAPH = 2.5  # for joining segments of different paragraphs
_OTHER_KIND = 1.5  # for pairing a heading with a paragraph
_WORST_LENGTH = 7.0
_PREFIX = 4  # letters that make two words of different languages look akin
_STRANGERS = 2.0  # for pairing long segments, taken back by what they share
_BAND = 60  # segments off the diagonal that are considered at least
_MOVED = 5.0  # shared anchors, in nats, that prove a sentence was moved


@dataclass(frozen=True)
class _Side:
    """The segments of one document with what the costs need."""

    segments: Sequence[Segment]
    text: str

    @cached_property
    def lengths(self) -> list[int]:
        sums = [0]
        for segment in self.segments:
            sums.append(sums[-1] + _length(segment.text))
        return sums

    @cached_property
    def anchors(self) -> list[frozenset[str]]:
        return [_anchors(segment.text) for segment in self.segments]

    def joined(self, start: int, end: int) -> Segment | None:
        """Neighbouring segments as one."""
        if start == end:
            return None
        first, last = self.segments[start], self.segments[end - 1]
        if end - start == 1:
            return first
        return Segment(first.start, last.end, self.text[first.start : last.end], first.block, first.kind)

    def blocks(self, start: int, end: int) -> int:
        return len({segment.block for segment in self.segments[start:end]})


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    source_language: Language,
    target_language: Language,
    *,
    source_text: str,
    target_text: str,
) -> list[AlignedPair]:
    """Pair source and target segments, in the order of the target.

    Several neighbours may be joined into one segment. A segment without counterpart makes a pair with None on the other
    side; lost source stands after the pair of the sentence before it. `source_text` and `target_text` are the masked
    texts that the segments' offsets point into.
    """
    left, right = _Side(source, source_text), _Side(target, target_text)
    likeness = _Shared(left.anchors, right.anchors)
    beads = _best_path(left, right, likeness)
    beads = _moved(beads, likeness)
    return [AlignedPair(left.joined(a, b), right.joined(c, d)) for a, b, c, d in beads]


def _length(text: str) -> int:
    """Characters that are not blanks; wide ones (Han, Kana, Hangul) say about three times as much."""
    return sum(3 if char >= "\u2e80" else 1 for char in text if not char.isspace()) or 1


def _anchors(text: str) -> frozenset[str]:
    from tqcheck.knowledge.transliteration import to_ascii

    found = set()
    for word in words(text):
        if word.text[0].isdigit():
            found.add(re.sub(r"\D", "", word.text) or word.text)
            continue
        plain = to_ascii(word.text).casefold()
        if len(plain) > _PREFIX and not plain.isdigit():
            found.add(plain[: _PREFIX + (len(plain) > 7)])
        elif len(plain) > 1 and word.text.isupper():
            found.add(plain)
    return frozenset(found)


class _Shared:
    """How much two segments share: the sum of their common anchors' rarity, in nats."""

    def __init__(self, left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> None:
        often = [Counter(anchor for anchors in side for anchor in anchors) for side in (left, right)]
        size = max(len(left), len(right), 2)
        self._table: dict[tuple[int, int], float] = {}
        places: dict[str, list[int]] = {}
        for j, anchors in enumerate(right):
            for anchor in anchors:
                places.setdefault(anchor, []).append(j)
        for i, anchors in enumerate(left):
            for anchor in anchors & places.keys():
                weight = math.log(1 + size / (often[0][anchor] * often[1][anchor]))
                if weight < 0.3:
                    continue
                for j in places[anchor]:
                    self._table[i, j] = self._table.get((i, j), 0.0) + weight

    def __call__(self, i: int, j: int) -> float:
        return self._table.get((i, j), 0.0)

    def of(self, a: int, b: int, c: int, d: int) -> float:
        """Of a bead, its best single pairs: source `a` to `b`, target `c` to `d`."""
        return (
            sum(max(self(i, j) for j in range(c, d)) for i in range(a, b))
            if d - c <= b - a
            else sum(max(self(i, j) for i in range(a, b)) for j in range(c, d))
        )


Bead = tuple[int, int, int, int]


def _best_path(left: _Side, right: _Side, shared: _Shared) -> list[Bead]:
    rows, columns = len(left.segments), len(right.segments)
    ratio = min(max(right.lengths[-1] / max(left.lengths[-1], 1), 0.4), 2.5)
    best: dict[tuple[int, int], float] = {(0, 0): 0.0}
    back: dict[tuple[int, int], tuple[int, int]] = {}
    for i in range(rows + 1):
        for j in _band(i, rows, columns):
            options = [
                (best[i - a, j - b] + _cost(left, right, shared, (i - a, i, j - b, j), ratio), (i - a, j - b))
                for a, b in _BEADS
                if (i - a, j - b) in best
            ]
            if options:
                best[i, j], back[i, j] = min(options)
    beads: list[Bead] = []
    at = (rows, columns)
    while at != (0, 0):
        before = back[at]
        beads.append((before[0], at[0], before[1], at[1]))
        at = before
    return beads[::-1]


def _band(i: int, rows: int, columns: int) -> range:
    """The target positions considered at source position `i`: near the diagonal, wider in the middle."""
    middle = i * columns // max(rows, 1)
    width = _BAND + max(rows, columns) // 8
    # The ends must be reachable whatever the shape.
    low = 0 if i == 0 else max(0, middle - width)
    high = columns if i in (0, rows) else min(columns, middle + width)
    return range(low, high + 1)


def _cost(left: _Side, right: _Side, shared: _Shared, bead: Bead, ratio: float) -> float:
    a, b, c, d = bead
    cost = _BEADS[b - a, d - c]
    if a == b or c == d:
        return cost
    cost += _length_cost(left.lengths[b] - left.lengths[a], right.lengths[d] - right.lengths[c], ratio)
    cost += _OTHER_PARAGRAPH * (max(left.blocks(a, b), right.blocks(c, d)) - 1)
    if (left.segments[a].kind == "heading") != (right.segments[c].kind == "heading"):
        cost += _OTHER_KIND
    # The reward grows slowly: two sentences of one topic share words without being translations.
    return cost + _STRANGERS * _say_enough(left, right, bead) - 2.2 * math.log1p(shared.of(a, b, c, d))


def _say_enough(left: _Side, right: _Side, bead: Bead) -> float:
    """How far two segments are so long that translations of each other would share an anchor: 0 to 1."""
    a, b, c, d = bead
    shorter = min(sum(map(len, left.anchors[a:b])), sum(map(len, right.anchors[c:d])))
    return min(shorter / 10, 1.0)


def _length_cost(source: int, target: int, ratio: float) -> float:
    expected = source * ratio
    delta = (target - expected) / math.sqrt(max(source, 1) * _VARIANCE)
    probability = math.erfc(abs(delta) / math.sqrt(2))
    return min(-math.log(max(probability, 1e-12)), _WORST_LENGTH) * 0.8


def _moved(beads: Iterable[Bead], shared: _Shared) -> list[Bead]:
    """Pair what was left over on both sides where anchors prove that it only changed its place."""
    beads = list(beads)
    lost = [bead for bead in beads if bead[2] == bead[3]]
    added = {bead for bead in beads if bead[0] == bead[1]}
    taken: set[Bead] = set()
    for bead in lost:
        strength, other = max(((shared(bead[0], one[2]), one) for one in added), default=(0.0, bead))
        if strength >= _MOVED:
            added.remove(other)
            taken.add(bead)
            beads[beads.index(other)] = (bead[0], bead[1], other[2], other[3])
    return [bead for bead in beads if bead not in taken]
