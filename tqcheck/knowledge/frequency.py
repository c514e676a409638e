"""Word frequencies (wordfreq, data CC BY-SA 4.0): is it a word of this language, and how common?"""

from __future__ import annotations

import functools
from itertools import islice

from tqcheck.knowledge.compact import kept
from tqcheck.languages import Language


@functools.cache
def _languages() -> frozenset[str]:
    import wordfreq

    return frozenset(wordfreq.available_languages("small"))


def covers(language: Language) -> bool:
    """Whether there is a word list for the language."""
    return _code(language.base) in _languages()


def _code(base: str) -> str:
    return "nb" if base == "no" else base


@functools.cache
def _table(base: str) -> dict[str, float]:
    """The zipf of each listed word; empty where there is no list. The list holds words by how common they are."""
    if _code(base) not in _languages():
        return {}
    return kept(f"words-{base}", ("wordfreq",), lambda: _made_table(base))


def _made_table(base: str) -> dict[str, float]:
    from math import log10

    import wordfreq

    buckets = wordfreq.get_frequency_list(_code(base), "best")
    found: dict[str, float] = {}
    for number, words in enumerate(buckets):
        if words:
            found.update(dict.fromkeys(words, round(log10(wordfreq.cB_to_freq(-number)) + 9, 2)))
    return found


def zipf(folded: str, language: Language) -> float:
    """How common a case-folded word is: log10 of its uses per billion words, 0.0 for an unknown one.

    About 3 is once in a million words, 7 the commonest. The exact form is looked up, without tokenisation: a compound
    with hyphens is unknown. 0.0 for everything where `covers` is false.
    """
    return _table(language.base).get(folded, 0.0)


def listed(language: Language, most: int) -> list[str]:
    """The commonest words of a language, at most so many, the commonest first; empty where `covers` is false."""
    return list(islice(_table(language.base), most))
