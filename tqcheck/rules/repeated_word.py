"""The rule `repeated-word`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="duplicate",
    mqm="linguistic-conventions/duplication",
    severity="minor",
    requires={"spaces"},
    fix="safe",
    bad=[Example(pt="O ministro falou com a imprensa.", en="The minister spoke to [[the the => the]] press.")],
    good=[
        Example(en="He had had enough."),
        Example(pt="Foi muito, muito bom.", en="It was very, very good."),
        Example(pt="Ele disse: não não!", en="He said: no no!"),
        Example(id="Anak-anak itu berlari."),
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
    for first, second in zip(pair.target.words, pair.target.words[1:]):
        if first.folded != second.folded or first.folded in allowed or not first.folded.isalpha():
            continue
        if text[first.end : second.start].strip(" ") or (second.text[0].isupper() and first.text[0].isupper()):
            continue
        if _source_doubles(pair):
            continue
        yield Fault(f"“{first.text}” stands twice", Span(first.start, second.end), suggestion=first.text)


def _source_doubles(pair: Pair) -> bool:
    words = pair.source.words if pair.source else ()
    return any(first.folded == second.folded for first, second in zip(words, words[1:]))
