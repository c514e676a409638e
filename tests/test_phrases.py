"""Every row of the tables of impossible phrases is true."""

from __future__ import annotations

from importlib.resources import files

import pytest

from tests.examples import article, sides
from tqcheck.findings import run
from tqcheck.languages import table
from tqcheck.rules import Example, catalogue

RULE = catalogue()["impossible-phrase"]
TABLES = sorted(item.name.split(".")[0] for item in files("tqcheck.languages").iterdir() if "phrases.tsv" in item.name)
ROWS = [pytest.param(name, row, id=f"{name}-{row['wrong']}") for name in TABLES for row in table(f"{name}.phrases")]


@pytest.mark.parametrize(("name", "row"), ROWS)
def test_phrase_is_found_and_repaired(name: str, row: dict[str, str]) -> None:
    example = Example(**{name: row["example"]})
    caught, _ = run([RULE], article(example))
    expected = [span for marked in sides(example)[1] for span in marked.spans]
    assert [(one.fault.target.start, one.fault.target.end, one.fault.suggestion) for one in caught] == expected
