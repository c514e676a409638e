"""The rule `impossible-phrase`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.words import Word
from tqcheck.languages import table
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_Row = Mapping[str, str]


@rule(
    category="grammar",
    mqm="linguistic-conventions/grammar",
    severity="minor",
    requires={"phrases"},
    confidence=0.9,
    fix="unsafe",
    yields_to={"repeated-word"},
    bad=[
        Example(en="Brazil [[became to the => became the]] epicenter of a dispute."),
        Example(en="They [[digged => dug]] three tunnels."),
        Example(en="He sold [[the his => his]] house."),
        Example(es="El puerto [[de el => del]] norte cerró."),
        Example(fr="[[Si il => S'il]] pleut, on reste."),
    ],
    good=[
        Example(en="Turn it over and save the a cappella version."),
        Example(es="El presidente de El Salvador habló."),
        Example(it="Lo scrive il direttore di Il Foglio."),
        Example(en="According the same rights to all is fair."),
        Example(en="He chose the A team."),
        Example(en="They wrote “digged” in the box.", pt="Escreveram “digged” na caixa."),
    ],
)
def impossible_phrase(pair: Pair, article: Article) -> Iterator[Fault]:
    """Words stand together that the language never puts together.

    Why it matters: a doubled preposition ("became to the"), two articles or "digged" mark a text as raw output.

    When it is right: names ("de El Salvador"), and words that the source quotes.
    """
    if pair.target is None:
        return
    words, known = pair.target.words, _phrases(pair.target.language.base)
    for at, word in enumerate(words):
        for row in known.get(word.folded, ()):
            parts = row["wrong"].casefold().split(" ")
            run = words[at : at + len(parts)]
            if not _matches(run, parts, pair.target.text) or _is_right(row, words, at, pair):
                continue
            span = Span(run[0].start, run[-1].end)
            right = row["right"]
            repair = right[:1].upper() + right[1:] if run[0].text[0].isupper() else right
            yield Fault(f"“{span.of(pair.target.text)}” is not possible: {repair}", span, suggestion=repair)


def _matches(run: Sequence[Word], parts: Sequence[str], text: str) -> bool:
    """Whether the words stand there with nothing but blanks between them, and no capital inside: that is a name."""
    if [word.folded for word in run] != list(parts):
        return False
    if any(word.text != word.text.lower() for word in run[1:]) or run[0].text[1:] != run[0].text[1:].lower():
        return False
    return all(text[one.end : other.start].isspace() for one, other in zip(run, run[1:]))


def _is_right(row: _Row, words: Sequence[Word], at: int, pair: Pair) -> bool:
    """Whether a word before or behind makes the phrase right, or the source has the very same."""
    parts = row["wrong"].casefold().split(" ")
    before = words[at - 1].folded if at else ""
    behind = words[at + len(parts)].folded if at + len(parts) < len(words) else ""
    unless = row["unless"].split()
    if f"{before}-" in unless or f"-{behind}" in unless:
        return True
    return pair.source is not None and all(part in pair.source.vocabulary for part in parts)


@functools.cache
def _phrases(language: str) -> dict[str, tuple[_Row, ...]]:
    found: dict[str, tuple[_Row, ...]] = {}
    for row in table(f"{language}.phrases"):
        first = row["wrong"].casefold().split(" ")[0]
        found[first] = (*found.get(first, ()), row)
    return found
