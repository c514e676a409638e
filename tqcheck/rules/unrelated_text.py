"""The rule `unrelated-text`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.gaps import RELATED, UNRELATED
from tqcheck.annotate.leftovers import is_leftover
from tqcheck.annotate.words import count
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_LEAST_WORDS = 5


@rule(
    category="addition",
    mqm="accuracy/mistranslation",
    severity="critical",
    requires={"encoder"},
    yields_to={"page-leftover", "wrong-language"},
    bad=[
        Example(
            pt="[[O prefeito inaugurou a ponte nova ontem à tarde.]]",
            en="[[Three penguins escaped from the zoo during the storm.]]",
        ),
    ],
    good=[
        Example(pt="O prefeito inaugurou a ponte nova ontem.", en="Yesterday saw the mayor open a new bridge."),
        Example(pt="Choveu a cântaros durante a noite toda.", en="It was raining cats and dogs all night."),
        Example(pt="Pois é.", en="Right you are, my dear friend."),
    ],
)
def unrelated_text(pair: Pair, article: Article) -> Iterator[Fault]:
    """A sentence says something else altogether than its source.

    Why it matters: a sentence from nowhere, or from another article, stands where the source's should.

    When it is right: slogans, titles and wordplay that are written anew.
    """
    if pair.source is None or pair.target is None or pair.shares_words:  # they need no closer look
        return
    if pair.rough_likeness is None or pair.rough_likeness >= RELATED:
        return
    if pair.likeness is None or pair.likeness >= UNRELATED:
        return
    if _is_short(pair.source) or _is_short(pair.target) or is_leftover(pair.target.text, pair.target.language):
        return
    yield Fault(
        "This sentence says something else than its source",
        Span(0, len(pair.target.text)),
        Span(0, len(pair.source.text)),
        confidence=round(min(0.99, 0.9 + UNRELATED - pair.likeness), 2),
    )


def _is_short(text: Text) -> bool:
    return count(text.text, text.language) < _LEAST_WORDS
