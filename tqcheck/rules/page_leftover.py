"""The rule `page-leftover`."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.languages import Language, settings
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_EDGES = " \t\u00a0.:!?…*»«“”\"'()[]|•·→>›-–—\u2060\ufffc。！：（）【】"
_LONGEST = 200  # characters of a line that begins with a label


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
        if _is_leftover(text, language):
            yield Fault(
                f"“{_short(text)}” belongs to the web page, not to the article", Span(0, len(text)), suggestion=""
            )
            return
        for match in _inline(language.base).finditer(text):
            message = f"“{_short(match[0])}” belongs to the web page, not to the article"
            yield Fault(message, Span(match.start(), match.end()), suggestion="")


def _source(article: Article) -> dict[str, Language]:
    return {article.source_language.base: article.source_language} if article.source_language else {}


def _is_leftover(text: str, language: Language) -> bool:
    line = text.casefold().strip(_EDGES)
    pack = language.topic("leftovers")
    if re.sub(r"\s*[(\d][\d)]*$", "", line) in _whole(language.base):  # "Comments (3)"
        return True
    if len(text) > _LONGEST:
        return False
    label, colon, rest = line.partition(":")
    return bool(colon) and bool(rest.strip()) and label.strip() in pack.get("labels", ())


@functools.cache
def _whole(base: str) -> frozenset[str]:
    return frozenset(line.strip(_EDGES) for line in settings(f"{base}.leftovers").get("whole", ()))


@functools.cache
def _inline(base: str) -> re.Pattern[str]:
    labels = settings(f"{base}.leftovers").get("labels", ())
    any_label = "|".join(map(re.escape, labels)) or r"(?!)"
    return re.compile(rf"[(\[](?:{any_label}):[^()\[\]]{{3,200}}[)\]]", re.IGNORECASE)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
