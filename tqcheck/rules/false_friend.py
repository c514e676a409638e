"""The rule `false-friend`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.words import Word
from tqcheck.languages import table
from tqcheck.rules import Example, Fault, rule


@rule(
    category="wrong_sense",
    mqm="accuracy/mistranslation",
    severity="major",
    requires={"source", "false-friends"},
    confidence=0.85,
    fix="unsafe",
    bad=[
        Example(pt="A [[cúpula]] reuniu líderes.", en="The [[dome => summit]] brought together leaders."),
        Example(pt="Ele [[atualmente]] mora em Lima.", en="He [[actually => currently]] lives in Lima."),
        Example(es="La [[librería]] cerró.", en="The [[library => bookshop]] closed."),
    ],
    good=[
        Example(pt="A cúpula da catedral ruiu.", en="The dome of the cathedral collapsed."),
        Example(pt="Atualmente, na verdade, mora em Lima.", en="Currently, in fact, he lives in Lima."),
        Example(pt="De fato, ele mora em Lima.", en="He actually lives in Lima."),
        Example(pt="A livraria fica na biblioteca.", en="The bookshop is in the library."),
    ],
)
def false_friend(pair: Pair, article: Article) -> Iterator[Fault]:
    """A word is translated by a look-alike, or in another of its senses.

    Why it matters: "dome" for a summit of presidents reads like nonsense, "actually" for "currently" like sense.

    When it is right: where the source means just that, as the table's context words show.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    known = _friends(article.source_language.base, article.target_language.base)
    target: dict[str, Word] = {}
    for word in pair.target.words:
        target.setdefault(word.folded, word)
    for word in pair.source.words:
        for row in known.get(word.folded, ()):
            if not _fits(row, article) or any(part in target for part in row["right"].replace(",", "").split()):
                continue
            wrong = next((target[form] for form in row["wrong"].split() if form in target), None)
            if wrong is not None:
                message = f"“{wrong.text}” is the wrong sense of “{word.text}”: {row['right']}"
                yield Fault(message, wrong.span, word.span, row["right"].split(",")[0])


def _fits(row: Mapping[str, str], article: Article) -> bool:
    """Whether the article is about what the row is about."""
    context = row["context"].split()
    return not context or any(word in article.source_vocabulary for word in context)


@functools.cache
def _friends(source: str, target: str) -> dict[str, tuple[Mapping[str, str], ...]]:
    found: dict[str, tuple[Mapping[str, str], ...]] = {}
    for row in table(f"{source}-{target}.false-friends"):
        for form in row["source"].split():
            found[form] = (*found.get(form, ()), row)
    return found
