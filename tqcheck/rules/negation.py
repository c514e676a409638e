"""The rule `negation`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.negations import Negations, Negator, counterpart, negations, place, without
from tqcheck.annotate.opposites import MOST, turned_round
from tqcheck.annotate.second_opinion import doubts
from tqcheck.model import Side, Span
from tqcheck.records import dataclass
from tqcheck.rules import Example, Fault, rule

if TYPE_CHECKING:
    from tqcheck.annotate.word_alignment import Matrix

_BESIDE = 3  # words
# How much nearer the two sides must be without the negator, as a difference of cosines: where links show the verb, to
# have no negation near; where the other side negates nowhere; where something in it might.
_AT_VERB, _NOWHERE, _DOUBTFUL = 0.004, 0.015, 0.025
# Cosines from which two sentences say the same, and the least difference that then tells something.
_ALIKE = ((0.7, 0.0), (0.6, 0.02), (0.5, 0.045))
# The network's doubt in a negator of the target under which it says no, and from which less of a cosine and of a gain
# is enough. Of one in the source it says no more than the rule does: that nothing answers it.
_CALM, _SURE = 0.4, 0.9
_STILL_ALIKE, _LESS = 0.4, 0.015
_GROWN = 0.5  # logarithm of the share by which one side may be longer than usual


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a pair, and its links (own word, other word, confidence)."""

    side: Side
    text: Text
    found: Negations
    links: Sequence[tuple[int, int, float]]
    pair: Pair

    def fit(self) -> Matrix | None:
        """How well each own word fits each word of the other side; None without evidence."""
        evidence = self.pair.evidence if self.text.language.spaced else None
        if evidence is None:
            return None
        return evidence.scores if self.side == "source" else evidence.scores.T


@rule(
    category="negation",
    mqm="accuracy/mistranslation",
    severity="critical",
    requires={"source", "encoder", "negation", "spaces"},
    confidence=0.85,
    yields_to={"wrong-language", "missing-text", "page-leftover", "unrelated-text", "missing-words", "extra-words"},
    bad=[
        Example(pt="O ministro [[não]] assinou o acordo.", en="The minister [[signed]] the agreement."),
        Example(pt="O ministro [[assinou]] o acordo.", en="The minister did [[not]] sign the agreement."),
        Example(
            de="Der Minister hat das Abkommen [[nicht]] unterzeichnet.", en="The minister [[signed]] the agreement."
        ),
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
        Example(pt="Ele não é o único ministro que assinou.", en="He is one of several ministers who signed."),
    ],
)
def negation(pair: Pair, article: Article) -> Iterator[Fault]:
    """A negation was lost or added.

    Why it matters: the sentence says the opposite of its source.

    When it is right: verbs and adjectives that negate by themselves (refuse, impossible), tag questions, idioms.

    With the extra `e5` a network that reads both sides has a say: what it doubts too is reported sooner, and what it is
    calm about later.
    """
    if pair.source is None or pair.target is None or not _is_same_size(pair):
        return
    source, target = negations(pair.source), negations(pair.target)
    if len(source.negators) == len(target.negators):
        return
    more = source if len(source.negators) > len(target.negators) else target
    if not more.clausal:
        return
    links = [(link.source, link.target, link.confidence) for link in pair.links]
    here = _Half("source", pair.source, source, links, pair)
    there = _Half("target", pair.target, target, [(two, one, sure) for one, two, sure in links], pair)
    if len(source.negators) < len(target.negators):
        here, there = there, here
    for negator, where in _unanswered(here, there, article):
        span = _span(where, there.text) if where else None
        if here.side == "source":
            words = negator.span.of(pair.source.text)
            yield Fault(f"“{words}” in the source has no counterpart", span, negator.span)
        else:
            yield Fault(f"“{negator.span.of(pair.target.text)}” is not in the source", negator.span, span)


def _unanswered(own: _Half, other: _Half, article: Article) -> Iterator[tuple[Negator, range | None]]:
    """Negators of verbs, with the place on the other side that should negate and does not."""
    for one in own.found.clausal:
        if turned_round(one.at, own.text, other.text):
            continue
        where = counterpart(one.at, own.text, other.text, own.links)
        if where is not None and other.found.around(where):
            continue
        cosine, gain = _gain(one, own, other, article)
        needed = _DOUBTFUL if other.found.carriers else _NOWHERE
        if where is not None and _is_lost(one, own, cosine, gain, _AT_VERB):
            yield one, _widened(where, one, own)
        elif not other.found.negators and _is_lost(one, own, cosine, gain, needed):
            yield one, where or place(one.at, own.text, own.fit())


def _gain(one: Negator, own: _Half, other: _Half, article: Article) -> tuple[float, float]:
    """The cosine of the two sides, and how much greater it is without the negator."""
    assert article.encoder is not None
    now, then, there = article.encoder.encode([own.text.text, without(one, own.text), other.text.text])
    cosine = float(now @ there)
    return cosine, float(then @ there) - cosine


def _is_lost(one: Negator, own: _Half, cosine: float, gain: float, needed: float) -> bool:
    """Whether a negator has no counterpart, by the cosine of the two sides and its gain without the negator.

    The network that reads both sides may say no, or be so sure that less is needed.
    """
    firm = gain >= needed and any(cosine >= alike and gain >= least for alike, least in _ALIKE)
    if not firm and (cosine < _STILL_ALIKE or gain < needed - _LESS):
        return False
    doubt = doubts(own.pair, "target", one.span) if own.side == "target" else None
    return firm if doubt is None else float(doubt.max()) >= (_CALM if firm else _SURE)


def _widened(where: range, one: Negator, own: _Half) -> range:
    """A second negator beside the verb ("não dormi nada") shows more of the place: "slept everything"."""
    beside = {other.at for other in own.found.negators if one.at < other.at <= one.at + _BESIDE}
    more = [there for here, there, _ in own.links if here in beside and abs(there - where.start) <= _BESIDE]
    near = [*where, *more]
    return range(min(near), max(near) + 1)


def _span(where: range, text: Text) -> Span:
    return Span(text.words[where.start].start, text.words[where.stop - 1].end)


def _is_same_size(pair: Pair) -> bool:
    """Whether the two are about as long as each other: else more than a word is missing."""
    assert pair.source is not None
    assert pair.target is not None
    return max(len(pair.source.words), len(pair.target.words)) <= MOST and abs(pair.growth) <= _GROWN
