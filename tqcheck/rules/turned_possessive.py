"""The rule `turned-possessive`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.places import city, folded
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_REACH = 3  # words between a settlement and its name, or between the name and the settlement


@rule(
    category="grammar",
    mqm="accuracy/mistranslation",
    severity="minor",
    requires={"source", "settlements"},
    confidence=0.85,
    fix="unsafe",
    bad=[
        Example(
            pt="A [[cidade portuária de Tianjin]] cresce.",
            en="[[Tianjin's port city => The port city of Tianjin]] is growing.",
        ),
        Example(
            es="Llegó a la [[ciudad costera de Valparaíso]].",
            en="He reached [[Valparaíso's coastal city => the coastal city of Valparaíso]].",
        ),
    ],
    good=[
        Example(pt="A maior cidade de São Paulo cresce.", en="São Paulo's largest city is growing."),
        Example(pt="A cidade portuária do Brasil cresce.", en="Brazil's port city is growing."),
        Example(pt="A cidade portuária de Tianjin cresce.", en="China's port city of Tianjin is growing."),
        Example(pt="O porto da cidade de Santos cresce.", en="Santos's city port is growing."),
        Example(pt="O prefeito de Santos fala da cidade velha.", en="The mayor of Santos speaks of Santos's old city."),
    ],
)
def turned_possessive(pair: Pair, article: Article) -> Iterator[Fault]:
    """A city owns itself: its name stands in the possessive before "city".

    Why it matters: "Tianjin's port city" says that Tianjin has a port city; the source says that it is one.

    When it is right: countries and regions, and the largest or the old part of a city.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    named = dict(_named(pair.source, pair.target.language.base))
    for owner, words in _owned(pair.target) if named else ():
        where = named.get(folded(owner.text))
        if where is not None:
            thing = Span(words[0].start, words[-1].end).of(pair.target.text)
            article_word = "The" if _begins(owner, pair.target) else "the"
            repair = f"{article_word} {thing} of {owner.text}"
            span = Span(owner.start, words[-1].end)
            message = f"“{span.of(pair.target.text)}” makes the city its own owner: {repair}"
            yield Fault(message, span, where, repair)


def _named(source: Text, target: str) -> Iterator[tuple[str, Span]]:
    """The cities that the source names with a word for a settlement: their target name, folded, and the place."""
    pack = source.language.topic("grammar")
    kinds, of = pack["settlements"].split(), pack["of"].split()
    words = source.pieces
    for at, word in enumerate(words):
        if word.folded not in kinds:
            continue
        for to in range(at + 1, min(at + _REACH, len(words) - 1) + 1):
            if to + 1 < len(words) and words[to].folded in of and words[to + 1].text[0].isupper():
                name = words[to + 1]
                known = city(name.text, source.language.base, target)
                if known is not None and to > at + 1:
                    span = Span(word.start, name.end)
                    yield folded(known), span
                    yield folded(name.text), span
                break


def _owned(target: Text) -> Iterator[tuple[Word, Sequence[Word]]]:
    """Names in the possessive with the settlement and the adjectives behind them."""
    pack = target.language.topic("grammar")
    kinds, most = pack["settlements"].split(), pack.get("superlatives", "").split()
    words = target.pieces
    for at in range(1, len(words)):
        if (
            words[at].text != pack["possessive"]
            or words[at].start != words[at - 1].end + 1
            or not words[at - 1].text[0].isupper()
        ):
            continue
        for to in range(at + 2, min(at + _REACH, len(words) - 1) + 1):
            between = [word.folded for word in words[at + 1 : to]]
            if words[to].folded in kinds and not any(word in most or word.endswith("est") for word in between):
                if not (to + 1 < len(words) and words[to + 1].folded == "of"):
                    yield words[at - 1], words[at + 1 : to + 1]
                break


def _begins(word: Word, target: Text) -> bool:
    return not target.text[: word.start].strip(' “"«(')
