"""The rule `glossary`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.terms import has_same_case, index_of, longest, rendering_of
from tqcheck.knowledge.glossary import Entry
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_SUMMIT = Entry("cúpula", ("summit",), forbidden=("dome",))
_COUNCIL = Entry("Conselho de Segurança", ("Security Council",), exact=True)
_KEPT = Entry("Minha Casa")


@rule(
    category="terminology",
    mqm="terminology/inconsistent-with-terminology-resource",
    severity="major",
    requires={"source", "glossary"},
    confidence=0.9,
    fix="unsafe",
    bad=[
        Example(pt="As [[cúpulas]] cansam.", en="The [[domes => summit]] are tiring.", glossary=[_SUMMIT]),
        Example(
            pt="O [[Conselho de Segurança]] votou.",
            en="The [[security council => Security Council]] voted.",
            glossary=[_COUNCIL],
        ),
        Example(pt="O programa [[Minha Casa]] cresceu.", en="The programme grew.", glossary=[_KEPT]),
        Example(
            pt="A [[cúpula]] e a cúpula ali.", en="The summit and the [[dome => summit]] there.", glossary=[_SUMMIT]
        ),
        Example(
            pt="Minha casa e a [[cúpula]] cansam.",
            en="My house and the [[Domes => Summit]] are tiring.",
            glossary=[Entry("Minha Casa", exact=True), _SUMMIT],
        ),
    ],
    good=[
        Example(pt="As cúpulas cansam.", en="Summits are tiring.", glossary=[_SUMMIT]),
        Example(pt="A igreja brilha.", en="The dome shines.", glossary=[_SUMMIT]),
        Example(pt="O Conselho de Segurança votou.", en="The Security Council voted.", glossary=[_COUNCIL]),
        Example(
            pt="O Conselho de Segurança votou.",
            en="The Security Council voted.",
            glossary=[Entry("segurança", ("safety",))],
        ),
        Example(pt="O programa Minha Casa cresceu.", en="The Minha Casa programme grew.", glossary=[_KEPT]),
        Example(pt="Minha casa é grande.", en="My house is big.", glossary=[Entry("Minha Casa", exact=True)]),
        Example(de="Der Gipfel beginnt.", en="The summit begins.", glossary=[Entry("Gipfel", ("summit", "peak"))]),
        Example(pt="A cúpula ali.", en="The summit under the dome.", glossary=[_SUMMIT]),
    ],
)
def glossary(pair: Pair, article: Article) -> Iterator[Fault]:
    """A term is not rendered as the glossary asks.

    Why it matters: your readers know your terms, and somebody decided on them.

    When it is right: inflected forms, and a term that is part of a longer one of the glossary.
    """
    source, target = article.source_language, article.target_language
    if pair.source is None or pair.target is None or source is None:
        return
    entries = article.glossary.serving(source.tag, target.tag)
    by_term: dict[str, list[Entry]] = {}
    for entry in entries:
        by_term.setdefault(entry.term, []).append(entry)
    judged: set[Entry] = set()
    places = longest(index_of(tuple(by_term), source).find(pair.source.text))
    for term, span in places:
        for entry in by_term[term]:
            if entry in judged or not _is_meant(entry, pair.source, span):
                continue
            judged.add(entry)
            times = sum(one == term for one, _ in places)
            yield from _judge(entry, span, times, pair, pair.target)


def _is_meant(entry: Entry, source: Text, span: Span) -> bool:
    """Whether the source means the entry: "segurança" is not meant by the name "Conselho de Segurança"."""
    if has_same_case(entry.term, source.text, span):
        return True
    in_name = entry.term.islower() and span.of(source.text)[0].isupper()
    return not entry.exact and not in_name


def _judge(entry: Entry, source: Span, times: int, pair: Pair, target: Text) -> Iterator[Fault]:
    good = _places(entry.allowed, target)
    bad = [span for span in _places(entry.forbidden, target) if not any(span.overlaps(one) for one in good)]
    right_case = [one for one in good if not entry.exact or _is_right_case(entry, target.text, one)]
    # The forbidden word may stand for something else, where the right one is there too.
    if bad and len(right_case) < times:
        for span in bad:
            yield _fault(entry, span, source, target)
    elif good and not right_case:
        yield _fault(entry, good[0], source, target)
    elif not good:
        yield _fault(entry, rendering_of(pair, source), source, target)


def _places(forms: Sequence[str], text: Text) -> list[Span]:
    return [span for _, span in index_of(tuple(forms), text.language).find(text.text)] if forms else []


def _is_right_case(entry: Entry, text: str, span: Span) -> bool:
    """Whether it has the capitals of one of the allowed forms, whatever its ending."""
    return any(has_same_case(form, text, span) or _capitals(form) == _capitals(span.of(text)) for form in entry.allowed)


def _capitals(text: str) -> list[bool]:
    return [word[:1].isupper() for word in text.split()]


def _fault(entry: Entry, span: Span | None, source: Span, target: Text) -> Fault:
    wanted = entry.allowed[0]
    asked = f"the glossary keeps “{entry.term}” as it is" if entry.kept else f"the glossary asks for “{wanted}”"
    if span is None:
        return Fault(f"“{entry.term}” is not rendered as “{wanted}”: {asked}", None, source, confidence=0.75)
    shown = span.of(target.text)
    if shown[0].isupper() and not has_same_case(wanted, target.text, span) and wanted.islower():
        wanted = wanted[0].upper() + wanted[1:]
    return Fault(f"“{shown}” stands for “{entry.term}”: {asked}", span, source, wanted)
