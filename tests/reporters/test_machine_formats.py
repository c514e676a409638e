"""Machine formats: valid by their public schema or to a real consumer, and safe with any text."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tqcheck.model import DocumentReport, Evidence, Finding, PairText, Place, Report
from tqcheck.reporters import FORMATS, render

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
MACHINE = ["jsonl", "sarif", "junit", "github", "gitlab", "csv", "mqm"]

FAULT = Finding(
    rule="number",
    category="number",
    mqm="accuracy/mistranslation/number",
    severity="major",
    confidence=0.9,
    message="“83” is “38” in the source",
    row=None,
    target=Place(11, 13, "83", 3, 12),
    source=Place(9, 11, "38", 3, 9),
    evidence=(Evidence("source", 0, 8, "Morreram", "the verb"),),
    suggestion="38",
    fix="unsafe",
    fingerprint="00ff00ff00ff00ff",
)
PAIR = PairText(None, Place(0, 12, "Morreram 38.", 3, 1), Place(0, 14, "There died 83.", 3, 1), "paragraph", 0, 0)
DOCUMENT = DocumentReport("pt/a b.md", "en/a b.md", "pt", "en", 3, 1, {}, (FAULT,), (PAIR,), notices=("read [so](x)",))
LOST = replace(FAULT, rule="missing-text", severity="critical", target=None, suggestion=None, fix=None, evidence=())
NASTY = replace(
    FAULT,
    severity="minor",
    message="50%: a,b\r\nc \x00\x1b[31m \ud800 ::error::x <&>]]> [a](b)",
    target=Place(0, 7, "=1+1\tx\ny"[:7], 1, 1),
    suggestion="@SUM(A1)",
    fingerprint="11ff00ff00ff00ff",
)
EMPTY = replace(DOCUMENT, findings=())


def report(*findings: Finding) -> Report:
    return Report((replace(DOCUMENT, findings=findings),), "0.1.0")


def test_every_format_is_offered() -> None:
    assert set(MACHINE) <= set(FORMATS)


@pytest.mark.parametrize("form", MACHINE)
@pytest.mark.parametrize("made", [Report((EMPTY,), "0.1.0"), Report((), "0.1.0"), report(NASTY, LOST, FAULT)])
def test_every_format_takes_any_report(form: str, made: Report) -> None:
    assert "\x00" not in render(made, form)


@pytest.mark.parametrize("findings", [(), (FAULT,), (NASTY, LOST, FAULT)])
def test_sarif_is_valid_by_its_schema(findings: tuple[Finding, ...]) -> None:
    from jsonschema import Draft4Validator

    Draft4Validator(json.loads(SCHEMA.read_text(encoding="utf-8"))).validate(
        json.loads(render(report(*findings), "sarif"))
    )


def test_sarif_has_the_source_as_related_location_and_the_repair() -> None:
    run = json.loads(render(report(FAULT), "sarif"))["runs"][0]
    result = run["results"][0]
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "en/a%20b.md", "uriBaseId": "%SRCROOT%"},
        "region": {"startLine": 3, "startColumn": 12, "endLine": 3, "endColumn": 14},
    }
    related = [
        (one["message"]["text"], one["physicalLocation"]["artifactLocation"]["uri"])
        for one in result["relatedLocations"]
    ]
    assert related == [("source: 38", "pt/a%20b.md"), ("the verb: Morreram", "pt/a%20b.md")]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "38"}
    assert "Why it matters" in run["tool"]["driver"]["rules"][result["ruleIndex"]]["help"]["text"]


def test_sarif_points_at_the_source_where_text_is_lost() -> None:
    result = json.loads(render(report(LOST), "sarif"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "pt/a%20b.md"


def test_sarif_link_syntax_in_a_message_is_text() -> None:
    result = json.loads(render(report(NASTY), "sarif"))["runs"][0]["results"][0]
    assert r"\[a\](b)" in result["message"]["text"]


def test_region_in_several_lines_ends_where_its_text_ends() -> None:
    place = Place(3, 12, "one\r\ntwo\n", 7, 4)
    region = json.loads(render(report(replace(FAULT, target=place)), "sarif"))["runs"][0]["results"][0]["locations"][0]
    assert region["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 4, "endLine": 9, "endColumn": 1}


def test_row_of_a_bitext_has_a_line_and_no_columns() -> None:
    row = replace(FAULT, row=4, target=Place(5, 7, "83", 40, 6), source=None, evidence=())
    result = json.loads(render(report(row), "sarif"))["runs"][0]["results"][0]
    assert result["locations"][0]["physicalLocation"]["region"] == {"startLine": 40, "endLine": 40}
    assert "fixes" not in result


def test_junit_is_read_by_a_consumer() -> None:
    from junitparser import JUnitXml

    suite = next(iter(JUnitXml.fromstring(render(report(NASTY, FAULT), "junit").encode("utf-8"))))
    cases = [(case.classname, case.result[0].type) for case in suite]
    assert cases == [("en/a b.md", "minor"), ("en/a b.md", "major")]
    assert (suite.tests, suite.failures, suite.errors) == (2, 2, 0)


def test_junit_document_without_findings_is_a_passed_test() -> None:
    from junitparser import JUnitXml

    suite = next(iter(JUnitXml.fromstring(render(Report((EMPTY,), "0.1.0"), "junit").encode("utf-8"))))
    assert [case.is_passed for case in suite] == [True]


def test_junit_has_no_character_that_xml_forbids() -> None:
    root = ElementTree.fromstring(render(report(NASTY), "junit").encode("utf-8"))
    assert "\ufffd" in next(root.iter("failure")).attrib["message"]


def test_github_command_is_escaped() -> None:
    line = render(report(NASTY), "github")
    assert line.count("\n") == 1
    assert line.startswith("::warning file=en/a b.md,line=1,endLine=2,title=minor%3A number::50%25: a,b%0D%0Ac ")


def test_github_shows_the_worst_first_and_tells_what_it_leaves_out() -> None:
    minor = replace(FAULT, severity="minor")
    lines = render(report(*[minor] * 12, LOST, *[FAULT] * 11), "github").splitlines()
    assert lines[0].startswith("::error file=pt/a b.md,line=3,")
    assert sum(line.startswith("::error") for line in lines) == 10
    assert sum(line.startswith("::warning") for line in lines) == 10
    assert lines[-1] == "::notice title=tqcheck::4 more, not shown as annotations: 2 major, 2 minor"


def test_gitlab_has_what_gitlab_requires_with_unique_fingerprints() -> None:
    other = replace(DOCUMENT, target="en/c.md")
    issues = json.loads(render(Report((DOCUMENT, other), "0.1.0"), "gitlab"))
    assert len({issue["fingerprint"] for issue in issues}) == 2
    for issue in issues:
        assert {"description", "check_name", "fingerprint", "severity", "location"} <= set(issue)
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["location"]["lines"]["begin"] == 3


def test_csv_runs_no_formula() -> None:
    row = next(csv.DictReader(io.StringIO(render(report(NASTY), "csv"), newline="")))
    assert (row["target"], row["suggestion"]) == ("'=1+1\tx\n", "'@SUM(A1)")
    assert row["message"].startswith("50%: a,b\r\nc ")


def test_json_lines_are_findings_with_their_document() -> None:
    lines = render(report(FAULT, LOST), "jsonl").splitlines()
    assert [json.loads(line)["rule"] for line in lines] == ["number", "missing-text"]
    assert json.loads(lines[0])["document"] == {
        "source": "pt/a b.md",
        "target": "en/a b.md",
        "source_lang": "pt",
        "target_lang": "en",
    }


def test_mqm_marks_the_error_as_viewers_expect() -> None:
    header, *lines = [line.split("\t") for line in render(report(FAULT, LOST), "mqm").splitlines()]
    assert header[:2] == ["system", "doc"]
    found = [dict(zip(header, line)) for line in lines]
    assert [(one["source"], one["target"], one["severity"]) for one in found] == [
        ("Morreram 38.", "There died <v>83</v>.", "Major"),
        ("Morreram <v>38</v>.", "There died 83.", "Critical"),
    ]
    assert json.loads(found[0]["metadata"])["corrected_translation"] == "There died 38."


def test_mqm_segment_without_error_counts_as_seen() -> None:
    line = render(Report((EMPTY,), "0.1.0"), "mqm").splitlines()[1].split("\t")
    assert line[7:9] == ["no-error", "no-error"]


def test_junit_holds_a_rule_of_any_name() -> None:
    """Found by fuzzing: the names of plug-ins' rules, in a report that is read again, are not ours to choose."""
    made = report(NASTY, FAULT)
    (document,) = made.documents
    findings = tuple(replace(one, rule="odd\x01name") for one in document.findings)
    out = render(replace(made, documents=(replace(document, findings=findings),)), "junit")
    assert "odd\ufffdname" in ElementTree.fromstring(out.encode("utf-8")).find(".//testcase").attrib["name"]
