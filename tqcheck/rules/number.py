"""The rule `number`."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import regex

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.comparison import Comparison
from tqcheck.annotate.conversion import is_tenfold, same_measure
from tqcheck.annotate.quantities import Quantity
from tqcheck.annotate.quantities.quantity import keys
from tqcheck.annotate.quantities.separators import magnitude
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
        Example(pt="Subiu [[17,5]]% no ano.", en="It rose [[17,5 => 17.5]]% in the year."),
        Example(pt="Subiu [[21,3]]% no ano.", en="It rose [[31.2 => 21.3]]% in the year."),
        Example(pt="A [[Covid-19]] voltou.", en="[[Covid-22 => Covid-19]] is back."),
        Example(pt="Foram [[sete]] gols.", en="It was [[eight]] goals."),
        Example(de="Es kamen [[zwölf]] Leute.", en="[[20]] people came."),
        Example(pt="Choveu [[50 milímetros]].", en="It rained [[20 inches]]."),
        Example(pt="As vendas caíram [[30%]] no ano.", en="Sales fell in the year."),
        Example(pt="Foi uma boa notícia.", en="It was good news for [[211 million]] people."),
        Example(pt="Vieram [[250]] alunos.", en="Students came."),
        Example(pt="Vieram [[4500]] alunos.", en="[[4600 => 4500]] students came."),
        Example(pt="Vieram 12 alunos e [[1.500]] pais.", en="12 students and [[1.500 => 1,500]] parents came."),
        Example(pt="O [[A320]] trouxe a Covid-19.", en="The [[A321 => A320]] brought Covid-19."),
    ],
    good=[
        Example(pt="Às 14h30, 1.234,50 e 2 mil", en="At 2:30 p.m., 1,234.50 and 2,000"),
        Example(pt="No século XXI, nos anos 90", en="In the 21st century, in the 1990s"),
        Example(pt="São 100 km e 20 °C.", en="It is 62 miles and 68 °F."),
        Example(pt="Quase 1,98 milhão de votos", en="Almost 2 million votes"),
        Example(pt="Em 5 de maio, a Covid-19", en="On May 5, COVID-19"),
        Example(pt="Dois mil milhões", en="2 billion"),
        Example(pt="Ele chegou com um amigo.", en="He came with 1 friend."),
        Example(ja="3万5000人が来た。", en="35,000 people came."),
        Example(pt="As vendas caíram em 2019.", en="Sales fell that year."),
        Example(pt="Ele tem 100% de certeza.", en="He is sure."),
        Example(pt="Ele chegou com 3 amigos.", en="He came with friends."),
    ],
)
def number(pair: Pair, article: Article) -> Iterator[Fault]:
    """A number differs from the source.

    Why it matters: a wrong figure is a wrong fact, and readers look figures up.

    When it is right: other formats of the same value, words for digits, rounding, units converted for the reader.
    """
    compared = pair.comparison
    for change in compared.changed:
        source, target = change.source, change.target
        if not any(one.date or one.clock for one in (source, target)) and not source.equals(target):
            yield _fault(pair, target, source)
    yield from _missing_and_added(pair, compared)
    yield from _wrongly_written(pair, compared.matched)
    yield from _designations(pair)


def _fault(pair: Pair, wrong: Quantity, right: Quantity) -> Fault:
    assert pair.source is not None
    assert pair.target is not None
    measured = same_measure(right, wrong) is False and not right.unit & wrong.unit
    there, here = (right.whole, wrong.whole) if measured else (right.span, wrong.span)
    message = _message(right, there.of(pair.source.text), wrong, here.of(pair.target.text))
    suggestion = None if measured else _written(right, wrong, there.of(pair.source.text), pair.target.language)
    return Fault(message, here, there, suggestion, severity=_severity(right, wrong))


def _missing_and_added(pair: Pair, compared: Comparison) -> Iterator[Fault]:
    """Figures that nothing on the other side answers, rightly or wrongly."""
    for one in compared.missing:
        if _is_figure(one) and pair.source:
            there = one.whole.of(pair.source.text)
            yield Fault(f"“{there}” is missing from the translation", None, one.whole, confidence=0.75)
    for one in compared.extra:
        if _is_figure(one) and pair.target:
            here = one.whole.of(pair.target.text)
            yield Fault(f"“{here}” is not in the source", one.whole, confidence=0.75)


def _is_figure(one: Quantity) -> bool:
    """Whether nobody leaves it out or puts it in for style, as "100 percent sure", dates and converted measures are."""
    if not one.strong or one.unit or one.date or one.clock or one.kind in {"year", "decade", "century", "ordinal"}:
        return False
    if one.percent:
        return one.value != 100
    return bool(one.currency) or one.scale > 1 or one.value >= 100 and one.value == int(one.value)


def _message(right: Quantity, there: str, wrong: Quantity, here: str) -> str:
    """Both sides, with their values where the words do not show them."""
    source, target = _shown(there, right), _shown(here, wrong)
    if "=" not in source + target:
        return f"{target} is {source} in the source"
    return f"source {source}; target {target}"


def _shown(text: str, one: Quantity) -> str:
    plain = f"{one.value:,.15g}"
    return f"“{text}”" if text in {plain, f"{one.value:.10g}"} or one.unit and one.scale == 1 else f"“{text}” = {plain}"


def _severity(right: Quantity, wrong: Quantity) -> Severity:
    """Critical where the value is of another magnitude, and one that counts."""
    if same_measure(right, wrong) is False:
        return "critical" if is_tenfold(right, wrong) else "major"
    ratio = abs(wrong.value / right.value) if right.value else 0.0
    weighty = (
        right.currency or wrong.currency or max(right.scale, wrong.scale) > 1 or max(right.value, wrong.value) >= 1000
    )
    another = ratio and not 0.11 < ratio < 9
    return "critical" if another and weighty and magnitude(right.value) != magnitude(wrong.value) else "major"


def _written(right: Quantity, wrong: Quantity, there: str, language: Language) -> str | None:
    """The source's value as the target language writes it; None where either is in words."""
    from tqcheck.knowledge.numerals import formatted

    if not (right.strong and wrong.strong) or right.kind == "ordinal":
        return None
    return formatted(right.value, right.scale, language.base, grouped=not there.isalnum())


def _wrongly_written(pair: Pair, matched: Sequence[tuple[Quantity, Quantity]]) -> Iterator[Fault]:
    """Separators of the source's language: 1.500 in English is one and a half, 17,5 nothing at all."""
    from tqcheck.knowledge.numerals import formatted

    for source, target in matched:
        meant = keys(source.values - source.foreign)
        if meant.isdisjoint(keys(target.foreign)) or not keys(target.values - target.foreign).isdisjoint(meant):
            continue
        # A source that writes 2,706 where its language writes 2.706 is doubtful itself.
        doubtful = any(value > source.value for value in source.foreign)
        if pair.source is None or pair.target is None or doubtful:
            continue
        here, there = target.span.of(pair.target.text), source.span.of(pair.source.text)
        name = pair.target.language.name
        right = formatted(source.value, target.scale, pair.target.language.base, grouped=True)
        if target.value == source.value:
            yield Fault(f"{name} writes “{here}” as “{right}”", target.span, source.span, right, severity="minor")
        else:
            message = f"“{here}” is {target.value:,.15g} in {name}; the source says “{there}” = {source.value:,.15g}"
            yield Fault(message, target.span, source.span, right)


def _designations(pair: Pair) -> Iterator[Fault]:
    """Names with a number, such as Covid-19 and A320: the same letters with another number."""
    if pair.source is None or pair.target is None or not (pair.source.has_digits and pair.target.has_digits):
        return
    there = {_letters(match): match for match in _designation().finditer(pair.source.text)}
    numbers = {_digits(match) for match in _designation().finditer(pair.source.text)}
    for match in _designation().finditer(pair.target.text):
        original = there.get(_letters(match))
        if original and _digits(match) not in numbers:
            span = Span(match.start(), match.end())
            right = match[0].replace(_digits(match), _digits(original))
            message = f"“{match[0]}” is “{original[0]}” in the source"
            yield Fault(message, span, Span(original.start(), original.end()), right)


def _letters(match: regex.Match[str]) -> str:
    return str(match["letters"] or match["behind"]).casefold()


def _digits(match: regex.Match[str]) -> str:
    return str(match["number"] or match["first"])


@functools.cache
def _designation() -> regex.Pattern[str]:
    return regex.compile(
        r"(?<![\p{L}\p{N}.-])"
        r"(?:(?<letters>\p{L}{1,10})(?:-?|(?<=\p{Lu}{2}) )(?<number>\d{1,4})|(?<first>\d)(?<behind>[DG]))"
        r"(?![\p{L}\p{N}]|[.,:]\d)"
    )
