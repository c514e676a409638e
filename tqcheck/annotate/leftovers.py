"""Leftovers of web pages: comment forms, share buttons, links to other articles."""

from __future__ import annotations

import functools
import re

from tqcheck.languages import Language, settings

_EDGES = " \t\u00a0.:!?…*»«“”\"'()[]|•·→>›-–—\u2060\ufffc。！：（）【】"
_LONGEST = 200  # characters of a line that begins with a label


def is_leftover(text: str, language: Language) -> bool:
    """Whether a line or sentence surrounds articles on web pages, rather than being part of one."""
    line = text.casefold().strip(_EDGES)
    pack = language.topic("leftovers")
    if line.rstrip("()0123456789").rstrip() in _whole(language.base):  # "Comments (3)"
        return True
    if len(text) > _LONGEST:
        return False
    if line.startswith(_long(language.base)):
        return True
    label, colon, rest = line.partition(":")
    return bool(colon) and bool(rest.strip()) and label.strip() in pack.get("labels", ())


@functools.cache
def _long(base: str) -> tuple[str, ...]:
    """Whole lines of so many words that they are the page's even where more follows, with the sign before it."""
    return tuple(line + behind for line in _whole(base) if line.count(" ") >= 4 for behind in (". ", " *"))


@functools.cache
def _whole(base: str) -> frozenset[str]:
    return frozenset(line.strip(_EDGES) for line in settings(f"{base}.leftovers").get("whole", ()))


@functools.cache
def inline(language: Language) -> re.Pattern[str]:
    """Finds labels with a link's text in brackets: "(Also read: …)"."""
    labels = language.topic("leftovers").get("labels", ())
    any_label = "|".join(map(re.escape, labels)) or r"(?!)"
    return re.compile(rf"[(\[](?:{any_label}):[^()\[\]]{{3,200}}[)\]]", re.IGNORECASE)
