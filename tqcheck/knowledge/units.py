"""Words and symbols of units of measure by language (CLDR through Babel)."""

from __future__ import annotations

import functools

from tqcheck.knowledge.calendar import locale

_KINDS = ("length-", "mass-", "area-", "volume-", "temperature-", "speed-", "energy-", "power-", "pressure-")


@functools.cache
def unit_words(base: str) -> frozenset[str]:
    """First words of units of length, mass, area, volume, temperature, speed …, case-folded; empty where unknown."""
    found = locale(base)
    if found is None:
        return frozenset()
    patterns = (
        pattern
        for name, widths in found._data["unit_patterns"].items()
        if name.startswith(_KINDS)
        for forms in widths.values()
        for pattern in (forms.values() if hasattr(forms, "values") else [forms])
    )
    texts = (str(pattern).replace("{0}", " ").casefold().split() for pattern in patterns)
    return frozenset(words[0].strip("°") or words[0] for words in texts if words)
