"""Laws of repairs, reports and processes, for any article in any format."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tqcheck
from tests.pieces import PIECES
from tqcheck import fixing
from tqcheck.cli.app import run
from tqcheck.config import Config
from tqcheck.engine import check_article
from tqcheck.model import Document, DocumentReport, Finding
from tqcheck.reporters import json as json_reporter
from tqcheck.reporters.schema import schema

LAW = settings(max_examples=25, deadline=None)
FAULTY = st.sampled_from(["The the minister", "a long -term plan", "spoke  twice", "in in the end", "word ,"])
LINE = st.lists(FAULTY | st.sampled_from(PIECES) | st.text(max_size=4), min_size=1, max_size=6).map(" ".join)
LINES = st.lists(LINE, min_size=1, max_size=4)
CONFIG = Config(source_lang="pt", target_lang="en")
VALIDATOR = jsonschema.Draft202012Validator(schema())


def _cues(lines: list[str]) -> str:
    return "".join(
        f"{n}\n00:00:0{n},000 --> 00:00:0{n},900\n{' '.join(one.split())}\n\n" for n, one in enumerate(lines, 1)
    )


WRITTEN: dict[str, Callable[[list[str]], str]] = {
    "a.txt": "\r\n\r\n".join,
    "a.md": lambda lines: "---\ntitle: x\n---\n" + "\n\n* ".join(lines) + "\n\n```\nthe the\n```\n",
    "a.html": lambda lines: "<html><body>" + "".join(f"<p>{one}</p>\n" for one in lines) + "<!-- the the --></body>",
    "a.srt": _cues,
    "a.vtt": lambda lines: "WEBVTT\n\n" + _cues(lines).replace(",", "."),
    "a.json": lambda lines: json.dumps({f"k{n}": one for n, one in enumerate(lines)}, ensure_ascii=False),
    "a.yml": lambda lines: "".join(f"k{n}: {json.dumps(one)}\n" for n, one in enumerate(lines)),
}


@pytest.mark.parametrize("name", WRITTEN)
@LAW
@given(lines=LINES)
def test_repairs_touch_nothing_outside_their_spans(name: str, lines: list[str]) -> None:
    """The first round of repairs alone: what lies between the faults stands there still, letter for letter."""
    seen: list[DocumentReport] = []

    def once(document: Document) -> DocumentReport:
        report = check_article(None, document, CONFIG)
        seen.append(report)
        return report if len(seen) == 1 else replace(report, findings=())

    fixed = _fixed(name, WRITTEN[name](lines), once)
    if fixed is None:
        return
    before, after = fixed.text
    repairs = [one for one in seen[0].findings if one.target and one.fix == "safe"]
    pattern, at = "", 0
    for start, end, changed in _apart(repairs):
        # Of repairs that overlap not all are applied, and which is not judged here.
        either = "(?s:.*)" if changed is None else f"(?:{re.escape(before[start:end])}|{re.escape(changed)})"
        pattern += re.escape(before[at:start]) + either
        at = end
    assert re.fullmatch(pattern + re.escape(before[at:]), after)


def _apart(repairs: list[Finding]) -> list[tuple[int, int, str | None]]:
    """Where repairs stand, with what they write; overlapping ones as one place without."""
    places: list[tuple[int, int, str | None]] = []
    spans = [(one.target.start, one.target.end, one.suggestion or "") for one in repairs if one.target]
    for start, end, changed in sorted(spans):
        if places and start < places[-1][1]:
            places[-1] = (places[-1][0], max(end, places[-1][1]), None)
        else:
            places.append((start, end, changed))
    return places


@pytest.mark.parametrize("name", WRITTEN)
@LAW
@given(lines=LINES)
def test_repaired_twice_is_repaired_once(name: str, lines: list[str]) -> None:
    def check(document: Document) -> DocumentReport:
        return check_article(None, document, CONFIG)

    fixed = _fixed(name, WRITTEN[name](lines), check)
    if fixed is not None:
        again = _fixed(name, fixed.text[1], check)
        assert again is None or (again.applied, again.text[1]) == (0, fixed.text[1])


def _fixed(name: str, text: str, check: Callable[[Document], DocumentReport]) -> fixing.Fixed | None:
    """The file repaired; None where it is no file of its format, or repairs undo each other, and that is told."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(text.encode("utf-8", "replace"))
        try:
            return fixing.fix(str(path), "utf-8", check)
        except tqcheck.TqcheckError:
            return None


@LAW
@given(LINES, LINES, st.sampled_from([("pt", "en"), ("de", "fr"), ("xx", "ja")]), st.booleans())
def test_report_keeps_to_its_schema_and_is_read_again(
    source: list[str], target: list[str], tags: tuple[str, str], alone: bool
) -> None:
    texts = None if alone else "\n\n".join(source), "\n\n".join(target)
    report = tqcheck.check(*texts, source_lang=tags[0], target_lang=tags[1], strict=True)
    text = json_reporter.render(report)
    VALIDATOR.validate(json.loads(text))
    assert json_reporter.render(json_reporter.load(text)) == text


@LAW
@given(LINES, st.integers(0, 3), st.sampled_from(["  ", " More of it.", "\tAnd yet"]))
def test_edits_of_other_paragraphs_keep_fingerprints(lines: list[str], where: int, more: str) -> None:
    """The findings of the paragraphs that nobody touched, by the rules that look at their own words alone."""
    fault = "The plan plan of the minister is here."
    edited = list(lines)
    edited[where % len(lines)] += more
    before, after = (
        {
            one.fingerprint
            for one in tqcheck.check(None, "\n\n".join([*some, fault]), target_lang="en").documents[0].findings
            if one.rule == "repeated-word" and one.target and one.target.text == "plan plan"
        }
        for some in (lines, edited)
    )
    assert before & after


def test_processes_and_their_number_change_no_byte(tmp_path: Path) -> None:
    """A bitext by one process and by three."""
    rows = [
        ("Morreram 38 pessoas em Moscou.", "In Moscou 83 people died died."),
        ("A OCS não assinou.", "The OCS signed a long -term plan."),
        ("O ministro falou.", "The minister spoke."),
    ]
    path = tmp_path / "a.jsonl"
    lines = (
        {"src_lang": "pt", "tgt_lang": "en", "src": f"{a} {n}", "tgt": f"{b} {n}"} for n in range(40) for a, b in rows
    )
    path.write_text("".join(json.dumps(one) + "\n" for one in lines), encoding="utf-8")
    outs = []
    for jobs in ("1", "3"):
        out = tmp_path / f"{jobs}.json"
        select = "number,repeated-word,split-hyphen,acronym,inconsistent-rendering"
        command = [
            "check",
            path,
            "--jobs",
            jobs,
            "--select",
            select,
            "--no-config",
            "--no-cache",
            "--output",
            f"json:{out}",
        ]
        assert run([*map(str, command), "--fail-on", "never"]) == 0
        outs.append(out.read_bytes())
    assert outs[0] == outs[1]
    assert b'"rule": "number"' in outs[0]
