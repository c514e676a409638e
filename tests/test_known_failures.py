"""What we know that we miss: strict expected failures, so that an improvement forces its promotion to an example.

`cases/known-failures.jsonl` has a category, why the fault is missed, and a pair of texts by language, source first,
with the fault marked as in the examples of rules.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.examples import article, sides
from tqcheck.findings import run
from tqcheck.rules import Example, catalogue

CASES = [
    json.loads(line)
    for line in (Path(__file__).parent / "cases" / "known-failures.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize("case", [pytest.param(case, id=f"{case['category']}-{n}") for n, case in enumerate(CASES)])
@pytest.mark.xfail(strict=True, reason="known failures")
def test_fault_is_found(case: dict[str, str]) -> None:
    example = Example(**{tag: text for tag, text in case.items() if tag not in ("category", "why")})
    caught, _ = run([rule for rule in catalogue().values() if not rule.advisory], article(example))
    found = [one.fault.target for one in caught if one.fault.target]
    marked = [span for line in sides(example)[1] for span in line.spans]
    assert all(any(one.start < end and start < one.end for one in found) for start, end, _ in marked)
