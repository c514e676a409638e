"""Acronyms and what they stand for."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate.words import Word, words
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.records import dataclass


@dataclass(frozen=True, slots=True)
class Explained:
    """An acronym in brackets behind its long form, or the other way round."""

    acronym: str
    span: Span
    long: str
    long_span: Span

    def fits(self, small: frozenset[str]) -> bool:
        """Whether the acronym's letters are initials of the long form, in order."""
        return is_made_of(self.acronym, self.long, small)


@functools.cache
def _acronym() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{N}_.@/#-])\p{Lu}[\p{Lu}&]{0,6}\p{Lu}(?:s(?!\p{L}))?(?![\p{L}\p{N}_@]|[./-]\p{L})"
    )


@functools.cache
def _bracketed() -> regex.Pattern[str]:
    return regex.compile(r"[(\[]\s?(?P<acronym>\p{Lu}[\p{Lu}&]{0,6}\p{L})\s?(?:[)\],;])")


@functools.lru_cache(maxsize=1024)  # several rules ask them of each text
def acronyms(text: str) -> tuple[tuple[str, Span], ...]:
    """Words in capitals, of 2 to 8 letters, with their spans."""
    return tuple((match[0], Span(match.start(), match.end())) for match in _acronym().finditer(text))


def explained(text: str, language: Language) -> Iterator[Explained]:
    """Acronyms in brackets with the capitalised phrase before them: "World Health Organization (WHO)"."""
    for match in _bracketed().finditer(text):
        phrase = _phrase_before(text, match.start(), language)
        if phrase:
            long = Span(phrase[0].start, phrase[-1].end)
            yield Explained(match["acronym"], Span(match.start("acronym"), match.end("acronym")), long.of(text), long)


def _phrase_before(text: str, end: int, language: Language) -> list[Word]:
    """The words right before: capitalised ones with small words among them."""
    before = list(words(text[max(0, end - 120) : end]))
    offset = max(0, end - 120)
    phrase: list[Word] = []
    for word in reversed(before):
        gap = text[offset + word.end : phrase[0].start if phrase else end]
        if gap.strip(" \u00a0“”\"'’,") or not (word.text[0].isupper() or word.folded in language.function_words):
            break
        phrase.insert(0, Word(offset + word.start, offset + word.end, word.text, word.folded))
    while phrase and (not phrase[0].text[0].isupper() or phrase[0].folded in language.function_words):
        phrase.pop(0)
    return phrase if len(phrase) > 1 else []


def initials(long: str, small: frozenset[str]) -> str:
    """The initials of the words that count, parts of compounds too."""
    parts = [part for word in words(long) for part in regex.split(r"['’-]", word.text)]
    return "".join(part[0].upper() for part in parts if part and part.casefold() not in small)


def is_made_of(acronym: str, long: str, small: frozenset[str]) -> bool:
    """Whether an acronym is made of a long form: its letters stand in it in order, the first as an initial.

    Small words may give a letter or not, and one word may give several (Petrobras, FAO).
    """
    letters = [char for char in acronym.upper() if char.isalpha()]
    heads = initials(long, frozenset())
    at = 0
    for char in heads:
        if at < len(letters) and char == letters[at]:
            at += 1
    return at >= max(2, len(letters) - 1) and bool(heads) and heads[0] == letters[0] or initials(long, small) == acronym


def terms(text: str, language: Language) -> Iterator[tuple[str, str, Span]]:
    """Acronyms in brackets with the words before them, for terms in small letters: "body mass index (BMI)"."""
    for match in _bracketed().finditer(text):
        offset = max(0, match.start() - 160)
        before = [word for word in words(text[offset : match.start()]) if word.folded not in language.function_words]
        before = before[-len(match["acronym"]) - 2 :]
        if before and before[-1].text.islower():
            span = Span(offset + before[0].start, offset + before[-1].end)
            yield match["acronym"], span.of(text), span
