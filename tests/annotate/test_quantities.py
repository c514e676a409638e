"""Quantities of a text, and of two texts against each other: the table beside this file, each line a test."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.examples import article, unmark
from tqcheck.annotate.quantities import quantities, weekdays
from tqcheck.findings import run
from tqcheck.languages import language
from tqcheck.rules import Example, catalogue

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = tomllib.loads((Path(__file__).parent / "quantities.toml").read_text(encoding="utf-8"))
RULES = [rule for rule in catalogue().values() if rule.id in {"number", "unit", "currency", "date"}]


def lines(name: str) -> list[Any]:
    return [
        pytest.param(line, id=f"{topic}: {' '.join(map(str, line))}")
        for topic, groups in TABLE.items()
        for line in groups.get(name, ())
    ]


def found(source: str, there: str, target: str, here: str) -> list[tuple[int, int, str]]:
    example = Example(**{source: there, target: here})
    caught, _ = run(RULES, article(example))
    return [
        (one.fault.target.start, one.fault.target.end, f"{one.rule.id} {one.fault.severity or one.rule.severity}")
        for one in caught
        if one.fault.target
    ]


@pytest.mark.parametrize("line", lines("values"))
def test_text_says_one_quantity_of_that_value_and_kind(line: list[Any]) -> None:
    tag, marked, value, kind, *unit = line
    text = unmark(marked)
    start, end, _ = text.spans[0]
    at = [one for one in quantities(text.text, language(tag)) if one.span.start < end and start < one.span.end]
    assert [(one.value, one.kind) for one in at] == [(pytest.approx(value), kind)]
    assert at[0].span.start == start
    assert at[0].span.end == end or at[0].whole.end == end
    assert set(unit) <= at[0].unit | at[0].currency


@pytest.mark.parametrize("line", lines("right"))
def test_texts_that_tell_the_same_are_left_alone(line: list[str]) -> None:
    source, there, target, here = line
    assert found(source, there, target, here) == []


@pytest.mark.parametrize("line", lines("wrong"))
def test_fault_is_found_at_its_place_with_its_weight(line: list[str]) -> None:
    source, there, target, marked, expected = line
    text = unmark(marked)
    start, end, _ = text.spans[0]
    assert found(source, there, target, text.text) == [(start, end, expected)]


def test_table_is_as_wide_as_it_says() -> None:
    pairs = [line.values[0] for name in ("right", "wrong") for line in lines(name)]
    assert len(pairs) >= 200
    assert len({line[0] for line in pairs} | {line[2] for line in pairs}) >= 12


def test_message_shows_the_values_of_both_sides() -> None:
    example = Example(pt="São 1,2 milhão de votos.", en="There are 1.2 billion votes.")
    caught, _ = run(RULES, article(example))
    assert caught[0].fault.message == ("source “1,2 milhão” = 1,200,000; target “1.2 billion” = 1,200,000,000")


@pytest.mark.parametrize("digits", [10_000, 40_000])
def test_a_number_of_many_digits_is_no_quantity(digits: int) -> None:
    assert quantities("7" * digits, language("pt")) == ()


@pytest.mark.parametrize(("tag", "word"), [("pt", "mil "), ("en", "two and "), ("zh", "亿"), ("en", "half a million ")])
def test_words_of_numbers_in_a_row_stay_within_bounds(tag: str, word: str) -> None:
    found = quantities(word * 2000, language(tag))
    assert all(one.value < 1e30 for one in found)


def test_a_line_of_numbers_alone_is_compared() -> None:
    source = " ".join(str(number) for number in range(3000, 6000))
    target = source.replace(" 4321 ", " 4312 ")
    assert [(target[start:end], fault) for start, end, fault in found("pt", source, "en", target)] == [
        ("4312", "number major")
    ]


def test_days_of_the_week_are_numbered_from_monday() -> None:
    found = weekdays("Na segunda-feira e no domingo.", language("pt"))
    assert [day for _, day in found] == [0, 6]
    assert [day for _, day in weekdays("It is open on Monday and on Sunday.", language("en"))] == [0, 6]


def test_digit_that_python_does_not_know_yet_is_no_number() -> None:
    newer = "\U00010d45"  # Garay, of Unicode 16
    assert [one.value for one in quantities(f"às {newer}:30 h de {newer}/10/2020", language("pt"))] == [30, 10, 2020]
