"""False alarms that were reported or foreseen: right translations in which nothing is to be found.

`cases/false-alarms.jsonl` has the rule that was tempted, why the translation is right, and a pair of texts by language,
source first. None of the rules that run by default may speak, nor the rule itself where it is advisory. A line with
`"open": true` is one that we know and have not mended: a strict expected failure, so that mending it is noticed.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.examples import article
from tqcheck.findings import run
from tqcheck.rules import Example, catalogue

LINES = (Path(__file__).parent / "cases" / "false-alarms.jsonl").read_text(encoding="utf-8").splitlines()
CASES = [
    pytest.param(
        case,
        id=f"{case['rule']}-{number}",
        marks=pytest.mark.xfail(strict=True, reason="known false alarm") if case.get("open") else (),
    )
    for number, case in enumerate(map(json.loads, LINES), 1)
]


@pytest.mark.parametrize("case", CASES)
def test_right_translation_is_left_alone(case: dict[str, Any]) -> None:
    rules = [rule for rule in catalogue().values() if not rule.advisory or rule.id == case["rule"]]
    texts = {tag: text for tag, text in case.items() if tag not in ("rule", "why", "open")}
    caught, _ = run(rules, article(Example(**texts)))
    assert [f"{one.rule.id}: {one.fault.message}" for one in caught] == []


def test_every_case_names_a_rule() -> None:
    assert {case.values[0]["rule"] for case in CASES} <= set(catalogue())
