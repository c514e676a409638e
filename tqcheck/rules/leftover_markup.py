"""The rule `leftover-markup`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="markup",
    mqm="design-and-markup/markup",
    severity="minor",
    confidence=0.95,
    fix="unsafe",
    bad=[
        Example(pt="Pão e água.", en="Bread[[&nbsp; =>  ]]and water."),
        Example(pt="Não vai.", en="He won[[&#8217; => ’]]t go."),
        Example(pt="Ele chegou.", en="He [[<b> => ]]arrived[[</b> => ]]."),
        Example(pt="A foto.", en='[[[caption id="x"] => ]]The photo.'),
        Example(pt="Veja.", en="See [[{{name}}]]."),
    ],
    good=[
        Example(en="AT&T and R&D; bread & butter"),
        Example(en="I <3 you, 3 < 4 and 5 > 2."),
        Example(pt="Use a tag <b> assim.", en="Use the tag <b> like this."),
        Example(pt="O texto [sic] diz.", en="The text [sic] says [he]."),
        Example(en="He wrote <john@example.org>."),
    ],
)
def leftover_markup(pair: Pair, article: Article) -> Iterator[Fault]:
    """An entity, a tag or a placeholder stands in the text.

    Why it matters: readers see "&nbsp;" or "<b>" instead of what they stand for.

    When it is right: an article about markup, whose source has the same.
    """
    if pair.target is None:
        return
    source = pair.source.text if pair.source else ""
    for match in _pattern().finditer(pair.target.text):
        if match[0] not in source:
            span = Span(match.start(), match.end())
            yield Fault(f"“{match[0]}” is markup, not text", span, suggestion=_shown(match[0]))


@functools.cache
def _pattern() -> regex.Pattern[str]:
    tags = (
        "a|abbr|b|big|blockquote|br|center|cite|code|del|div|em|figcaption|figure|font|h[1-6]|hr|i|iframe|img|ins|li|"
        "mark|ol|p|picture|pre|q|s|script|section|small|span|strike|strong|style|sub|sup|table|tbody|td|th|tr|u|ul|video"
    )
    return regex.compile(
        r"&(?:[A-Za-z][A-Za-z0-9]{1,7}|\#\d{2,6}|\#[xX][0-9A-Fa-f]{2,5});"
        rf"|</?(?:{tags})(?:\s[^<>]{{0,300}})?/?>"
        r"|\[/?(?:caption|gallery|embed|video|audio|playlist|su_\w{1,20}|vc_\w{1,30})(?:\s[^\[\]]{0,300})?\]"
        r"|\{\{[^{}]{1,60}\}\}|\$\{[A-Za-z_][\w.]{0,40}\}|<!--.{0,300}?-->"
    )


def _shown(markup: str) -> str | None:
    """What an entity stands for; nothing for a tag; unknown for a placeholder."""
    import html

    if markup.startswith("&"):
        shown = html.unescape(markup)
        return shown.replace("\u00a0", " ") if shown != markup else None
    return None if markup.startswith(("{{", "${")) else ""
