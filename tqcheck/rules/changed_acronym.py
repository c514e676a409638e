"""The rule `changed-acronym`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.acronyms import acronyms
from tqcheck.knowledge.organisations import Body, bodies, counterparts
from tqcheck.knowledge.places import folded
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="acronym",
    mqm="accuracy/mistranslation/entity",
    severity="critical",
    requires={"source"},
    confidence=0.9,
    fix="unsafe",
    yields_to={"acronym"},
    bad=[
        Example(pt="A [[OMS]] publicou o relatório.", en="The [[WTO => WHO]] published the report."),
        Example(pt="O [[PCC]] domina o presídio de Marília.", en="The [[CCP => PCC]] controls the prison of Marília."),
        Example(es="El [[FMI]] aprobó el préstamo.", fr="La [[BCE => FMI]] a approuvé le prêt."),
    ],
    good=[
        Example(pt="A OMS publicou o relatório.", en="The WHO published the report."),
        Example(pt="O PCC, partido comunista da China, reuniu-se.", en="The CCP, China's communist party, met."),
        Example(pt="A OMC e a OMS reuniram-se.", en="The WHO and the WTO met."),
        Example(pt="A Organização Mundial da Saúde e o BCE", en="The WHO and the ECB"),
        Example(pt="O PCC domina o presídio.", en="The PCC controls the prison."),
    ],
)
def changed_acronym(pair: Pair, article: Article) -> Iterator[Fault]:
    """An acronym names another body than the source's does.

    Why it matters: readers are told that somebody else did it, and nothing in the sentence shows it.

    When it is right: acronyms whose long form the source has instead, and bodies that the article speaks of.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    source, target = article.source_language.base, article.target_language.base
    if source == target:
        return
    there, here = dict(acronyms(pair.source.text)), dict(acronyms(pair.target.text))
    for form, span in here.items():
        named = [body for body in bodies(form, target) if body.forms(source)]
        if not named or form in there or any(_is_meant(body, source, there, article) for body in named):
            continue
        if found := _instead(there, here, source, target, named):
            original, right = found
            name = named[0].name(target) or named[0].name("en")
            message = f"“{form}” is the {name}; the source has “{original}”"
            yield Fault(message, span, there[original], right)


def _is_meant(body: Body, source: str, there: dict[str, Span], article: Article) -> bool:
    """Whether the source has the body: by its acronym, if that has no other meaning, or by words of its name."""
    if any(form in there for form in body.forms(source)):
        return not body.rivalled or _speaks_of(body, source, article)
    return _speaks_of(body, source, article)


def _speaks_of(body: Body, source: str, article: Article) -> bool:
    """Whether the article has most of the long words of the body's name, or where no name is known."""
    words = [folded(word)[:5] for word in body.name(source).split() if len(word) > 4]
    vocabulary = {folded(word)[:5] for word in article.source_vocabulary}
    return not words or sum(word in vocabulary for word in words) * 2 >= len(words)


def _instead(
    there: dict[str, Span], here: dict[str, Span], source: str, target: str, named: list[Body]
) -> tuple[str, str] | None:
    """The one acronym of the source that has no counterpart in the translation, with what it should be."""
    lost: list[tuple[str, str]] = []
    for form in there:
        rivalled = [body for body in named if body.rivalled and form in body.forms(source)]
        rights = (form,) if rivalled else counterparts(form, source, target)
        if rights and not any(right in here for right in rights):
            lost.append((form, rights[0]))
    return lost[0] if len(lost) == 1 else None
