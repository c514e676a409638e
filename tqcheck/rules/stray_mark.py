"""The rule `stray-mark`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.delimiters import is_quoted
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.transliteration import to_ascii
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_USUAL = 3.5  # zipf: rarer words before a point may be short forms


@rule(
    category="punctuation",
    mqm="linguistic-conventions/punctuation",
    severity="minor",
    requires={"source", "target-words", "spaces"},
    confidence=0.85,
    fix="unsafe",
    yields_to={"spacing", "leftover-markup", "encoding-damage", "wrong-language", "lowercase-start"},
    bad=[
        Example(pt="Cada gato tem sua tarefa.", en="Each[[. => ]] cat has its task."),
        Example(pt="Eles querem mudar a lei.", en="They want[[? => ]] to change the law."),
        Example(pt="Eles querem mudar a lei.", en="They want to change[[^ => ]] the law."),
        Example(pt="Nasceu de pais britânicos e mora lá.", en="Born to British parents[[,. => .]] Lives there."),
        Example(pt="São 30 milhões por ano que ajudam.", en="It is 30 million a year[[- => ]] that helps."),
        Example(pt="Ele saiu. Foi embora cedo.", en="He left[[. => ]] he went away early."),
    ],
    good=[
        Example(pt="O governo, etc. e tal", en="The government, approx. half of it, etc. and so on"),
        Example(pt="Empresas como Yahoo! cresceram.", en="Firms such as Yahoo! grew."),
        Example(pt="“Por quê?” perguntou ele.", en="“Why?” he asked."),
        Example(pt="Por quê? perguntou ele.", en="Why? he asked."),
        Example(pt="Metas de curto e longo prazo", en="The short- and long-term goals"),
        Example(pt="Espere... não é isso.", en="Wait... that is not it."),
        Example(pt="Use o npm. e o pip.", en="Use npm. and pip."),
        Example(de="Der Vertrag wurde z. B. nicht", en="The treaty e.g. was not"),
        Example(pt="Os índices A. niger e B. subtilis", en="The species A. niger and B. subtilis"),
    ],
)
def stray_mark(pair: Pair, article: Article) -> Iterator[Fault]:
    """A mark stands where no sentence ends.

    Why it matters: readers stumble, and take one sentence for two.

    When it is right: short forms with a point, names such as Yahoo!, suspended hyphens, questions inside a sentence.
    """
    if pair.source is None or pair.target is None:
        return
    for match in _pattern().finditer(pair.target.text) if _goes_on().search(pair.target.text) else ():
        span = Span(match.start("sign"), match.end("sign"))
        if _is_stray(match, pair.target, pair.source) and not is_quoted(pair.target, span):
            shown = f"{match['before']}{match['sign']} {match['after']}"
            confidence = 0.8 if match["sign"] in {"-", "."} else 0.9
            message = f"“{match['sign']}” does not belong into “{shown}”"
            yield Fault(message, span, suggestion="", confidence=confidence)
    for match in _symbols().finditer(pair.target.text):
        if match["sign"] not in pair.source.text:
            span = Span(match.start("sign"), match.end("sign"))
            yield Fault(f"“{match[0]}” has a stray sign", span, suggestion=match["kept"] or "")


@functools.cache
def _goes_on() -> regex.Pattern[str]:
    """The end of the pattern, the cheap test first: few marks have a small letter or a figure behind them."""
    return regex.compile(r"[.?!-] (?:\p{Ll}|\(?\p{Nd})")


@functools.cache
def _pattern() -> regex.Pattern[str]:
    # A word or a figure, a mark glued to it, a blank, and a word in small letters or a figure.
    return regex.compile(
        r"(?<![\p{L}\p{M}\p{N}.@/_-])(?P<before>[\p{L}\p{N}][\p{L}\p{M}]*+)(?P<sign>[.?!-])"
        r" (?P<after>\p{Ll}\p{L}*+|\(?\p{Nd}++)"
    )


@functools.cache
def _symbols() -> regex.Pattern[str]:
    # Signs that are no punctuation behind a word, and two marks where one belongs.
    return regex.compile(
        r"[\p{L}\p{N},](?P<sign>[_^~@](?P<kept>))(?=\s)|[\p{L}](?P<sign>(?:,(?P<kept>[.;])|;(?P<kept>[,.])))(?=\s)"
    )


def _is_stray(match: regex.Match[str], target: Text, source: Text) -> bool:
    before, sign = match["before"].casefold(), match["sign"]
    if not match["before"].islower() and match.start() > 0 or before.isdigit() and sign != "?":
        return False  # a name, or a short form of one; an ordinal with a point
    if sign in "?!":
        return not set("?!？！؟;") & set(source.text) and (before.isdigit() or zipf(before, target.language) >= _USUAL)
    if not match["after"].islower() or zipf(before, target.language) < _USUAL or (sign == "-" and "-" in source.text):
        return False
    return not _is_suspended(match, target) if sign == "-" else _ends_here(match, target, source)


def _ends_here(match: regex.Match[str], target: Text, source: Text) -> bool:
    """Whether a point behind a word is a full stop, not that of a short form."""
    before = match["before"].casefold()
    if before in _short_forms(target) or f"{before}." in source.text.casefold():
        return False
    if before in target.language.function_words:
        return len(match["after"]) > 2
    return len(before) > 3 and _has_vowel(before)


def _has_vowel(word: str) -> bool:
    """Whether it can be spoken: what has none is a short form (млрд)."""
    return not set("aeiouy").isdisjoint(to_ascii(word).casefold())


def _short_forms(text: Text) -> frozenset[str]:
    return frozenset(str(text.language.topic("sentences").get("abbreviations", "")).split())


def _is_suspended(match: regex.Match[str], target: Text) -> bool:
    """Whether the hyphen waits for the second part of a later compound, or closes an aside: "-which nobody liked-"."""
    coordinators = target.language.topic("typography").get("coordinators", "").split()
    rest = target.text[match.end() : match.end() + 60]
    return (
        match["after"].casefold() in coordinators
        or not coordinators
        or regex.search(r"\p{L}-\p{L}|[-–—]\s|\s[-–—]", rest) is not None
        or regex.search(r"(?:^|\s)[-–—]\p{L}", target.text[: match.start("sign")]) is not None
    )
