"""The rule `missing-text`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.coverage import is_covered
from tqcheck.annotate.leftovers import is_leftover
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="omission",
    mqm="accuracy/omission",
    severity="major",
    requires={"source"},
    confidence=0.85,
    bad=[
        Example(
            pt="O acordo foi assinado.\n[[Ninguém ficou contente com o resultado.]]\nEles saíram.",
            en="The deal was signed.\n\nThey left.",
        ),
    ],
    good=[
        Example(pt="O acordo foi assinado.\nLeia também: a história", en="The deal was signed.\n"),
        Example(pt="Foi ontem.\nSim.", en="It was yesterday.\n"),
        Example(
            pt="Ana foi a Roma.\nEm Roma, Ana viu 20 igrejas e Pedro.", en="Ana went to Rome and saw 20 with Pedro.\n"
        ),
    ],
)
def missing_text(pair: Pair, article: Article) -> Iterator[Fault]:
    """A sentence of the source has no counterpart in the translation.

    Why it matters: the reader is not told something, and nothing in the translation shows it.

    When it is right: leftovers of the source's page, and sentences that were merged into a neighbour.
    """
    if pair.target is not None or pair.source is None or article.source_language is None:
        return
    text = pair.source
    if len(text.words) < 3 and article.source_language.spaced and pair.row is None:
        return
    if is_leftover(text.text, article.source_language) or is_covered(text, pair, article, "target"):
        return
    shown = text.text if len(text.text) <= 80 else text.text[:77] + "…"
    yield Fault(f"“{shown}” is not in the translation", None, Span(0, len(text.text)))
