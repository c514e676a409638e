"""Words and signs beside a number, looked up in tables by their folded forms."""

from __future__ import annotations

import functools
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeVar

import regex

from tqcheck.knowledge.numerals import folded
from tqcheck.languages import Language

T = TypeVar("T")
_MOST_WORDS = 4
_LONGEST = 12  # characters of a name in a script without spaces
_WINDOW = 60
_FAR = 1 << 60
_BLANKS_AND_HYPHENS = " \t\u00a0\u202f-\u2010\u2011"
_GLUED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


@functools.cache
def _after() -> regex.Pattern[str]:
    return regex.compile(
        r"[ \u00a0\u202f]?[-\u2010\u2011]?"
        r"(?P<word>[^\s\d,;:()!?\"“”«»\[\]\u2013\u2014-][^\s,;:()!?\"“”«»\[\]\u2013\u2014-]*"
        r"(?:[\"“”״]\p{L}+)?)"  # מ"מ: Hebrew abbreviations hold a quotation mark
    )


@functools.cache
def _before() -> regex.Pattern[str]:
    return regex.compile(r"[^\s\d,;:()!?\"“”«»\[\]-]+(?=[ \u00a0\u202f-]?$)")


def after(text: str, at: int, names: Mapping[str, T], language: Language) -> tuple[T, int, int] | None:
    """The longest of `names` right behind `at`, over one blank or hyphen: its value, start and end.

    In a script without spaces the name may be glued to what follows.
    """
    ahead = text[at : at + _WINDOW]
    start = len(ahead) - len(ahead.lstrip(" \u00a0\u202f"))
    if start <= 1 and (not language.spaced or _GLUED.match(ahead, start)):
        for length in range(min(_LONGEST, len(ahead) - start), 0, -1):
            shown = ahead[start : start + length]
            if shown == shown.strip(_BLANKS_AND_HYPHENS) and (name := folded(shown)) in names:
                return names[name], at + start, at + start + length
        if not language.spaced:
            return None
    found = None
    pieces: list[str] = []
    first = None
    for match in _words_after(ahead):
        first = match.start("word") if first is None else first
        word = match["word"]
        for shown in dict.fromkeys((word, word.rstrip(".'’%"))):
            name = " ".join([*pieces, folded(shown)])
            if shown and name in names:
                found = names[name], at + first, at + match.start("word") + len(shown)
                break
        pieces.append(folded(word))
    return found


def _words_after(ahead: str) -> Iterator[regex.Match[str]]:
    at = 0
    for _ in range(_MOST_WORDS):
        match = _after().match(ahead, at)
        if match is None:
            return
        yield match
        at = match.end()


def lies_in(taken: Sequence[tuple[int, int]], start: int, end: int) -> bool:
    """Whether a stretch overlaps one of those taken, which are in order and apart."""
    at = bisect_right(taken, (start, _FAR))
    return any(one[0] < end and start < one[1] for one in taken[max(0, at - 1) : at + 1])


def before(text: str, at: int, names: Mapping[str, T], language: Language) -> tuple[T, int, int] | None:
    """The longest of `names` right before `at`, over one blank or hyphen: its value, start and end."""
    behind = text[max(0, at - _WINDOW) : at]
    offset = at - len(behind)
    end = len(behind.rstrip(" \u00a0\u202f"))
    if not language.spaced:
        for length in range(min(_LONGEST, end), 0, -1):
            if (name := folded(behind[end - length : end])) in names:
                return names[name], offset + end - length, offset + end
        return None
    found = None
    pieces: list[str] = []
    for _ in range(_MOST_WORDS):
        match = _before().search(behind, max(0, len(behind) - _WINDOW // 2))
        if match is None:
            break
        pieces.insert(0, folded(match[0]))
        for name in (" ".join(pieces), " ".join(pieces).rstrip(".")):
            if name in names:
                found = names[name], offset + match.start(), offset + end
                break
        behind = behind[: match.start()].rstrip("-")
    return found


def without_ending(word: str, names: Mapping[str, object], endings: Sequence[str]) -> str | None:
    """The name that a word is with a case ending on it; None where there is none."""
    if word in names:
        return word
    for ending in endings:
        stem = word.removesuffix(ending)
        if stem != word and len(stem) >= 4:
            if stem in names:
                return stem
            # The ending took the place of the last vowel: δισεκατομμυρί-ων.
            found = next(
                (stem + vowel for vowel in ("ο", "α", "a", "e", "i", "o", "u", "ă") if stem + vowel in names), None
            )
            if found:
                return found
    return None
