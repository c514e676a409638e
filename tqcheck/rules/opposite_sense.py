"""The rule `opposite-sense`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.opposites import reversals
from tqcheck.rules import Example, Fault, rule


@rule(
    category="wrong_sense",
    mqm="accuracy/mistranslation",
    severity="major",
    requires={"source", "encoder", "opposites", "spaces"},
    confidence=0.85,
    fix="unsafe",
    yields_to={"false-friend", "wrong-language", "page-leftover", "unrelated-text", "date", "number"},
    bad=[
        Example(pt="O preço do trigo [[caiu]] em maio.", en="The price of wheat [[rose => fell]] in May."),
        Example(es="El museo abrió [[antes]] de la guerra.", en="The museum opened [[after => before]] the war."),
        Example(fr="La loi [[interdit]] la pêche de nuit.", en="The law [[allows => bans]] fishing at night."),
        Example(en="Profits [[fell]] sharply in March.", es="Las ganancias [[subieron]] mucho en marzo."),
    ],
    good=[
        Example(pt="O preço do trigo não caiu em maio.", en="The price of wheat rose in May."),
        Example(pt="O preço caiu e depois subiu.", en="The price rose again after a fall."),
        Example(pt="A primeira chuva do outono caiu cedo.", en="The first rain of fall came early."),
        Example(pt="Ele se declarou inocente.", en="He pleaded not guilty."),
        Example(pt="Ela subiu ao palco para cantar.", en="She took the stage to sing."),
    ],
)
def opposite_sense(pair: Pair, article: Article) -> Iterator[Fault]:
    """A word says the opposite of what its source says.

    Why it matters: prices "rose" that fell, a law "allows" what it forbids; nothing in the sentence warns the reader.

    When it is right: with a negation ("not guilty" for innocent), or seen from the other side (bought, sold).
    """
    if pair.source is None or pair.target is None:
        return
    for own, other in reversals(pair, article):
        said, found = own.span.of(pair.source.text), other.span.of(pair.target.text)
        repair = other.entry.repair
        if repair and found[:1].isupper():
            repair = repair[:1].upper() + repair[1:]
        yield Fault(f"“{found}” says the opposite of “{said}”", other.span, own.span, repair)
