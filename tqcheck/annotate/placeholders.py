"""Placeholders and tags: what a program puts values or formatting in place of, and no translator may touch."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import regex

from tqcheck.annotate import icu
from tqcheck.model import NOTHING, OBJECT, Span

Kind = Literal["tag", "brace", "printf", "named", "colon"]

# Tags that stand alone; the others open and close, and their words are part of the sentence.
_ALONE = frozenset({"br", "hr", "img", "wbr", "input", "x", "bx", "ex", "ph", "it", "bpt", "ept", "ut", "sc", "ec"})


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder or tag. Two stand for the same where kind and key are equal."""

    kind: Kind
    key: str
    span: Span
    text: str

    @property
    def same(self) -> tuple[Kind, str]:
        """What must be equal in source and target."""
        return self.kind, self.key


@functools.cache
def _pattern() -> regex.Pattern[str]:
    size = r"[-+0\#,]?(?:\d{1,3}|\*)?(?:\.\d{1,2})?(?:hh|h|ll|l|q|L|z|j|t)?"
    return regex.compile(
        rf"""
          (?P<tag> </?(?:[A-Za-z][\w:.-]{{0,30}}|\d{{1,2}})(?:\s[^<>]{{0,300}})?/?> )
        | (?P<named>
              \{{{{2,3}}[^{{}}]{{1,80}}\}}{{2,3}}                 # {{{{name}}}}
            | \{{%[^{{}}%]{{1,120}}%\}}                           # {{% if x %}}
            | [$\#]\{{[^{{}}\s]{{1,60}}\}}                        # ${{name}}
            | \$t\([^()]{{1,80}}\)                                # $t(key)
            | %\([\w.]{{1,40}}\){size}[diouxXeEfFgGcrsa]          # %(name)s
            | %\{{[\w.]{{1,40}}\}} | %<[\w.]{{1,40}}>{size}[a-zA-Z]
            | %[A-Za-z_]{{2,30}}%                                 # %name%
          )
        | (?P<printf>
              %(?P<position>\d{{1,2}})\${size}(?P<conversion>[@diouxXeEfFgGaAcCsS])
            | (?<![\p{{N}}%])%{size}(?P<conversion>[@diouxXeEfFgGcCsS])(?![\p{{Latin}}\p{{N}}])
          )
        | (?P<brace> \{{[\w.\[\]-]{{0,40}}                      # {{0}}, {{name!r:>8}}, {{n, number, percent}}
              (?:![rsa])?(?::[^{{}}\s]{{1,20}})?(?:,\s?\w{{4,12}}(?:,[^{{}}]{{0,40}})?)?\}} )
        | (?P<colon> (?<![\p{{L}}\p{{N}}:/.)]):[a-z][a-z0-9_]{{2,30}}(?![\w:/-]) )
        """,
        regex.VERBOSE,
    )


_HINT = regex.compile(r"[{%$<]|(?<!\w):[a-z]")
# Directives of dates alone: beside them %d is a day and %e one without a zero.
_DATE = regex.compile(r"%-?[YmBbHMyjIZ]")
_IDENTITY = regex.compile(r"""\s(?:id|rid|i|startRef)=["']([^"']*)["']""")


def placeholders(text: str) -> tuple[Placeholder, ...]:
    """The placeholders and tags in `text`, in order; those in an ICU message with choices are left to `icu`."""
    if not _HINT.search(text):
        return ()
    choices = [one.span for one in icu.arguments(text) or () if one.branches] if icu.has_choice(text) else []
    return tuple(
        one for one in _found(text, dates=bool(_DATE.search(text))) if not any(map(one.span.overlaps, choices))
    )


def _found(text: str, dates: bool) -> Iterator[Placeholder]:
    unnumbered = 0
    for match in _pattern().finditer(text):
        kind: Kind = next(name for name in ("tag", "named", "printf", "brace", "colon") if match[name] is not None)
        span = Span(match.start(), match.end())
        if kind == "printf":
            if dates:
                continue
            unnumbered += match["position"] is None
            number = match["position"] or unnumbered
            key = f"{number}{'d' if match['conversion'] == 'i' else match['conversion']}"
        elif kind == "tag":
            key = _tag(match[0])
        else:
            key = "".join(match[0].split())
        yield Placeholder(kind, key, span, match[0])


def _tag(text: str) -> str:
    """What makes a tag the same: its name and number and whether it opens, closes or does both."""
    name = text.strip("</>").split(None, 1)[0].rstrip("/").lower()
    identity = _IDENTITY.search(text)
    alone = text.endswith("/>") or name in _ALONE
    slash = "/" if text.startswith("</") else ""
    return f"<{slash}{name}{f' {identity[1]}' if identity else ''}{'/' if alone else ''}>"


def unmatched(some: Iterable[Placeholder], others: Iterable[Placeholder]) -> list[Placeholder]:
    """Those of some that the others have not, or have fewer times."""
    spare = Counter(one.same for one in others)
    left = []
    for one in some:
        if spare[one.same]:
            spare[one.same] -= 1
        else:
            left.append(one)
    return left


def masked(source: str, target: str) -> tuple[str, str]:
    """The two texts without the placeholders and tags of the source, which are no words of either.

    What only the target has stays to be seen. Of an ICU choice the branch `other` is kept.
    """
    left = placeholders(source)
    shared = {one.same for one in left}
    right = [one for one in placeholders(target) if one.same in shared] if left else []
    if icu.has_choice(source):
        source, target = _flat(source), _flat(target)
    return _hidden(source, left), _hidden(target, right)


def _hidden(text: str, found: tuple[Placeholder, ...] | list[Placeholder]) -> str:
    if not found:
        return text
    characters = list(text)
    for one in found:
        paired = one.kind == "tag" and not one.key.endswith("/>")
        size = one.span.end - one.span.start
        characters[one.span.start : one.span.end] = (NOTHING if paired else OBJECT) * size
    return "".join(characters)


def _flat(text: str) -> str:
    """An ICU message as its branches `other` show it."""
    characters = list(text)
    for one in icu.arguments(text) or ():
        kept = dict(one.branches).get("other") if one.branches else None
        if characters[one.span.start] == NOTHING:
            continue  # inside a branch that is not kept
        for at in range(one.span.start, one.span.end):
            if kept is None or not kept.start <= at < kept.end:
                characters[at] = NOTHING if one.branches else OBJECT
        if kept and one.kind != "select":
            for at in range(kept.start, kept.end):
                if characters[at] == "#":
                    characters[at] = OBJECT
    return "".join(characters)
