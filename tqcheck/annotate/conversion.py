"""When two different numbers tell the same: converted into another unit, rounded, or said roughly."""

from __future__ import annotations

from dataclasses import replace

from tqcheck.annotate.quantities import Quantity
from tqcheck.annotate.quantities.separators import significant
from tqcheck.knowledge.units import in_base, kind

_ROUNDED = 0.02  # how far a rounded value may be off
_LOOSE = 0.12  # how far a converted one, of one or two digits that count: 30 yards are 30 metres to many writers
_STRICT = 0.04  # of three or more: 550 pounds are not 227 kilograms
_USUAL = (
    "length-millimeter", "length-centimeter", "length-meter", "length-kilometer", "length-mile", "mass-kilogram",
    "mass-pound", "temperature-celsius",
)  # fmt: skip
_DEGREES = 2.0
_ROUGHLY = 2.5  # dozens, tens and scores are about the same


def same_measure(one: Quantity, other: Quantity) -> bool | None:
    """Whether two measures in different units are the same length, mass …; None where they have no kind in common."""
    verdict = None
    if one.unit and one.unit == other.unit and not any(kind(unit) == "temperature" for unit in one.unit):
        return False  # nothing was converted
    for unit in one.unit:
        for unit_of_other in other.unit:
            if unit != unit_of_other and kind(unit) == kind(unit_of_other):
                if _is_near(one, unit, other, unit_of_other):
                    return True
                verdict = False
    return verdict


def _is_near(one: Quantity, unit: str, other: Quantity, unit_of_other: str) -> bool:
    ours = [in_base(value, unit) for value in one.values]
    theirs = [in_base(value, unit_of_other) for value in other.values]
    if kind(unit) == "temperature":
        return any(abs(a - b) <= _DEGREES for a in ours for b in theirs)
    exact = max(len(significant(one.value)), len(significant(other.value))) > 2
    allowed = _STRICT if exact else _LOOSE
    # Rounded to a whole: 1 inch, 3 centimetres.
    whole = 0.0 if exact else 0.5 * min(in_base(1, unit), in_base(1, unit_of_other))
    return any(abs(a - b) <= max(whole, allowed * max(abs(a), abs(b))) for a in ours for b in theirs)


def converted_without_unit(one: Quantity, other: Quantity) -> bool:
    """Whether a plain number is the other measure in a usual unit that the text does not name: "standing 1.98"."""
    plain, measure = (one, other) if not one.unit else (other, one)
    if plain.unit or not measure.unit or plain.kind not in {"cardinal", "score", "range"} or not plain.strong:
        return False
    return any(
        same_measure(replace(plain, unit=frozenset({unit})), measure)
        for unit in _USUAL
        if unit not in measure.unit and any(kind(unit) == kind(other_unit) for other_unit in measure.unit)
    )


def of_different_kinds(one: Quantity, other: Quantity) -> bool:
    """Whether both are measures, of kinds that cannot be compared: rain in litres and in inches."""
    kinds, others = {kind(unit) for unit in one.unit}, {kind(unit) for unit in other.unit}
    return bool(kinds and others and kinds.isdisjoint(others))


def is_tenfold(one: Quantity, other: Quantity) -> bool:
    """Whether two measures of one kind are off by a factor of about ten, a hundred …: the point slipped."""
    for unit in one.unit:
        for unit_of_other in other.unit:
            if kind(unit) == kind(unit_of_other) != "temperature" and one.value and other.value:
                ratio = in_base(one.value, unit) / in_base(other.value, unit_of_other)
                ratio = ratio if ratio > 1 else 1 / ratio
                return any(abs(ratio / power - 1) < _LOOSE * 2 for power in (10, 100, 1000, 10_000, 100_000))
    return False


def roughly_same(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other rounded, or both are said roughly and are of one size."""
    a, b = one.value, other.value
    if not a or not b:
        return False
    if {one.kind, other.kind} in ({"century", "decade"}, {"century", "year"}):
        century, year = (one, other) if one.kind == "century" else (other, one)
        return any(
            (value - 1) // 100 + 1 == century.value or value // 100 + 1 == century.value for value in year.values
        )
    if "approximate" in {one.kind, other.kind}:
        return max(a, b) / min(a, b) <= _ROUGHLY
    if "fraction" in {one.kind, other.kind} and (one.percent or other.percent):
        a, b = (a * 100 if one.kind == "fraction" else a), (b * 100 if other.kind == "fraction" else b)
        return abs(a - b) < 2
    return not (_is_exact(one) or _is_exact(other)) and (_rounds(a, b) or _rounds(b, a))


def _is_exact(one: Quantity) -> bool:
    """Whether nobody rounds it: a year, or a whole number under two thousand."""
    return one.scale == 1 and one.value == int(one.value) and one.value < 2100


def _rounds(exact: float, rounded: float) -> bool:
    """Whether one is the other with fewer digits that count."""
    if exact == rounded or abs(rounded / exact - 1) > _ROUNDED:
        return False
    return len(significant(rounded)) < len(significant(exact)) and len(significant(exact)) > 2
