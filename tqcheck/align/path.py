"""The cheapest way through two documents: dynamic programming inside a band, in memory linear in their length."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence

Bead = tuple[int, int, int, int]  # source segments a to b with target segments c to d
Shape = tuple[int, int]
# Of one source position, for each shape of bead that ends there: the cost at each target position of the band.
Costs = Callable[[int, Shape, Sequence[int]], Sequence[float]]

_BAND = 60  # segments off the diagonal that are considered at least
_PADDING = 6  # segments around the stretch between two pins
_NONE = 1e18


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
        width = _BAND + max(self._rows, self._columns) // 8
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
    best: dict[int, dict[int, float]] = {}
    steps: list[dict[int, int]] = []  # which shape led to each position
    for i in range(rows + 1):
        best[i], step = _row(i, list(band(i)), shapes, costs, best)
        steps.append(step)
        best.pop(i - deepest, None)
    return _walked(rows, columns, shapes, steps)


def _row(
    i: int, columns: Sequence[int], shapes: Sequence[Shape], costs: Costs, best: dict[int, dict[int, float]]
) -> tuple[dict[int, float], dict[int, int]]:
    here: dict[int, float] = {0: 0.0} if i == 0 else {}
    step: dict[int, int] = {}
    inside: list[tuple[int, Shape]] = []
    for number, (a, b) in enumerate(shapes):
        if a == 0:
            inside.append((number, (a, b)))
            continue
        from_row = best.get(i - a, {})
        reachable = [j for j in columns if j - b in from_row]
        if not reachable:
            continue
        for j, cost in zip(reachable, costs(i, (a, b), reachable)):
            total = from_row[j - b] + cost
            if total < here.get(j, _NONE):
                here[j], step[j] = total, number
    for j in columns:  # beads without source lie in the row itself, from left to right
        for number, (_, b) in inside:
            if j - b in here and (total := here[j - b] + costs(i, (0, b), [j])[0]) < here.get(j, _NONE):
                here[j], step[j] = total, number
    return here, step


def _walked(rows: int, columns: int, shapes: Sequence[Shape], steps: Sequence[dict[int, int]]) -> list[Bead]:
    beads: list[Bead] = []
    i, j = rows, columns
    while (i, j) != (0, 0):
        a, b = shapes[steps[i][j]]
        beads.append((i - a, i, j - b, j))
        i, j = i - a, j - b
    return beads[::-1]
