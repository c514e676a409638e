"""The rule `final-punctuation`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.sentence_ends import is_terminal, last_sign
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_LEAST_WORDS = 4
_PROSE = frozenset({"paragraph", "quotation"})
_STYLE = 0.2  # share of sentences without a mark from which it is a custom of the text, not a slip
_LETTER = regex.compile(r"[\p{L}\p{M}\p{N}%]")


@rule(
    category="punctuation",
    mqm="linguistic-conventions/punctuation",
    severity="minor",
    scope="article",
    requires={"source", "spaces"},
    confidence=0.85,
    fix="unsafe",
    yields_to={"page-leftover", "missing-text", "wrong-language"},
    bad=[
        Example(pt="O acordo foi assinado ontem.", en="The deal was signed [[yesterday => yesterday.]]"),
        Example(ja="協定は昨日調印された。", en="The deal was signed [[yesterday => yesterday.]]"),
        Example(
            pt="O acordo saiu.\nFoi assinado na capital ontem.\nTodos ficaram contentes com isso.",
            en="The deal is out.\nIt was signed in the capital [[yesterday => yesterday.]]\nAll were happy with it.",
        ),
    ],
    good=[
        Example(pt="Um acordo assinado ontem", en="A deal signed here yesterday"),
        Example(pt="O acordo é dos EUA.", en="The deal is of the U.S."),
        Example(pt="Ele disse: “Foi assinado”.", en="He said, “It was signed.”"),
        Example(pt="Fim da história.", en="The end"),
        Example(
            pt="O acordo\nFoi ontem à noite.\nEle disse isso.",
            en="The deal\nIt was late last night\nand that was what he said.",
        ),
        Example(th="ข้อตกลงลงนามเมื่อวาน", en="The deal was signed yesterday"),
        Example(pt="Ela comprou pão, leite, etc.", en="She bought bread, milk and so on"),
        Example(
            pt="O acordo foi assinado na capital.\nTodos ficaram contentes.",
            en="The deal was signed in the capital\nAll of them were happy with it.",
        ),
        Example(
            pt="O acordo saiu.\nEle foi assinado ontem.\nEle vale a partir de julho.\nTodos ficaram contentes.",
            en="The deal is out.\nIt was signed there yesterday\nIt is valid from July on\nAll were happy with it.",
        ),
    ],
)
def final_punctuation(article: Article) -> Iterator[Fault]:
    """A sentence has lost its closing mark.

    Why it matters: two sentences run into one, and the text looks unfinished.

    When it is right: headings, captions and lists, sentences that were joined, and texts that never have one.
    """
    prose = [pair for pair in article.pairs if pair.source and pair.target and _is_prose(pair.source, pair.target)]
    open_ended = [pair for pair in prose if pair.target and _LETTER.match(pair.target.text.rstrip()[-1:])]
    if len(open_ended) > max(1, _STYLE * len(prose)):
        return
    for pair in open_ended:
        if pair.index == 0 and len(article.pairs) > 1:
            continue  # the headline, even where a translator ended it with a mark
        assert pair.target is not None
        following = article.pairs[pair.index + 1 : pair.index + 2]
        if any(_goes_on(pair, one) for one in following):
            continue
        word = pair.target.words[-1]
        shown = pair.target.text[word.start :].rstrip()
        span = Span(word.start, word.start + len(shown))
        yield Fault(f"The sentence ends without a mark after “{shown}”", span, suggestion=f"{shown}.", pair=pair)


def _is_prose(source: Text, target: Text) -> bool:
    return (
        {source.kind, target.kind} <= _PROSE
        and len(target.words) >= _LEAST_WORDS
        and is_terminal(last_sign(source.text))
        and not _is_abbreviated(source)
    )


def _is_abbreviated(source: Text) -> bool:
    """Whether the source's last point may belong to a short form: "S.A.", "etc."."""
    last = source.words[-1] if source.words else None
    return source.text.rstrip().endswith(".") and last is not None and source.language.spaced and len(last.text) <= 3


def _goes_on(pair: Pair, following: Pair) -> bool:
    """Whether the next segment continues the sentence."""
    if following.target is None or pair.target is None:
        return False
    first = regex.search(r"\p{L}", following.target.text)
    return first is not None and first[0].islower()
