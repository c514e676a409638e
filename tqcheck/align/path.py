"""The cheapest way through two documents: dynamic programming inside a band, in memory linear in their length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Values = npt.NDArray[np.float64]
    Steps = npt.NDArray[np.int8]

Bead = tuple[int, int, int, int]  # source segments a to b with target segments c to d
Shape = tuple[int, int]
# What beads of a shape cost that end at a source position and at each target position of a range.
Costs = Callable[[int, Shape, range], "Values"]

_BAND = 60  # segments off the diagonal that are considered at least
_WIDEST = 500  # and at most: time stays linear in the length of the texts
_PADDING = 6  # segments around the stretch between two pins


class Band:
    """The target positions considered at each source position."""

    def __init__(self, rows: int, columns: int, pins: Iterable[tuple[int, int]] = ()) -> None:
        self._rows, self._columns = rows, columns
        kept = [(-1, 0), *_chain(pins), (rows, columns)]
        self._at = [i for i, _ in kept]
        self._to = [j for _, j in kept]

    def __call__(self, i: int) -> range:
        """From the last pin before to the next one after; near the diagonal where pins are far."""
        low, high = self._diagonal(i)
        before, after = bisect_right(self._at, i - 1) - 1, bisect_left(self._at, i)
        start, end = self._to[before] - _PADDING, self._to[after] + 1 + _PADDING
        if end - start <= high - low:
            low, high = start, end
        low, high = max(low, 0), min(high, self._columns)
        # The ends must be reachable whatever the shape.
        if i == 0:
            low = 0
        if i in (0, self._rows):
            high = self._columns
        return range(min(low, high), high + 1)

    def _diagonal(self, i: int) -> tuple[int, int]:
        middle = i * self._columns // max(self._rows, 1)
        width = min(_BAND + max(self._rows, self._columns) // 8, _WIDEST)
        return middle - width, middle + width


def _chain(pins: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest rising chain of pins: what was moved does not hold the rest down."""
    ends: list[int] = []  # the smallest last target of a chain of each length
    last: list[int] = []
    before: list[int] = []
    ordered = sorted(pins)
    for at, (_, j) in enumerate(ordered):
        length = bisect_left(ends, j)
        before.append(last[length - 1] if length else -1)
        if length == len(ends):
            ends.append(j)
            last.append(at)
        else:
            ends[length], last[length] = j, at
    chain = []
    at = last[-1] if last else -1
    while at >= 0:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def cheapest(rows: int, columns: int, shapes: Sequence[Shape], costs: Costs, band: Band) -> list[Bead]:
    """The beads of the cheapest way from the beginning of both documents to their ends."""
    deepest = max(a for a, _ in shapes)
    best: dict[int, tuple[range, Values]] = {}
    steps: list[tuple[range, Steps]] = []  # which shape led to each position
    for i in range(rows + 1):
        here, step = _row(i, band(i), shapes, costs, best)
        best[i] = band(i), here
        steps.append((band(i), step))
        best.pop(i - deepest, None)
    return _walked(rows, columns, shapes, steps)


def _row(
    i: int, span: range, shapes: Sequence[Shape], costs: Costs, best: dict[int, tuple[range, Values]]
) -> tuple[Values, Steps]:
    import numpy as np

    here = np.full(len(span), np.inf)
    step = np.full(len(span), -1, dtype=np.int8)
    if i == 0:
        here[0] = 0.0
    for number, (a, b) in enumerate(shapes):
        if not a or i - a not in best:
            continue
        came, before = best[i - a]
        reached = range(max(span.start, came.start + b), min(span.stop, came.stop + b))
        if not reached:
            continue
        total = before[reached.start - b - came.start : reached.stop - b - came.start] + costs(i, (a, b), reached)
        inside = slice(reached.start - span.start, reached.stop - span.start)
        better = total < here[inside]
        here[inside][better], step[inside][better] = total[better], number
    for number, (a, b) in enumerate(shapes):
        if not a:
            _along(here, step, number, b, costs(i, (a, b), span))
    return here, step


def _along(here: Values, step: Steps, number: int, length: int, costs: Values) -> None:
    """Beads without source lie in the row itself, from left to right: a running minimum does them all at once."""
    import numpy as np

    for offset in range(length):
        row, led = here[offset::length], step[offset::length]
        spent = np.cumsum(costs[offset::length])
        bare = row - spent
        running = np.minimum.accumulate(bare)
        better = bare > running
        row[better], led[better] = (running + spent)[better], number


def _walked(rows: int, columns: int, shapes: Sequence[Shape], steps: Sequence[tuple[range, Steps]]) -> list[Bead]:
    beads: list[Bead] = []
    i, j = rows, columns
    while (i, j) != (0, 0):
        span, led = steps[i]
        a, b = shapes[led[j - span.start]]
        beads.append((i - a, i, j - b, j))
        i, j = i - a, j - b
    return beads[::-1]
