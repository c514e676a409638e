"""Which words are forms of one word: dictionary forms (simplemma, MIT), stems for words that no dictionary has
(snowballstemmer, BSD).
"""

from __future__ import annotations

import functools
from collections.abc import Callable

from tqcheck.knowledge.calendar import locale


@functools.cache
def covers(base: str) -> bool:
    """Whether there is a dictionary for the language."""
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return base in SUPPORTED_LANGUAGES


@functools.lru_cache(maxsize=65536)
def lemma(folded: str, base: str) -> str | None:
    """The dictionary form of a case-folded word, case-folded; None for a word that no dictionary has.

    The dictionary of a language is loaded at its first word: a quarter of a second for most, two for Polish. Its
    compact form is quicker to load and slower to ask, but each word is asked for once.
    """
    if not covers(base):
        return None
    import simplemma

    if not simplemma.is_known(folded, lang=base, low_memory=True):
        return None
    return simplemma.lemmatize(folded, lang=base, low_memory=True).casefold()


@functools.lru_cache(maxsize=65536)
def forms_key(folded: str, base: str) -> str:
    """What all forms of a case-folded word share: the dictionary form, else the stem, else the word itself."""
    found = lemma(folded, base)
    if found is not None:
        return found
    stem = _stemmer(base)
    return stem(folded) if stem else folded


@functools.cache
def _stemmer(base: str) -> Callable[[str], str] | None:
    import snowballstemmer

    english = locale("en").languages.get(base, "").casefold()
    if english not in snowballstemmer.algorithms():
        return None
    stem: Callable[[str], str] = snowballstemmer.stemmer(english).stemWord
    return stem
