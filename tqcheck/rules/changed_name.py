"""The rule `changed-name`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.places import folded_words, places, stands_in
from tqcheck.rules import Example, Fault, rule


@rule(
    category="entity",
    mqm="accuracy/mistranslation/entity",
    severity="critical",
    requires={"source-words", "target-words"},
    confidence=0.85,
    bad=[
        Example(pt="Os protestos em [[Itália]] cresceram.", en="The protests in [[Portugal]] grew."),
    ],
    good=[
        Example(pt="Os protestos em Itália cresceram.", en="The Italian protests grew."),
        Example(pt="Ontem Marina Falcão visitou a escola.", en="Yesterday Falcão visited the school."),
        Example(pt="Foi à Casa Branca ontem.", en="He went to the White House yesterday."),
        Example(pt="Ele mora em Londres.", en="He lives in London."),
        Example(ru="Владимир Зеленский приехал.", en="The president, Volodymyr Zelensky, arrived."),
        Example(pt="Itália venceu.\nPortugal perdeu.", en="They saw Portugal lose.\nThey saw Italy win."),
    ],
)
def changed_name(pair: Pair, article: Article) -> Iterator[Fault]:
    """Another country or city is named than in the source.

    Why it matters: the sentence reads well and says something false.

    When it is right: peoples for countries, and names that each language has its own form for.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    named = list(places(pair.source, article.target_language)), list(places(pair.target, article.source_language))
    if not all(named):  # most pairs: nothing to hold against each other
        return
    here, there = folded_words(pair, article, "target"), folded_words(pair, article, "source")
    lost = [one for one in named[0] if not stands_in(one, here)]
    added = [one for one in named[1] if not stands_in(one, there)]
    # Another number of places means that the sentence was built otherwise.
    if len(lost) == len(added):
        for right, wrong in zip(lost, added):
            yield Fault(f"“{wrong.text}” is “{right.text}” in the source", wrong.span, right.span)
