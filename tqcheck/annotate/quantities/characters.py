"""Numbers in scripts that compose them of characters, with digits or without: 3万5000, 三百二十, 1억 2500만."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate.quantities.lexicon import Lexicon
from tqcheck.annotate.quantities.lookup import after
from tqcheck.annotate.quantities.numbers import Number
from tqcheck.annotate.quantities.pieces import FRACTIONS
from tqcheck.annotate.quantities.quantity import Strength
from tqcheck.annotate.quantities.separators import readings

_LARGE = 10_000
_LARGEST = 1e18
_DIGITS = r"\p{Nd}++(?:[.,．]\p{Nd}++|，\p{Nd}{3}(?!\p{Nd}))*+[½¼¾]?"
_MOST = 60  # characters of a number; what is longer is none


@functools.cache
def _run(characters: str) -> regex.Pattern[str]:
    digits = _DIGITS
    signs = regex.escape(characters, special_only=True)
    return regex.compile(
        rf"(?<![\p{{Latin}}_#@.,\p{{Nd}}]|\p{{Latin}}-)(?:{digits}|[{signs}])"
        rf"(?:(?: (?=\p{{Nd}}|[{signs}]))?(?:{digits}|[多余餘数]?[{signs}]))*+"
    )


def numbers_in_characters(text: str, lexicon: Lexicon) -> Iterator[Number]:
    """The numbers of a text whose language has numerals of one character, in order."""
    for match in _run("".join(lexicon.characters)).finditer(text):
        yield from _numbers(text, match.start(), match.end(), lexicon)


def _numbers(text: str, start: int, end: int, lexicon: Lexicon) -> Iterator[Number]:
    """A run is one number as long as its parts fit together; "10 20" are two."""
    at = start
    while at < end:
        number = _read(text, at, min(end, at + _MOST), lexicon)
        yield number
        at = number.end
        while at < end and text[at] == " ":
            at += 1


@functools.cache
def _part() -> regex.Pattern[str]:
    return regex.compile(rf"{_DIGITS}|.")


def _read(text: str, start: int, end: int, lexicon: Lexicon) -> Number:
    total, section, digit = 0.0, 0.0, None
    last_unit = float("inf")
    foreign: tuple[float, ...] = ()
    stop, scale, in_digits, units = start, 1.0, False, 0
    for match in _part().finditer(text, start, end):
        shown = match[0]
        value = lexicon.characters.get(shown)
        if shown.isdecimal() or len(shown) > 1:
            half = FRACTIONS.get(shown[-1], 0.0)
            found = readings(shown.rstrip("½¼¾"), lexicon.decimal)
            if digit is not None or not (found.own or found.foreign):
                break
            digit, in_digits, foreign = (found.own or found.foreign)[0] + half, True, () if found.own else found.foreign
            if last_unit <= digit:
                digit = None
                break
        elif value is None:
            continue  # a blank, "多"
        elif value < 10:
            if in_digits and digit is not None:
                break
            digit = digit * 10 + value if digit is not None else value
        elif value < _LARGE:
            section, digit = section + (1 if digit is None else digit) * value, None
            last_unit, units = value, units + 1
        elif total > _LARGEST:
            break
        else:
            whole = section + (digit or 0)
            total = (total + whole) * value if value > last_unit >= _LARGE else total + (whole or 1) * value
            section, digit, last_unit, units = 0.0, None, value, units + 1
            scale = max(scale, value)
        stop = match.end()
    value = total + section + (digit or 0)
    if stop == start:  # digits that mean nothing, or do not fit
        stop = next(_part().finditer(text, start, end)).end()
    return Number(start, stop, (value,), foreign, _strength(text, start, stop, in_digits, units, lexicon), scale)


def _strength(text: str, start: int, stop: int, in_digits: bool, units: int, lexicon: Lexicon) -> Strength:
    """Characters count where they compose a number, or where a word of counting follows: 三 is in names too."""
    if in_digits:
        return "digits"
    counted = after(text, stop, lexicon.counters, lexicon.language) is not None
    return "words" if counted and (stop - start > 1 or lexicon.characters.get(text[start], 0) > 1) else "faint"
