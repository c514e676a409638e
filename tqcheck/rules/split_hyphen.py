"""The rule `split-hyphen`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="hyphen",
    mqm="linguistic-conventions/spelling",
    severity="minor",
    requires={"spaces"},
    confidence=0.95,
    fix="safe",
    bad=[
        Example(pt="Um plano de longo prazo.", en="A [[long -term => long-term]] plan."),
        Example(pt="Uma análise aprofundada.", en="An [[in -depth => in-depth]] analysis."),
        Example(en="The prime minister", pt="O [[primeiro -ministro => primeiro-ministro]]"),
        Example(pt="Um autor conhecido.", en="A [[well- known => well-known]] author."),
        Example(pt="Uma firma do Rio.", en="A [[Rio -based => Rio-based]] firm."),
        Example(pt="O quasi-lumen brilha.", en="The [[quasi -lumen => quasi-lumen]] shines."),
        Example(en="The [[quasi -lumen => quasi-lumen]] is a quasi-lumen."),
        Example(pt="Um acordo comercial.", en="A [[trade -fund => trade-fund]] deal was signed."),
    ],
    good=[
        Example(en="The short- and long-term goals."),
        Example(en="It fell from 3 -4 points to -5 degrees."),
        Example(en="The plan -which nobody liked- was dropped."),
        Example(pt="- Não vou -disse ela."),
        Example(de="Der Vor- und Nachteil"),
        Example(en="Pre- or post-war houses, and the 19th- or 20th-century ones."),
        Example(en="The trip (river -road) was São Paulo -Rio."),
        Example(en="A trade- fund deal was signed."),
        Example(en="A trade -fund deal was signed, they said - twice."),
        Example(en="A trade -that nobody liked was signed."),
        Example(en="It was a deal -the best- they had."),
    ],
)
def split_hyphen(pair: Pair, article: Article) -> Iterator[Fault]:
    """A hyphen is torn from its word by a space.

    Why it matters: "long -term" is the most visible trace of machine translation, and it breaks searching and wrapping.

    When it is right: suspended hyphens ("short- and long-term"), ranges, minus signs, dashes, list bullets.
    """
    if pair.target is None or not _blank_beside().search(pair.target.text):
        return
    for match in _pattern().finditer(pair.target.text):
        first, second = match["first"], match["second"]
        if _is_compound(first, second, match["before"] is None, article, pair):
            span = Span(match.start("first"), match.end("second"))
            joined = f"{first}{match['hyphen']}{second}"
            yield Fault(f"“{span.of(pair.target.text)}” is one word: “{joined}”", span, suggestion=joined)


@functools.cache
def _blank_beside() -> regex.Pattern[str]:
    """What every torn hyphen has; few texts have any."""
    return regex.compile(r"[ \u00a0][-\u2010\u2011]|[-\u2010\u2011][ \u00a0]")


@functools.cache
def _pattern() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{N}\p{M}-])(?P<first>\p{L}[\p{L}\p{M}]*+(?:-[\p{L}\p{M}]++)*+)"
        r"(?:(?P<before>[ \u00a0]{1,2})(?P<hyphen>[-\u2010\u2011])|(?P<hyphen>[-\u2010\u2011])(?P<after>[ \u00a0]))"
        r"(?P<second>\p{L}[\p{L}\p{M}]*+(?:-[\p{L}\p{M}]++)*+)(?![\p{L}\p{N}\p{M}])(?!-\s)"
    )


def _is_compound(first: str, second: str, trailing: bool, article: Article, pair: Pair) -> bool:
    """Whether the joined word exists: in the article, in the language, or by its parts."""
    from tqcheck.knowledge.frequency import zipf

    language = article.target_language
    pack = language.topic("typography")
    if second.casefold() in pack.get("coordinators", "").split() or (first[0].isupper() and second[0].isupper()):
        return False
    joined = f"{first}-{second}".casefold()
    if joined in article.target_vocabulary or (pair.source and joined in article.source_vocabulary):
        return True
    if zipf(joined, language) > 0 or zipf(joined.replace("-", ""), language) >= 3.0:
        return True
    return _known_part(first, second, language) or (not trailing and _free_compound(first, second, pair))


def _free_compound(first: str, second: str, pair: Pair) -> bool:
    """Two words that carry meaning, in a language that joins any two, and no sign of a dash in the sentence."""
    assert pair.target is not None
    text, language = pair.target.text, pair.target.language
    if not language.topic("typography").get("free_compounds") or min(len(first), len(second)) < 3:
        return False
    if {first.casefold(), second.casefold()} & language.function_words or len(_dashes().findall(text)) > 1:
        return False
    behind = text[text.find(second, text.find(first)) + len(second) :]
    return first.islower() and second.islower() and behind[:1] == " " and behind[1:2].islower()


@functools.cache
def _dashes() -> regex.Pattern[str]:
    return regex.compile(r"(?<=\s)[-–—]|[-–—](?=\s)")


def _known_part(first: str, second: str, language: Language) -> bool:
    """By parts that make compounds: "long-", "well-", "-term"; a dash with a space lost has neither."""
    pack = language.topic("typography")
    heads, tails = pack.get("compound_heads", "").split(), pack.get("compound_tails", "").split()
    if second.casefold() in tails:
        return True
    return first.casefold() in heads and second.casefold() not in language.function_words  # "the best- they had"
