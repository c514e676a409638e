"""What stands around a number makes a quantity of it: percent, currency, unit, century, decade, clock, age."""

from __future__ import annotations

import functools
from dataclasses import replace

import regex

from tqcheck.annotate.quantities.lexicon import Lexicon
from tqcheck.annotate.quantities.lookup import after, before, pattern, without_ending
from tqcheck.annotate.quantities.numbers import Number
from tqcheck.annotate.quantities.quantity import Kind, Quantity
from tqcheck.knowledge import currencies
from tqcheck.knowledge.numerals import folded
from tqcheck.model import Span

_BLANKS = " \u00a0\u202f"
_BLANK = frozenset(_BLANKS)
_LONGEST_SIGN = 4
_DEGREES = frozenset({"temperature-celsius", "temperature-fahrenheit"})
_YEARS = (1000, 2100)
_SHORTEST_UNIT = 4
_LONGEST_ENDING = 6


def quantity(number: Number, text: str, lexicon: Lexicon) -> Quantity:
    """The number with what its neighbours make of it."""
    span = Span(number.start, number.end)
    plain = Quantity(
        span, number.values[0], frozenset((*number.values, *number.foreign)), _kind(number), number.strength, span,
        number.scale, foreign=frozenset(number.foreign), parts=tuple(frozenset({group}) for group in number.groups),
    )  # fmt: skip
    for reader in (_ordinal, _percent, _money, _degrees, _century, _decade, _measure):
        if (found := reader(plain, text, lexicon)) is not None:
            return found
    return _lettered(_glued_scale(plain, text, lexicon), text, lexicon)


def _kind(number: Number) -> Kind:
    if number.ordinal:
        return "ordinal"
    if number.approximate:
        return "approximate"
    if number.fraction:
        return "fraction"
    value = number.values[0]
    is_year = number.strength == "digits" and number.scale == 1 and _YEARS[0] <= value < _YEARS[1]
    return "year" if is_year and value == int(value) and number.end - number.start == 4 else "cardinal"


def _wider(one: Quantity, start: int | None = None, end: int | None = None) -> Span:
    return Span(one.span.start if start is None else start, one.span.end if end is None else end)


def _ordinal(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    """A sign glued behind: 2nd, 3º; not the degrees of 3º C."""
    if not one.strong or one.value != int(one.value):
        return None
    at = one.span.end
    for length in (3, 2, 1):
        sign = text[at : at + length]
        if len(sign) == length and (folded(sign) in lexicon.ordinal_signs or sign in lexicon.ordinal_signs):
            if text[at + length : at + length + 1].isalpha() or _degree_sign().match(text, at):
                continue
            # 26º is a temperature too.
            unit = _DEGREES if sign in {"º", "°"} else frozenset[str]()
            wider = replace(one, kind="ordinal", span=Span(one.span.start, at + length), unit=unit)
            wider = replace(wider, whole=wider.span)
            return _century(wider, text, lexicon) or wider
    return None


def _percent(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    at = one.span.end
    sign = pattern(r"[ \u00a0\u202f]?[%٪％]").match(text, at)
    end = sign.end() if sign else None
    kind: Kind = "percent"
    if points := after(text, end or at, lexicon.points, lexicon.language):
        return replace(one, kind="percentage-point", whole=_wider(one, end=points[2]))
    if end is None and (word := _named_after(text, at, lexicon.percent, lexicon)):
        end = word[2]
    return replace(one, kind=kind, whole=_wider(one, end=end)) if end else None


def _named_after(text: str, at: int, names: dict[str, bool], lexicon: Lexicon) -> tuple[bool, int, int] | None:
    """A name right behind, over a preposition too ("20 de procente"), with a case ending or without."""
    if found := after(text, at, names, lexicon.language):
        return found
    word = _word_after(text, at)
    if word is None:
        return None
    if lexicon.endings and without_ending(folded(word["word"]), names, lexicon.endings):
        return True, word.start("word"), word.end()
    if word["word"].casefold() in lexicon.language.function_words:
        return after(text, word.end(), names, lexicon.language)
    return None


def _word_after(text: str, at: int) -> regex.Match[str] | None:
    return pattern(r"[ \u00a0\u202f]?-?(?P<word>[\p{L}\p{M}]{1,30}+)").match(text, at)


def _money(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    """A sign or code before or behind, or a name behind."""
    if one.kind in {"ordinal"}:
        return None
    codes, start, end = _sign_before(text, one.span.start)
    sign = _sign_after(text, one.span.end)
    if sign and not (codes and codes & sign[0]):
        codes = codes & sign[0] or codes or sign[0]
        end = sign[1]
    elif not codes and (name := _currency_after(text, one.span.end, lexicon)):
        codes, end = name
    if not codes:
        return None
    scaled = one if one.scale > 1 else _glued_scale(one, text, lexicon)
    unit = frozenset() if start is not None or sign else _units_after(text, one.span.end, lexicon)[0]
    end = max(end or 0, scaled.span.end)
    return replace(scaled, kind="money", currency=codes, unit=unit, whole=_wider(scaled, start, end))


def _sign_before(text: str, at: int) -> tuple[frozenset[str], int | None, int | None]:
    end = at
    while end and text[end - 1] in _BLANKS and at - end < 1:
        end -= 1
    table = currencies.signs()
    for length in range(min(_LONGEST_SIGN, end), 0, -1):
        sign = text[end - length : end]
        inside = sign[0].isalpha() and end - length > 0 and text[end - length - 1].isalpha()
        if sign in table and not inside:
            return table[sign], end - length, None
    return frozenset(), None, None


def _sign_after(text: str, at: int) -> tuple[frozenset[str], int] | None:
    start = at + 1 if text[at : at + 1] in _BLANK else at
    table = currencies.signs()
    for length in range(_LONGEST_SIGN, 0, -1):
        sign = text[start : start + length]
        if (
            len(sign) == length
            and sign in table
            and not (sign[-1].isalpha() and text[start + length : start + length + 1].isalpha())
        ):
            return table[sign], start + length
    return None


def _currency_after(text: str, at: int, lexicon: Lexicon) -> tuple[frozenset[str], int] | None:
    found = after(text, at, lexicon.currencies, lexicon.language)
    if found is None and lexicon.language.spaced and (word := _word_after(text, at)):
        if lexicon.endings and (name := without_ending(folded(word["word"]), lexicon.currencies, lexicon.endings)):
            return lexicon.currencies[name], word.end()
        # "de dólares", "US dollars", "Canadian dollars"
        if word["word"].casefold() in lexicon.language.function_words or len(word["word"]) < 3:
            found = after(text, word.end(), lexicon.currencies, lexicon.language)
    return (found[0], found[2]) if found else None


@functools.cache
def _degree_sign() -> regex.Pattern[str]:
    return regex.compile(r"[ \u00a0\u202f]?(?:[°º][ \u00a0\u202f]?(?P<scale>[CF])\b|℃|℉|°(?![\p{L}]))")


def _degrees(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    match = _degree_sign().match(text, one.span.end)
    if match is None:
        return None
    unit = {"C": "celsius", "F": "fahrenheit"}.get(match["scale"] or "")
    unit = unit or {"℃": "celsius", "℉": "fahrenheit"}.get(match[0].strip())
    ids = frozenset({f"temperature-{unit}"}) if unit else _DEGREES
    return replace(one, kind="measure", unit=ids, whole=_wider(one, end=match.end()))


def _century(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    if one.value != int(one.value) or not 0 < one.value < 2200:
        return None
    if one.value >= 100 and one.value % 100 == 0 and (behind := _glued(text, one.span.end, lexicon.hundreds_after)):
        century = one.value // 100 + 1
        return replace(
            one, kind="century", value=century, values=frozenset({century, one.value}), whole=_wider(one, end=behind)
        )
    if one.value > 40:
        return None
    values = frozenset({*one.values, (one.value - 1) * 100})  # the 2000s are the 21st century
    if found := _named_after(text, one.span.end, lexicon.centuries, lexicon):
        return replace(one, kind="century", values=values, whole=_wider(one, end=found[2]))
    if found := before(text, one.span.start, lexicon.centuries, lexicon.language):
        return replace(one, kind="century", values=values, whole=_wider(one, start=found[1]))
    return None


def _glued(text: str, at: int, names: dict[str, bool]) -> int | None:
    """The end of a name, over a hyphen or an apostrophe perhaps, that a word right behind begins with."""
    match = pattern(r"[ \u00a0]?['’-]?(?P<word>[\p{L}\p{M}]{1,20}+)").match(text, at)
    if match is None:
        return None
    word = folded(match["word"])
    return match.end() if any(word.startswith(name) for name in names) else None


def _decade(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    """The 1990s, anos 90, 90er: 90 and 1990 are one decade."""
    value = one.value
    if value % 10 or value != int(value) or not (10 <= value < 100 or 1000 <= value < 2100):
        return None
    start = end = None
    if one.strong and (found := after(text, one.span.end, lexicon.decades_after, lexicon.language)):
        end = found[2]
    elif one.strong and (glued := pattern(r"['’]?s\b").match(text, one.span.end)) and "s" in lexicon.decades_after:
        end = glued.end()
    elif found := before(text, one.span.start, lexicon.decades_before, lexicon.language):
        start = found[1]
    else:
        return None
    return replace(one, kind="decade", values=decade_readings(value), whole=_wider(one, start, end))


def decade_readings(value: float) -> frozenset[float]:
    """90 is 1990 too, and 20 either 1920 or 2020."""
    short = value % 100
    return frozenset({value, short} | ({1800 + short, 1900 + short, 2000 + short} if value < 100 else set()))


def _measure(one: Quantity, text: str, lexicon: Lexicon) -> Quantity | None:
    if one.kind == "ordinal":
        return None
    unit, end = _units_after(text, one.span.end, lexicon)
    if not unit:
        return None
    kind: Kind = "measure"
    values = one.values
    if "duration-year" in unit and (old := after(text, end, lexicon.old, lexicon.language)):
        kind, end = "age", old[2]
    if unit & _MILLION_OR_METRE and text[one.span.end : one.span.end + 1] in {"m", "M"}:  # 3.5m: millions or metres
        values = values | {value * 1e6 for value in values}
    return replace(one, kind=kind, unit=unit, values=values, whole=_wider(one, end=end))


_MILLION_OR_METRE = frozenset({"length-meter"})


def _units_after(text: str, at: int, lexicon: Lexicon) -> tuple[frozenset[str], int]:
    if found := after(text, at, lexicon.units, lexicon.language):
        stop = found[2]
        glued_on = text[stop : stop + 1].isalpha() and lexicon.language.spaced and text[stop - 1].isascii()
        return (found[0], stop) if not glued_on else (frozenset(), at)
    word = _word_after(text, at)
    if word is None or not lexicon.language.spaced:
        return frozenset(), at
    shown = folded(word["word"])
    if lexicon.endings and (name := without_ending(shown, lexicon.units, lexicon.endings)):
        return lexicon.units[name], word.end()
    if (lexicon.endings or word[0][0] == "-") and (name := _begins_with_unit(shown, lexicon)):
        return lexicon.units[name], word.end()
    if shown in lexicon.language.function_words and (found := after(text, word.end(), lexicon.units, lexicon.language)):
        return (found[0], found[2]) if found[2] - found[1] >= _SHORTEST_UNIT else (frozenset(), at)
    return frozenset(), at


def _begins_with_unit(word: str, lexicon: Lexicon) -> str | None:
    """The unit that an adjective is made of: 250-kiloinen, 250kilogramový."""
    ends = range(min(len(word), 12), _SHORTEST_UNIT - 1, -1)
    return next(
        (word[:end] for end in ends if word[:end] in lexicon.units and len(word) - end <= _LONGEST_ENDING), None
    )


def _lettered(one: Quantity, text: str, lexicon: Lexicon) -> Quantity:
    """With the units that a lone letter glued to the digits may mean, where it is read as a scale: the 100m."""
    before, letter = text[one.span.end - 2 : one.span.end - 1], text[one.span.end - 1 : one.span.end]
    if one.scale == 1 or not before.isdecimal() or not letter.isalpha():
        return one
    return replace(one, letter=lexicon.units.get(letter.casefold(), frozenset()))


def _glued_scale(one: Quantity, text: str, lexicon: Lexicon) -> Quantity:
    """3.5m, 125k, 2b: a lone letter may be a scale."""
    at = one.span.end
    letter = text[at : at + 1]
    if not one.strong or one.scale > 1 or not letter.isalpha() or text[at + 1 : at + 2].isalnum():
        return one
    size = lexicon.scales.get(letter.casefold())
    if size is None:
        return one
    values = one.values | {value * size for value in one.values}
    span = Span(one.span.start, at + 1)
    return replace(one, span=span, whole=span, value=one.value * size, values=values, scale=size)
