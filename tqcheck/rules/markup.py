"""The rule `markup`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.placeholders import Placeholder, unmatched
from tqcheck.rules import Example, Fault, rule


@rule(
    category="markup",
    mqm="design-and-markup/markup",
    severity="major",
    requires={"source"},
    confidence=0.95,
    yields_to={"leftover-markup"},
    bad=[
        Example(en="Press <b>here[[</b>]].", pt="Aperte <b>aqui."),
        Example(en="Asked by [[<b>]]Ana</b>.", pt="Pedido por Ana."),
        Example(en='Wait[[<x id="1"/>]] here.', pt="Espere aqui."),
        Example(en='See <g id="1">this</g>.', pt='Veja <g id="1">isto</g>[[<g id="2">]].'),
        Example(en="Click <0>here</0>.", pt="Clique [[</0>]]aqui<0>."),
        Example(en="A [[<em>]]good[[</em>]] day", pt="Um [[<strong>]]bom[[</strong>]] dia"),
    ],
    good=[
        Example(en="Press <b>here</b> or <i>there</i>.", pt="Aperte <i>ali</i> ou <b>aqui</b>."),
        Example(en='<a href="/en" title="Go">Go</a>', pt='<a href="/pt" title="Ir">Ir</a>'),
        Example(en="Line<br>break", pt="Quebra<br/>de linha"),
        Example(en="2 < 3 and 5 > 4", pt="2 < 3 e 5 > 4"),
        Example(en="Write to <ana@example.org>.", pt="Escreva a <ana@example.org>."),
    ],
)
def markup(pair: Pair, article: Article) -> Iterator[Fault]:
    """A tag of the source is lost, changed, added or misplaced.

    Why it matters: text turns bold or blank from here on, a link leads nowhere, a picture is gone.

    When it is right: tags in another order, where the words they go with have changed places; other attributes.
    """
    if pair.source is None or pair.target is None:
        return
    left = [one for one in pair.source.placeholders if one.kind == "tag"]
    right = [one for one in pair.target.placeholders if one.kind == "tag"]
    if not left:
        return  # a tag in the target alone is a leftover, for the rule of that name
    lost, added = unmatched(left, right), unmatched(right, left)
    if len(lost) == len(added):
        for before, after in zip(lost, added):
            yield Fault(f"the tag “{after.text}” is “{before.text}” in the source", after.span, before.span)
    else:
        names = {one.key for one in lost}
        for one in lost:
            if one.key.startswith("</") and one.key.replace("</", "<") in names:
                continue  # told with the tag that opens
            yield Fault(f"the tag “{one.text}” is lost", None, one.span)
        for one in added:
            yield Fault(f"the tag “{one.text}” is not in the source", one.span)
    if not lost and not added and _closes_early(left) is None and (early := _closes_early(right)):
        yield Fault(f"“{early.text}” closes what is not open", early.span)


def _closes_early(tags: Sequence[Placeholder]) -> Placeholder | None:
    """The first closing tag that has no opening one before it."""
    opened: Counter[str] = Counter()
    for one in tags:
        name = one.key.strip("</>").split()[0]
        if one.key.startswith("</"):
            opened[name] -= 1
            if opened[name] < 0:
                return one
        elif not one.key.endswith("/>"):
            opened[name] += 1
    return None
