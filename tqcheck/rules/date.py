"""The rule `date`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.quantities import Quantity, weekdays
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="date",
    mqm="accuracy/mistranslation/date-time",
    severity="major",
    requires={"source"},
    confidence=0.9,
    bad=[
        Example(pt="Nasceu em [[7 de setembro]].", en="She was born on [[November 7 => September 7]]."),
        Example(pt="Foi em [[maio de 2015]].", en="It was in [[May 2012 => May 2015]]."),
        Example(es="Cerró el [[03/11/2021]].", en_US="It closed on [[03/11/2021 => November 3, 2021]]."),
        Example(pt="Começa às [[14h30]].", en="It starts at [[3:30 p.m.]]"),
        Example(de="Er kam am [[Dienstag]].", en="He came on [[Thursday => Tuesday]]."),
    ],
    good=[
        Example(pt="Nasceu em 7 de setembro de 1990.", en="She was born on September 7."),
        Example(pt="Em 07/09/2024, às 14h30", en="On 7 September 2024, at 2:30 p.m."),
        Example(ja="9月7日午後2時30分", en="September 7, 14:30"),
        Example(fi="Peli alkaa klo 15.", en="The match starts at 3 p.m."),
        Example(pt="Na terça-feira passada", en="Last Tuesday"),
    ],
)
def date(pair: Pair, article: Article) -> Iterator[Fault]:
    """A date or a time differs from the source.

    Why it matters: a reader who comes on the wrong day will remember who told them.

    When it is right: another order of day and month, another clock, a year or a weekday that the context tells.
    """
    if pair.source is None or pair.target is None:
        return
    for change in pair.comparison.changed:
        source, target = change.source, change.target
        if any(one.date or one.clock for one in (source, target)):
            here, there = target.whole.of(pair.target.text), source.whole.of(pair.source.text)
            message = f"“{here}” is “{there}” in the source"
            yield Fault(message, target.whole, source.whole, _written(source, target, pair.target))
    yield from _changed_weekday(pair.source, pair.target)


def _written(source: Quantity, target: Quantity, text: Text) -> str | None:
    """The source's date as the target language writes it."""
    from tqcheck.knowledge.calendar import written

    if source.date is None or source.date.month is None or target.date is None:
        return None
    return written(source.date.day, source.date.month, source.date.year, text.language.tag)


def _changed_weekday(source: Text, target: Text) -> Iterator[Fault]:
    """A day of the week on each side that the other does not name."""
    there, here = weekdays(source.text, source.language), weekdays(target.text, target.language)
    lost = [one for one in there if one[1] not in {day for _, day in here}]
    added = [one for one in here if one[1] not in {day for _, day in there}]
    if len(lost) == len(added) == 1:
        yield _weekday_fault(source, target, lost[0], added[0][0])


def _weekday_fault(source: Text, target: Text, lost: tuple[Span, int], wrong: Span) -> Fault:
    from tqcheck.knowledge.calendar import weekdays as names

    message = f"“{wrong.of(target.text)}” is “{lost[0].of(source.text)}” in the source"
    right = next((name for name, number in names(target.language.base).items() if number == lost[1]), None)
    return Fault(message, wrong, lost[0], right)
