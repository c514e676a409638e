"""Words and symbols of units of measure by language (CLDR through Babel)."""

from __future__ import annotations

import functools

from tqcheck.knowledge.calendar import locale

_KINDS = ("length-", "mass-", "area-", "volume-", "temperature-", "speed-", "energy-", "power-", "pressure-")


# What articles measure in; light-years and earth radii share their first words with years and earth.
_USUAL = frozenset(
    {"meter", "centimeter", "millimeter", "kilometer", "mile", "foot", "inch", "yard", "nautical"}
    | {"gram", "kilogram", "milligram", "tonne", "ton", "pound", "ounce", "stone", "hectare", "acre", "square"}
    | {"liter", "milliliter", "gallon", "cubic", "barrel", "celsius", "fahrenheit", "knot"}
)
_SAME = {"tonne": "ton", "metric": "ton"}  # writers use tons for both


@functools.cache
def units(base: str) -> dict[str, frozenset[str]]:
    """First words of the names of units, case-folded, with what they can be: `miles` to length-mile, speed-mile.

    Units of length, mass, area, volume, temperature and speed; empty where CLDR does not know the language.
    """
    found = locale(base)
    if found is None:
        return {}
    names: dict[str, set[str]] = {}
    for name, widths in found._data["unit_patterns"].items():
        if not name.startswith(_KINDS):
            continue
        kind, unit = name.split("-")[:2]
        if unit not in _USUAL:
            continue
        for forms in widths.values():
            for pattern in forms.values() if hasattr(forms, "values") else [forms]:
                words = str(pattern).replace("{0}", " ").casefold().split()
                for word in {words[0], words[0].split("/")[0]} if words else ():
                    names.setdefault(word.strip("°") or word, set()).add(f"{kind}-{_SAME.get(unit, unit)}")
    return {word: frozenset(ids) for word, ids in names.items()}
