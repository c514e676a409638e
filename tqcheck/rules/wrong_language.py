"""The rule `wrong-language`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.foreign import comparable, is_theirs
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="wrong_language",
    mqm="accuracy/untranslated",
    severity="critical",
    requires={"source-words", "target-words"},
    confidence=0.95,
    yields_to={"page-leftover"},
    bad=[
        Example(
            pt="[[O ministro não quis comentar as denúncias feitas ontem.]]",
            en="[[O ministro não quis comentar as denúncias feitas ontem.]]",
        ),
        Example(
            en="The house was sold to a company from the north.",
            de="[[The house was sold to a company from the north.]]",
        ),
    ],
    good=[
        Example(pt="A banda tocou “Águas de Março”.", en="The band played “Águas de Março”."),
        Example(pt="João Carlos da Silva Moreira", en="João Carlos da Silva Moreira"),
        Example(pt="O museu de arte", en="The Museu de Arte de São Paulo is open."),
        Example(pt="Ele disse: “Ordem e Progresso”.", en="He said: “Ordem e Progresso”."),
    ],
)
def wrong_language(pair: Pair, article: Article) -> Iterator[Fault]:
    """A sentence stands in another language than the translation.

    Why it matters: it was forgotten, and most readers cannot read it.

    When it is right: names, titles, mottoes and quotations in the original.
    """
    source, target = article.source_language, article.target_language
    if pair.target is None or source is None or not comparable(target, source):
        return
    if len(pair.target.words) >= 5 and is_theirs(pair.target.words, target, source):
        there = Span(0, len(pair.source.text)) if pair.source else None
        message = f"This sentence is in {source.name}, not in {target.name}"
        yield Fault(message, Span(0, len(pair.target.text)), there)
