"""Is a capitalised word a name, or a common word that happens to stand with a capital?

Asked of lemmas (simplemma, MIT), which keep the capitals of names, and of word frequencies (wordfreq): a word that two
languages use alike often is no word of either.
"""

from __future__ import annotations

from typing import Literal

from tqcheck.knowledge.frequency import covers, zipf
from tqcheck.knowledge.lemmas import lemma_has_capital
from tqcheck.knowledge.places import city
from tqcheck.languages import Language

_RARE = 2.5  # zipf: less than once in three million words
_FAMOUS = 3.2
_UNLISTED = 3.2  # zipf of a word that simplemma does not list, from which it may be a common one all the same
_LESS_OFTEN = 1.0  # of zipf
_ALIKE_OFTEN = 0.6  # of zipf: "Google" is as common in Portuguese as in English, "house" is not


def name_strength(word: str, own: Language, other: Language) -> Literal[0, 1, 2]:
    """Whether translators between `own` and `other` keep a capitalised word: 2 surely, 1 perhaps, 0 no.

    "Falklands" is a name; "Minister" is as common in German as in English and may be one; "House" is none.
    """
    plain = word.casefold()
    often = zipf(plain, own)
    shared = covers(other) and zipf(plain, other) > often - _ALIKE_OFTEN
    if own.topic("typography").get("capital_nouns"):  # a capital shows nothing, and compounds are rare words
        if not shared or not often:
            return 2 if _is_exonym(word, own, other) else 0
        unlisted = lemma_has_capital(word, own.base) is None and lemma_has_capital(word, other.base) is not False
        return 2 if unlisted else 1
    if covers(own) and often < _RARE:
        return 0 if _is_inflected(plain, own.base) else 2
    capital = lemma_has_capital(word, own.base)
    if capital or capital is None and (not covers(own) or often < _UNLISTED or zipf(plain, other) > often - 1.2):
        return 2
    return 1 if shared or capital is None else 0


def _is_exonym(word: str, own: Language, other: Language) -> bool:
    """Whether it is a city that the other language calls otherwise, and names about as often: Tokio."""
    name = city(word, own.base, other.base)
    often = zipf(str(name).casefold(), other) if name and name != word else 0.0
    return often >= max(_FAMOUS, zipf(word.casefold(), own) - _LESS_OFTEN)


def is_famous(word: str, own: Language) -> bool:
    """Whether a name is one that many texts name: listed with a capital, and no rare word."""
    return bool(lemma_has_capital(word, own.base)) and zipf(word.casefold(), own) >= _FAMOUS


def _is_inflected(plain: str, base: str) -> bool:
    """Whether a rare word is a form of a common one: "scuffles"."""
    stems = (plain[:-cut] for cut in (1, 2, 3) if len(plain) - cut > 3)
    return any(lemma_has_capital(stem, base) is False for stem in (plain, *stems))
