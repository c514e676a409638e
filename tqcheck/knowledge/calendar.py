"""Names of months, weekdays and languages by language (CLDR through Babel)."""

from __future__ import annotations

import functools
from typing import Any


@functools.cache
def locale(base: str) -> Any:
    """Babel's locale of a language; None where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(base)
    except (UnknownLocaleError, ValueError):
        return None


@functools.cache
def day_and_month_names(base: str) -> frozenset[str]:
    """Full names of weekdays and months, as the language writes them inside a sentence."""
    found = locale(base)
    if found is None:
        return frozenset()
    groups = [found.days["format"]["wide"], found.months["format"]["wide"]]
    return frozenset(str(name) for group in groups for name in group.values())


@functools.cache
def language_names(base: str) -> frozenset[str]:
    """Names of languages, as the language writes them inside a sentence; single words."""
    found = locale(base)
    return frozenset(str(name) for name in found.languages.values() if str(name).isalpha()) if found else frozenset()


@functools.cache
def calendar_words(base: str) -> frozenset[str]:
    """Names of weekdays and months with their abbreviations, case-folded, without full stops."""
    found = locale(base)
    if found is None:
        return frozenset()
    widths = [group[form][width] for group in (found.days, found.months) for form in group for width in group[form]]
    names = {str(name).casefold().rstrip(".") for names in widths for name in names.values()}
    return frozenset(name for name in names if len(name) > 2 and not name.isdigit())
