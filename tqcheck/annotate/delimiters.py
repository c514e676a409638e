"""Quotation marks and brackets that lack their partner, over whole paragraphs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

from tqcheck.annotate import Pair, Text
from tqcheck.model import OBJECT, Span
from tqcheck.records import dataclass

BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）", "【": "】"}
CURLY = {"“": "”", "«": "»", "「": "」", "『": "』", "„": "“”"}

_QUOTING = {"“": "”", "«": "»", "„": "“", "‘": "’", '"': '"', "「": "」", "(": ")", "[": "]"}


@dataclass(frozen=True, slots=True)
class Lone:
    """A sign without its partner; `opens` tells on which side the partner is missing."""

    pair: Pair
    span: Span
    sign: str
    opens: bool


def paragraphs(pairs: Sequence[Pair], side: str) -> Iterator[list[tuple[Pair, Text]]]:
    """The texts of one side, paragraph by paragraph."""
    groups: dict[int, list[tuple[Pair, Text]]] = {}
    for pair in pairs:
        text = pair.source if side == "source" else pair.target
        if text is not None:
            groups.setdefault(text.segment.block, []).append((pair, text))
    for group in groups.values():
        yield sorted(group, key=lambda one: one[1].segment.start)


def lone_brackets(paragraph: Iterable[tuple[Pair, Text]]) -> list[Lone]:
    """Brackets without a partner; "a)" and "1)" of enumerations, and emoticons, need none."""
    closers = {close: opening for opening, close in BRACKETS.items()}
    widths = {"（": "(", "(": "（"}  # writers of Chinese and Japanese mix the two
    stack: list[Lone] = []
    lone: list[Lone] = []
    for pair, text in paragraph:
        for match in _brackets().finditer(text.text):
            at, char = match.start(), match[0]
            here = Lone(pair, Span(at, at + 1), char, char in BRACKETS)
            if char in BRACKETS:
                if not _emoticon(text.text, at):
                    stack.append(here)
            elif char in closers:
                if stack and stack[-1].sign in {closers[char], widths.get(closers[char])}:
                    stack.pop()
                elif not _enumerates(text.text, at) and not _emoticon(text.text, at):
                    lone.append(here)
    return lone + stack


@functools.cache
def _brackets() -> re.Pattern[str]:
    return _any_of([*BRACKETS, *BRACKETS.values()])


@functools.cache
def _quotes() -> re.Pattern[str]:
    return _any_of(['"', *CURLY, *CURLY.values()])


def has_brackets(pairs: Sequence[Pair]) -> bool:
    """Whether there is any bracket in the translation."""
    return any(pair.target is not None and _brackets().search(pair.target.text) for pair in pairs)


def has_quotes(pairs: Sequence[Pair]) -> bool:
    """Whether there is any double quotation mark in the translation."""
    return any(pair.target is not None and _quotes().search(pair.target.text) for pair in pairs)


def _any_of(signs: Iterable[str]) -> re.Pattern[str]:
    return re.compile("[" + re.escape("".join(signs)) + "]")


def _enumerates(text: str, at: int) -> bool:
    start = at
    while start > 0 and text[start - 1].isalnum():
        start -= 1
    mark = text[start:at]
    short = len(mark) == 1 or (mark.isdigit() and len(mark) <= 3) or (len(mark) <= 4 and set(mark) <= set("ivx"))
    return bool(mark) and short and (start == 0 or text[start - 1] in " \t\n—–-;,:")


def _emoticon(text: str, at: int) -> bool:
    before = text[max(0, at - 2) : at]
    return before.endswith((":", ";", ":-", ";-", "=")) or text[at + 1 : at + 2] in {":", ";"} and at == 0


def lone_quotes(paragraph: Iterable[tuple[Pair, Text]]) -> list[Lone]:
    """Double quotation marks without a partner; inches (5") are none.

    Marks of different custom, or the wrong way round, are partners too: only an odd number leaves one alone.
    """
    closers = {close: opening for opening, closes in CURLY.items() for close in closes if opening != "„"}
    stack: list[Lone] = []
    lone: list[Lone] = []
    for pair, text in paragraph:
        for match in _quotes().finditer(text.text):
            at, char = match.start(), match[0]
            here = Lone(pair, Span(at, at + 1), char, True)
            opened = stack[-1].sign if stack else ""
            if char in CURLY.get(opened, ""):
                stack.pop()
            elif char == '"' or char in "“”" and opened == '"':
                _straight(text.text, at, here, stack, lone)
            elif char in CURLY:
                stack.append(here)
            elif char in closers:
                lone.append(Lone(pair, here.span, char, False))
    alone = sorted(lone + stack, key=lambda one: (one.pair.index, one.span.start))
    return alone[-1:] if len(alone) % 2 else []


def _straight(text: str, at: int, here: Lone, stack: list[Lone], lone: list[Lone]) -> None:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    if before.isdigit() and not (stack and stack[-1].sign in '"“'):
        return  # inches
    opens = (not before or before.isspace() or before in "([{—–-/\u2060") and bool(after) and not after.isspace()
    if stack and stack[-1].sign in '"“' and not (opens and before):
        stack.pop()
    elif opens:
        stack.append(here)
    elif stack and stack[-1].sign in '"“':
        stack.pop()
    elif _joins(before) and _joins(after):
        stack.append(here)  # between letters of a script without spaces, or a placeholder: it may as well open
    else:
        lone.append(Lone(here.pair, here.span, here.sign, False))


def _joins(sign: str) -> bool:
    return bool(sign) and (sign >= "\u0e00" and sign.isalpha() or sign == OBJECT)


def is_quoted(text: Text, span: Span) -> bool:
    """Whether the span stands in quotation marks or brackets."""
    before, after = text.text[: span.start], text.text[span.end :]
    for opening, closing in _QUOTING.items():
        opened = before.count(opening) - (before.count(closing) if closing != opening else 0)
        if closing in after and (opened % 2 == 1 if closing == opening else opened > 0):
            return True
    return False
