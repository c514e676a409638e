"""Placeholders and tags: what a program puts values or formatting in place of, and no translator may touch."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Literal, get_args

import regex

from tqcheck.annotate import icu
from tqcheck.model import NOTHING, OBJECT, Span
from tqcheck.records import dataclass

Kind = Literal["tag", "named", "printf", "brace", "colon", "code"]
_KINDS: tuple[Kind, ...] = get_args(Kind)

# Tags that texts of programs have; others count where they are closed again or have attributes.
_NAMES = (
    "a abbr b big br code del div em font g h1 h2 h3 h4 hr i img ins kbd li mark mrk ol p pc pre s small span strong "
    "sub sup table td th tr u ul wbr x bx ex ph it bpt ept ut sc ec"
)
_KNOWN = frozenset(_NAMES.split())
# Tags that stand alone; the others open and close, and their words are part of the sentence.
_ALONE = frozenset({"br", "hr", "img", "wbr", "input", "x", "bx", "ex", "ph", "it", "bpt", "ept", "ut", "sc", "ec"})


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder, a tag or a piece of code. Two stand for the same where kind and key are equal."""

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
        | (?P<code>                                         # names of programs, the same in every language
              `[^`'\n{{}}%]{{1,80}}`
            | (?<![\w/.:-])(?:--[a-z][a-z0-9-]{{1,30}}|[A-Za-z]\w{{0,40}}_\w{{1,40}}(?:\(\))?|[A-Za-z][\w.]{{1,60}}\(\))
            | (?<!\w):[a-z][\w-]{{1,30}}:
          )
        | (?P<colon> (?<![\p{{L}}\p{{N}}:/.)]):[a-z][a-z0-9_]{{2,30}}(?![\w:/-]) )
        """,
        regex.VERBOSE,
    )


_HINT = regex.compile(r"[{%$<`_]|\(\)|--|(?<!\w):[a-z]")
# Directives of dates alone: beside them %d is a day and %e one without a zero.
_DATE = regex.compile(r"%-?[YmBbHMyjIZ]")
_IDENTITY = regex.compile(r"""\s(?:id|rid|i|startRef)=["']([^"']*)["']""")


def placeholders(text: str, glued: Collection[str] = ()) -> tuple[Placeholder, ...]:
    """The placeholders and tags in `text`, in order; those in an ICU message with choices are left to `icu`.

    `glued` are those of printf that count even with a letter right behind them: the source has them.
    """
    if not _HINT.search(text):
        return ()
    choices = [one.span for one in icu.arguments(text) or () if one.branches] if icu.has_choice(text) else []
    return tuple(one for one in _found(text, glued) if not any(map(one.span.overlaps, choices)))


def _found(text: str, glued: Collection[str]) -> Iterator[Placeholder]:
    unnumbered = 0
    dates = bool(_DATE.search(text))
    for match in _matches(text, glued):
        kind: Kind = next(name for name in _KINDS if match[name] is not None)
        if kind == "printf":
            if dates:
                continue
            unnumbered += match["position"] is None
            number = match["position"] or unnumbered
            key = f"{number}{'d' if match['conversion'] == 'i' else match['conversion']}"
        elif kind == "tag":
            if not _is_tag(match[0], text):
                continue
            key = _tag(match[0])
        else:
            key = "".join(match[0].split())
        yield Placeholder(kind, key, Span(match.start(), match.end()), match[0])


def _matches(text: str, glued: Collection[str]) -> Iterable[regex.Match[str]]:
    matches = list(_pattern().finditer(text))
    extra = [match for match in _bare().finditer(text) if match[0] in glued] if glued else []
    taken = {match.start() for match in matches}
    return sorted((*matches, *(one for one in extra if one.start() not in taken)), key=lambda match: match.start())


@functools.cache
def _bare() -> regex.Pattern[str]:
    """Placeholders of printf whatever stands behind them; with the groups of the other pattern."""
    others = "".join(f"(?P<{name}>(?!))?" for name in _KINDS if name != "printf")
    return regex.compile(rf"{others}(?P<printf>%(?P<position>(?!))?(?P<conversion>[@dsiufg]))")


def _is_tag(match: str, text: str) -> bool:
    """Whether a word between angle brackets is a tag: known, with attributes, standing alone, or closed again."""
    name = match.strip("</>").split(None, 1)[0].rstrip("/")
    if name.lower() in _KNOWN or match.endswith("/>") or "=" in match:
        return True
    return " " not in match and f"<{name}" in text and f"</{name}>" in text


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


def masked(source: str, left: Collection[Placeholder], target: str, right: Collection[Placeholder]) -> tuple[str, str]:
    """The two texts without the placeholders and tags of the source, which are no words of either.

    `left` and `right` are those of each text. What only the target has stays to be seen, and code that only one has.
    Of an ICU choice the branch `other` is kept.
    """
    if not left and not icu.has_choice(source):
        return source, target
    there = {one.same for one in right}
    left = [one for one in left if one.kind != "code" or one.same in there]
    here = {one.same for one in left}
    if icu.has_choice(source):
        source, target = _flat(source), _flat(target)
    return _hidden(source, left), _hidden(target, [one for one in right if one.same in here])


def _hidden(text: str, found: Collection[Placeholder]) -> str:
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
