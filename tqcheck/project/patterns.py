"""Patterns of paths, with slashes on every system: `*`, `**`, `?` and what stands between braces."""

from __future__ import annotations

import functools
import re

_WILDCARD = re.compile(r"\*\*/|\*\*|\*|\?")
_REGEX = {"**/": r"((?:[^/]+/)*)", "**": r"(.*)", "*": r"([^/]*)", "?": r"([^/])"}


@functools.lru_cache(1024)
def compiled(pattern: str) -> re.Pattern[str]:
    """The pattern as a regular expression of the whole path, one group for each wildcard."""
    parts, at = [], 0
    for match in _WILDCARD.finditer(pattern):
        parts += [re.escape(pattern[at : match.start()]), _REGEX[match[0]]]
        at = match.end()
    return re.compile("".join((*parts, re.escape(pattern[at:]))), re.S)


def matches(path: str, pattern: str) -> bool:
    """Whether the whole of `path` is as `pattern` says; a pattern that ends in a slash covers what lies below."""
    return bool(compiled(pattern + "**" if pattern.endswith("/") else pattern).fullmatch(path))


def wildcards(pattern: str) -> list[str]:
    """The wildcards of a pattern, in order."""
    return _WILDCARD.findall(pattern)


def fill(pattern: str, found: tuple[str, ...]) -> str:
    """The pattern with what its wildcards stand for."""
    rest = iter(found)
    return _WILDCARD.sub(lambda _: next(rest), pattern)


def fixed_folder(pattern: str) -> str:
    """The folder that everything the pattern names lies in: what comes before the first wildcard."""
    first = _WILDCARD.search(pattern)
    return (pattern[: first.start()] if first else pattern).rpartition("/")[0]
