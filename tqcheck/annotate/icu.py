"""ICU MessageFormat: `{n, plural, one {# file} other {# files}}`, parsed with the places of its parts.

https://unicode-org.github.io/icu/userguide/format_parse/messages/
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.model import Span
from tqcheck.records import dataclass

_CHOICE = re.compile(r"\{\s*[\w-]{1,60}\s*,\s*(?:plural|select|selectordinal)\s*,")
_ARGUMENT = re.compile(r"\{\s*([\w-]{1,60})\s*(?:,\s*(\w{1,20})\s*)?")
_KEY = re.compile(r"\s*(?:offset:\s*\d+\s*)?(=\d+|[\w-]{1,60})\s*\{")
_QUOTED = re.compile(r"'(?:'|[{}#|][^']*(?:''[^']*)*'?)")
_DEEPEST = 10


@dataclass(frozen=True, slots=True)
class Argument:
    """A variable part of a message; `branches` are the keys and texts of a choice (plural, select, selectordinal)."""

    name: str
    kind: str
    span: Span
    branches: tuple[tuple[str, Span], ...] = ()


class _SyntaxError(Exception):
    pass


def has_choice(text: str) -> bool:
    """Whether the text looks like an ICU message with a choice in it."""
    return "{" in text and _CHOICE.search(text) is not None


def arguments(text: str) -> tuple[Argument, ...] | None:
    """The arguments of a message, those inside branches after the choice they are in; None where it does not parse."""
    try:
        return tuple(_message(text, 0, len(text), 0))
    except _SyntaxError:
        return None


def _message(text: str, start: int, end: int, depth: int) -> Iterator[Argument]:
    """The arguments in a stretch of text that is a message."""
    if depth > _DEEPEST:
        raise _SyntaxError
    at = start
    while at < end:
        if quoted := _QUOTED.match(text, at, end):
            at = quoted.end()
        elif text[at] == "}":
            raise _SyntaxError
        elif text[at] == "{":
            found = _argument(text, at, end)
            yield found
            for _, branch in found.branches:
                yield from _message(text, branch.start, branch.end, depth + 1)
            at = found.span.end
        else:
            at += 1


def _argument(text: str, start: int, end: int) -> Argument:
    match = _ARGUMENT.match(text, start, end)
    if match is None:
        raise _SyntaxError
    close = _closing(text, start, end)
    kind = match[2] or "argument"
    if kind not in {"plural", "select", "selectordinal"}:
        return Argument(match[1], kind, Span(start, close))
    branches = []
    at = match.end() + text[match.end() : close].startswith(",")
    while key := _KEY.match(text, at, close - 1):
        inner = _closing(text, key.end() - 1, close - 1)
        branches.append((key[1], Span(key.end(), inner - 1)))
        at = inner
    if not branches or text[at : close - 1].strip():
        raise _SyntaxError
    return Argument(match[1], kind, Span(start, close), tuple(branches))


def _closing(text: str, start: int, end: int) -> int:
    """Where the bracket that opens at `start` has been closed."""
    depth, at = 0, start
    while at < end:
        if quoted := _QUOTED.match(text, at, end):
            at = quoted.end()
            continue
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
        if depth == 0:
            return at
    raise _SyntaxError
