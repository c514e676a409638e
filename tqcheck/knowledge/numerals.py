"""How languages write numbers: separators (CLDR through Babel) and words (CLDR's spell-out rules, unicode-rbnf)."""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator
from typing import Any

from tqcheck.knowledge.cldr import babel_locale, locale
from tqcheck.knowledge.compact import kept

_SPELLED_BELOW = 1000  # what is greater is composed of these and of scale words
_ORDINALS_UP_TO = 100
_SCALES = (1e3, 1e6, 1e9, 1e12, 1e15)
_SHOWN = (1, 2, 5, 21)  # numbers before a scale word that bring out its forms
_DROPPED = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200e\u200f\u2060\u0640"), None)  # invisible, Arabic's stretch
_SAME = str.maketrans("ёşţʼ’-\u2010\u2011ँ“”״„", 'еșț\'\'   ं""""')
_UNMARKED = ("ARABIC", "HEBREW", "DEVANAGARI SIGN NUKTA")


@functools.lru_cache(maxsize=65536)
def folded(text: str) -> str:
    """A numeral as it is looked up: case-folded, hyphens as blanks, optional marks of its script removed."""
    text = text.translate(_DROPPED).casefold().translate(_SAME)
    return text if text.isascii() else " ".join(_unmarked(word) for word in text.split())


@functools.lru_cache(maxsize=8192)
def _unmarked(word: str) -> str:
    if word.isascii():
        return word
    plain = unicodedata.normalize("NFKD", word)
    kept = "".join(
        char for char in plain if not (unicodedata.combining(char) and unicodedata.name(char, "").startswith(_UNMARKED))
    )
    return unicodedata.normalize("NFC", kept.replace("ى", "ي").removesuffix("ة"))


@functools.cache
def decimal_separator(base: str) -> str:
    """The decimal separator of a language, a comma or a point; a point where CLDR knows none or another sign."""
    found = locale(base)
    if found is None:
        return "."
    symbols = found.number_symbols.get("latn") or next(iter(found.number_symbols.values()))
    decimal = str(symbols.get("decimal", "."))
    return decimal if decimal in {".", ","} else "."


@functools.cache
def _engine(base: str) -> Any:
    from unicode_rbnf import RbnfEngine

    try:
        return RbnfEngine.for_language(base)
    except (ValueError, KeyError, OSError):
        return None


def _forms(base: str, value: float, purpose: str) -> Iterator[str]:
    """All forms of a number in words; nothing where CLDR has no rules."""
    from unicode_rbnf.engine import FormatPurpose

    engine = _engine(base)
    if engine is None:
        return
    try:
        found = engine.format_number(int(value), purpose=FormatPurpose[purpose]).text_by_ruleset
    except ValueError:  # no rules for this purpose
        return
    yield from (words for words in found.values() if not any(char.isdigit() for char in words))


@functools.cache
def cardinals(base: str) -> dict[str, int]:
    """Cardinals under a thousand in words, folded: `vinte e um` to 21; empty where CLDR has no rules."""
    return kept(f"cardinals-{base}", ("unicode-rbnf",), lambda: _made_cardinals(base))


def _made_cardinals(base: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in range(_SPELLED_BELOW):
        for words in _forms(base, value, "CARDINAL"):
            found.setdefault(folded(words), value)
    return found


@functools.cache
def ordinals(base: str) -> dict[str, int]:
    """Ordinals up to a hundred in words, folded: `terceira` to 3; empty where CLDR has no rules."""
    return kept(f"ordinals-{base}", ("unicode-rbnf",), lambda: _made_ordinals(base))


def _made_ordinals(base: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for value in range(1, _ORDINALS_UP_TO + 1):
        for words in _forms(base, value, "ORDINAL"):
            found.setdefault(folded(words), value)
    return found


@functools.cache
def scales(base: str) -> dict[str, float]:
    """Words that multiply the number before them, folded: `milhões` to a million (spell-out and compact forms)."""
    return kept(f"scales-{base}", ("unicode-rbnf", "babel"), lambda: _made_scales(base))


def _made_scales(base: str) -> dict[str, float]:
    compact = {folded(word): size for word, size in _compact_scales(base) if len(word.rstrip(".")) > 1}
    return {**compact, **dict(_spelled_scales(base))}


def _spelled_scales(base: str) -> Iterator[tuple[str, float]]:
    """From "dois milhões", without the words for two."""
    numbers = cardinals(base)
    for size in _SCALES:
        for count in _SHOWN:
            for words in _forms(base, size * count, "CARDINAL"):
                head, _, last = folded(words).rpartition(" ")
                if last not in numbers and (count == 1 and not head or numbers.get(head) == count):
                    yield last, size


def _compact_scales(base: str) -> Iterator[tuple[str, float]]:
    """From compact formats, "00 mil" for ten thousands; the zeros before the word are digits of the number."""
    found = locale(base)
    if found is None:
        return
    for width in ("short", "long"):
        for patterns in (found.compact_decimal_formats.get(width) or {}).values():
            for size, pattern in patterns.items():
                shown = pattern.translate(_DROPPED)
                word = shown.replace("'", "").strip("0 \u00a0\u202f¤").removeprefix("de ")
                # An abbreviation with a point, Czech "mil.", is a word of its own without it: miles.
                if word and not any(char.isdigit() for char in word) and len(word.split()) == 1:
                    yield word, float(size) / 10 ** (shown.count("0") - 1)


def formatted(value: float, scale: float, base: str, grouped: bool) -> str:
    """A value as a language writes it, with its word for the scale where it has one: 4.4 billion.

    `grouped` separates the thousands of numbers that could be years too.
    """
    from babel.numbers import format_decimal

    words = [word for word, size in dict(_compact_scales(base)).items() if size == scale and scale > 1]
    word = max(words, key=len, default="")
    number = value / scale if word else value
    grouped = grouped or number >= 10_000 or number != int(number)
    shown = format_decimal(
        number, locale=babel_locale(base) or "en", group_separator=grouped, decimal_quantization=False
    )
    return f"{shown} {word}" if word else str(shown)
