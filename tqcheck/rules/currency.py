"""The rule `currency`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.rules import Example, Fault, rule


@rule(
    category="currency",
    mqm="accuracy/mistranslation/currency",
    severity="critical",
    requires={"source"},
    confidence=0.95,
    bad=[
        Example(pt="Custa [[R$ 30 milhões]].", en="It costs [[$30 million]]."),
        Example(pt="Custa [[30 reais]].", en="It costs [[30 dollars]]."),
        Example(es="Cuesta [[€5]].", en="It costs [[£5]]."),
    ],
    good=[
        Example(pt="Custa US$ 30.", en="It costs $30."),
        Example(pt="Custa R$ 30 milhões.", en="It costs 30 million reais."),
        Example(pt="Custa R$ 30 milhões.", en="It costs $6 million."),
        Example(es="Cuesta $30.", en="It costs 30 pesos."),
    ],
)
def currency(pair: Pair, article: Article) -> Iterator[Fault]:
    """A sum has another currency than in the source.

    Why it matters: thirty million reais are not thirty million dollars.

    When it is right: another way to write the same currency, or a sum that was converted.
    """
    for source, target in pair.comparison.matched:
        if source.currency and target.currency and not source.currency & target.currency:
            assert pair.source is not None
            assert pair.target is not None
            here, there = target.whole.of(pair.target.text), source.whole.of(pair.source.text)
            yield Fault(f"“{here}” is “{there}” in the source", target.whole, source.whole)
