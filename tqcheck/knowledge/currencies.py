"""Names and signs of currencies by language (CLDR through Babel; signs: languages/numbers.currencies.toml)."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator, Mapping

from tqcheck.knowledge.cldr import locale
from tqcheck.knowledge.numerals import folded
from tqcheck.languages import settings

# Dollars, francs, pounds and pesos of several countries: what their names share is the word for the currency.
_SMALL = {"de", "del", "di", "du", "des", "da", "do", "dos"}
_FAMILIES = (("USD", "CAD", "AUD"), ("MXN", "CLP", "COP"), ("EGP", "SDG", "SYP"), ("INR", "PKR", "NPR"))


@functools.cache
def signs() -> Mapping[str, frozenset[str]]:
    """Signs and codes, as they are written, with the ISO 4217 codes that they can mean."""
    found = {sign: frozenset(codes.split()) for sign, codes in settings("numbers.currencies")["signs"].items()}
    english = locale("en")
    codes = english.currencies if english else {}
    return {**{code: frozenset({code}) for code in codes}, **found}


@functools.cache
def names(base: str) -> Mapping[str, frozenset[str]]:
    """Words for currencies, folded, with the codes that they can mean: `dólares` to USD, CAD, AUD …"""
    found: dict[str, set[str]] = {}
    first = _noun_comes_first(base)
    listed = [(code, folded(name).split()) for code, name in _all_names(base)]
    small = set(settings(base).get("function_words", "").split()) | _SMALL
    shared = Counter(word for _, word in {(code, word) for code, words in listed for word in words})
    for code, words in listed:
        found.setdefault(" ".join(words), set()).add(code)
        # "dollar" stands in many names; where no word does, the language's order tells noun from adjective.
        nouns = [word for word in words if word not in small] or words
        noun = max(nouns if first else reversed(nouns), key=lambda word: shared[word])
        if len(noun) > 1 and noun[0].isalpha():
            found.setdefault(noun, set()).add(code)
    return {name: frozenset(codes) for name, codes in found.items()}


def _all_names(base: str) -> Iterator[tuple[str, str]]:
    found = locale(base)
    if found is None:
        return
    current = set(settings("numbers.currencies")["current"]["codes"].split())
    plural = found.currency_names_plural
    for code, name in found.currencies.items():
        if code in current:
            yield code, str(name)
            yield from ((code, str(form)) for form in (plural.get(code) or {}).values())


def _noun_comes_first(base: str) -> bool:
    """Whether a language says "dollar American" rather than "American dollar": what the names of dollars share."""
    found = locale(base)
    votes: Counter[bool] = Counter()
    for codes in _FAMILIES:
        listed = [folded(str(found.currencies[code])).split() for code in codes if found and code in found.currencies]
        if len(listed) == len(codes):
            votes[len({words[0] for words in listed}) == 1] += 1
            votes[len({words[-1] for words in listed}) != 1] += 1
    return votes[True] > votes[False]


@functools.cache
def codes_in_use() -> frozenset[str]:
    """The codes of the currencies that are in use, folded: `usd`."""
    return frozenset(settings("numbers.currencies")["current"]["codes"].casefold().split())
