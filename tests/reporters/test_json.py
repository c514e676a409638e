"""The JSON report: what it writes it reads again, and it outlives additions."""

from __future__ import annotations

import json

import tqcheck
from tests.reporters.made import DOUBTS, document
from tests.reporters.made import report as reported
from tqcheck.reporters import json as reporter
from tqcheck.reporters import render


def report() -> tqcheck.Report:
    return tqcheck.check("Morreram 38.\n\nA ONU veio.", "Then 83 died.", source_lang="pt", target_lang="en")


def test_what_is_written_is_read_again() -> None:
    made = report()
    assert reporter.load(render(made, "json")) == made


def test_heat_is_read_again_and_is_no_key_where_nobody_asked() -> None:
    asked, plain = (reported(document(doubts=doubts)) for doubts in (DOUBTS, None))
    assert reporter.load(render(asked, "json")) == asked
    assert '"heat"' not in render(plain, "json")


def test_keys_of_a_later_version_are_passed_over() -> None:
    raw = json.loads(render(report(), "json"))
    raw["documents"][0]["findings"][0]["mood"] = raw["documents"][0]["pairs"][0]["mood"] = "grave"
    assert reporter.load(json.dumps(raw)) == report()


def test_rules_that_found_something_are_documented() -> None:
    made = json.loads(render(report(), "json"))
    assert set(made["rules"]) == {finding["rule"] for finding in made["documents"][0]["findings"]}
    assert all(rule["title"] and rule["why"] for rule in made["rules"].values())
