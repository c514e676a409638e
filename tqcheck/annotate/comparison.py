"""Quantities of the two sides against each other, as sets with roles: their order and number may change.

Equal values are looked up in an index, so that long segments cost no more than their length; only what has no equal
is held against each other, and only so many.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.conversion import converted_without_unit, of_different_kinds, roughly_same, same_measure
from tqcheck.annotate.quantities import Date, Quantity
from tqcheck.annotate.quantities.quantity import keys
from tqcheck.annotate.quantities.separators import day_and_month, hour_and_minute
from tqcheck.records import dataclass

_MOST = 40  # quantities without an equal that are held against each other; a segment with more is a table
_NEAR = 2  # pairs around, where alignment may have put an answer


@dataclass(frozen=True, slots=True)
class Change:
    """A target quantity that has no answer in the source, and what it most probably should be."""

    source: Quantity
    target: Quantity


@dataclass(frozen=True, slots=True)
class Comparison:
    """`matched` have equal values; what has no answer anywhere near was `changed`, or is `missing` or `extra`."""

    matched: tuple[tuple[Quantity, Quantity], ...] = ()
    changed: tuple[Change, ...] = ()
    missing: tuple[Quantity, ...] = ()
    extra: tuple[Quantity, ...] = ()


class Side:
    """The quantities of one side, with an index by value."""

    def __init__(self, found: Iterable[Quantity], text: str = "", periods: Mapping[str, float] | None = None) -> None:
        self.quantities = tuple(found)
        self.text = text
        self._periods = periods or {}

    def names_period(self, one: Quantity) -> bool:
        """Whether a word stands here for so many years: "the past century" for a hundred."""
        words = [word for word, years in self._periods.items() if years == one.value]
        return bool(words) and any(word.casefold().rstrip(".,;:!?") in words for word in self.text.split())

    @cached_property
    def by_key(self) -> dict[str, list[Quantity]]:
        """Quantities by each of their readings."""
        index: dict[str, list[Quantity]] = {}
        for one in self.quantities:
            for key in keys(one.values) if one.date is None and one.clock is None else ():
                index.setdefault(key, []).append(one)
        return index

    @cached_property
    def part_keys(self) -> frozenset[str]:
        """Values inside dates, times and groups of digits."""
        return frozenset(key for one in self.quantities for part in one.parts for key in keys(part))

    @cached_property
    def all_keys(self) -> frozenset[str]:
        """Every value that the side tells."""
        return frozenset(self.by_key) | self.part_keys

    @cached_property
    def dates(self) -> tuple[Quantity, ...]:
        """The dates and months."""
        return tuple(one for one in self.quantities if one.date)

    @cached_property
    def told_dates(self) -> tuple[Date, ...]:
        """The dates and months, each once: a table tells one date in a hundred cells."""
        return tuple(dict.fromkeys(one.date for one in self.dates if one.date))

    @cached_property
    def years(self) -> tuple[Quantity, ...]:
        """Years outside dates."""
        return tuple(one for one in self.quantities if one.kind == "year")

    @cached_property
    def times(self) -> tuple[Quantity, ...]:
        """The times of day."""
        return tuple(one for one in self.quantities if one.clock)

    @cached_property
    def hours(self) -> frozenset[tuple[int, int]]:
        """Hours and minutes that numbers of the side could be: 17.30 in "kello 17.30"; times say it for themselves."""
        shown = (one.span.of(self.text) for one in self.quantities if one.strong and not one.clock)
        return frozenset(found for text in shown if (found := hour_and_minute(text)))

    @cached_property
    def days(self) -> frozenset[tuple[int, int]]:
        """Days and months that numbers of the side could be: 12.6 in "12.6. alkaen"."""
        shown = (one.span.of(self.text) for one in self.quantities if one.strong)
        return frozenset(found for text in shown if (found := day_and_month(text)))

    def answers(self, one: Quantity) -> bool:
        """Whether some quantity of this side tells the same as `one` of the other."""
        if one.date:
            return self._tells_date(one.date)
        if one.clock and (self.times or self._tells_time(one)):
            return self._tells_time(one)
        if one.parts and one.kind != "measure" and all(not keys(part).isdisjoint(self.all_keys) for part in one.parts):
            return True
        if one.clock:
            return False
        told = keys(one.values)
        equal = [other for key in told for other in self.by_key.get(key, ())[:_MOST]]
        # The 15 of "15%" is no hour of 3 p.m., nor a day.
        bare = not (one.percent or one.currency or one.scale > 1)
        return any(not contradicts(one, other) for other in equal) or bare and not told.isdisjoint(self.part_keys)

    def has_like(self, one: Quantity) -> bool:
        """Whether the side measures the same in the same unit."""
        return any(one.unit & other.unit for key in keys(one.values) for other in self.by_key.get(key, ())[:_MOST])

    @cached_property
    def counted(self) -> Counter[str]:
        """How often the side tells each value."""
        return Counter(_key(one) for one in self.quantities)

    def _tells_date(self, date: Date) -> bool:
        alike = [other for other in self.told_dates if date.agrees(other)]
        if alike and (date.year is None or any(other.year for other in alike) or not self.years):
            return True
        if (date.day, date.month) in self.days or (date.month, date.day) in self.days:
            return True
        days, months, years = (
            {other.day for other in self.told_dates},
            {other.month for other in self.told_dates},
            {other.year for other in self.told_dates},
        )
        shown = [(date.day, days), (date.month, months), (date.year, years)]
        return all(part is None or part in known or self._tells_plainly(part) for part, known in shown)

    def _tells_plainly(self, value: int) -> bool:
        return any(one.strength != "faint" for one in self.by_key.get(_key_of(value), ()))

    def _tells_time(self, one: Quantity) -> bool:
        assert one.clock is not None
        if any(one.clock.agrees(other.clock) for other in self.times if other.clock):
            return True
        plain = {(hour % 24, one.clock.minute) for hour in one.clock.hours} | {
            (hour % 12, one.clock.minute) for hour in one.clock.hours
        }
        if not plain.isdisjoint((hour % 24, minute) for hour, minute in self.hours):
            return True
        return all(any(self._tells_plainly(int(value)) for value in part) for part in one.parts)


def contradicts(one: Quantity, other: Quantity) -> bool:
    """Whether equal numbers measure in units that make them unequal: 16 km and 16 miles."""
    return bool(one.unit and other.unit) and not one.unit & other.unit and same_measure(one, other) is False


def compare(pair: Pair, article: Article) -> Comparison:
    """The quantities of a pair; empty where a side is missing."""
    if pair.source is None or pair.target is None or not (pair.source.quantities or pair.target.quantities):
        return Comparison()
    source, target = (
        Side(text.quantities, text.text, text.language.topic("numbers").get("periods", {}))
        for text in (pair.source, pair.target)
    )
    unanswered = [one for one in source.quantities if not target.answers(one)]
    unasked = [one for one in target.quantities if not source.answers(one)]
    if unanswered or unasked:
        there, here = _around(pair, article)
        unanswered = [one for one in unanswered if not _tells(there, one)]
        unasked = [one for one in unasked if not _tells(here, one)]
    lost, added = _unconverted(unanswered, source, target), _unconverted(unasked, target, source)
    changed = [*_changes(lost, added, source, target)]
    missing = _unpaired(lost, [one.source for one in changed], target)
    extra = _unpaired(added, [one.target for one in changed], source)
    return Comparison(_matched(source, target), tuple(changed), tuple(missing), tuple(extra))


def _unpaired(found: Sequence[Quantity], paired: Sequence[Quantity], other_side: Side) -> list[Quantity]:
    """What was lost or added without having been changed; what is rounded or converted there is neither."""
    others = other_side.quantities[: _MOST * 2]
    return [
        one
        for one in found[:_MOST]
        if all(one is not other for other in paired) and not any(excused(one, other) for other in others)
        if not other_side.names_period(one)
    ]


def _unconverted(found: Sequence[Quantity], side: Side, other_side: Side) -> list[Quantity]:
    """What is no conversion of a measure on the other side.

    A measure with its like on this side counts for no other: 196 miles answer 196 miles, not 330 km as well.
    """
    measures = [one for one in other_side.quantities if one.unit and not side.has_like(one)][:_MOST]
    return [one for one in found if not (one.unit and any(same_measure(one, other) for other in measures))]


def _around(pair: Pair, article: Article) -> tuple[list[Side], list[Side]]:
    """The target sides and the source sides of the pairs around."""
    pairs = [
        article.pairs[at]
        for at in range(max(0, pair.index - _NEAR), min(len(article.pairs), pair.index + _NEAR + 1))
        if at != pair.index
    ]
    there = [Side(other.target.quantities, other.target.text) for other in pairs if other.target]
    here = [Side(other.source.quantities, other.source.text) for other in pairs if other.source]
    return there, here


def _tells(sides: Sequence[Side], one: Quantity) -> bool:
    return any(side.answers(one) for side in sides)


def _matched(source: Side, target: Side) -> tuple[tuple[Quantity, Quantity], ...]:
    """Pairs of equal value, digits with digits and like with like first."""
    used: set[int] = set()
    matched: list[tuple[Quantity, Quantity]] = []
    for one in sorted(source.quantities, key=lambda quantity: not quantity.strong):
        if one.date or one.clock:
            continue
        candidates = {
            id(other): other for key in sorted(keys(one.values)) for other in target.by_key.get(key, ())[:_MOST]
        }
        free = [other for other in candidates.values() if id(other) not in used]
        answer = min(free, key=lambda other: _unlike(one, other), default=None)
        if answer is not None:
            used.add(id(answer))
            matched.append((one, answer))
    return tuple(matched)


def _unlike(one: Quantity, other: Quantity) -> tuple[bool, bool, bool, bool]:
    return (
        bool(one.currency) != bool(other.currency),
        bool(one.unit) != bool(other.unit),
        one.percent != other.percent,
        one.strong != other.strong,
    )


def _changes(lost: Sequence[Quantity], added: Sequence[Quantity], source: Side, target: Side) -> Iterator[Change]:
    """What was added, each with the likeliest of what was lost, like with like first."""
    free = list(lost[:_MOST])
    doubtful = [one for one in added[:_MOST] if not _excused_by_one(one, free)]
    sizes = len(source.text), len(target.text)
    for wrong in sorted(doubtful, key=lambda one: (not one.strong, one.kind == "year")):
        right = min(
            (one for one in free if _accuses(one, wrong)), key=lambda one: _distance(one, wrong, sizes), default=None
        )
        if right is not None:
            free.remove(right)
            yield Change(right, wrong)
        elif (wrong.strong or wrong.unit) and (right := _told_more_often(source, target, wrong)) is not None:
            yield Change(right, wrong)
    known = [
        one
        for one in free
        if (one.strong or one.unit) and not any(excused(one, other) for other in target.quantities[:_MOST])
    ]
    for right in known:
        wrong_copy = _told_more_often(target, source, right)
        if wrong_copy is not None and not excused(right, wrong_copy):
            yield Change(right, wrong_copy)


def _excused_by_one(one: Quantity, free: list[Quantity]) -> bool:
    """Whether one of what was lost tells the same after all; it then tells nothing else, and is taken out."""
    found = next((other for other in free if excused(other, one)), None)
    if found is not None and found.currency & one.currency == found.currency | one.currency:
        free.remove(found)
    return found is not None


def _told_more_often(side: Side, other: Side, one: Quantity) -> Quantity | None:
    """A quantity like `one` whose value a side tells more often than the other side: a copy of it was changed."""
    alike = [
        quantity
        for quantity in side.quantities
        if quantity.kind == one.kind and quantity.unit == one.unit and not quantity.parts
        if quantity.strength != "faint" and (quantity.strong or quantity.unit)
        if side.counted[_key(quantity)] > other.counted[_key(quantity)] > 0
    ]
    if one.kind in {"year", "date", "time"}:
        return None
    place = one.span.start / max(len(other.text), 1)
    return min(alike, key=lambda two: abs(two.span.start / max(len(side.text), 1) - place), default=None)


def _key(one: Quantity) -> str:
    return _key_of(one.value)


def _key_of(value: float) -> str:
    return next(iter(keys(frozenset({value}))))


def _accuses(source: Quantity, target: Quantity) -> bool:
    """Whether both count: words do beside words, or beside digits; "one" is a pronoun too."""
    if source.date and target.date:
        return source.strength == target.strength or "faint" not in {source.strength, target.strength}
    if "faint" in {source.strength, target.strength} or of_different_kinds(source, target):
        return False
    if (source.date or source.clock or target.date or target.clock) and not _may_be_one(source, target):
        return False
    if source.kind != target.kind and "ordinal" in {source.kind, target.kind}:
        return source.strong and target.strong
    rough = any(one.kind == "approximate" or one.kind == "fraction" and one.scale == 1 for one in (source, target))
    return not rough or source.kind == target.kind


def _may_be_one(one: Quantity, other: Quantity) -> bool:
    """Whether a date or time, and what stands for it, are of one kind: a plain number may be a day, a year, an hour."""
    if one.clock and other.clock:
        return True
    plain = other if one.date or one.clock else one
    composed = one if plain is other else other
    if plain.date or plain.clock or not plain.strong or plain.unit or plain.currency or plain.percent:
        return False
    if composed.date:
        if plain.kind == "year":
            return composed.date.year is not None
        return plain.kind in {"ordinal", "cardinal"} and plain.value <= 31 and composed.date.day is not None
    return 100 <= plain.value < 2400 and plain.value == int(plain.value)


def _distance(
    one: Quantity, other: Quantity, sizes: tuple[int, int]
) -> tuple[bool, bool, int, bool, bool, bool, bool, float]:
    """How unlike two quantities are; the last member is how far apart they stand."""
    place = abs(one.span.start / max(sizes[0], 1) - other.span.start / max(sizes[1], 1))
    return (
        not contradicts(one, other) or one.value != other.value,
        bool(one.date) != bool(other.date) or bool(one.clock) != bool(other.clock),
        -len(set(one.parts) & set(other.parts)),
        one.percent != other.percent,
        bool(one.currency) != bool(other.currency),
        bool(one.unit) != bool(other.unit),
        one.strong != other.strong,
        place,
    )


def excused(source: Quantity, target: Quantity) -> bool:
    """Whether a difference is no error: rounded, said roughly, or converted into another unit or currency."""
    if source.date or source.clock or target.date or target.clock:
        return False
    if converted_without_unit(source, target) or _by_letter(source, target) or _by_letter(target, source):
        return True
    if roughly_same(source, target) or same_measure(source, target):
        return True
    return bool(source.currency and target.currency and not source.currency & target.currency)


def _by_letter(one: Quantity, other: Quantity) -> bool:
    """Whether what reads as a scale is the other's unit: "the 100m" for a hundred metres."""
    return bool(one.letter & other.unit) and _key_of(one.value / one.scale) == _key(other)
