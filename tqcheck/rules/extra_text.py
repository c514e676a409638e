"""The rule `extra-text`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.coverage import is_covered
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="addition",
    mqm="accuracy/addition",
    severity="major",
    requires={"source"},
    confidence=0.85,
    yields_to={"page-leftover", "wrong-language"},
    bad=[
        Example(
            pt="O acordo foi assinado.\n\nEles saíram.",
            en="The deal was signed.\n[[Nobody was happy about the result.]]\nThey left.",
        ),
    ],
    good=[
        Example(pt="Foi ontem.\n", en="It was yesterday.\nYes."),
        Example(en="The deal was signed.\nNobody was happy."),
        Example(
            pt="Ana foi a Roma e viu 20 com Pedro.\n", en="Ana went to Rome.\nIn Rome, Ana saw 20 churches and Pedro."
        ),
    ],
)
def extra_text(pair: Pair, article: Article) -> Iterator[Fault]:
    """A sentence of the translation has no counterpart in the source.

    Why it matters: somebody, or a machine, says what the author did not.

    When it is right: a sentence that was split off from a neighbour.
    """
    if pair.source is not None or pair.target is None or article.source_language is None:
        return
    if len(pair.target.words) < 3 and article.target_language.spaced:
        return
    if not is_covered(pair.target, pair, article, "source"):
        yield Fault("This sentence is not in the source", Span(0, len(pair.target.text)))
