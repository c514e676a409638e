"""How languages write numbers: separators (CLDR through Babel) and words (CLDR's spell-out rules, unicode-rbnf)."""

from __future__ import annotations

import functools

from tqcheck.knowledge.calendar import locale

_SPELLED_UP_TO = 1000


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
def spelled(base: str) -> dict[str, int]:
    """Numbers in words, case-folded, hyphens as blanks: `vinte e um` to 21; empty where CLDR has no rules."""
    from unicode_rbnf import RbnfEngine

    try:
        engine = RbnfEngine.for_language("nb" if base == "no" else base)
    except (ValueError, KeyError, OSError):
        return {}
    found: dict[str, int] = {}
    for value in range(_SPELLED_UP_TO + 1):
        for words in engine.format_number(value).text_by_ruleset.values():
            found.setdefault(words.casefold().replace("-", " ").replace("\u00ad", ""), value)
    return found


@functools.cache
def longest(base: str) -> int:
    """How many words the longest number in `spelled` has."""
    return max((words.count(" ") + 1 for words in spelled(base)), default=0)


@functools.cache
def months(base: str) -> dict[str, int]:
    """Names of months, full and short, case-folded, with their numbers."""
    found = locale(base)
    if found is None:
        return {}
    return {
        str(name).casefold().rstrip("."): number
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
        for number, name in found.months[context][width].items()
    }


@functools.cache
def scales(base: str) -> dict[str, float]:
    """Words that multiply the number before them, case-folded: `milhões` to a million (CLDR's compact forms)."""
    found = locale(base)
    if found is None:
        return {}
    forms: dict[str, float] = {}
    for width in ("long", "short"):
        for patterns in (found.compact_decimal_formats.get(width) or {}).values():
            for size, pattern in patterns.items():
                shown = getattr(pattern, "pattern", str(pattern))
                word = shown.replace("'", "").strip("0 \u00a0\u202f.¤")
                # "00 mil" of 10000: the zeros before the word are digits of the number.
                if word and not any(char.isdigit() for char in word) and len(word.split()) == 1:
                    value = float(size) / 10 ** (shown.count("0") - 1)
                    forms.setdefault(word.casefold().rstrip("."), value)
    return forms


def formatted(value: float, scale: float, base: str, grouped: bool) -> str:
    """A value as a language writes it, with its word for the scale where it has one: 4.4 billion.

    `grouped` separates the thousands of numbers that could be years too.
    """
    from babel.numbers import format_decimal

    words = [word for word, size in scales(base).items() if size == scale and scale > 1]
    word = max(words, key=len, default="")
    number = value / scale if word else value
    grouped = grouped or number >= 10_000 or number != int(number)
    shown = format_decimal(number, locale=locale(base) or "en", group_separator=grouped, decimal_quantization=False)
    return f"{shown} {word}" if word else str(shown)
