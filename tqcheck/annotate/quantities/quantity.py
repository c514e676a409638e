"""What a quantity is: a value with its kind, unit and place in the text."""

from __future__ import annotations

from typing import Literal

from tqcheck.model import Span
from tqcheck.records import dataclass

Kind = Literal[
    "cardinal", "ordinal", "percent", "percentage-point", "money", "measure", "date", "time", "year", "decade",
    "century", "score", "range", "age", "fraction", "approximate",
]  # fmt: skip
# In digits; in words; or so faint that it answers a number of the other side and never accuses by itself.
Strength = Literal["digits", "words", "faint"]


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day. `hours` are those it can be: 2:30 is 2 or 14 o'clock where nothing says which."""

    hours: frozenset[int]
    minute: int

    def agrees(self, other: Clock) -> bool:
        """Whether both can be the same time."""
        return self.minute == other.minute and bool(self.hours & other.hours)


@dataclass(frozen=True, slots=True)
class Date:
    """A day, month and year; what the text does not tell is None. `swapped` is the reading of 07/09 in other lands."""

    day: int | None
    month: int | None
    year: int | None
    weekday: int | None = None
    swapped: bool = False

    def agrees(self, other: Date) -> bool:
        """Whether nothing that both tell differs, and they share something."""
        return any(
            _agree(ours, theirs)
            for ours in ({(self.day, self.month), (self.month, self.day)} if self.swapped else {(self.day, self.month)})
            for theirs in (
                {(other.day, other.month), (other.month, other.day)} if other.swapped else {(other.day, other.month)}
            )
        ) and _same(_short(self.year), _short(other.year))


def _agree(ours: tuple[int | None, int | None], theirs: tuple[int | None, int | None]) -> bool:
    shared = [(a, b) for a, b in zip(ours, theirs) if a is not None and b is not None]
    return bool(shared) and all(a == b for a, b in shared)


def _same(one: int | None, other: int | None) -> bool:
    return one is None or other is None or one == other


def _short(year: int | None) -> int | None:
    return None if year is None else year % 100


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a text.

    `span` is the number with its scale, what a repair would replace; `whole` adds signs and units: "R$ 30 milhões".
    `values` holds every reading that the text allows, `value` the likeliest. `currency` are the ISO 4217 codes, `unit`
    the CLDR units that its sign or word can mean. `parts` are the numbers that a date or a time consists of.
    """

    span: Span
    value: float
    values: frozenset[float]
    kind: Kind = "cardinal"
    strength: Strength = "digits"
    whole: Span = Span(0, 0)
    scale: float = 1.0
    currency: frozenset[str] = frozenset()
    unit: frozenset[str] = frozenset()
    clock: Clock | None = None
    date: Date | None = None
    parts: tuple[frozenset[float], ...] = ()
    # Readings that its separators do not have in this language: 17,5 in English. They answer, but are wrongly written.
    foreign: frozenset[float] = frozenset()
    # Units that the letter may mean which is read as its scale: 100m are a hundred millions, or metres.
    letter: frozenset[str] = frozenset()

    @property
    def strong(self) -> bool:
        """Whether it is written in digits."""
        return self.strength == "digits"

    @property
    def percent(self) -> bool:
        """Whether it is a share: percent or percentage points."""
        return self.kind in {"percent", "percentage-point"}

    def equals(self, other: Quantity) -> bool:
        """Whether some reading of both is the same value."""
        if self.date and other.date:
            return self.date.agrees(other.date)
        if self.clock and other.clock:
            return self.clock.agrees(other.clock)
        return not keys(self.values).isdisjoint(keys(other.values))


def keys(values: frozenset[float]) -> frozenset[str]:
    """Values as they are looked up: equal within the rounding error of the arithmetic."""
    return frozenset(f"{value:.10g}" for value in values)
