"""Where terms stand in a text, in any of their inflected forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import regex

from tqcheck.annotate.words import words
from tqcheck.knowledge.lemmas import forms_key
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.records import dataclass

if TYPE_CHECKING:
    from tqcheck.annotate import Pair

_ELISION = regex.compile(r"[’']")


@dataclass(frozen=True, slots=True)
class _Token:
    span: Span
    folded: str
    key: str


@lru_cache(maxsize=512)
def _tokens(text: str, base: str) -> tuple[_Token, ...]:
    """The words of a text, torn at apostrophes: l'Union is two."""
    found = []
    for word in words(text):
        at = word.start
        for piece in _ELISION.split(word.text):
            if piece:
                folded = piece.casefold()
                found.append(_Token(Span(at, at + len(piece)), folded, forms_key(folded, base)))
            at += len(piece) + 1
    return tuple(found)


class TermIndex:
    """Terms of one language, ready to be found in texts: by dictionary form where words are spaced, else by letters."""

    def __init__(self, terms: Iterable[str], language: Language) -> None:
        self._language = language
        self._by_first: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
        self._plain: list[str] = []
        for term in dict.fromkeys(terms):
            if language.spaced:
                keys = tuple(token.key for token in _tokens(term, language.base))
                if keys:
                    self._by_first.setdefault(keys[0], []).append((term, keys))
            else:
                self._plain.append(term)

    def find(self, text: str) -> Iterator[tuple[str, Span]]:
        """Each term that stands in `text`, with its place; terms may lie within each other."""
        if not self._language.spaced:
            yield from self._by_letters(text)
            return
        tokens = _tokens(text, self._language.base)
        for at, token in enumerate(tokens):
            for term, keys in self._by_first.get(token.key, ()):
                run = tokens[at : at + len(keys)]
                if len(run) == len(keys) and _matches(run, keys, text):
                    yield term, Span(run[0].span.start, run[-1].span.end)

    def _by_letters(self, text: str) -> Iterator[tuple[str, Span]]:
        for term in self._plain:
            at = text.find(term)
            while at >= 0:
                yield term, Span(at, at + len(term))
                at = text.find(term, at + len(term))


def _matches(run: Sequence[_Token], keys: Sequence[str], text: str) -> bool:
    if any(token.key != key for token, key in zip(run, keys)):
        return False
    gaps = (text[one.span.end : other.span.start] for one, other in zip(run, run[1:]))
    return all(not gap.strip(" \u00a0\u202f'’-\n\r\t\u2060") for gap in gaps)


def longest(found: Iterable[tuple[str, Span]]) -> list[tuple[str, Span]]:
    """What does not lie within a longer term: "Security Council" hides "security"; in order of their places."""
    kept: list[tuple[str, Span]] = []
    for term, span in sorted(found, key=lambda one: (one[1].start, -one[1].end)):
        if not kept or span.end > kept[-1][1].end or span == kept[-1][1]:
            kept.append((term, span))
    return kept


@lru_cache(maxsize=64)
def index_of(terms: tuple[str, ...], language: Language) -> TermIndex:
    """The index of terms, made once."""
    return TermIndex(terms, language)


def has_same_case(form: str, text: str, span: Span) -> bool:
    """Whether the text has the letter case of `form`; at the beginning of a sentence a capital is right too."""
    shown = span.of(text)
    if shown == form:
        return True
    before = text[: span.start].rstrip(" \u00a0\u2060«»“”\"'‘’¿¡(")
    opens = not before or before[-1] in ".!?:…\n"
    return opens and bool(form) and shown[1:] == form[1:] and shown[0] == form[0].upper()


def rendering_of(pair: Pair, source: Span) -> Span | None:
    """The target words that stand for a stretch of the source, by the alignment of words; None where it knows none."""
    if pair.source is None or pair.target is None:
        return None
    here = {at for at, word in enumerate(pair.source.words) if word.span.overlaps(source)}
    there = sorted({link.target for link in pair.links if link.source in here})
    # Scattered counterparts say that the words were rendered otherwise.
    if not there or there[-1] - there[0] >= len(there) + 2:
        return None
    return Span(pair.target.words[there[0]].start, pair.target.words[there[-1]].end)
