"""Names in scripts without capitals: places that gazetteers know, and foreign words in Katakana."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Text
from tqcheck.annotate.names import Name
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.places import is_written_city, is_written_metropolis
from tqcheck.knowledge.territories import is_written

_COMMON = 4.0  # zipf
_DOTS = ("·", "・", "‧", "•")
_SYLLABLES = 3  # of a person's name behind what sounds like a place in it
_LONGEST = 8  # letters of a place's name, where the script has no spaces


@functools.cache
def _runs() -> regex.Pattern[str]:
    return regex.compile(r"\p{Katakana}[\p{Katakana}ー]*+|\p{Han}++|(?:(?![\p{Katakana}\p{Han}])[\p{L}\p{M}])++")


@functools.cache
def _told_in_latin() -> regex.Pattern[str]:
    return regex.compile(r"[（(]\p{Latin}")


@functools.cache
def _katakana() -> regex.Pattern[str]:
    return regex.compile(r"\p{Katakana}")


@functools.cache
def _uncased() -> regex.Pattern[str]:
    """A letter or mark that has no case: what a run without capitals has one of at least."""
    return regex.compile(r"(?![\p{Lu}\p{Ll}])[\p{L}\p{M}]")


def has_capitals(text: str) -> bool:
    """Whether a text is, for the most part, in a script that has them, and so tells names by them."""
    cased = sum(char.isupper() or char.islower() for char in text)
    return cased * 2 > sum(map(str.isalpha, text))


def places(text: Text) -> Iterator[Name]:
    """Countries and larger cities, with their peoples; empty where the script has capitals."""
    if text.text.isascii() or not _uncased().search(text.text):
        return
    for match in _runs().finditer(text.text):
        if has_capitals(match[0]):
            continue
        for at, name in _places(match[0], text):
            word = _word(match.start() + at, name)
            if not _is_in_a_persons_name(word, match.end(), text.text):
                yield Name((word,), (word,), True)


def _is_in_a_persons_name(word: Word, end: int, text: str) -> bool:
    """Whether what sounds like a place is a part of somebody's name: beside the dot between given name and surname, or
    inside a run, up to `end`, that is told in Latin letters too: "阿里萨巴拉加（Kepa Arrizabalaga）"."""
    if text[word.start - 1 : word.start] in _DOTS or text[word.end : word.end + 1] in _DOTS:
        return True
    return 0 < end - word.end <= _SYLLABLES and _told_in_latin().match(text, end) is not None


def foreign(text: Text) -> Iterator[Name]:
    """Words in Katakana, which spells foreign names (and many other words)."""
    for match in _runs().finditer(text.text):
        if len(match[0]) > 2 and _katakana().match(match[0]):
            word = _word(match.start(), match[0])
            yield Name((word,), (word,), False)


def _places(run: str, text: Text) -> Iterator[tuple[int, str]]:
    """The places in a run of letters with their offsets: the longest that begins at a letter."""
    if text.language.spaced or _katakana().match(run):
        if _is_place(run, text):
            yield 0, run
        return
    at = 0
    while at < len(run):
        sizes = range(min(_LONGEST, len(run) - at), 1, -1)
        found = next((name for size in sizes if _is_place(name := run[at : at + size], text)), "")
        if found:
            yield at, found
        at += max(len(found), 1)


def _is_place(name: str, text: Text) -> bool:
    """Whether it is a country or a larger city, and no common word that a smaller one is called like."""
    if is_written(name, text.language.base):
        return True
    return is_written_city(name) and (is_written_metropolis(name) or zipf(name, text.language) < _COMMON)


def _word(start: int, text: str) -> Word:
    return Word(start, start + len(text), text, text.casefold())
