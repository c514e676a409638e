"""The rule `negation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.negations import Negations, counterpart, negations
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_BESIDE = 3  # words


@rule(
    category="negation",
    mqm="accuracy/mistranslation",
    severity="critical",
    requires={"source", "negation"},
    advisory=True,  # translators restate: of six findings on NTREX-128 from French none was a lost negation
    confidence=0.8,
    yields_to={"wrong-language", "missing-text", "page-leftover"},
    bad=[
        Example(pt="O ministro [[não]] assinou o acordo.", en="The minister [[signed]] the agreement."),
        Example(pt="O ministro [[assinou]] o acordo.", en="The minister did [[not]] sign the agreement."),
    ],
    good=[
        Example(pt="O ministro não quis assinar.", en="The minister refused to sign."),
        Example(pt="Não é possível.", en="It is impossible."),
        Example(pt="Ele não foi senão ontem.", en="He only went yesterday."),
        Example(pt="Chegou, não é?", en="He arrived, right?"),
        Example(pt="O produto é isento de açúcar.", en="The product has no sugar."),
        Example(pt="Ele não só assinou o acordo como o elogiou.", en="He both signed the agreement and praised it."),
        Example(pt="O ministro não ficou satisfeito.", en="The minister was dissatisfied."),
        Example(pt="A equipe não perdeu.", en="The team is unbeaten."),
    ],
)
def negation(pair: Pair, article: Article) -> Iterator[Fault]:
    """A negation was lost or added.

    Why it matters: the sentence says the opposite of its source.

    When it is right: verbs and adjectives that negate by themselves (refuse, impossible), tag questions, idioms.
    """
    if pair.source is None or pair.target is None or not _is_same_size(pair):
        return
    source, target = negations(pair.source), negations(pair.target)
    if len(source.negators) > len(target.negators):
        for at, where in _unanswered(source, pair.source, target, pair.target, _links(pair, "source", "target")):
            word = pair.source.words[at]
            yield Fault(f"“{word.text}” in the source has no counterpart", _span(where, pair.target), word.span)
    elif len(target.negators) > len(source.negators):
        for at, where in _unanswered(target, pair.target, source, pair.source, _links(pair, "target", "source")):
            word = pair.target.words[at]
            yield Fault(f"“{word.text}” is not in the source", word.span, _span(where, pair.source))


def _unanswered(
    own: Negations, text: Text, others: Negations, other: Text, links: Sequence[tuple[int, int, float]]
) -> Iterator[tuple[int, range]]:
    """Negators of verbs, with the place on the other side that should negate and does not."""
    for at in own.clausal:
        where = counterpart(at, text, other, links)
        if where is not None and not others.around(where):
            # A second negator beside the verb ("não dormi nada") shows more of the place: "slept everything".
            more = [there for here, there, _ in links if here in own.negators and at < here <= at + _BESIDE]
            near = [*where, *(there for there in more if abs(there - where.start) <= _BESIDE)]
            yield at, range(min(near), max(near) + 1)


def _links(pair: Pair, own: str, other: str) -> list[tuple[int, int, float]]:
    return [(getattr(link, own), getattr(link, other), link.confidence) for link in pair.links]


def _span(where: range, text: Text) -> Span:
    return Span(text.words[where.start].start, text.words[where.stop - 1].end)


def _is_same_size(pair: Pair) -> bool:
    """Whether the two are about as long as each other: else more than a word is missing."""
    assert pair.source is not None
    assert pair.target is not None
    ratio = len(pair.target.text) / max(len(pair.source.text), 1)
    return 0.6 <= ratio <= 1.6
