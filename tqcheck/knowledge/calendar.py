"""Names of months, weekdays and languages, and the order of dates, by language (CLDR through Babel)."""

from __future__ import annotations

import functools

from tqcheck.knowledge.cldr import babel_locale, locale, short_date


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


@functools.cache
def months(base: str) -> dict[str, int]:
    """Names of months, full and short, as the language writes them, without a final point, with their numbers."""
    return _numbered(base, "months")


@functools.cache
def weekdays(base: str) -> dict[str, int]:
    """Full names of the days of the week, as the language writes them, with their numbers (Monday is 0)."""
    return _numbered(base, "days", widths=("wide",))


def _numbered(base: str, table: str, widths: tuple[str, ...] = ("abbreviated", "wide")) -> dict[str, int]:
    found = locale(base)
    if found is None:
        return {}
    return {
        str(name).rstrip("."): number
        for context in ("format", "stand-alone")
        for width in widths
        for number, name in getattr(found, table)[context][width].items()
        if not str(name)[:1].isdigit()
    }


@functools.cache
def day_comes_first(tag: str) -> bool | None:
    """Whether 07/09 is the seventh of September; None where lands that share the language differ.

    `tag` is a BCP 47 tag; without a region, English is undecided.
    """
    region = tag.replace("_", "-").partition("-")[2]
    if tag.split("-")[0] == "en" and len(region) != 2:
        return None
    pattern = short_date(tag)
    return not pattern or pattern.find("d") < pattern.find("M")


def written(day: int | None, month: int, year: int | None, tag: str) -> str | None:
    """A date as a language writes it: 7 September 2024; None where it is none."""
    import datetime

    from babel import UnknownLocaleError
    from babel.dates import format_date, format_skeleton

    found = babel_locale(tag.split("-")[0])
    if not day and not year:
        return str(found.months["stand-alone"]["wide"][month]) if found else None
    try:
        value = datetime.date(year or 2000, month, day or 1)
        if day and year:
            return str(format_date(value, "long", locale=tag.replace("-", "_")))
        return str(format_skeleton("MMMMd" if day else "yMMMM", value, locale=tag.replace("-", "_")))
    except (ValueError, UnknownLocaleError, KeyError):
        return None
