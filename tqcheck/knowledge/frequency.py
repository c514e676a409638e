"""Word frequencies (wordfreq, data CC BY-SA 4.0): is it a word of this language, and how common?

The common words are in memory; the others are looked up on disk, until so many were that all are loaded.
"""

from __future__ import annotations

import functools
from itertools import islice

from tqcheck.knowledge.compact import kept
from tqcheck.knowledge.shelf import Shelf, shelved
from tqcheck.languages import Language

COMMON = 3.3  # zipf: twice in a million words
_LEAST = 5000  # words that are held to be common where fewer are that often used
_PATIENCE = 10_000  # words looked up on disk


@functools.cache
def _languages() -> frozenset[str]:
    return kept("words", ("wordfreq",), _made_languages)


def _made_languages() -> frozenset[str]:
    import wordfreq

    return frozenset(wordfreq.available_languages("small"))


def covers(language: Language) -> bool:
    """Whether there is a word list for the language."""
    return _code(language.base) in _languages()


def _code(base: str) -> str:
    return "nb" if base == "no" else base


class _Known(dict[str, float]):
    """The zipf of the words of a language that are in memory. `whole` tells whether these are all."""

    def __init__(self, words: dict[str, float], rest: Shelf | None) -> None:
        super().__init__(words)
        self._rest, self._asked = rest, 0
        self.whole = rest is None

    def ask(self, word: str) -> float:
        """The zipf of a word that is not in memory."""
        assert self._rest is not None
        self._asked += 1
        if self._asked > _PATIENCE:
            try:
                self.update((word, float(zipf)) for word, zipf in self._rest)
                self.whole = True
                return self.get(word, 0.0)
            except ValueError:
                self._asked = 0  # the shelf has noticed, and will find another way
        found = self._rest.get(word)
        if found is None:
            return 0.0
        self[word] = zipf = float(found)
        return zipf


@functools.cache
def _known(base: str) -> _Known:
    if _code(base) not in _languages():
        return _Known({}, None)
    rest = shelved(f"words-{base}", ("wordfreq",), lambda: _rows(base))
    return _Known(_common(base), rest) if isinstance(rest, Shelf) else _Known(_made_table(base), None)


@functools.cache
def _common(base: str) -> dict[str, float]:
    """The common words with their zipf, the commonest first."""
    return kept(f"words-common-{base}", ("wordfreq",), lambda: _made_common(base))


def _made_common(base: str) -> dict[str, float]:
    found = _made_table(base)
    often = sum(zipf >= COMMON for zipf in found.values())
    return dict(islice(found.items(), max(often, _LEAST)))


def _rows(base: str) -> list[tuple[str, str]]:
    return sorted((word, str(zipf)) for word, zipf in _made_table(base).items())


def _made_table(base: str) -> dict[str, float]:
    """The zipf of each listed word. The list holds words by how common they are."""
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
    known = _known(language.base)
    found = known.get(folded)
    if found is None:
        return 0.0 if known.whole else known.ask(folded)
    return found


def common(language: Language) -> dict[str, float]:
    """The words whose zipf is at least `COMMON`, or the commonest 5,000 if they are more, the commonest first.

    Empty where `covers` is false.
    """
    return _common(language.base) if covers(language) else {}
