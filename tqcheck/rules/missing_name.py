"""The rule `missing-name`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article
from tqcheck.annotate.names import begins_sentence
from tqcheck.annotate.unanswered import Unanswered
from tqcheck.rules import Example, Fault, rule


@rule(
    category="omission",
    mqm="accuracy/omission",
    severity="major",
    scope="article",
    requires={"source", "spaces"},
    confidence=0.75,
    yields_to={"missing-text"},
    bad=[
        Example(pt="O governo da [[Argentina]] fechou a fronteira.", en="The government closed the border."),
        Example(pl="Wczoraj rozmawiał z [[Netanjahu]] o granicy.", en="Yesterday he talked about the border."),
        Example(es="Cada año viajan a [[Moscú]] miles de obreros.", en="Thousands of workers travel to every year."),
    ],
    good=[
        Example(pt="O governo da Argentina fechou a fronteira.", en="The Argentine government closed the border."),
        Example(pt="Falcão chegou cedo.\nDepois Falcão saiu.", en="Falcão came early.\nThen she left."),
        Example(pt="Ele foi ao Juizado Especial de Belfast.", en="He went to the Special Court of Belfast."),
        Example(fr="L’équipe est partie hier.", en="They all left yesterday."),
        Example(es="Viajan a Moscú en tren.", en="They travel to Moscow by train."),
        Example(pl="W Polsce pada deszcz.", en="It is raining in Poland."),
        Example(ru="Глава Дагестана Владимир Васильев уехал.", en="The head of Dagestan, Vladimir Vasiliev, left."),
        Example(pt="Ela veio de Sorocaba.", en="She came from Sorocaba."),
        Example(pl="Netanjahu rozmawiał wczoraj.", en="He talked to them yesterday."),
    ],
)
def missing_name(article: Article) -> Iterator[Fault]:
    """A name of the source does not stand in the translation.

    Why it matters: readers are not told who or where, though the sentence may read well.

    When it is right: a pronoun for someone whom the sentences around name, peoples for countries, and names that the
    language has a form of its own for.
    """
    if article.source_language is None or article.source_language.base == article.target_language.base:
        return
    changed = {name.pair.index for name in article.invented_names}
    for name in article.lost_names:
        if _is_hidden(name):
            continue
        # Part of an official name ("Papua Nova Guiné") may be rendered by words that are no name.
        if name.pair.index not in changed and name.pair.source and not name.part:
            text = name.span.of(name.pair.source.text)
            yield Fault(f"“{text}” is not in the translation", None, name.span, pair=name.pair)


def _is_hidden(name: Unanswered) -> bool:
    """Whether a capital says nothing, for a sentence begins with it."""
    text = name.pair.source
    if name.known or len(name.words) > 1 or text is None:
        return False
    return begins_sentence(text.text, name.span.start)
