"""The rule `number`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.comparison import compare, excused, partner
from tqcheck.annotate.quantities import Quantity
from tqcheck.languages import Language
from tqcheck.model import Severity, Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="number",
    mqm="accuracy/mistranslation/number",
    severity="major",
    requires={"source"},
    confidence=0.9,
    bad=[
        Example(pt="Morreram [[38]] pessoas.", en="[[83 => 38]] people died."),
        Example(pt="Custou R$ [[4,4 bilhões]].", en="It cost R$ [[44 billion => 4.4 billion]]."),
        Example(pt="Vieram [[1.500]] alunos.", en="[[1.500 => 1,500]] students came."),
        Example(pt="Subiu [[21,3%]] no ano.", en="It rose [[31.2% => 21.3%]] in the year."),
        Example(pt="A [[Covid-19]] voltou.", en="[[Covid-22 => Covid-19]] is back."),
        Example(pt="Foram [[sete]] gols.", en="It was [[eight]] goals."),
        Example(de="Es kamen [[zwölf]] Leute.", en="[[20]] people came."),
    ],
    good=[
        Example(pt="Às 14h30, 1.234,50 e 2 mil", en="At 2:30 p.m., 1,234.50 and 2,000"),
        Example(pt="No século XXI, nos anos 90", en="In the 21st century, in the 1990s"),
        Example(pt="São 100 km e 20 °C.", en="It is 62 miles and 68 °F."),
        Example(pt="Quase 1,98 milhão de votos", en="Almost 2 million votes"),
        Example(pt="Em 5 de maio, a Covid-19", en="On May 5, COVID-19"),
        Example(pt="Dois milhões", en="2 million"),
        Example(pt="Ele chegou com um amigo.", en="He came with 1 friend."),
        Example(ja="3万5000人が来た。", en="35,000 people came."),
    ],
)
def number(pair: Pair, article: Article) -> Iterator[Fault]:
    """A number differs from the source.

    Why it matters: a wrong figure is a wrong fact, and readers look figures up.

    When it is right: other formats of the same value, words for digits, rounding, units converted for the reader.
    """
    compared = compare(pair, article)
    lost = list(compared.lost)
    for wrong in compared.added:
        right = partner(wrong, (one for one in lost if _accuses(one, wrong)), _sizes(pair))
        if right is None:
            continue
        lost.remove(right)
        if not any(excused(one, wrong) for one in (right, *compared.lost)):
            yield _fault(pair, wrong, right)
    yield from _designations(pair)


def _designations(pair: Pair) -> Iterator[Fault]:
    """Names with a number, such as Covid-19 and A320: the same letters with another number."""
    if pair.source is None or pair.target is None:
        return
    there = {match["letters"].casefold(): match for match in _designation().finditer(pair.source.text)}
    numbers = {match["number"] for match in _designation().finditer(pair.source.text)}
    for match in _designation().finditer(pair.target.text):
        original = there.get(match["letters"].casefold())
        if original and match["number"] not in numbers:
            span, right = Span(match.start(), match.end()), match["letters"] + match["joint"] + original["number"]
            message = f"“{match[0]}” is “{original[0]}” in the source"
            yield Fault(message, span, Span(original.start(), original.end()), right)


@functools.cache
def _designation() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{N}.-])(?<letters>\p{L}{1,10})(?<joint>-?)(?<number>\d{1,4})(?![\p{L}\p{N}]|[.,:]\d)"
    )


def _accuses(source: Quantity, target: Quantity) -> bool:
    """At least one of the two is in digits, or both are numerals in words; "one" and "two" are pronouns too."""
    if not (source.strong or target.strong or (source.spelled and target.spelled)):
        return False
    return all(one.strong or one.value > 2 for one in (source, target))


def _sizes(pair: Pair) -> tuple[int, int]:
    assert pair.source is not None
    assert pair.target is not None
    return len(pair.target.text), len(pair.source.text)


def _fault(pair: Pair, wrong: Quantity, right: Quantity) -> Fault:
    assert pair.source is not None
    assert pair.target is not None
    there, here = right.span.of(pair.source.text), wrong.span.of(pair.target.text)
    tenfold = wrong.value and right.value and not 0.11 < wrong.value / right.value < 9
    severity: Severity = "critical" if tenfold and (wrong.currency or right.scale > 1 or wrong.scale > 1) else "major"
    right_text = _written(right, wrong, there, pair.target.language)
    message = f"“{here}” is “{there}” in the source"
    if here == there:
        message = (
            f"“{here}” means {wrong.value:.12g} in {pair.target.language.name}; the source says {right.value:.12g}"
        )
    return Fault(message, wrong.span, right.span, right_text, severity=severity)


def _written(right: Quantity, wrong: Quantity, there: str, language: Language) -> str | None:
    """The source's value as the target language writes it; None where either is in words."""
    from tqcheck.knowledge.numerals import formatted

    if not (right.strong and wrong.strong):
        return None
    sign = "%" if right.percent and wrong.percent else ""
    grouped = not there.isalnum()
    return formatted(right.value, right.scale, language.base, grouped) + sign
