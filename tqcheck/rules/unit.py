"""The rule `unit`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.comparison import contradicts
from tqcheck.rules import Example, Fault, rule

_SHARES = {"percent", "percentage-point"}


@rule(
    category="unit",
    mqm="accuracy/mistranslation/unit-conversion",
    severity="critical",
    requires={"source"},
    confidence=0.93,
    bad=[
        Example(pt="São [[180 quilômetros]].", en="It is [[180 miles]]."),
        Example(de="Es sind [[30 Liter]].", en="It is [[30 gallons]]."),
        Example(es="Dura [[seis semanas]].", en="It takes [[six months]]."),
        Example(pt="Subiu [[2 pontos percentuais]].", en="It rose [[2 percent]]."),
    ],
    good=[
        Example(pt="São 100 quilômetros.", en="It is 62 miles."),
        Example(pt="São 30 toneladas.", en="It is 30 tons."),
        Example(pt="A 80 km/h", en="At 80 kilometers per hour"),
        Example(pt="A 5 m da porta", en="5 meters from the door"),
        Example(fr="À 30 mètres du but", en="30 yards from goal"),
    ],
)
def unit(pair: Pair, article: Article) -> Iterator[Fault]:
    """A quantity has another unit than in the source.

    Why it matters: 180 kilometres are not 180 miles, nor are weeks months.

    When it is right: other names of the same unit, values that were converted together with the unit, and units of
    about one size, such as metres and yards.
    """
    compared = pair.comparison
    swapped = [(one.source, one.target) for one in compared.changed if contradicts(one.source, one.target)]
    shares = [both for both in compared.matched if {one.kind for one in both} == _SHARES]
    for source, target in (*swapped, *shares):
        if not source.equals(target):
            continue
        assert pair.source is not None
        assert pair.target is not None
        here, there = target.whole.of(pair.target.text), source.whole.of(pair.source.text)
        yield Fault(
            f"“{here}” is “{there}” in the source",
            target.whole,
            source.whole,
            severity="major" if source.percent else None,
        )
