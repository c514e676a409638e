"""The rule `negation`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="negation",
    mqm="accuracy/mistranslation",
    severity="critical",
    requires={"source", "negation"},
    confidence=0.8,
    yields_to={"wrong-language", "missing-text", "page-leftover"},
    advisory=True,  # translators restate: on WMT22 critical errors it adds as many false alarms as finds
    bad=[
        Example(pt="O ministro [[não]] assinou o acordo.", en="[[The minister signed the agreement.]]"),
        Example(pt="[[O ministro assinou o acordo.]]", en="The minister did [[not]] sign the agreement."),
    ],
    good=[
        Example(pt="O ministro não quis assinar.", en="The minister refused to sign."),
        Example(pt="Não é possível.", en="It is impossible."),
        Example(pt="Ele não foi senão ontem.", en="He only went yesterday."),
        Example(pt="Chegou, não é?", en="He arrived, right?"),
        Example(pt="O produto é isento de açúcar.", en="The product has no sugar."),
    ],
)
def negation(pair: Pair, article: Article) -> Iterator[Fault]:
    """A negation was lost or added.

    Why it matters: the sentence says the opposite of its source.

    When it is right: verbs and adjectives that negate by themselves (refuse, impossible), tag questions, idioms.
    """
    if pair.source is None or pair.target is None or "?" in pair.source.text:
        return
    here, there = _negators(pair.target), _negators(pair.source)
    if (
        len(there) == 1
        and _is_clausal(there[0], pair.source)
        and not here
        and not _carries(pair.target)
        and _is_same_size(pair)
    ):
        message = f"“{there[0].text}” in the source has no counterpart"
        yield Fault(message, Span(0, len(pair.target.text)), there[0].span)
    elif (
        len(here) == 1
        and _is_clausal(here[0], pair.target)
        and not there
        and not _carries(pair.source)
        and _is_same_size(pair)
    ):
        yield Fault(f"“{here[0].text}” is not in the source", here[0].span, Span(0, len(pair.source.text)))


def _negators(text: Text) -> list[Word]:
    negators = text.language.topic("negation").get("negators", "").split()
    return [word for word in text.words if word.folded in negators or word.folded.replace("’", "'").endswith("n't")]


def _is_clausal(word: Word, text: Text) -> bool:
    """Whether it negates the verb; "no" and "without" often have other words for counterparts."""
    return (
        word.folded in text.language.topic("negation").get("clausal", "").split()
        or "’t" in word.text
        or "'t" in word.text
    )


def _carries(text: Text) -> bool:
    """Whether some word may negate without being a negator."""
    pack = text.language.topic("negation")
    carriers, prefixes = pack.get("carriers", "").split(), tuple(pack.get("prefixes", "").split())
    return any(
        word.folded in carriers
        or (len(word.folded) > 5 and word.folded.startswith(prefixes))
        or word.folded.endswith("less")
        for word in text.words
    )


def _is_same_size(pair: Pair) -> bool:
    """Whether the two are about as long as each other: else more than a word is missing."""
    assert pair.source is not None
    assert pair.target is not None
    ratio = len(pair.target.text) / max(len(pair.source.text), 1)
    return 0.6 <= ratio <= 1.6 and len(pair.source.words) <= 30
