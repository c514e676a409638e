"""The rule `spacing`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_CURRENCIES = frozenset("$£€¥")  # where the source writes them is no excuse


@rule(
    category="spacing",
    mqm="linguistic-conventions/whitespace",
    severity="minor",
    requires={"spaces"},
    confidence=0.95,
    fix="safe",
    bad=[
        Example(pt="Ele veio, viu.", en="He [[came , => came,]] saw."),
        Example(pt="Custa US$ 44 bilhões.", en="It costs [[$ 44 => $44]] billion."),
        Example(pt="O (novo) plano", en="The [[( new => (new]] plan)"),
        Example(pt="Ele veio ontem.", en="He [[came  yesterday => came yesterday]]."),
        Example(pt="Acabou. O povo saiu.", en="It [[ended.The => ended. The]] people left."),
        Example(pt="Disse “sim” ontem.", en="He said [[“ yes => “yes]]” yesterday."),
        Example(pt="Veio, viu.", en="He [[came,saw => came, saw]]."),
    ],
    good=[
        Example(fr="Il vient ? Oui ; voilà : « bien » !"),
        Example(en="Wait ... what? It was .5 and Node.js, U.S. and e.g. example.org/a,b."),
        Example(pt="Custou R$ 44.", fr="Cela coûte 44 $ ou 3 € 50."),
        Example(en="At 10:30, 1,000 people; 3:1 (a)b)."),
        Example(en="The end.  The next sentence."),
        Example(en="Read pontofinal.Net and iG.com; ask john.Smith@example.org."),
        Example(pt="Na lista: Sul , Norte , Leste.", en="On the list: Sul , Norte , Leste."),
        Example(en="Write to a,b@example.org or open docs/old.New."),
        Example(en="Write to mary.Smith-jones@example.org today."),
    ],
)
def spacing(pair: Pair, article: Article) -> Iterator[Fault]:
    """A space is missing, doubled or at the wrong place.

    Why it matters: readers see at once that nobody looked, and lines break before the comma.

    When it is right: French spaces before ; : ! ? and inside « », ellipses, decimals, addresses, file names.
    """
    if pair.target is None or not _sign_beside(article.target_language.base).search(pair.target.text):
        return
    text, language = pair.target.text, article.target_language
    source = pair.source.text if pair.source else ""
    for pattern, what, joint in _patterns(language.base):
        for match in pattern.finditer(text):
            kept = match[0] in source and not _CURRENCIES & set(match[0])
            if kept or _in_address(text, match.start(), match.end()):
                continue
            right = joint.join(match.groups())
            if what != "lacks a space" or _are_words(match, language):
                yield Fault(f"“{match[0]}” {what}", Span(match.start(), match.end()), suggestion=right)


@functools.cache
def _sign_beside(base: str) -> regex.Pattern[str]:
    """What every fault has: a blank beside a sign or another blank, or a sign before a letter. Few texts have any."""
    before = regex.escape(_no_space_before(base))
    return regex.compile(rf"[ \u00a0][{before})\]”]|  |[(\[“][ \u00a0]|[$£€¥][ \u00a0]\d|[,;]\p{{L}}|[.!?]\p{{Lu}}")


def _no_space_before(base: str) -> str:
    return str(Language(base).topic("typography").get("no_space_before", ",.;:!?"))


@functools.cache
def _patterns(base: str) -> tuple[tuple[regex.Pattern[str], str, str], ...]:
    """What is wrong in a language, each with what joins the groups into the right text."""
    pack = Language(base).topic("typography")
    before = _no_space_before(base)
    curly = pack.get("curly_quotes", True)
    quotes, closing = ("“", "”") if curly else ("", "")
    found = [
        (
            rf"(?<![\p{{L}}\p{{N}}])([\p{{L}}\p{{N}}]++[”\"»)]?)(?:[ \u00a0])([{regex.escape(before)}])(?=\s|$|[”\"])",
            "has a space too many",
            "",
        ),
        (rf"([(\[{quotes}])[ \u00a0]([\p{{L}}\p{{N}}]++)", "has a space too many", ""),
        (rf"(?<![\p{{L}}\p{{N}}])([\p{{L}}\p{{N}}]++[,.!?]?)[ \u00a0]([)\]{closing}])", "has a space too many", ""),
        (r"(?<![\p{L}\p{N}])([\p{L}\p{N}]++,?)[ ]{2}([\p{L}\p{N}]++)", "has a doubled space", " "),
        (r"(?<![\w.@/])(\p{Ll}{2,}+[.!?])(\p{Lu}\p{Ll}++)(?![\w@/]|\.\w)", "lacks a space", " "),
        (r"(?<![\w.@/])(\p{Ll}{2,}+[,;])(\p{L}{2,}+)(?![\w@/]|\.\w)", "lacks a space", " "),
    ]
    if pack.get("joined_currency"):
        found.append(
            (r"(?<![\p{L}\p{N}])((?:US|A|C|NZ|HK)?\$|£|€|¥)[ \u00a0](\d[\d.,]*+(?<=\d))", "has a space too many", "")
        )
    return tuple((regex.compile(pattern), what, joint) for pattern, what, joint in found)


def _in_address(text: str, start: int, end: int) -> bool:
    """Whether the place is inside a URL, an e-mail address or a path: a run without blanks with its signs."""
    left, right = text.rfind(" ", 0, start) + 1, text.find(" ", end)
    run = text[left : right if right >= 0 else len(text)]
    return " " not in text[start:end] and any(sign in run for sign in ("@", "/", "www.", "_"))


def _are_words(match: regex.Match[str], language: Language) -> bool:
    """Whether both sides are words of the language: then no file name or brand stands there."""
    from tqcheck.knowledge.frequency import covers, zipf

    first, second = match[1].rstrip(",;.!?").casefold(), match[2].casefold()
    return not covers(language) or (zipf(first, language) >= 3 and zipf(second, language) >= 3)
