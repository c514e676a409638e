"""Words with their spans."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import regex

from tqcheck.languages import Language
from tqcheck.model import Span


class Word(NamedTuple):
    """A word as it stands in the text; `folded` is its case-folded form. A tuple, since there are so many."""

    start: int
    end: int
    text: str
    folded: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


@functools.cache
def _pattern() -> regex.Pattern[str]:
    # Letters, marks and digits, held together by an apostrophe (a geresh in Hebrew) or a hyphen inside. No underscore:
    # it is markup.
    # `regex`, not `re`, because \w of `re` lacks combining marks and would tear Hindi and Hebrew words.
    return regex.compile(r"[\p{L}\p{M}\p{N}]++(?:['’‘׳״\u2010\u2011-][\p{L}\p{M}\p{N}]++)*+")


@functools.cache
def _digit() -> regex.Pattern[str]:
    return regex.compile(r"\p{Nd}")


def has_digits(text: str) -> bool:
    """Whether there is any decimal digit, of any script."""
    return _digit().search(text) is not None


def words(text: str) -> tuple[Word, ...]:
    """The words of `text`: runs of letters, marks and digits, joined across inner apostrophes and hyphens.

    A run of a script without spaces (Han, Kana, Thai) is one word.
    """
    found: list[Word] = []
    for match in _pattern().finditer(text):
        start, end = match.span()
        shown = match[0]
        found.append(Word(start, end, shown, shown.casefold()))
    return tuple(found)


def pieces(words: Iterable[Word]) -> Iterator[Word]:
    """The words, torn at apostrophes: *l'eau* is two, and so is *city's*."""
    for word in words:
        at = word.start
        for piece in word.text.replace("’", "'").split("'"):
            if piece:
                yield Word(at, at + len(piece), piece, piece.casefold())
            at += len(piece) + 1


def count(text: str, language: Language) -> int:
    """How many words `text` has; where the script has no spaces, how many letters and digits (as MQM counts them)."""
    found: list[str] = _pattern().findall(text)
    if language.spaced:
        return len(found)
    return sum(1 if word.isascii() else len(word) for word in found)
