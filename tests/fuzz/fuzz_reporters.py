"""Every reporter, on a finding of any words: what it writes can be read again by what it is for."""

from __future__ import annotations

import csv
import importlib
import io
import json
from xml.etree import ElementTree

import atheris
from making import fuzz, text

with atheris.instrument_imports(include=["tqcheck.reporters"]):
    from tqcheck.reporters import FORMATS, render
    from tqcheck.reporters import json as json_reporter

    for module in FORMATS.values():
        importlib.import_module(module)

from tqcheck.model import SEVERITIES, DocumentReport, Evidence, Finding, PairText, Place, Report, RuleText, Score

QUICK = sorted(set(FORMATS) - {"html"})
PAGES = 400  # of so many inputs one becomes a page, which takes several hundred times as long as the others


def target(data) -> None:  # type: ignore[no-untyped-def]
    report = made(data)
    if not data.ConsumeIntInRange(0, PAGES):
        page = render(report, "html")
        assert "<script>alert" not in page
        return
    name = data.PickValueInList(QUICK)
    out = render(report, name)
    if name in ("sarif", "gitlab"):
        json.loads(out)
    elif name == "json":
        assert json_reporter.render(json_reporter.load(out)) == out
    elif name == "jsonl":
        [json.loads(line) for line in out.splitlines()]
    elif name == "junit":
        ElementTree.fromstring(out)
    elif name in ("csv", "mqm"):
        rows = list(
            csv.reader(io.StringIO(out, newline=""), delimiter="," if name == "csv" else "\t", quoting=QUOTING[name])
        )
        assert len({len(row) for row in rows}) == 1
    elif name == "github":
        assert all(line.startswith("::") for line in out.splitlines() if line)


QUOTING = {"csv": csv.QUOTE_MINIMAL, "mqm": csv.QUOTE_NONE}


def made(data) -> Report:  # type: ignore[no-untyped-def]
    """A report of one document with one pair, in which some stretch is at fault."""
    sides = [text(data, 4) or "a", text(data, 4) or "a"]
    start = data.ConsumeIntInRange(0, len(sides[1]) - 1)
    end = data.ConsumeIntInRange(start, len(sides[1]))
    words = text(data, 2)
    wholes = [Place(0, len(side), side, 1, 1) for side in sides]
    finding = Finding(
        rule=data.PickValueInList(["number", words or "a"]),
        category="number",
        mqm="accuracy/mistranslation",
        severity=data.PickValueInList(list(SEVERITIES)),
        confidence=0.9,
        message=words,
        row=data.PickValueInList([None, 3]),
        target=Place(start, end, sides[1][start:end], 1, start + 1),
        source=data.PickValueInList([None, wholes[0]]),
        evidence=(Evidence("source", 0, len(sides[0]), sides[0], words),),
        suggestion=data.PickValueInList([None, words]),
        fix=None,
        fingerprint="0123456789abcdef",
    )
    pair = PairText(None, wholes[0], wholes[1], "paragraph", 0, 0)
    document = DocumentReport(
        source=data.PickValueInList([None, words or "a"]),
        target=words or "a",
        source_lang="pt",
        target_lang="en",
        words=3,
        segments=1,
        scores={"mqm": Score(1.0, words)},
        findings=(finding,),
        pairs=(pair,),
        notices=(words,),
        target_text=sides[1],
    )
    return Report((document,), "1.2.3", rules={finding.rule: RuleText(words, words, words)})


fuzz(target)
