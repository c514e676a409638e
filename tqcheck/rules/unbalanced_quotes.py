"""The rule `unbalanced-quotes`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.delimiters import Lone, has_quotes, lone_quotes, paragraphs
from tqcheck.rules import Example, Fault, rule

_QUOTES = frozenset('"“”„«»「」『』')


@rule(
    category="punctuation",
    mqm="linguistic-conventions/punctuation",
    severity="minor",
    scope="article",
    confidence=0.9,
    bad=[
        Example(pt="Ele disse: “Não vou”, e saiu.", en="He said, [[“]]I am not going, and left."),
        Example(pt='Ele disse: "Não vou", e saiu.', en='He said, I am not going[["]], and left.'),
        Example(
            pt="Ele disse: “Não vou, e saiu.\nEla disse: “Vou”, e ficou.",
            en="He said, “I am not going, and left.\nShe said, [[“]]I am going, and stayed.",
        ),
        Example(
            pt="“Não vou”, disse ele.\nEla disse: “Vou”, e ficou.",
            en="I am not going[[”]], he said.\nShe said, [[“]]I am going, and stayed.",
        ),
    ],
    good=[
        Example(pt='Uma tela de 5"', en='A 5" screen and a 6" one'),
        Example(de="Er sagte: „Ja“ und „nein”."),
        Example(pt="“Primeira frase.\nSegunda frase.”", en="“First sentence.\nSecond sentence.”"),
        Example(en='She said "yes", he said "no".'),
        Example(en='The name "only" is missing.', ja='名前には"のみ"がありません。'),
        Example(zh="“他说不。“"),
        Example(de='Er sagte: „Ja" und ging.'),
        Example(ja='党内で"甲"と"乙"を使う。'),
        Example(fr="Il a dit « oui » et « non »."),
        Example(pt="Disse: “Foi assim. E acabou.”\n", en="He said, “It was so.\nAnd it is over.”"),
        Example(
            pt="Disse: “Foi assim. Depois ela veio. E acabou.”\n\n",
            en="He said, “It was so.\n“Then she came.\nAnd it is over.”",
        ),
    ],
)
def unbalanced_quotes(article: Article) -> Iterator[Fault]:
    """A quotation mark lacks its partner.

    Why it matters: the reader no longer knows whose words they are.

    When it is right: inches, quotations that run over paragraphs, and a source that lacks it too.
    """
    if not has_quotes(article.pairs):
        return
    unbalanced = {id(lone.pair) for group in paragraphs(article.pairs, "source") for lone in lone_quotes(group)}
    groups = list(paragraphs(article.pairs, "target"))
    for number, group in enumerate(groups):
        if any(id(pair) in unbalanced for pair, _ in group) or _source_goes_on(group) or _part_of_more(group):
            continue
        for lone in lone_quotes(group):
            if not _runs_over(lone, groups[number - 1 : number] if not lone.opens else groups[number + 1 : number + 2]):
                missing = "closed" if lone.opens else "opened"
                yield Fault(f"The quotation mark {lone.sign} is never {missing}", lone.span, pair=lone.pair)


def _source_goes_on(group: Sequence[tuple[Pair, Text]]) -> bool:
    """Whether part of the paragraph has no source to compare with."""
    return any(pair.source is None for pair, _ in group) and any(pair.source for pair, _ in group)


def _part_of_more(group: Sequence[tuple[Pair, Text]]) -> bool:
    """Whether a row of a bitext may lie inside a longer quotation: its source has no quotation of its own."""
    return any(
        pair.row and pair.source and not _QUOTES & set(pair.source.text) and not _is_inside(text.text)
        for pair, text in group
    )


def _is_inside(text: str) -> bool:
    """Whether the mark stands in the middle, where no longer quotation begins or ends: "the" states."""
    return regex.search(r"\p{L}[\"”“]\s++\p{Ll}", text) is not None


def _runs_over(lone: Lone, neighbours: Sequence[Sequence[tuple[Pair, Text]]]) -> bool:
    """Whether the quotation goes on in the next paragraph, or came from the one before."""
    return any(other.opens != lone.opens or other.sign == lone.sign for one in neighbours for other in lone_quotes(one))
