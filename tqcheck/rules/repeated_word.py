"""The rule `repeated-word`."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_KNOWN = 3.5  # zipf of a name that everybody knows not to be doubled


@rule(
    category="duplicate",
    mqm="linguistic-conventions/duplication",
    severity="minor",
    requires={"spaces"},
    fix="safe",
    bad=[
        Example(pt="O ministro falou com a imprensa.", en="The minister spoke to [[the the => the]] press."),
        Example(de="Sie lebt in Mexiko.", en="She lives in [[Mexico Mexico => Mexico]]."),
        Example(en="[[The the => The]] minister spoke."),
        Example(pt="A UE decidiu.", en="The [[EU EU => EU]] decided."),
    ],
    good=[
        Example(en="He had had enough."),
        Example(pt="Foi muito, muito bom.", en="It was very, very good."),
        Example(pt="Ele disse: não não!", en="He said: no no!"),
        Example(ru="Он был на Бора Бора.", en="He was on Bora Bora."),
        Example(zh="他听杜兰杜兰。", en="He listens to Duran Duran."),
        Example(id="Anak-anak itu berlari."),
        Example(en="They flew to Bora Bora."),
        Example(en="It was 15 15 at the break."),
    ],
)
def repeated_word(pair: Pair, article: Article) -> Iterator[Fault]:
    """A word stands twice in a row.

    Why it matters: a doubled word is the trace of an edit or of a machine that stuttered; readers stumble over it.

    When it is right: "had had", names ("New York, New York"), emphasis, and wherever the source doubles too.
    """
    if pair.target is None:
        return
    allowed = set(article.target_language.settings.get("doubled", "").split())
    text = pair.target.text
    found = [
        (first, second)
        for first, second in pairwise(pair.target.words)
        if first.folded == second.folded
        and first.folded not in allowed
        and not text[first.end : second.start].strip(" ")
        and not _may_be_doubled(first, second, pair, article)
    ]
    if not found or _source_doubles(pair):
        return
    for first, second in found:
        yield Fault(f"“{first.text}” stands twice", Span(first.start, second.end), suggestion=first.text)


def _may_be_doubled(first: Word, second: Word, pair: Pair, article: Article) -> bool:
    """Whether it may be a doubled name (Bora Bora) or figure, and no source says otherwise."""
    if first.folded.isalpha() and not (first.text[0].isupper() and second.text[0].isupper()):
        return False
    unheard_of = first.folded.isalpha() and zipf(first.folded, article.target_language) < _KNOWN
    return pair.source is None or len(first.text) < 2 or unheard_of


def _source_doubles(pair: Pair) -> bool:
    """Whether a word stands twice in the source, or a few letters where words are not spaced."""
    if pair.source is None:
        return False
    if not pair.source.language.spaced:
        return regex.search(r"(\p{L}{2,6})\1", pair.source.text) is not None
    return any(first.folded == second.folded for first, second in pairwise(pair.source.words))
