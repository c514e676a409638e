"""Quantities of the two sides against each other: which have an answer, which were lost, changed or added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.quantities import Quantity

# Factors between units that writers convert for their readers, either way round; °F to °C is no factor.
_CONVERSIONS = (1.609, 0.4536, 0.3048, 2.54, 0.4047, 28.35, 0.9144, 1.0936, 3.785, 2.59, 10.76, 6.35, 25.4)
_ROUNDED = 0.02  # how far a rounded value may be off
_MOST = 200  # quantities of a segment that are compared; one with more is a table, and each is held against each
_NEAR = 2  # pairs around, where alignment may have put an answer


@dataclass(frozen=True, slots=True)
class Comparison:
    """`matched` are equal values; `lost` and `added` have no answer anywhere near."""

    matched: tuple[tuple[Quantity, Quantity], ...]
    lost: tuple[Quantity, ...]
    added: tuple[Quantity, ...]


def compare(pair: Pair, article: Article) -> Comparison:
    """The quantities of a pair; empty where a side is missing."""
    if pair.source is None or pair.target is None:
        return Comparison((), (), ())
    source, target = pair.source.quantities[:_MOST], pair.target.quantities[:_MOST]
    matched, lost, added = _match(source, target)
    around = [
        article.pairs[at]
        for at in range(max(0, pair.index - _NEAR), min(len(article.pairs), pair.index + _NEAR + 1))
        if at != pair.index
    ]
    there = [one for other in around if other.target for one in other.target.quantities[:_MOST]]
    here = [one for other in around if other.source for one in other.source.quantities[:_MOST]]
    lost = [one for one in lost if not any(_answers(one, other) for other in there)]
    added = [one for one in added if not any(_answers(other, one) for other in here)]
    return Comparison(tuple(matched), tuple(lost), tuple(added))


def _match(
    source: Sequence[Quantity], target: Sequence[Quantity]
) -> tuple[list[tuple[Quantity, Quantity]], list[Quantity], list[Quantity]]:
    """Pair equal values, digits with digits first; then a value may answer several times ("both 5 and 5")."""
    matched: list[tuple[Quantity, Quantity]] = []
    free = list(target)
    lost: list[Quantity] = []
    for one in sorted(source, key=lambda quantity: not quantity.strong):
        answer = min(
            (other for other in free if _answers(one, other)), key=lambda other: not other.strong, default=None
        )
        if answer is None:
            lost.append(one)
        else:
            matched.append((one, answer))
            free.remove(answer)
    added = [one for one in free if not any(_answers(other, one) for other in source)]
    lost = [one for one in lost if not any(_answers(one, other) for other in target)]
    return matched, lost, added


def _answers(source: Quantity, target: Quantity) -> bool:
    return source.equals(target) or _same_decade(source, target)


def _same_decade(one: Quantity, other: Quantity) -> bool:
    """The 1990s and "anos 90", 1953 and '53."""
    short, long = sorted((one.value, other.value))
    return 0 <= short < 100 and 1000 <= long < 2100 and long % 100 == short


def excused(source: Quantity, target: Quantity) -> bool:
    """Whether a difference is no error: rounded, or converted into another unit or currency."""
    a, b = source.value, target.value
    if not a or not b:
        return False
    if not (_is_exact(source) or _is_exact(target)) and (_rounds(a, b) or _rounds(b, a)):
        return True
    if source.currency and target.currency and not source.currency & target.currency:
        return True
    if source.percent or target.percent or not (source.unit or target.unit) or source.unit & target.unit:
        return False
    ratio = b / a
    converted = any(abs(ratio / factor - 1) < 0.06 or abs(ratio * factor - 1) < 0.06 for factor in _CONVERSIONS)
    fahrenheit = abs(a * 1.8 + 32 - b) <= 2 or abs(b * 1.8 + 32 - a) <= 2
    return converted or fahrenheit


def _is_exact(one: Quantity) -> bool:
    """Whether nobody rounds it: a year, or a whole number under a thousand."""
    return one.scale == 1 and one.value == int(one.value) and one.value < 2100


def _rounds(exact: float, rounded: float) -> bool:
    """Whether one is the other with fewer digits that count."""
    if exact == rounded or abs(rounded / exact - 1) > _ROUNDED:
        return False
    return len(_significant(rounded)) < len(_significant(exact)) and len(_significant(exact)) > 2


def _significant(value: float) -> str:
    return f"{value:.15g}".replace(".", "").strip("0") or "0"


def partner(one: Quantity, others: Iterable[Quantity], size: tuple[int, int]) -> Quantity | None:
    """Of the values that have no answer on the other side, the one that `one` most probably should be."""

    def distance(other: Quantity) -> tuple[bool, bool, float]:
        place = abs(one.span.start / max(size[0], 1) - other.span.start / max(size[1], 1))
        return one.percent != other.percent, bool(one.currency) != bool(other.currency), place

    return min(others, key=distance, default=None)
