"""The pieces that numbers are composed of: digits and words of a text, without telephone numbers and names."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import regex

from tqcheck.annotate.quantities.lexicon import Lexicon
from tqcheck.annotate.quantities.lookup import pattern
from tqcheck.annotate.quantities.separators import Readings, readings
from tqcheck.knowledge.numerals import folded

FRACTIONS = {"½": 0.5, "⅓": 1 / 3, "⅔": 2 / 3, "¼": 0.25, "¾": 0.75, "⅛": 0.125}


class Piece(NamedTuple):
    """A number in digits, or a word, of a text. A tuple, since there are so many."""

    start: int
    end: int
    text: str
    folded: str = ""
    readings: Readings | None = None


@functools.cache
def _pieces() -> regex.Pattern[str]:
    blank = r"[ \u00a0\u202f\u2009]"
    return regex.compile(
        r"(?P<word>[\p{L}\p{M}]++)|"  # first, since most are words
        rf"(?P<number>(?<![\p{{Nd}}.,])\p{{Nd}}{{1,3}}(?:{blank}\p{{Nd}}{{3}})++(?!\p{{Nd}})(?:[.,٫]\p{{Nd}}++)?"
        r"|\p{Nd}++(?:[.,'’٫٬，．]\p{Nd}++|،\p{Nd}{3}(?!\p{Nd}))*+)"
        r"|(?P<fraction>[½⅓⅔¼¾⅛])"
    )


def pieces(text: str, lexicon: Lexicon, taken: Sequence[tuple[int, int]] = ()) -> list[Piece]:
    """Numbers and words of a text in order, without what lies in `taken` (sorted, without overlaps)."""
    found: list[Piece] = []
    regions = iter([*taken, (len(text) + 1, len(text) + 1)])
    region = next(regions)
    for match in _pieces().finditer(text):
        start, end = match.span()
        while region[1] <= start:
            region = next(regions)
        if region[0] < end:
            continue
        shown = match[0]
        if match.lastgroup == "word":
            found.append(Piece(start, end, shown, folded(shown)))
        elif match.lastgroup == "fraction":
            found.append(Piece(start, end, shown, readings=Readings((FRACTIONS[shown],))))
        elif _is_dialled(found, match):
            found += _groups(match)
        elif not _is_name(text, start, end):
            read = readings(shown, lexicon.decimal)
            if read.own or read.foreign:
                found.append(Piece(start, end, shown, readings=read))
    return found


def _is_dialled(found: Sequence[Piece], match: regex.Match[str]) -> bool:
    """Whether groups of digits belong to a telephone number: 0800 555 111."""
    last = found[-1] if found else None
    return last is not None and last.text[0] == "0" and match.start() - last.end == 1 and len(match[0]) > 3


def _groups(match: regex.Match[str]) -> Iterator[Piece]:
    for part in pattern(r"\p{Nd}+").finditer(match.string, match.start(), match.end()):
        yield Piece(part.start(), part.end(), part[0], readings=readings(part[0], "."))


@functools.cache
def _glued_before() -> regex.Pattern[str]:
    # A letter before makes a name of it (A320, COVID-19), but for 14h30, scripts without spaces, and clitics.
    return regex.compile(r"(?:(?<![\p{Nd}])\p{Latin}\p{M}*|[\p{Cyrillic}\p{Greek}]|[_#@]|\p{L}[-\u2010\u2011])$")


@functools.cache
def _small_word_before() -> regex.Pattern[str]:
    # 6-foot-6, mid-1990s, top-10
    return regex.compile(r"(?<![\p{L}\p{M}])\p{Ll}[\p{Ll}\p{M}]{1,11}[-\u2010\u2011]$")


def _is_name(text: str, start: int, end: int) -> bool:
    """Whether the digits are part of a name: F-16, 3D, 5G."""
    before = text[max(0, start - 3) : start]
    glued = text[end : end + 2]
    if glued[:1] in {"D", "G"} and not glued[1:].isalpha():
        return True
    return (
        _glued_before().search(before) is not None
        and _small_word_before().search(text, max(0, start - 14), start) is None
    )
