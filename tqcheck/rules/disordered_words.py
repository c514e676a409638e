"""The rule `disordered-words`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from typing import Literal, NamedTuple

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.languages import table
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_Grade = Literal["surely", "hardly"]
_NEAR = 8  # words between two meetings that could each be chance
_MANY = 3  # so many together are none


class _Meeting(NamedTuple):
    """Words `at` and `at + 1` of a text stand side by side, and never should."""

    at: int
    span: Span
    grade: _Grade


@rule(
    category="word_order",
    mqm="linguistic-conventions/grammar",
    severity="major",
    requires={"word-pairs"},
    confidence=0.9,
    yields_to={"impossible-phrase", "missing-word", "repeated-word", "wrong-language", "untranslated-word"},
    bad=[
        Example(en="They repaired [[the of]] last week."),
        Example(en="Yesterday mayor [[the that opened was the of]] bridge."),
    ],
    good=[
        Example(en="The people they spoke to at the bridge were tired."),
        Example(en="He is, of course, the mayor."),
        Example(en="What the mayor does is of no interest."),
        Example(pt="Eles cantaram “the of”.", en="They sang the of."),
    ],
)
def disordered_words(pair: Pair, article: Article) -> Iterator[Fault]:
    """Words follow each other that the language never puts side by side.

    Why it matters: a word is missing between them, or the sentence is out of order, and the reader stumbles.

    When it is right: words that are quoted as words, and verse.
    """
    if pair.target is None:
        return
    text = pair.target
    meetings = [
        one for one in _meetings(text) if pair.source is None or not _quotes(pair.source, one.span.of(text.text))
    ]
    near = [
        one
        for number, one in enumerate(meetings)
        if (number and one.at - meetings[number - 1].at <= _NEAR)
        or any(other.at - one.at <= _NEAR for other in meetings[number + 1 : number + 2])
    ]
    if not any(one.grade == "surely" for one in near) and len(near) < _MANY:
        near = []
    if near:
        span = Span(near[0].span.start, near[-1].span.end)
        yield Fault(f"The words are out of order: “{_some(near, text)}”", span)
    told = {one.at for one in near}
    for one in meetings:
        if one.grade == "surely" and one.at not in told:
            yield Fault(f"“{one.span.of(text.text)}”: a word is missing or out of place", one.span)


def _meetings(text: Text) -> list[_Meeting]:
    """Neighbours that never or hardly ever are, with nothing but blanks between them."""
    found: list[_Meeting] = []
    never = _never(text.language.base)
    for at, (one, other) in enumerate(zip(text.words, text.words[1:])):
        grade = never.get(one.folded, {}).get(other.folded)
        # A capital begins a name, a title or a new sentence.
        if grade and other.text.islower() and (at == 0 or one.text.islower()) and _adjoin(text, one, other):
            found.append(_Meeting(at, Span(one.start, other.end), grade))
    return found


def _adjoin(text: Text, one: Word, other: Word) -> bool:
    return text.text[one.end : other.start].isspace()


def _quotes(source: Text, words: str) -> bool:
    return all(word.casefold() in source.vocabulary for word in words.split())


def _some(meetings: list[_Meeting], text: Text) -> str:
    return "”, “".join(one.span.of(text.text) for one in meetings[:3])


@functools.cache
def _never(base: str) -> Mapping[str, Mapping[str, _Grade]]:
    """For each word those that never follow it, with the grade."""
    grades: tuple[_Grade, _Grade] = ("surely", "hardly")
    return {
        row["first"]: {second: grade for grade in grades for second in row[grade].split()}
        for row in table(f"{base}.never")
    }
