"""What CLDR says of a language, as far as it is needed here: from Babel, or the second time from the cache.

Babel takes as long to load one language as checking some pairs does.
"""

from __future__ import annotations

import functools
from types import SimpleNamespace
from typing import Any

from tqcheck.knowledge.compact import kept

_NAMES = (
    "days", "months", "languages", "territories", "currencies", "time_zones", "number_symbols",
    "compact_decimal_formats",
)  # fmt: skip
_DATA = ("unit_patterns", "currency_names_plural")  # what Babel has no names for


@functools.cache
def locale(base: str) -> Any:
    """The names and patterns of a language, by Babel's names and in its form but plain; None where CLDR has none."""
    found = kept(f"cldr-{base}", ("babel",), lambda: _made(base)) if base.isalnum() else None
    return SimpleNamespace(**found) if found else None


def babel_locale(base: str) -> Any:
    """Babel's own locale of a language; None where CLDR has none."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(base)
    except (UnknownLocaleError, ValueError):
        return None


def _made(base: str) -> dict[str, Any]:
    found = babel_locale(base)
    if found is None:
        return {}
    return {
        **{name: _plain(getattr(found, name)) for name in _NAMES},
        **{name: _plain(found._data[name]) for name in _DATA},
    }


def _plain(value: Any) -> Any:
    if hasattr(value, "items"):
        return {key: _plain(one) for key, one in value.items()}
    return None if value is None else str(getattr(value, "pattern", value))


@functools.cache
def short_date(tag: str) -> str:
    """The pattern of short dates for a BCP 47 tag, such as dd/MM/y; empty where CLDR has none."""
    return kept(f"cldr-date-{tag}", ("babel",), lambda: _made_short_date(tag))


def _made_short_date(tag: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale.parse(tag, sep="-").date_formats["short"])
    except (UnknownLocaleError, ValueError):
        return ""


def likely_territory(language: str) -> str:
    """Where most readers of a language live (ISO 3166-1 or UN M.49 code); empty where CLDR does not say."""
    return _territories()[0].get(language, "")


def official_languages(territory: str) -> tuple[str, ...]:
    """The official languages of a territory, some with a script: `uz_Cyrl`."""
    return _territories()[1].get(territory.upper(), ())


@functools.cache
def _territories() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    return kept("cldr-territories", ("babel",), _made_territories)


def _made_territories() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    from babel.core import get_global
    from babel.languages import get_official_languages

    likely = {language: tag.rpartition("_")[2] for language, tag in get_global("likely_subtags").items()}
    return likely, {territory: get_official_languages(territory) for territory in get_global("territory_languages")}
