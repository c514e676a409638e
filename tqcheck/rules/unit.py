"""The rule `unit`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.comparison import compare
from tqcheck.annotate.words import words
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="unit",
    mqm="accuracy/mistranslation/unit-conversion",
    severity="major",
    requires={"source"},
    confidence=0.93,
    bad=[
        Example(pt="São [[180 quilômetros]].", en="It is [[180 miles]]."),
        Example(de="Es sind [[30 Liter]].", en="It is [[30 gallons]]."),
    ],
    good=[
        Example(pt="São 100 quilômetros.", en="It is 62 miles."),
        Example(pt="São 30 toneladas.", en="It is 30 tons."),
        Example(pt="A 80 km/h", en="At 80 kilometers per hour"),
        Example(pt="A 5 m da porta", en="5 meters from the door"),
    ],
)
def unit(pair: Pair, article: Article) -> Iterator[Fault]:
    """A quantity has another unit than in the source.

    Why it matters: 180 kilometres are not 180 miles.

    When it is right: other names of the same unit, and values that were converted together with the unit.
    """
    for source, target in compare(pair, article).matched:
        kinds = {one.split("-")[0] for one in source.unit} & {one.split("-")[0] for one in target.unit}
        if kinds and not source.unit & target.unit:
            assert pair.source is not None
            assert pair.target is not None
            here, there = _with_unit(pair.target.text, target.span), _with_unit(pair.source.text, source.span)
            message = f"“{here.of(pair.target.text)}” is “{there.of(pair.source.text)}” in the source"
            yield Fault(message, here, there)


def _with_unit(text: str, span: Span) -> Span:
    """The number with the word behind it."""
    following = words(text[span.end : span.end + 40])
    return Span(span.start, span.end + following[0].end) if following else span
