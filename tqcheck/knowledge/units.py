"""Units of measure by language (CLDR through Babel) with their sizes (languages/numbers.units.toml)."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from tqcheck.knowledge.cldr import locale
from tqcheck.knowledge.numerals import folded
from tqcheck.languages import settings

# A speed may be told by the way alone: winds of 100 kilometres.
_WAY = {"speed-kilometer-per-hour": ["length-kilometer"], "speed-mile-per-hour": ["length-mile"]}


@functools.cache
def _sizes() -> dict[str, tuple[str, float, float]]:
    """Unit to its kind, its size in the kind's base unit, and its zero point there."""
    found: dict[str, tuple[str, float, float]] = {}
    for kind, units in settings("numbers.units").items():
        for unit, size in units.items():
            factor, zero = size if isinstance(size, list) else (size, 0.0)
            found[f"{kind}-{unit}"] = (kind, float(factor), float(zero))
    return found


@functools.cache
def units(base: str) -> dict[str, frozenset[str]]:
    """Names and symbols of units, folded, with what they can be: `miles` to length-mile.

    Only units whose size is known; CLDR's symbols of the metric and the imperial system serve every language.
    """
    names: dict[str, set[str]] = {}
    for tag in dict.fromkeys((base, "en")):
        for unit, word in _patterns(tag, symbols=tag != base):
            names.setdefault(word, set()).update({unit, *_WAY.get(unit, ())})
    return {word: frozenset(ids) for word, ids in names.items()}


def _patterns(base: str, symbols: bool) -> Iterator[tuple[str, str]]:
    found = locale(base)
    if found is None:
        return
    for name, widths in found.unit_patterns.items():
        if name not in _sizes():
            continue
        if symbols and name.startswith("duration-"):
            continue
        for width, forms in widths.items():
            if symbols and width == "long" or not hasattr(forms, "items"):
                continue
            for count, pattern in forms.items():
                # "{0} de metri": the preposition belongs to the number, not to the unit.
                word = folded(str(pattern).partition("{0}")[2]).strip().removeprefix("de ")
                if count != "per" and word:
                    yield name, word.rstrip(".") if len(word) > 2 else word


@functools.cache
def words_for(base: str, unit: str) -> frozenset[str]:
    """Names of one CLDR unit, folded, such as those of concentr-percent or duration-century."""
    found = locale(base)
    if found is None:
        return frozenset()
    return frozenset(
        word.rstrip(".") if len(word) > 2 else word
        for width, forms in (found.unit_patterns.get(unit) or {}).items()
        for count, pattern in (forms.items() if hasattr(forms, "items") else ())
        if count != "per" and (width != "narrow")
        if (word := folded(str(pattern).replace("{0}", " ")).strip().removeprefix("de "))
        if len(word) > 1 and word[0].isalpha()
    )


def kind(unit: str) -> str:
    """What a unit measures: length, mass, area …"""
    return _sizes()[unit][0]


def in_base(value: float, unit: str) -> float:
    """A value in the base unit of its kind: 10 length-mile in metres, 68 temperature-fahrenheit in degrees Celsius."""
    _, factor, zero = _sizes()[unit]
    return (value - zero) * factor
