"""Countries and continents, and the peoples and languages that belong to them, as any language names them.

Names are CLDR's (Babel); `territory-names.tsv` adds short names, `demonyms.tsv` peoples. A territory is its ISO 3166-1
or UN M.49 code.
"""

from __future__ import annotations

import functools
import re

from tqcheck.knowledge.cldr import likely_territory, locale, official_languages
from tqcheck.knowledge.transliteration import to_ascii
from tqcheck.languages import settings, table

_CONTINENTS = frozenset({"002", "009", "019", "142", "150"})
_VOWELS = "aeiou"
_STEM = 4  # letters that the forms of a country's name share at least
_GENERIC = frozenset(settings("names.particles")["of_countries"].split())


def _key(text: str) -> str:
    return to_ascii(text).casefold().replace(".", "")


@functools.cache
def _forms(base: str) -> dict[str, tuple[str, ...]]:
    """Names and peoples of each territory in a language, as written."""
    found: dict[str, list[str]] = {}
    names = locale(base)
    for code, name in names.territories.items() if names else ():
        if code.isalpha() or code in _CONTINENTS:
            found.setdefault(code, []).append(str(name))
    for language, name in names.languages.items() if names else ():
        if code := _home(language):
            found.setdefault(code, []).append(str(name))
    for row in table("demonyms"):
        for code in row.get("code", "").split():
            forms = row.get(base, "")
            found.setdefault(code, []).extend([forms] if base == "en" else forms.split())
    for row in table("territory-names"):
        if row["language"] == base:
            found.setdefault(row["code"], []).extend(row["forms"].split())
    return {code: tuple(dict.fromkeys(form for form in forms if form)) for code, forms in found.items()}


@functools.cache
def _home(language: str) -> str | None:
    """The territory where a language is at home; None for those that several share alike or that are no country's."""
    likely = likely_territory(language)
    return likely if language in official_languages(likely) and language not in ("en", "ar") else None


@functools.cache
def _codes(base: str) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for code, forms in _forms(base).items():
        for form in forms:
            for written in {form, form.replace("-", " ")}:
                found.setdefault(_key(written), set()).add(code)
    return {form: frozenset(codes) for form, codes in found.items()}


@functools.lru_cache(maxsize=65536)
def codes(name: str, base: str) -> frozenset[str]:
    """The territories that a name of a country, people or language may mean; inflected forms too."""
    known, key = _codes(base), _key(name)
    longest = 3 if len(key) < 8 else 5
    for form in (key, *(key[:-cut] for cut in range(1, longest + 1) if len(key) - cut > _STEM - (cut > 3))):
        if form in known:
            return known[form]
    return _by_stem(base).get(key[:-1], frozenset()) if len(key) > _STEM else frozenset()


@functools.cache
def _by_stem(base: str) -> dict[str, frozenset[str]]:
    """Names without their last letter, which a case ending takes the place of: Česko, Česku."""
    found: dict[str, set[str]] = {}
    for form, territories in _codes(base).items():
        if len(form) > _STEM:
            found.setdefault(form[:-1], set()).update(territories)
    return {form: frozenset(territories) for form, territories in found.items()}


@functools.cache
def stems(code: str, base: str) -> frozenset[str]:
    """How words begin, folded, that speak of a territory in a language."""
    found = set()
    for form in _forms(base).get(code, ()):
        for part in re.split(r"[\s()&,’'\"-]+", form.replace(".", "")):
            key = _key(part)
            if key and key not in _GENERIC and (len(key) >= _STEM or part.isupper() or part == form):
                found.add(key[: max(_STEM, len(key) - 2)] if len(key) > _STEM else key)
                if len(key) == _STEM and key[-1] in _VOWELS:  # "ruso": no more of it stands in "rusas"
                    found.update(key[:-1] + vowel for vowel in _VOWELS)
    return frozenset(found)


@functools.cache
def written(code: str, base: str) -> frozenset[str]:
    """Names of a territory as they are written, for scripts without spaces."""
    return frozenset(_forms(base).get(code, ()))


def is_written(name: str, base: str) -> bool:
    """Whether a language writes a territory, its people or language just so."""
    return name in _written(base)


@functools.cache
def _written(base: str) -> frozenset[str]:
    return frozenset(form for forms in _forms(base).values() for form in forms)


@functools.cache
def at_home(tag: str) -> frozenset[str]:
    """Where most readers of a language live: abroad, what a text in it calls "the country" needs a name."""
    base, *subtags = tag.replace("_", "-").split("-")
    return frozenset([likely_territory(base), *(subtag.upper() for subtag in subtags if len(subtag) == 2)])
