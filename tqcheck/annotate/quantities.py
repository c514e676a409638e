"""Quantities of a text: values with their spans, whatever the locale writes them like.

`1.500` in Portuguese, `1,500` in English, `1,5 mil` and `fifteen hundred` are one value. Numbers in words are weak
evidence ("one" is a pronoun too): they answer digits on the other side, and seldom accuse by themselves.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import regex

from tqcheck.annotate.words import Word, words
from tqcheck.languages import Language
from tqcheck.model import Span

_SIGNS = {"R$": "BRL", "US$": "USD", "U$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY CNY", "₹": "INR rupee", "₽": "RUB",
          "₺": "TRY", "₴": "UAH", "zł": "PLN", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S/": "PEN sol",
          "$": "USD peso ARS CLP MXN COP AUD CAD NZD HKD"}  # fmt: skip
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value in a text. `values` holds every reading that the locale allows; `value` the first of them.

    `strong` quantities are in digits. `currency` holds the codes that its sign or word can mean; `unit` what the
    unit of measure behind it can be, `clock` the other readings of an hour; `spelled`
    ones are numerals in words, not months or centuries.
    """

    span: Span
    value: float
    values: frozenset[float]
    strong: bool
    percent: bool = False
    currency: frozenset[str] = frozenset()
    scale: float = 1.0
    unit: frozenset[str] = frozenset()
    clock: frozenset[float] = frozenset()
    spelled: bool = False

    def equals(self, other: Quantity) -> bool:
        """Whether some reading of both is the same value, within rounding error of the arithmetic."""
        ours, theirs = self.values, other.values
        # An hour is 2 or 14 beside another hour, or beside a word.
        if (self.clock or not self.strong) and (other.clock or not other.strong):
            ours, theirs = ours | self.clock, theirs | other.clock
        return any(abs(a - b) <= 1e-9 * max(abs(a), abs(b)) for a in ours for b in theirs)


def quantities(text: str, language: Language) -> tuple[Quantity, ...]:
    """The quantities of `text` in order."""
    found = _summed([*_in_digits(text, language)])
    taken = [one.span for one in found]
    found += (one for one in _in_words(text, language) if not any(one.span.overlaps(span) for span in taken))
    return tuple(sorted(found, key=lambda one: one.span.start))


def _summed(found: Sequence[Quantity]) -> list[Quantity]:
    """Neighbours without a gap are one number: 3万5000."""
    merged: list[Quantity] = []
    for one in found:
        last = merged[-1] if merged else None
        if last and last.scale > max(one.value, 1) and last.span.end == one.span.start:
            value = last.value + one.value
            span = Span(last.span.start, one.span.end)
            merged[-1] = replace(one, span=span, value=value, values=frozenset({value}))
        else:
            merged.append(one)
    return merged


@functools.cache
def _digits() -> regex.Pattern[str]:
    return regex.compile(
        r"(?:(?<![\p{L}\p{N}_/#@])|(?<=\d[hH])|(?<=[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]))"
        r"(?:(?<sign>[A-Z]{0,2}\$|S/|[€£¥₹₽₺₴])[ \u00a0\u202f]?)?"
        r"(?<number>\p{Nd}+(?:[.,'’٫٬\u00a0\u202f ]\p{Nd}+)*+)"
        r"(?<tail>[ \u00a0\u202f]?(?:%|٪|‰|[€£¥₹₽₺₴$]|zł)|(?:st|nd|rd|th|[ºª°])(?![\p{L}]))?"
    )


def _in_digits(text: str, language: Language) -> Iterator[Quantity]:
    for match in _digits().finditer(text):
        start = match.start("number")
        before = text[max(0, start - 2) : start]
        if len(before) == 2 and before[0].isalpha() and before[1] in "-–" or _is_version(text, match):
            continue  # COVID-19, F-16
        at = start
        for token in _split_groups(match["number"]):
            span = Span(at, at + len(token))
            at += len(token) + 1
            readings = _readings(token, language)
            if not readings:
                continue
            last = span.end == match.end("number")
            base = Quantity(span, readings[0], frozenset(readings), True)
            yield _completed(
                base, text, match if last else None, match["sign"] if span.start == start else None, language
            )


def _is_version(text: str, match: regex.Match[str]) -> bool:
    """Whether a letter is glued behind that makes it a name: 3D, 5G."""
    glued = regex.match(r"\p{L}+", text, pos=match.end())
    return glued is not None and match.end("number") == match.end() and glued[0] in {"D", "G"}


def _split_groups(token: str) -> list[str]:
    """Blanks group thousands only in groups of three: "10 500" is one number, "2 10" are two."""
    if not regex.search(r"[ \u00a0\u202f]", token):
        return [token]
    if regex.fullmatch(r"\p{Nd}{1,3}(?:[ \u00a0\u202f]\p{Nd}{3})+(?:[.,]\p{Nd}+)?", token):
        return [token]
    return [str(part) for part in regex.split(r"[ \u00a0\u202f]", token)]


@functools.lru_cache(maxsize=8192)
def _parse(token: str, decimal: str) -> tuple[float, ...]:
    token = "".join(str(int(char)) if char.isdigit() else char for char in token)
    token = regex.sub(r"[ \u00a0\u202f'’٬]", "", token).replace("٫", decimal)
    signs = [char for char in token if not char.isdigit()]
    if not signs:
        return (float(token),)
    if len(set(signs)) == 2 and signs.count(signs[-1]) == 1:  # 1.234,5 in any locale
        return (float(token.replace(signs[0], "").replace(signs[-1], ".")),)
    if len(set(signs)) > 1:
        return ()
    sign = signs[0]
    parts = token.split(sign)
    grouped = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3 and parts[0] != "0"
    if len(parts) > 2:
        if grouped or _indian(parts):
            return (float("".join(parts)),)
        return tuple(dict.fromkeys(float(part) for part in parts))  # a date 7.9.2024, a version
    as_decimal, as_group = float(f"{parts[0]}.{parts[1]}"), float(parts[0] + parts[1])
    if sign == decimal:
        return (as_decimal,)
    if grouped:
        return (as_group,)
    # The other sign before other than three digits: a decimal of the other custom, a time (14.30), a list (2,4).
    return (as_decimal, float(parts[0]))


def _indian(parts: Sequence[str]) -> bool:
    return len(parts[-1]) == 3 and all(len(part) == 2 for part in parts[1:-1]) and len(parts[0]) <= 2


def _readings(token: str, language: Language) -> tuple[float, ...]:
    from tqcheck.knowledge.numerals import decimal_separator

    return _parse(token, decimal_separator(language.base))


def _completed(
    base: Quantity, text: str, match: regex.Match[str] | None, sign: str | None, language: Language
) -> Quantity:
    """The number with what stands around it: scale, percent, currency, clock."""
    pack = language.topic("numbers")
    end = base.span.end
    tail = (match["tail"] or "").strip() if match else ""
    currency = set((_SIGNS.get(sign, sign) if sign else "").split()) | set(_SIGNS.get(tail, "").split())
    if tail:
        end = match.end("tail") if match else end
    scale = 1.0
    following = _following(text, end, 3, language)
    scales = _scales(language)
    if following and following[0].folded in scales and tail in {"", "$"}:
        unit = following[0]
        glued = unit.start == end
        if len(unit.text) > 1 or not unit.text.isascii():
            scale, end = scales[unit.folded], unit.end
            following = following[1:]
        elif glued:  # 3.5m: millions or metres
            base = replace(base, values=base.values | {base.value * scales[unit.folded]})
            following = following[1:]
    percent = tail in {"%", "٪"} or _is_percent(following, pack)
    for word in following[:2]:
        code = pack.get("currencies", {}).get(word.folded)
        if code and not currency:
            currency.add(str(code))
            break
        if word.folded not in {"de", "of", "d", "di", "us", "u.s"}:
            break
    values = frozenset(value * scale for value in base.values)
    return replace(
        base, span=Span(base.span.start, end), value=base.value * scale, values=values, percent=percent,
        currency=frozenset(currency), scale=scale, unit=_unit(following, text, end, tail, language),
        clock=_clock(base, text, end),
    )  # fmt: skip


def _following(text: str, end: int, number: int, language: Language) -> list[Word]:
    """The words right behind, over blanks and hyphens only."""
    found: list[Word] = []
    if not language.spaced or (
        text[end : end + 1] >= "\u1100" and text[end].isalpha()
    ):  # Han, Hangul: scales are glued
        scales = _scales(language)
        rest = text[end : end + 3].lstrip()
        unit = next((one for one in sorted(scales, key=len, reverse=True) if rest.startswith(one)), None)
        start = text.find(unit, end) if unit else 0
        return [Word(start, start + len(unit), unit, unit)] if unit else []
    for word in words(text[end : end + 40]):
        gap = text[(found[-1].end if found else end) : end + word.start]
        if gap.strip(" \u00a0\u202f-"):
            break
        pieces = word.text.split("-")
        head = pieces[0]
        found.append(Word(end + word.start, end + word.start + len(head), head, head.casefold()))
        if len(found) == number or len(pieces) > 1:
            break
    return found


def _is_percent(following: Sequence[Word], pack: Mapping[str, Any]) -> bool:
    names = pack.get("percent", "")
    shown = " ".join(word.folded for word in following[:2])
    return bool(names) and any(shown == name or shown.startswith(name + " ") for name in _phrases(names))


def _unit(following: Sequence[Word], text: str, end: int, tail: str, language: Language) -> frozenset[str]:
    from tqcheck.knowledge.units import units

    if tail == "°" or text[end : end + 2].strip("- \u00a0\u202f")[:1] in {"°", "º", "′", "″", '"'}:
        sign = regex.search(r"[°º]\s?([CF])\b", text[max(0, end - 1) : end + 4])
        scale = {"C": "celsius", "F": "fahrenheit"}.get(sign[1] if sign else "", "degree")
        return frozenset({f"temperature-{scale}"})
    known = units(language.base)
    # "180 million square miles": the unit may stand behind one more word.
    return next(
        (
            known[word.folded]
            for word in following[:2]
            if word.folded in known and word.folded not in language.function_words
        ),
        frozenset(),
    )


@functools.cache
def _scales(language: Language) -> dict[str, float]:
    """Scale words of the language's pack and of CLDR; where they differ, the pack is right."""
    from tqcheck.knowledge.numerals import scales

    own = {str(word): float(value) for word, value in language.topic("numbers").get("scales", {}).items()}
    return {**scales(language.base), **own}


def _phrases(names: str) -> list[str]:
    return ["per cent", "por cento", "por ciento", "pour cent", "per cento", *names.split()]


def _clock(base: Quantity, text: str, end: int) -> frozenset[float]:
    """The other reading of an hour: 14h30 is 2:30 p.m."""
    behind = text[end : end + 12].casefold()
    before = text[max(0, base.span.start - 3) : base.span.start]
    hour = base.value
    is_clock = regex.match(r"(?::\d\d|\.\d\d)?\s?(?:h(?:oras|eures|rs)?\b|h\d|uhr|a\.?m|p\.?m|:\d\d|時|点|點)", behind)
    if is_clock and hour <= 24 and hour == int(hour):
        return frozenset({(hour + 12) % 24, hour % 12, 12.0 if hour in {0, 12, 24} else hour})
    if regex.search(r"\d[:h.]$", before):
        return frozenset({hour})
    # 2.30 p.m.: the decimal reading is a time.
    if hour != int(hour) and regex.match(r"\s?(?:a\.?m|p\.?m|h\b|uhr)", behind):
        return frozenset({float(int(hour)), (int(hour) + 12) % 24})
    return frozenset()


def _in_words(text: str, language: Language) -> Iterator[Quantity]:
    """Numbers in words, scales alone ("a million"), months, Roman numerals of centuries, halves."""
    from tqcheck.knowledge.numerals import longest, months, spelled

    names, most = spelled(language.base), longest(language.base)
    scales = _scales(language)
    listed = [part for word in words(text) for part in _parts(word)]
    at = 0
    while at < len(listed):
        word = listed[at]
        value, used = _spelled_at(listed, at, names, most)
        if value is not None:
            scale, used = _scaled(listed, at + used, scales, used)
            span = Span(word.start, listed[at + used - 1].end)
            yield Quantity(span, value * scale, frozenset({value * scale, value}), False, spelled=True)
            at += used
            continue
        yield from _single(word, months(language.base), scales, language)
        at += 1


def _parts(word: Word) -> Iterator[Word]:
    start = word.start
    for piece in word.text.split("-"):
        if piece:
            yield Word(start, start + len(piece), piece, piece.casefold())
        start += len(piece) + 1


def _spelled_at(listed: Sequence[Word], at: int, names: dict[str, int], most: int) -> tuple[int | None, int]:
    for used in range(min(most, len(listed) - at), 0, -1):
        key = " ".join(word.folded for word in listed[at : at + used])
        if key in names:
            return names[key], used
        if " and " in key and key.replace(" and ", " ") in names:
            return names[key.replace(" and ", " ")], used
    return None, 1


def _scaled(listed: Sequence[Word], at: int, scales: dict[str, float], used: int) -> tuple[float, int]:
    if at < len(listed) and listed[at].folded in scales and len(listed[at].text) > 1:
        return float(scales[listed[at].folded]), used + 1
    return 1.0, used


def _single(word: Word, months: dict[str, int], scales: dict[str, float], language: Language) -> Iterator[Quantity]:
    value: float | None = None
    if word.folded in months and len(word.text) > 2:
        value = float(months[word.folded])
    elif word.folded in scales and len(word.text) > 2:
        value = float(scales[word.folded])
    elif word.text.isupper() and set(word.text) <= set(_ROMAN):
        value = float(_roman(word.text))
    if value is not None:
        yield Quantity(word.span, value, frozenset({value}), False)


def _roman(text: str) -> int:
    digits = [_ROMAN[char] for char in text]
    return sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0]))
