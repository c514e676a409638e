"""Quantities of a text: values with their kind, unit and span, whatever the locale writes them like.

`1.500` in Portuguese, `1,500` in English, `1,5 mil` and `fifteen hundred` are one value. Numbers in words are weaker
evidence than digits ("one" is a pronoun too): they answer digits on the other side, and accuse more seldom.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import regex

from tqcheck.annotate.quantities import calendar
from tqcheck.annotate.quantities.characters import numbers_in_characters
from tqcheck.annotate.quantities.context import decade_readings, quantity
from tqcheck.annotate.quantities.lexicon import Lexicon, lexicon
from tqcheck.annotate.quantities.lookup import before, lies_in, pattern
from tqcheck.annotate.quantities.neighbours import joined
from tqcheck.annotate.quantities.numbers import Number, Reader, roman
from tqcheck.annotate.quantities.quantity import Clock, Date, Kind, Quantity, Strength
from tqcheck.annotate.words import has_digits
from tqcheck.knowledge.numerals import folded
from tqcheck.languages import Language
from tqcheck.model import Span

__all__ = ["Clock", "Date", "Kind", "Quantity", "Strength", "quantities", "weekdays"]


def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """The quantities of `text` in order, one annotation each."""
    words = lexicon(language)
    in_digits = has_digits(text)
    if in_digits and not text.isascii():
        text = _strange_digits().sub(_only_known, text)
    dates = calendar.dates(text, words, in_digits)
    taken = [(one.whole.start, one.whole.end) for one in dates]
    times = list(calendar.times(text, words, taken)) if in_digits else []
    composed = sorted([*dates, *times], key=lambda one: one.whole.start)
    taken = _merged((one.whole.start, one.whole.end) for one in composed)
    found = [quantity(number, text, words) for number in _numbers(text, words, taken)]
    found += _single_words(text, words, taken)
    return tuple(joined(_apart([*composed, *found]), text, words))


@functools.cache
def _strange_digits() -> regex.Pattern[str]:
    return regex.compile(r"(?V1)[\p{Nd}--0-9]")


def _only_known(match: regex.Match[str]) -> str:
    """A digit, but a blank for one that this Python's Unicode does not have and no `int` reads."""
    return match[0] if match[0].isdecimal() else " "


def weekdays(text: str, language: Language) -> list[tuple[Span, int]]:
    """The days of the week that `text` names, Monday 0, in order."""
    return calendar.weekdays(text, lexicon(language))


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _numbers(text: str, words: Lexicon, taken: Sequence[tuple[int, int]]) -> Iterator[Number]:
    if words.characters:
        found = (
            one for one in numbers_in_characters(text, words) if words.language.spaced <= (one.strength == "digits")
        )
        regions = iter([*taken, (len(text) + 1, len(text) + 1)])
        region = next(regions)
        for one in found:
            while region[1] <= one.start:
                region = next(regions)
            if one.end <= region[0]:
                yield one
    if words.language.spaced and _may_count(text, words):
        numbers = Reader(text, words, taken).numbers()
        yield from (one for one in numbers if one.strength != "digits" or not words.characters)


def _may_count(text: str, words: Lexicon) -> bool:
    """Whether there is a digit, or a word of a number: most texts without are done with."""
    if words.clitics or pattern(r"[\p{Nd}½⅓⅔¼¾⅛]").search(text):
        return True
    return not words.numerals.isdisjoint(map(folded, pattern(r"[\p{L}\p{M}]++").findall(text)))


def _apart(found: Sequence[Quantity]) -> list[Quantity]:
    """In order, without what overlaps an earlier one; digits before words."""
    kept: list[Quantity] = []
    for one in sorted(found, key=lambda one: (one.span.start, -one.span.end)):
        if not kept or kept[-1].span.end <= one.span.start:
            kept.append(one)
        elif kept[-1].strength == "faint" and one.strength != "faint":
            kept[-1] = one
    return kept


_ROMAN = regex.compile(r"(?<![\p{L}\p{M}\p{N}'’-])[IVXLCDM]++(?![\p{L}\p{M}\p{N}'’])")


def _single_words(text: str, words: Lexicon, taken: Sequence[tuple[int, int]]) -> Iterator[Quantity]:
    """Roman numerals, and decades in one word."""
    for match in _ROMAN.finditer(text):
        value = roman(match[0])
        if value is None or lies_in(taken, match.start(), match.end()):
            continue
        number = Number(match.start(), match.end(), (float(value),), strength="faint")
        found = quantity(number, text, words)
        if len(match[0]) > 1 or found.kind == "century" or before(text, match.start(), words.centuries, words.language):
            yield found
    if words.decades:
        for match in pattern(r"[\p{L}\p{M}]++").finditer(text):
            decade = words.decades.get(folded(match[0]))
            if decade is not None:
                span = Span(match.start(), match.end())
                yield Quantity(span, decade, decade_readings(decade), "decade", "words", span)
