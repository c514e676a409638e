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
_FIRST_GLUED = "\u0e00"  # no letter of these scripts comes before it in Unicode
_GLUED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")


@functools.cache
def pattern(text: str) -> regex.Pattern[str]:
    """The expression, compiled when it is first asked for."""
    return regex.compile(text)


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
    if not names:
        return None
    ahead = text[at : at + _WINDOW]
    start = len(ahead) - len(ahead.lstrip(" \u00a0\u202f"))
    if start <= 1 and (not language.spaced or ahead[start : start + 1] >= _FIRST_GLUED and _GLUED.match(ahead, start)):
        for length in range(min(_LONGEST, len(ahead) - start), 0, -1):
            shown = ahead[start : start + length]
            if shown == shown.strip(_BLANKS_AND_HYPHENS) and (name := folded(shown)) in names:
                return names[name], at + start, at + start + length
        if not language.spaced:
            return None
    for name, first, end in _names_after(ahead):
        if name in names:
            return names[name], at + first, at + end
    return None


@functools.lru_cache(maxsize=1024)
def _names_after(ahead: str) -> tuple[tuple[str, int, int], ...]:
    """What may be a name at the beginning of a text, folded, with its start and end; the longest first.

    Kept, since a number's neighbours are looked up in a dozen tables, one after the other.
    """
    found: list[tuple[tuple[str, int, int], ...]] = []
    pieces: list[str] = []
    first = 0
    for match in _words_after(ahead):
        start, word = match.start("word"), match["word"]
        first = first if pieces else start
        forms = dict.fromkeys((word, word.rstrip(".'’%")))
        found.append(tuple((" ".join([*pieces, folded(form)]), first, start + len(form)) for form in forms if form))
        pieces.append(folded(word))
    return tuple(name for forms in reversed(found) for name in forms)


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
    if not names:
        return None
    behind = text[max(0, at - _WINDOW) : at]
    offset = at - len(behind)
    end = len(behind.rstrip(" \u00a0\u202f"))
    if not language.spaced:
        for length in range(min(_LONGEST, end), 0, -1):
            if (name := folded(behind[end - length : end])) in names:
                return names[name], offset + end - length, offset + end
        return None
    for name, start in _names_before(behind):
        if name in names:
            return names[name], offset + start, offset + end
    return None


@functools.lru_cache(maxsize=1024)
def _names_before(behind: str) -> tuple[tuple[str, int], ...]:
    """What may be a name at the end of a text, folded, with its start; the longest first."""
    found: list[tuple[str, int]] = []
    pieces: list[str] = []
    for _ in range(_MOST_WORDS):
        match = _before().search(behind, max(0, len(behind) - _WINDOW // 2))
        if match is None:
            break
        pieces.insert(0, folded(match[0]))
        name, start = " ".join(pieces), match.start()
        found += [(name.rstrip("."), start), (name, start)]
        behind = behind[:start].rstrip("-")
    return tuple(reversed(found))


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
