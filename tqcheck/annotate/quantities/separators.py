"""What a number in digits means: separators by locale and by evidence (1.500, 1,500, 1 500, 1’500)."""

from __future__ import annotations

import functools
import math
import unicodedata
from collections.abc import Sequence

from tqcheck.records import dataclass

_BLANKS = " \u00a0\u202f\u2009'’٬،"
_LONGEST = 30  # digits; a float knows fifteen, and what is longer is no quantity but a code


@dataclass(frozen=True, slots=True)
class Readings:
    """`own` are readings by the custom of the language, `foreign` by the other one; the likeliest comes first."""

    own: tuple[float, ...]
    foreign: tuple[float, ...] = ()


@functools.lru_cache(maxsize=8192)
def readings(token: str, decimal: str) -> Readings:
    """Readings of digits of any script with their separators, where `decimal` is the language's decimal separator."""
    token = "".join(str(unicodedata.digit(char)) if char.isdigit() else char for char in token)
    for blank in _BLANKS:
        token = token.replace(blank, "")
    token = token.replace("٫", decimal).replace("，", ",").replace("．", ".")
    if sum(map(str.isdigit, token)) > _LONGEST:
        return Readings(())
    signs = [char for char in token if not char.isdigit()]
    if not signs:
        return Readings((float(token),))
    if len(set(signs)) == 2 and signs.count(signs[-1]) == 1:  # 1.234,5 in any locale
        value = (float(token.replace(signs[0], "").replace(signs[-1], ".")),)
        return Readings(value) if signs[-1] == decimal else Readings((), value)
    if len(set(signs)) > 1:
        return Readings(())
    return _one_sign(token.split(signs[0]), signs[0], decimal)


def _one_sign(parts: Sequence[str], sign: str, decimal: str) -> Readings:
    grouped = all(len(part) == 3 for part in parts[1:]) and 0 < len(parts[0]) <= 3 and parts[0] != "0"
    if len(parts) > 2:
        if grouped or _indian(parts):
            value = (float("".join(parts)),)
            return Readings(value) if sign != decimal else Readings((), value)
        return Readings(tuple(dict.fromkeys(float(part) for part in parts)))  # a version, a list
    as_decimal, as_group = float(f"{parts[0]}.{parts[1]}"), float(parts[0] + parts[1])
    if sign == decimal:
        return Readings((as_decimal,), (as_group,) if grouped else ())
    if grouped:
        return Readings((as_group,), (as_decimal,))
    # The other sign before other than three digits: a decimal of the other custom, a time (14.30), a list (2,4).
    return Readings((), (as_decimal,))


def _indian(parts: Sequence[str]) -> bool:
    return len(parts[-1]) == 3 and all(len(part) == 2 for part in parts[1:-1]) and len(parts[0]) <= 2


def hour_and_minute(token: str) -> tuple[int, int] | None:
    """14.30, 14:30, 14,30 or 1430 as a time of day; a bare 14 is 14:00."""
    if len(token) == 4 and token.isdecimal():
        token = f"{token[:2]}:{token[2:]}"
    for sign in ":：.,":
        hour, found, minute = token.partition(sign)
        if found:
            break
    if not hour.isdecimal() or len(hour) > 2 or int(hour) > 24:
        return None
    if not found:
        return int(hour), 0
    return (int(hour), int(minute)) if minute.isdecimal() and len(minute) == 2 and int(minute) < 60 else None


def significant(value: float) -> str:
    """The digits that count: 44 of 4,400."""
    return f"{value:.12g}".partition("e")[0].replace(".", "").strip("0") or "0"


def magnitude(value: float) -> int:
    """The power of ten of a value."""
    return math.floor(math.log10(abs(value))) if value else 0


def day_and_month(token: str) -> tuple[int, int] | None:
    """12.6 or 12/6 as a day and a month, in either order."""
    for sign in "./-":
        first, found, second = token.strip(sign).partition(sign)
        if found and first.isdecimal() and second.isdecimal() and int(first) <= 31 and int(second) <= 31:
            return int(first), int(second)
    return None
