"""The rule `currency`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.comparison import compare
from tqcheck.model import Span
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
    for source, target in compare(pair, article).matched:
        if source.currency and target.currency and not source.currency & target.currency:
            assert pair.source is not None
            assert pair.target is not None
            here = _whole(pair.target.text, target.span)
            there = _whole(pair.source.text, source.span)
            message = f"“{here.of(pair.target.text)}” is “{there.of(pair.source.text)}” in the source"
            yield Fault(message, here, there)


def _whole(text: str, span: Span) -> Span:
    """The number with its currency sign before it or the word behind it."""
    start = span.start
    while start and (text[start - 1] in "$€£¥₹₽₺₴ \u00a0" or text[start - 1].isupper() and text[start] in "$"):
        start -= 1
    while text[start].isspace():
        start += 1
    if start < span.start:
        return Span(start, span.end)
    rest = text[span.end : span.end + 30]
    words = rest.split()
    linked = 2 if words[:1] and words[0] in {"de", "of", "d'"} else 1
    length = len(" " + " ".join(words[:linked])) if words and rest[:1] == " " else 0
    return Span(span.start, span.end + len(rest[:length].rstrip(".,;:!?)")))
