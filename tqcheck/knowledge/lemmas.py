"""Which words are forms of one word: dictionary forms (simplemma, MIT), stems for words that no dictionary has
(snowballstemmer, BSD).
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Collection, Iterable, Iterator
from types import SimpleNamespace
from typing import Any
from unicodedata import normalize

from tqcheck.knowledge.cldr import locale
from tqcheck.knowledge.compact import kept
from tqcheck.knowledge.shelf import Dictionary, Shelf, shelved

_PACKAGE = ("simplemma",)
_MARKED = frozenset({"ar", "grc", "he", "hy"})  # marks are taken off before words are looked up
_TORN = frozenset({"tr"})  # what stands before an apostrophe is looked up


@functools.cache
def _languages() -> frozenset[str]:
    return kept("lemmas", _PACKAGE, _made_languages)


def _made_languages() -> frozenset[str]:
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return frozenset(SUPPORTED_LANGUAGES)


def covers(base: str) -> bool:
    """Whether there is a dictionary for the language."""
    return base in _languages()


@functools.cache
def _dictionary(base: str) -> Dictionary:
    """Words with their dictionary forms; the form is empty where it may be the word itself."""
    return shelved(f"lemmas-{base}", _PACKAGE, lambda: _rows(base), lambda: _in_memory(base))


def _in_memory(base: str) -> Dictionary:
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

    found: Dictionary = LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary(base)
    return found


def _rows(base: str) -> Iterator[tuple[str, str]]:
    """All words with their dictionary forms; raises `ValueError` where the package keeps them in another way."""
    try:
        from simplemma.strategies.dictionaries import dictionary_factory, frontcode

        data = dictionary_factory._read_decompressed(base)
        backwards, _, begin = frontcode._read_header(data)
        if backwards:
            raise ValueError("in the order of last letters")
        for _, word, found in frontcode._iter_records(data, begin):
            yield word.decode(), "" if found == word else found.decode()
    except (ImportError, AttributeError, TypeError) as error:
        raise ValueError("kept in another way") from error


class _Lookup:
    """What the package calls a dictionary."""

    def __init__(self, base: str) -> None:
        self._get = _dictionary(base).get

    def get(self, word: str) -> str | None:
        found = self._get(word)
        return word if found == "" else found


@functools.cache
def _package() -> tuple[Any, Any]:
    """The package's lookup, and its lemmatisation, over the dictionaries on disk."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy, DictionaryLookupStrategy

    factory: Any = SimpleNamespace(get_dictionary=functools.cache(_Lookup))
    return DictionaryLookupStrategy(factory), Lemmatizer(lemmatization_strategy=DefaultStrategy(False, factory))


def _is_special(word: str, base: str) -> bool:
    """Whether the package does more with a word than to look up the ways in which it may be written."""
    return base in _MARKED or word.isnumeric() or base in _TORN and len(_spellings(word)) > 1


def _spellings(word: str) -> Collection[str]:
    """The word with one apostrophe or another, as it is written first."""
    straight = word.replace("’", "'").replace("ʼ", "'")
    if "'" not in straight:
        return (word,)
    return dict.fromkeys((word, straight, straight.replace("'", "’"), straight.replace("'", "ʼ")))


def known_form(word: str, base: str) -> str | None:
    """The dictionary form of a word as it is written, or else in the other case; None for one that no list has."""
    if not covers(base):
        return None
    word = normalize("NFC", word)
    if _is_special(word, base):
        found: str | None = _package()[0].get_lemma(word, base)
        return found
    get = _dictionary(base).get
    for one in _spellings(word):
        for form in (one, one.lower() if one[:1].isupper() else one.capitalize()):
            if (found := get(form)) is not None:
                return found or form
    return None


@functools.lru_cache(maxsize=65536)
def lemma_has_capital(word: str, base: str) -> bool | None:
    """Whether the language lists the word with a capital only; None where it does not list it."""
    if known_form(word, base) is None:
        return None
    if _is_special(word, base):
        return _begins_with_capital(word, base)
    plain = known_form(word.lower(), base)
    if plain is not None:
        return plain[:1].isupper()
    # Only with inner capitals (NATO): the form is worked out.
    words = _capital(base)
    if words is None or len(_spellings(word)) > 1:
        return _begins_with_capital(word, base)
    return normalize("NFC", word) in words


def _begins_with_capital(word: str, base: str) -> bool:
    return str(_package()[1].lemmatize(word.lower(), base))[:1].isupper()


@functools.cache
def _capital(base: str) -> frozenset[str] | None:
    """The words with inner capitals whose form that is worked out begins with one; None where no disk keeps them."""
    words = _dictionary(base)
    if not isinstance(words, Shelf):
        return None
    try:
        return kept(f"lemmas-capital-{base}", _PACKAGE, lambda: _made_capital(words, base))
    except ValueError:  # spoilt
        return None


def _made_capital(words: Iterable[tuple[str, str]], base: str) -> frozenset[str]:
    with_inner = (word for word, _ in words if word[1:] != word[1:].lower())
    unknown = (word for word in with_inner if known_form(word.lower(), base) is None)
    return frozenset(word for word in unknown if _begins_with_capital(word, base))


@functools.lru_cache(maxsize=65536)
def lemma(folded: str, base: str) -> str | None:
    """The dictionary form of a case-folded word, case-folded; None for a word that no dictionary has."""
    found = known_form(folded, base)
    if found is not None and _is_special(folded, base):
        found = str(_package()[1].lemmatize(folded, base))
    return None if found is None else found.casefold()


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
