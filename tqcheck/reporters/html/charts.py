"""The geometry of the small pictures, drawn as SVG by the template: no text in them that is not said beside them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from tqcheck.model import SEVERITIES, Finding, Severity
from tqcheck.records import dataclass

CELLS = 200  # of the strip map: a mark every half per cent of the article
BAR = 120  # width of the longest bar, in px
SPARK = (88, 22)  # width and height of a sparkline, in px

WORST_FIRST: tuple[Severity, ...] = tuple(reversed(SEVERITIES))


@dataclass(frozen=True, slots=True)
class Bar:
    """A category with its number of findings by severity, and the parts of its bar: severity, x, width."""

    name: str
    counts: dict[Severity, int]
    parts: list[tuple[Severity, float, float]]

    @property
    def total(self) -> int:
        """How many findings there are in all."""
        return sum(self.counts.values())

    @property
    def width(self) -> float:
        """The length of the bar, in px."""
        return self.parts[-1][1] + self.parts[-1][2]


def bars(findings: Iterable[Finding]) -> list[Bar]:
    """A bar for each category, the longest first."""
    tally = Counter((one.category, one.severity) for one in findings)
    totals: Counter[str] = Counter()
    for (category, _), count in tally.items():
        totals[category] += count
    longest = max(totals.values(), default=1)
    made = []
    for name, _ in sorted(totals.items(), key=lambda item: (-item[1], item[0])):
        counts = {
            severity: count for severity in WORST_FIRST for (c, s), count in tally.items() if (c, s) == (name, severity)
        }
        made.append(Bar(name, counts, _parts(counts, BAR / longest)))
    return made


def _parts(counts: dict[Severity, int], scale: float) -> list[tuple[Severity, float, float]]:
    parts, x = [], 0.0
    for severity, count in counts.items():
        parts.append((severity, round(x, 1), round(max(count * scale, 2), 1)))
        x += count * scale
    return parts


def strip(places: Iterable[tuple[float, Severity]]) -> list[tuple[int, Severity]]:
    """Where the trouble is: the cells (0 to `CELLS` - 1) that have findings, each with the worst severity in it."""
    cells: dict[int, Severity] = {}
    for share, severity in places:
        cell = min(int(share * CELLS), CELLS - 1)
        cells[cell] = max(severity, cells.get(cell, severity), key=SEVERITIES.index)
    return sorted(cells.items())


def spark(values: Sequence[float], low: float = 0.0, high: float = 100.0) -> list[tuple[float, float]]:
    """The points of a sparkline: scores from left to right, `high` at the top; the scale fits what there is."""
    width, height = SPARK
    low, high = (min(values), max(values)) if values and max(values) > min(values) else (low, high)
    step = (width - 6) / max(len(values) - 1, 1)
    return [
        (round(3 + step * at, 1), round(3 + (height - 6) * (1 - (value - low) / (high - low)), 1))
        for at, value in enumerate(values)
    ]
