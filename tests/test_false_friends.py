"""Every row of the tables of false friends is true: the wrong word is found and repaired, the right one is silent."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.examples import article
from tqcheck.findings import run
from tqcheck.languages import table
from tqcheck.rules import Example, catalogue

RULE = catalogue()["false-friend"]
TABLES = sorted(
    item.name.removesuffix(".tsv")
    for item in files("tqcheck.languages").iterdir()
    if item.name.endswith((".false-friends.tsv", ".idioms.tsv"))
)
ROWS = [
    pytest.param(name.split(".")[0], row, id=f"{name}-{row['source'].split()[0]}-{row['wrong'].split()[0]}")
    for name in TABLES
    for row in table(name)
]


def example(name: str, row: dict[str, str], target: str) -> Example:
    source_tag, target_tag = name.split("-")
    return Example(**{source_tag: row["example_source"], target_tag: target})


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_wrong_word_is_found_and_repaired(name: str, row: dict[str, str]) -> None:
    target = row["example_target"]
    wrong, right = target[target.index("[[") + 2 : target.index("]]")].split(" => ")
    caught, _ = run([RULE], article(example(name, row, target)))
    plain = target.replace(f"[[{wrong} => {right}]]", wrong)
    found = [(one.fault.target.of(plain), one.fault.suggestion) for one in caught if one.fault.target]
    assert found == [(wrong, right)]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_right_word_is_silent(name: str, row: dict[str, str]) -> None:
    target = row["example_target"]
    marked = target[target.index("[[") : target.index("]]") + 2]
    caught, _ = run([RULE], article(example(name, row, target.replace(marked, marked[2:-2].split(" => ")[1]))))
    assert [one.fault.message for one in caught] == []


@pytest.mark.parametrize("name", ["pt-en", "es-en", "fr-en", "de-en", "it-en", "pt-es", "en-pt"])
def test_table_is_large(name: str) -> None:
    assert len(table(f"{name}.false-friends")) >= 150
