"""Words of opposed concepts: the tables are sound, and what they name is found in texts."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tqcheck.annotate import Text
from tqcheck.annotate.opposites import opposables
from tqcheck.languages import language, table
from tqcheck.model import Segment

TABLES = sorted(
    item.name.split(".")[0] for item in files("tqcheck.languages").iterdir() if "opposites.tsv" in item.name
)


def found(base: str, text: str) -> set[tuple[str, str, str]]:
    """The words with concept and pole."""
    side = Text(Segment(0, len(text), text, 0), language(base))
    return {(one.span.of(text), one.entry.concept, one.entry.pole) for one in opposables(side)}


@pytest.mark.parametrize("base", TABLES)
def test_no_form_stands_at_both_poles_of_a_concept(base: str) -> None:
    for row in table(f"{base}.opposites"):
        assert not set(row["one"].split()) & set(row["other"].split()), row["concept"]


@pytest.mark.parametrize("base", [base for base in TABLES if base != "en"])
def test_concepts_are_those_of_english(base: str) -> None:
    known = {row["concept"] for row in table("en.opposites")}
    assert {row["concept"] for row in table(f"{base}.opposites")} <= known


@pytest.mark.parametrize(
    ("base", "text", "word"),
    [
        ("en", "Prices fell.", ("fell", "rise", "other")),
        ("pt", "Os preços aumentaram.", ("aumentaram", "rise", "one")),
        ("fr", "L'augmentation continue.", ("augmentation", "rise", "one")),
        ("de", "Es war sehr heiß.", ("heiß", "hot", "one")),
        ("pt", "Um país em desenvolvimento.", ("em desenvolvimento", "developed", "other")),
        ("zh", "价格下降了。", ("下降", "rise", "other")),
    ],
)
def test_word_is_found_with_its_pole(base: str, text: str, word: tuple[str, str, str]) -> None:
    assert word in found(base, text)


def test_month_is_no_opening() -> None:
    assert not {one for one in found("pt", "Foi em abril.") if one[1] == "open"}
