"""The report at a terminal: what is marked, what is cut to fit, and scripts that run from right to left."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.reporters.made import Fault, document, report
from tqcheck.model import Evidence, Failure, Overdue, Report
from tqcheck.reporters.text import render

PAIR = (("Morreram 38 pessoas.", "Then 83 people died."),)
FAULT = (Fault(0, "major", "number", "83", "38", "38"),)


def test_words_are_underlined_below_their_line() -> None:
    lines = render(report(document(PAIR, FAULT))).splitlines()
    shown = next(number for number, line in enumerate(lines) if "| Then 83" in line)
    start = lines[shown].index("83")
    assert lines[shown + 1][start : start + 2].strip(" ") == lines[shown + 1].strip(" |")[:2] != ""
    assert any("| Morreram 38" in line for line in lines)


@pytest.mark.parametrize("width", [40, 60])
def test_long_lines_are_cut_around_what_is_marked(width: int) -> None:
    long = ("palavra " * 30 + "38 " + "palavra " * 30, "word " * 40 + "83 " + "word " * 40)
    lines = render(report(document((long,), FAULT)), width=width).splitlines()
    marked = [line for line in lines if "| …" in line]
    assert len(marked) == 2
    assert all(line.endswith("…") and len(line) <= width for line in marked)
    assert ["38" in marked[0], "83" in marked[1]] == [True, True]


def test_marked_words_that_are_too_long_are_cut_themselves() -> None:
    words = "word " * 40
    fault = (Fault(0, "major", "addition", words.strip(), "a"),)
    lines = render(report(document((("a", words.strip()),), fault)), width=40).splitlines()
    assert all(len(line) <= 40 for line in lines if "|" in line)


def test_from_right_to_left_marks_stand_in_the_line() -> None:
    rows = (("Morreram 38 pessoas.", "مات 83 شخصا."),)
    text = render(report(document(rows, FAULT, languages=("pt", "ar"))))
    assert "»83«" in text


def test_evidence_stands_where_the_source_shows_no_fault() -> None:
    made = document(PAIR, (replace(FAULT[0], source=""),))
    (finding,) = made.findings
    witness = Evidence("source", 9, 11, "38", "what the source says")
    text = render(report(replace(made, findings=(replace(finding, evidence=(witness,)),))))
    assert "what the source says" in text


def test_what_concerns_the_whole_run_stands_below() -> None:
    made = report(document(PAIR, FAULT), document(PAIR, FAULT, target="en/other.txt"))
    told = Report(
        made.documents, made.version, made.settings, made.rules,
        overdue=(Overdue("a.pt.md", "a.en.md", "en", "missing"),),
        failures=(Failure("b.md", "b.md: the file is empty"),),
        notices=("a note \x1b[31mof the run",),
    )  # fmt: skip
    text = render(told)
    assert "missing: a.en.md, translation of a.pt.md" in text
    assert "2 documents:" in text
    assert "\x1b" not in text, "what a file says cannot command the terminal"
