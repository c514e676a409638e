"""The rule `suspect-words`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article
from tqcheck.annotate.suspects import suspects
from tqcheck.rules import EVERY_OTHER, Example, Fault, rule


@rule(
    category="wrong_sense",
    mqm="accuracy/mistranslation",
    severity="minor",  # the network cannot tell how bad it is
    scope="article",
    requires={"pair-network"},
    confidence=0.5,
    yields_to={EVERY_OTHER},  # they say why
    advisory=True,  # on human translations it marks one to three words of a thousand (docs/model.md)
    bad=[
        Example(
            pt="O banco aprovou o empréstimo na segunda-feira.",
            en="The [[bench]] approved the loan on Monday.",
        ),
        Example(
            es="El alcalde inauguró el puente nuevo.",
            en="The mayor inaugurated the new [[tooth]].",
        ),
    ],
    good=[
        Example(
            pt="O banco aprovou o empréstimo na segunda-feira.",
            en="The bank approved the loan on Monday.",
        ),
        Example(es="El alcalde inauguró el puente nuevo.", en="The mayor opened the new bridge."),
        Example(en="We met him at the station.", de="Wir trafen ihn am Bahnhof."),
        Example(pt="A cúpula reuniu os líderes dos oito países.", en="The eight leaders met at the summit."),
    ],
)
def suspect_words(article: Article) -> Iterator[Fault]:
    """A small network that has read both languages takes these words for wrong.

    Why it matters: a wrong word that fits its neighbours is what no list and no count sees. The network was trained on
    experts' spans and on right translations that were spoilt on purpose; it gives no reason, and what it is sure of is
    right about half the time.

    When it is right: free translation, what only one side can know (a title before a name, "100 percent certain"), and
    pairs of languages far from those that it was trained on.
    """
    for one in suspects(article):
        text = one.pair.target.text if one.pair.target else ""
        yield Fault(
            f"“{one.span.of(text)}” may be the wrong word here",
            one.span,
            confidence=round(one.probability / 2, 2),  # as often as it was right
            pair=one.pair,
        )
