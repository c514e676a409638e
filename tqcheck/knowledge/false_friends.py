"""Tables of false friends, other words with several senses, and idioms that must not be taken literally.

`<source>-<target>.false-friends.tsv` and `<source>-<target>.idioms.tsv`, with the columns `source`, forms of a word or
phrase (the words of a phrase joined by "_"); `wrong`, its wrong renderings (inflected forms joined by "/", the words of
a phrase by "_"); `right`, the right ones; `context`, words one of which must stand nearby in the source; `unless`,
words of the source sentence that make the wrong rendering right; an example and a provenance.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

from tqcheck.languages import table
from tqcheck.records import dataclass

_STEM = 5  # letters from which a right rendering is also met in other forms
_ENDINGS = ("", "s", "es", "d", "ed", "ing")


@dataclass(frozen=True, slots=True)
class Words:
    """Words and beginnings of words, case-folded; `starts` end in "*" in the table, `phrases` have several words."""

    exact: frozenset[str]
    starts: tuple[str, ...]
    phrases: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.exact or self.starts or self.phrases)

    def any_in(self, vocabulary: Iterable[str], text: str) -> bool:
        """Whether one of them stands in a text; `vocabulary` are its words, `text` its words joined by blanks."""
        if any(f" {phrase} " in f" {text} " for phrase in self.phrases):
            return True
        return any(word in self.exact or (bool(self.starts) and word.startswith(self.starts)) for word in vocabulary)


@dataclass(frozen=True, slots=True)
class Trap:
    """A row of a table: what a word or phrase must not become, and what it should."""

    source: tuple[str, ...]  # its words, case-folded
    wrong: Mapping[str, str]  # each wrong form, case-folded, with the rendering to suggest for it
    right: tuple[str, ...]  # every right form, case-folded
    shown: str  # the right renderings for a message
    context: Words
    unless: Words

    def is_right(self, words: Iterable[str], text: str) -> bool:
        """Whether a right rendering stands in a translation, in whatever form."""
        found = tuple(word for word in words if word not in self.wrong)
        return any(_stands(form, found, text) for form in self.right)


def _stands(form: str, words: Iterable[str], text: str) -> bool:
    if " " in form:
        return f" {form} " in f" {text} "
    if len(form) >= _STEM:
        stem = form[:-1] if form.endswith(("e", "y", "o", "a")) else form
        return any(word.startswith(stem) for word in words)
    return any(word.startswith(form) and word[len(form) :] in _ENDINGS for word in words)


@functools.cache
def traps(source: str, target: str) -> Mapping[str, tuple[Trap, ...]]:
    """The traps between two languages (ISO 639 codes) by the first word of each form; empty without tables."""
    found: dict[str, tuple[Trap, ...]] = {}
    for row in (*table(f"{source}-{target}.false-friends"), *table(f"{source}-{target}.idioms")):
        for form in row["source"].casefold().split():
            parts = tuple(form.replace("'", "_").split("_"))
            found[parts[0]] = (*found.get(parts[0], ()), _trap(row, parts))
    return found


def _trap(row: Mapping[str, str], source: tuple[str, ...]) -> Trap:
    right = [alternative.split("/") for alternative in row["right"].split(", ")]
    wrong: dict[str, str] = {}
    for group in row["wrong"].split():
        for at, form in enumerate(group.split("/")):
            wrong.setdefault(form.replace("_", " ").casefold(), right[0][at] if at < len(right[0]) else right[0][0])
    forms = tuple(form.casefold() for alternative in right for form in alternative)
    shown = ", ".join(alternative[0] for alternative in right[:3])
    return Trap(source, wrong, forms, shown, _words(row["context"]), _words(row["unless"]))


def _words(cell: str) -> Words:
    parts = cell.casefold().split()
    return Words(
        frozenset(part for part in parts if "*" not in part and "_" not in part),
        tuple(part.rstrip("*") for part in parts if part.endswith("*")),
        tuple(part.replace("_", " ") for part in parts if "_" in part and "*" not in part),
    )
