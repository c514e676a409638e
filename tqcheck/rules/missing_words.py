"""The rule `missing-words`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.gaps import Gap, is_told_near, sure_gaps
from tqcheck.annotate.negations import negations
from tqcheck.rules import Example, Fault, rule

_SURE = 0.93
_FEW = 3  # words


@rule(
    category="omission",
    mqm="accuracy/omission",
    severity="major",
    requires={"encoder"},
    yields_to={"untranslated-word", "wrong-language"},
    bad=[
        Example(
            pt="O prefeito inaugurou a ponte ontem, [[apesar dos protestos dos pescadores da região]].",
            en="The mayor opened the bridge yesterday.",
        ),
    ],
    good=[
        Example(pt="O prefeito inaugurou ontem a ponte nova.", en="The mayor opened the new bridge yesterday."),
        Example(pt="A ponte que foi inaugurada ontem é estreita.", en="The bridge opened yesterday is narrow."),
        Example(
            pt="O prefeito saiu. A oposição, que vinha protestando, comemorou.",
            en="The mayor left, and the opposition, which had been protesting, celebrated.",
        ),
    ],
)
def missing_words(pair: Pair, article: Article) -> Iterator[Fault]:
    """A clause or several words of the source have no counterpart in the translation.

    Why it matters: the reader is not told something, and the sentence reads well without it.

    When it is right: what the sentences around say instead, and what goes without saying in the other language.

    With the extra `e5` a network that reads both sides has a say: what it doubts too is reported sooner, and what it is
    calm about later.
    """
    for gap in sure_gaps(pair, "source", _SURE):
        assert pair.source is not None
        span = gap.span(pair.source)
        if not _is_negation(gap, pair.source) and not is_told_near(gap, pair, article):
            message = f"“{span.of(pair.source.text)}” has no counterpart in the translation"
            yield Fault(message, None, span, confidence=gap.confidence)


def _is_negation(gap: Gap, source: Text) -> bool:
    """Whether the words are a negator and little more: the rule `negation` says so better."""
    span = gap.span(source)
    return gap.end - gap.first <= _FEW and any(span.overlaps(one.span) for one in negations(source).negators)
