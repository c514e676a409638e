"""What two quantities beside each other tell: ranges, scores, feet and inches, a scale said once for several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from tqcheck.annotate.quantities.lexicon import Lexicon
from tqcheck.annotate.quantities.quantity import Quantity
from tqcheck.knowledge.numerals import folded
from tqcheck.model import Span

_DASH = regex.compile(r"[ \u00a0]?[-–—~〜～:x×][ \u00a0]?")
_HIGHEST_SCORE = 300


def joined(found: Sequence[Quantity], text: str, lexicon: Lexicon) -> list[Quantity]:
    """Quantities in order, with what their neighbours share with them."""
    listed = _feet_and_inches(list(found), text)
    for at in range(len(listed) - 2, -1, -1):
        one, following = listed[at], listed[at + 1]
        if _is_link(text[one.whole.end : following.whole.start], lexicon):
            listed[at], listed[at + 1] = _linked(one, following)
    return _scale_said_once(listed)


def _is_link(gap: str, lexicon: Lexicon) -> bool:
    return len(gap) < 12 and (_DASH.fullmatch(gap) is not None or folded(gap.strip()) in lexicon.ranges)


def _linked(one: Quantity, following: Quantity) -> tuple[Quantity, Quantity]:
    """The ends of a range, or the goals of a match: "50 a 100 mm" measures twice."""
    if one.kind not in {"cardinal", "year", "range", "score"} or following.date or following.clock:
        return one, following
    if one.kind == "year" and following.value < 100:  # 1950-53
        full = one.value // 100 * 100 + following.value
        return one, replace(following, kind="year", values=following.values | {full})
    if _may_score(one) and _may_score(following) and one.value >= following.value:
        return replace(one, kind="score"), replace(following, kind="score")
    values = one.values
    if one.scale == 1 and following.scale > 1:
        values = values | {value * following.scale for value in one.values}
    kind = following.kind if following.kind in {"percent", "percentage-point", "money", "measure"} else "range"
    first = replace(one, kind=kind, values=values, unit=following.unit, currency=following.currency)
    plain = following.kind in {"cardinal", "year"}
    return first, replace(following, kind="range") if plain else following


def _may_score(one: Quantity) -> bool:
    return (
        one.kind in {"cardinal", "score"} and one.strong and one.value == int(one.value) and one.value < _HIGHEST_SCORE
    )


def _feet_and_inches(listed: list[Quantity], text: str) -> list[Quantity]:
    """6-foot-6, 6ft 6in, 5'10": one length."""
    found: list[Quantity] = []
    for one in listed:
        last = found[-1] if found else None
        gap = text[last.whole.end : one.whole.start] if last else ""
        feet = last is not None and (
            "length-foot" in last.unit or text[last.span.end : one.span.start] in {"'", "′", "’"}
        )
        inches = one.value < 12 and (not one.unit or "length-inch" in one.unit) and one.kind in {"cardinal", "measure"}
        if last and feet and inches and len(gap) <= 2 and not gap.strip(" -'′’") and one.strong == last.strong:
            whole = Span(last.whole.start, one.whole.end)
            value = last.value + one.value / 12
            parts = (last.values, one.values)
            found[-1] = replace(
                last, span=Span(last.span.start, one.span.end), whole=whole, value=value, values=frozenset({value}),
                unit=frozenset({"length-foot"}), kind="measure", parts=parts,
            )  # fmt: skip
        else:
            found.append(one)
    return found


def _scale_said_once(listed: list[Quantity]) -> list[Quantity]:
    """ "3,1, 2,9 e 2,5 milhões": a decimal without a scale may share the next one's."""
    scale = 1.0
    for at in range(len(listed) - 1, -1, -1):
        one = listed[at]
        if one.scale > 1:
            scale = one.scale
        elif scale > 1 and one.strong and one.kind == "cardinal" and one.value != int(one.value):
            listed[at] = replace(one, values=one.values | {value * scale for value in one.values})
    return listed
