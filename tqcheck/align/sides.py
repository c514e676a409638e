"""One document's segments with what their alignment asks of them, and what two documents share."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from tqcheck.annotate.words import words
from tqcheck.model import Segment

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tqcheck.align.path import Values

    Counts = npt.NDArray[np.int64]

_PREFIX = 4  # letters that make two words of different languages look akin
_LEAD = 4.0  # nats by which a pair must lead to hold the alignment down
_LEAST_WEIGHT = 0.3  # nats; anchors that are commoner tell nothing


@dataclass(frozen=True)
class Side:
    """The segments of one document with what the costs need; `text` is what their offsets point into."""

    segments: Sequence[Segment]
    text: str

    @cached_property
    def lengths(self) -> Counts:
        """Running sums of the segments' lengths; one more than there are segments."""
        return _sums(_length(segment.text) for segment in self.segments)

    @cached_property
    def anchored(self) -> Counts:
        """Running sums of the segments' numbers of anchors; one more than there are segments."""
        return _sums(map(len, self.anchors))

    @cached_property
    def paragraphs(self) -> Counts:
        """The number of the paragraph that each segment stands in."""
        blocks = [segment.block for segment in self.segments]
        return _sums(one != other for one, other in zip(blocks, blocks[1:]))

    @cached_property
    def headings(self) -> Counts:
        """1 for each segment that is a heading."""
        import numpy as np

        return np.array([segment.kind == "heading" for segment in self.segments], dtype=np.int64)

    @cached_property
    def anchors(self) -> list[frozenset[str]]:
        """What of each segment may stand on the other side too: numbers, beginnings of longer words, acronyms."""
        return [_anchors(segment.text) for segment in self.segments]

    def joined(self, start: int, end: int) -> Segment | None:
        """Neighbouring segments as one; None for no segment."""
        if start == end:
            return None
        first, last = self.segments[start], self.segments[end - 1]
        if end - start == 1:
            return first
        return Segment(first.start, last.end, self.text[first.start : last.end], first.block, first.kind)


def _sums(numbers: Iterable[int]) -> Counts:
    import numpy as np

    return np.cumsum([0, *numbers], dtype=np.int64)


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


class Shared:
    """How much two segments share: the sum of their common anchors' rarity, in nats."""

    def __init__(self, left: Sequence[frozenset[str]], right: Sequence[frozenset[str]]) -> None:
        often = [Counter(anchor for anchors in side for anchor in anchors) for side in (left, right)]
        size = max(len(left), len(right), 2)
        self._rows: list[dict[int, float]] = [{} for _ in left]
        places: dict[str, list[int]] = {}
        for j, anchors in enumerate(right):
            for anchor in anchors:
                places.setdefault(anchor, []).append(j)
        for i, anchors in enumerate(left):
            for anchor in anchors & places.keys():
                weight = math.log(1 + size / (often[0][anchor] * often[1][anchor]))
                if weight < _LEAST_WEIGHT:
                    continue
                row = self._rows[i]
                for j in places[anchor]:
                    row[j] = row.get(j, 0.0) + weight

    def __call__(self, i: int, j: int) -> float:
        return self._rows[i].get(j, 0.0)

    def of(self, a: int, b: int, c: int, d: int) -> float:
        """Of a bead, its best single pairs: source `a` to `b`, target `c` to `d`."""
        if d - c <= b - a:
            return sum(max(self(i, j) for j in range(c, d)) for i in range(a, b))
        return sum(max(self(i, j) for i in range(a, b)) for j in range(c, d))

    def row(self, start: int, end: int, size: int, columns: range) -> Values:
        """`of` for source `start` to `end` with the `size` targets before each of the columns."""
        import numpy as np

        weights = np.zeros((end - start, len(columns) + size - 1))
        first = columns.start - size
        for weight, row in zip(weights, self._rows[start:end]):
            for j in row if len(row) < len(weight) else row.keys() & range(first, columns.stop - 1):
                if first <= j < columns.stop - 1:
                    weight[j - first] = row[j]
        windows = np.stack([weights[:, at : at + len(columns)] for at in range(size)])  # targets, sources, columns
        found: Values = windows.max(axis=0).sum(axis=0) if size <= end - start else windows.max(axis=1).sum(axis=0)
        return found

    def pins(self) -> list[tuple[int, int]]:
        """Pairs that share far more with each other than with any other segment."""
        by_source: dict[int, list[tuple[float, int]]] = {}
        by_target: dict[int, list[tuple[float, int]]] = {}
        for i, row in enumerate(self._rows):
            for j, weight in row.items():
                by_source.setdefault(i, []).append((weight, j))
                by_target.setdefault(j, []).append((weight, i))
        best = {j: _winner(options) for j, options in by_target.items()}
        found = ((i, _winner(options)) for i, options in by_source.items())
        return [(i, j) for i, j in found if j is not None and best[j] == i]


def _winner(options: list[tuple[float, int]]) -> int | None:
    """The one with the most, where it leads by far."""
    first, second = max(options), sorted(options)[-2][0] if len(options) > 1 else 0.0
    return first[1] if first[0] - second >= _LEAD else None
