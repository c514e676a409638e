"""The rule `extra-words`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.gaps import is_told_near, sure_gaps
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_SURE = 0.93
_GLOSS = 6  # words of an explanation


@rule(
    category="addition",
    mqm="accuracy/addition",
    severity="major",
    requires={"encoder"},
    yields_to={"untranslated-word", "wrong-language", "page-leftover", "extra-text"},
    bad=[
        Example(
            pt="O prefeito inaugurou a ponte ontem.",
            en="The mayor opened the bridge yesterday [[despite the protests of local fishermen]].",
        ),
    ],
    good=[
        Example(pt="O prefeito inaugurou ontem a ponte nova.", en="The mayor opened the new bridge yesterday."),
        Example(
            pt="O Brasil contribuirá com 64 milhões, segundo o Itamaraty.",
            en="Brazil will contribute 64 million, according to Itamaraty, the country's foreign ministry.",
        ),
        Example(pt="A ponte inaugurada ontem é estreita.", en="The bridge that was opened yesterday is narrow."),
        Example(
            pt="O prefeito saiu, e a oposição, que vinha protestando, comemorou.",
            en="The mayor left. The opposition, which had been protesting, celebrated.",
        ),
    ],
)
def extra_words(pair: Pair, article: Article) -> Iterator[Fault]:
    """A clause or several words of the translation have no counterpart in the source.

    Why it matters: somebody, or a machine, says what the author did not.

    When it is right: what the sentences around say in the source, and explanations for readers far away.

    With the extra `e5` a network that reads both sides has a say: what it doubts too is reported sooner, and what it is
    calm about later.
    """
    for gap in sure_gaps(pair, "target", _SURE):
        assert pair.target is not None
        span = gap.span(pair.target)
        if not _is_gloss(pair.target.text, span) and not is_told_near(gap, pair, article):
            message = f"“{span.of(pair.target.text)}” has no counterpart in the source"
            yield Fault(message, span, confidence=gap.confidence)


def _is_gloss(text: str, span: Span) -> bool:
    """Whether the words stand between commas or brackets behind a name: they tell strangers who that is."""
    before = re.search(r"(\S+)\s?[,(]\s*(?:\S{1,3}\s+)?$", text[: span.start])
    after = text[span.end :].lstrip()[:1]
    return bool(before and before[1][0].isupper() and len(span.of(text).split()) <= _GLOSS and after in ",.;)")
