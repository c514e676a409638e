"""The sample articles: their annotations point into their texts, and the floors of the benchmark hold."""

from __future__ import annotations

import pytest

from corpora import benchmark
from tqcheck.annotate.words import count
from tqcheck.languages import language
from tqcheck.model import CATEGORIES

CASE = pytest.mark.parametrize("name", benchmark.cases())


@CASE
def test_annotations_point_into_the_texts(name: str) -> None:
    case = benchmark.cases()[name]
    for item in case.gold["findings"]:
        assert item["category"] in CATEGORIES
        assert item["quote"] is None or benchmark.span(case.target, item)
        assert not item.get("src_quote") or item["src_quote"] in case.source
    assert len(case.gold["distractors"]) >= 6


@CASE
def test_article_is_long_enough(name: str) -> None:
    case = benchmark.cases()[name]
    assert count(case.source, language(case.gold["src_lang"])) >= 250


@CASE
def test_floors_hold(name: str) -> None:
    floor, figures = benchmark.floors()[name], benchmark.measure(name)
    missed = [item["quote"] or item["src_quote"] for item in figures.missed]
    assert figures.recall >= floor["recall"], missed
    assert figures.precision >= floor["precision"], [one.message for one in figures.false]
    assert figures.alarms <= floor["alarms"], [one.message for one in figures.crying]


@CASE
def test_floor_below_the_bar_says_why(name: str) -> None:
    floor = benchmark.floors()[name]
    assert floor.get("reason") or not benchmark.needs_reason(floor)


def test_floors_are_of_articles_that_exist() -> None:
    assert set(benchmark.floors()) == set(benchmark.cases())
