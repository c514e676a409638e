"""The rule `unbalanced-brackets`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article
from tqcheck.annotate.delimiters import has_brackets, lone_brackets, paragraphs
from tqcheck.rules import Example, Fault, rule


@rule(
    category="punctuation",
    mqm="linguistic-conventions/punctuation",
    severity="minor",
    scope="article",
    confidence=0.95,
    bad=[
        Example(pt="O plano (novo) foi aprovado.", en="The plan [[(]]new was approved."),
        Example(pt="O plano (novo) foi aprovado.", en="The plan new[[)]] was approved."),
        Example(
            pt="O plano (novo foi aprovado.\nA lei (velha) caiu.",
            en="The plan (new was approved.\nThe law [[(]]old has fallen.",
        ),
    ],
    good=[
        Example(en="a) one thing; b) another; 1) a third"),
        Example(en="Nice :) and ;-) too"),
        Example(pt="O plano (novo foi aprovado.", en="The plan (new was approved."),
        Example(en="He said (as he [the minister] often does) no."),
    ],
)
def unbalanced_brackets(article: Article) -> Iterator[Fault]:
    """A bracket lacks its partner.

    Why it matters: the reader does not see where the remark ends.

    When it is right: enumerations "a)", emoticons, and a source that lacks it too.
    """
    if not has_brackets(article.pairs):
        return
    unbalanced = {id(lone.pair) for group in paragraphs(article.pairs, "source") for lone in lone_brackets(group)}
    for group in paragraphs(article.pairs, "target"):
        if any(id(pair) in unbalanced for pair, _ in group):
            continue
        for lone in lone_brackets(group):
            missing = "closed" if lone.opens else "opened"
            yield Fault(f"The bracket “{lone.sign}” is never {missing}", lone.span, pair=lone.pair)
