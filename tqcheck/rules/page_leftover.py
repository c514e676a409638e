"""The rule `page-leftover`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.leftovers import inline, is_leftover
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="boilerplate",
    mqm="accuracy/addition",
    severity="minor",
    confidence=0.93,
    fix="unsafe",
    bad=[
        Example(pt="O acordo foi assinado.\n", en="The deal was signed.\n[[Leave a Reply => ]]"),
        Example(pt="O acordo foi assinado.\n", en="The deal was signed.\n[[Also read: The story of the deal => ]]"),
        Example(pt="Foi assinado (leia mais: a história).", en="It was signed [[(read more: the story) => ]]."),
        Example(en="Advertisement\nThe deal.", pt="[[Publicidade => ]]\nO acordo."),
        Example(en="The deal was signed.", pt="O acordo foi assinado.\n[[Compartilhe no WhatsApp => ]]"),
        Example(pt="Foi assinado [leia mais: a história].", en="It was signed [[[read more: the story] => ]]."),
    ],
    good=[
        Example(en="He asked readers to leave a comment below the article."),
        Example(en="Comments made by the minister were praised."),
        Example(en="She told them to share this with their friends."),
        Example(en="Photo: Ana Lima"),
        Example(en="The advertisement was banned."),
        Example(pt="Ele disse: leia também os clássicos.", en="He said: read also the classics."),
    ],
)
def page_leftover(pair: Pair, article: Article) -> Iterator[Fault]:
    """A piece of the web page stands in the article.

    Why it matters: comment forms, share buttons and "Also read" lines are copied along and published.

    When it is right: prose that speaks of comments, sharing or advertisements.
    """
    if pair.target is None:
        return
    text = pair.target.text
    for language in {article.target_language.base: article.target_language, **_source(article)}.values():
        if is_leftover(text, language) and not _is_string(pair):
            yield Fault(
                f"“{_short(text)}” belongs to the web page, not to the article", Span(0, len(text)), suggestion=""
            )
            return
        for match in inline(language).finditer(text) if "(" in text or "[" in text else ():
            message = f"“{_short(match[0])}” belongs to the web page, not to the article"
            yield Fault(message, Span(match.start(), match.end()), suggestion="")


def _is_string(pair: Pair) -> bool:
    """Whether the text translates one string of a program: there "Comments" is no leftover of a page."""
    if pair.source is None or pair.target is None:
        return False
    return pair.row is not None or pair.target.kind == "table"


def _source(article: Article) -> dict[str, Language]:
    return {article.source_language.base: article.source_language} if article.source_language else {}


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
