"""Likely misspellings: rare words one slip of the finger away from a much commoner one (wordfreq, simplemma)."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator
from itertools import islice

from tqcheck.knowledge.frequency import COMMON, common, zipf
from tqcheck.knowledge.lemmas import lemma
from tqcheck.languages import Language

_RARE = 2.0  # zipf: a word below it may be a slip …
_GAP = 2.5  # … if a neighbour is at least so much commoner (300 times) …
_USUAL = COMMON  # … and common by itself.
_COMMONEST = 5000


def is_rare(folded: str, language: Language) -> bool:
    """Whether a case-folded word is rare enough to be a slip."""
    return zipf(folded, language) < _RARE


@functools.lru_cache(maxsize=16384)
def meant(folded: str, language: Language) -> str | None:
    """The common word that a rare case-folded word is a slip of: a letter lost, added, changed, or two swapped.

    None for words that are common enough, have no such neighbour, or are forms that a dictionary knows.
    """
    own = zipf(folded, language)
    if own >= _RARE or not folded.isalpha():
        return None
    known = common(language)
    near = [one for one in _neighbours(folded, _alphabet(language)) if one in known]
    found = max(((known[one], one) for one in near), default=(0.0, ""))
    if found[0] < max(_USUAL, own + _GAP) or lemma(folded, language.base) is not None:
        return None
    return found[1]


@functools.cache
def _alphabet(language: Language) -> str:
    """The letters of the language, as its commonest words show them."""
    letters = Counter(char for word in islice(common(language), _COMMONEST) for char in set(word) if char.isalpha())
    return "".join(char for char, times in letters.items() if times >= 5)


def _neighbours(word: str, alphabet: str) -> Iterator[str]:
    """Words one edit away (Damerau-Levenshtein distance 1)."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            yield from (before + char + after[1:] for char in alphabet if char != after[0])
        if len(after) > 1 and after[0] != after[1]:
            yield before + after[1] + after[0] + after[2:]
        yield from (before + char + after for char in alphabet)
