"""The rule `missing-word`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.holes import Hole, holes
from tqcheck.annotate.uncased import has_capitals
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="omission",
    mqm="accuracy/omission",
    severity="major",
    requires={"holes"},
    confidence=0.9,
    yields_to={"repeated-word"},
    bad=[
        Example(en="[[The has]] closed the border."),
        Example(en="They waited for the bus in front of [[the.]]"),
        Example(en="He read it in the report of 's office.".replace("'s", "[['s]]")),
        Example(pt="O relatório da comissão [[do foi]] publicado."),
        Example(es="Llegaron ayer a la frontera [[de.]]"),
        Example(fr="Le président [[du est]] parti hier."),
        Example(it="La capitale [[del era]] vuota."),
        Example(de="Sie sprach gestern [[von.]]"),
        Example(pt="Ele viajou para [[Sorocaba]] ontem.", en="He travelled yesterday [[to.]]"),
        Example(pt="O relatório da [[Petrobras]] foi publicado.", en="The report [[of was]] published."),
    ],
    good=[
        Example(en="It is what the man was looking for."),
        Example(pt="A Petrobras é a casa em que ela trabalhava.", en="It is Petrobras she worked for."),
        Example(en="The in-house team arrived at 8 a.m. and left."),
        Example(en="He came from near and far, in and out of season."),
        Example(en="Has he gone?"),
        Example(pt="Veja mais no site do g1.com.br antes de sair."),
        Example(de="Er hält ein von allen gelobtes Buch in der Hand und fängt an."),
        Example(es="Smith et al. lo vieron, y el que es bueno lo sabe."),
    ],
)
def missing_word(pair: Pair, article: Article) -> Iterator[Fault]:
    """Two words stand side by side that no writer puts together: something between them is missing.

    Why it matters: readers stop, and do not learn who or what is meant.

    When it is right: prepositions that a relative clause or a question leaves behind ("what he looked for").
    """
    if pair.target is None:
        return
    found = list(holes(pair.target))
    if not found:
        return
    lost = _lost(pair, article)
    for hole in found:
        if hole.sure or lost or pair.source and not _shows_names(pair.source):
            yield _fault(hole, lost, pair)


def _shows_names(source: Text) -> bool:
    """Whether capitals tell the names of a source; where they do not, none of them is seen to be lost."""
    return has_capitals(source.text) and not source.language.topic("typography").get("capital_nouns")


def _lost(pair: Pair, article: Article) -> list[Span]:
    from tqcheck.annotate.lost import doubtful_losses

    same = article.source_language is None or article.source_language.base == article.target_language.base
    return [] if same else list(doubtful_losses(pair, article))


def _fault(hole: Hole, lost: list[Span], pair: Pair) -> Fault:
    assert pair.target is not None
    text = hole.span.of(pair.target.text)
    if len(lost) == 1 and pair.source:
        return Fault(f"“{lost[0].of(pair.source.text)}” is missing in “{text}”", hole.span, lost[0])
    return Fault(f"a word is missing in “{text}”", hole.span)
