"""Holes: places where a word must have stood, for no writer of the language puts these two side by side.

"The has said", "in ." and "said that 's house": which words cannot meet is the language's to tell
(`<language>.holes.toml`), so that no model of the grammar is needed.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from tqcheck.annotate import Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.verbs import verbs
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.records import dataclass

_EMPTY = re.compile(r"“\s*”|„\s*[“”]|«\s*»|(?<=\s)\"\s?\"(?=[\s.,])|(?<!\w)\(\s*\)|(?<!\w)\[\s+\]")
_MOST = 300  # words; a longer segment is no sentence
_START, _END, _COMMA, _CLOSE = "^", ".", ",", "”"  # how settings write where a sentence begins and ends, and signs
_INTRODUCED = "^,"  # the comma behind an adverbial that opens a sentence
_LONGEST = 14  # words of such an adverbial
_BRACKET = 200  # characters in which a bracket that is closed was opened


@dataclass(frozen=True, slots=True)
class Hole:
    """A place where a word is missing: `before` and `after` it. Where not `sure`, some writers write so."""

    before: str
    after: str
    span: Span
    sure: bool


class Token(NamedTuple):
    """A word, or one of the signs above; `key` is what settings call it, empty for other signs."""

    key: str
    start: int
    end: int
    word: Word | None = None


@dataclass(frozen=True, slots=True)
class _Meeting:
    """Words of one class right before words of another, where what else stands around does not make it right."""

    first: frozenset[str]
    second: frozenset[str]
    sure: bool
    only_before: frozenset[str] = frozenset()
    unless_before: frozenset[str] = frozenset()
    unless_earlier: frozenset[str] = frozenset()
    only_next: frozenset[str] = frozenset()
    unless_next: frozenset[str] = frozenset()


def holes(text: Text) -> Iterator[Hole]:
    """The holes of a text, in order; none where its language has no settings for them."""
    meetings = _meetings(text.language)
    if not meetings or len(text.words) > _MOST or text.text.isupper() or text.is_title_case:
        return
    yield from _empty(text)
    found = tokens(text)
    for at in range(len(found) - 1):
        if known := meetings.get(found[at].key):
            met = (_met(meeting, found, at) for meeting in known if found[at + 1].key in meeting.second)
            if hole := next((one for one in met if one), None):
                yield hole


def _empty(text: Text) -> Iterator[Hole]:
    """Quotation marks and brackets around nothing, and a genitive's ending of no word."""
    for match in _EMPTY.finditer(text.text):
        yield Hole("", "", Span(*match.span()), True)
    if ending := text.language.topic("holes").get("genitive"):
        for match in _lone(ending).finditer(text.text):
            yield Hole("", match[0], Span(*match.span()), True)


@functools.cache
def _lone(ending: str) -> re.Pattern[str]:
    return re.compile(rf"(?<=[^\W\d_]\s)['’]{ending}(?=\s[^\W\d_])")


def tokens(text: Text) -> list[Token]:
    """The words of a text, and the signs between them."""
    found: list[Token] = []
    at = 0
    opened = 0  # where the sentence begins in `found`
    for word in text.words:
        for token in _between(text.text, at, word.start):
            if token.key == _COMMA and _is_introduction(found[opened:], text.language):
                token = Token(_INTRODUCED, token.start, token.end)
            found.append(token)
            if token.key == _START:
                opened = len(found)
        found.append(Token(word.folded.replace("’", "'"), word.start, word.end, word))
        at = word.end
    return [*found, *_between(text.text, at, len(text.text))]


def _between(text: str, start: int, end: int) -> list[Token]:
    """What stands between two words: nothing for a blank."""
    gap = text[start:end]
    sign = gap.strip()
    if start == 0:
        return [Token("" if sign else _START, end, end)]
    if not sign:
        return [] if end < len(text) else [Token("", start, end)]
    first = start + gap.index(sign[0])
    tight = len(sign) == 1 and end < len(text) and not gap[-1:].isspace()  # ".net"
    shortened = text[max(0, start - 2)] == "." or sign[:2] in ("..", ".,", ".)")  # "a.m."
    if sign[0] in ".!?" and not tight and not shortened:
        begins = len(sign) == 1 and end < len(text)
        return [Token(_END, first, first + 1), Token(_START if begins else "", end, end)]
    if sign == ",":
        return [Token(_COMMA, first, first + 1)]
    if sign[0] in ",)" and sign[-1] in "”\"’'»":
        return [Token("", first, first + 1), Token(_CLOSE, first, end)]
    if sign[0] == ")" and _is_label(text, start):
        return [Token("", start, end)]
    if sign[0] == ")":
        return [Token(_COMMA, first, first + 1), Token("", first, first + 1)]
    return [Token("", start, end)]


def _is_label(text: str, end: int) -> bool:
    """Whether a letter by itself and the bracket behind it number the items of a list: "a) open the door"."""
    if end > 1 and not text[end - 2].isspace():
        return False
    near = max(0, end - _BRACKET)
    return text.rfind("(", near, end) <= text.rfind(")", near, end)


def _is_introduction(sentence: Sequence[Token], language: Language) -> bool:
    """Whether words that open a sentence say when or where alone: they begin with a preposition and have no verb."""
    opening = _classes(language).get("openers", frozenset())
    idle = _classes(language).get("verbs", frozenset())
    if not sentence or sentence[0].key not in opening or len(sentence) > _LONGEST:
        return False
    return all(token.word and token.key not in idle for token in sentence)


def _met(meeting: _Meeting, found: Sequence[Token], at: int) -> Hole | None:
    first, second = found[at], found[at + 1]
    before = found[at - 1].key if at else ""
    following = found[at + 2].key if at + 2 < len(found) else ""
    if before in meeting.unless_before or following in meeting.unless_next:
        return None
    if at and not before and found[at - 1].end == first.start and first.word:  # "weather.com"
        return None
    if meeting.only_before and before not in meeting.only_before:
        return None
    if meeting.only_next and following not in meeting.only_next:
        return None
    if not _is_common(first, before) or not _is_common(second, first.key):
        return None
    if meeting.unless_earlier and any(token.key in meeting.unless_earlier for token in _sentence(found, at)):
        return None
    return Hole(first.key, second.key, Span(first.start if first.word else second.start, second.end), meeting.sure)


def _is_common(token: Token, before: str) -> bool:
    """Whether a word has no capital but that of a sentence's beginning."""
    text = token.word.text if token.word else ""
    return text == text.lower() or len(text) > 1 and before == _START and text[1:] == text[1:].lower()


def _sentence(found: Sequence[Token], at: int) -> Iterator[Token]:
    """The words of the sentence before a place."""
    for token in reversed(found[:at]):
        if token.key in (_START, _END):
            return
        yield token


@functools.cache
def _meetings(language: Language) -> Mapping[str, tuple[_Meeting, ...]]:
    """What the settings of a language say that cannot meet, by the first of the two."""
    found: dict[str, tuple[_Meeting, ...]] = {}
    for row in language.topic("holes").get("meeting", ()):
        words = {name: _words(text, language) for name, text in row.items() if name != "sure"}
        meeting = _Meeting(**words, sure=bool(row.get("sure")))
        for key in meeting.first:
            found[key] = (*found.get(key, ()), meeting)
    return found


def _words(text: str, language: Language) -> frozenset[str]:
    """Words and the words of named classes."""
    classes = _classes(language)
    return frozenset().union(*(classes.get(name, {name}) for name in text.split()))


@functools.cache
def _classes(language: Language) -> Mapping[str, frozenset[str]]:
    """The classes of a language's settings; "@third", "@past" and "@past-only" are those of its table of verbs."""
    table = verbs(language.base)
    known = {"@third": frozenset(table.third), "@past": table.past, "@past-only": table.past_only}
    for name, text in language.topic("holes").get("classes", {}).items():
        known[name] = frozenset().union(*(known.get(part, {part}) for part in text.split()))
    return known
