"""What holds for any article, however odd: made-up articles of real words and awkward signs, checked by all rules."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

import tqcheck
from tests.pieces import PIECES
from tqcheck import fixing
from tqcheck.cli.app import run
from tqcheck.config import Config
from tqcheck.engine import check_article
from tqcheck.model import Finding, Report
from tqcheck.reporters import json as json_reporter

SENTENCE = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=12).map(" ".join)
TEXT = st.lists(st.lists(SENTENCE, min_size=1, max_size=3).map(" ".join), max_size=4).map("\n\n".join)
TAGS = st.sampled_from(["pt", "en", "de", "ja", "ar", "xx"])
LAW = settings(max_examples=40, deadline=None)


def found(source: str | None, target: str, tags: tuple[str, str]) -> Report:
    return tqcheck.check(source, target, source_lang=tags[0], target_lang=tags[1], strict=True)


@LAW
@given(st.none() | TEXT, TEXT, st.tuples(TAGS, TAGS))
def test_spans_are_what_stands_there(source: str | None, target: str, tags: tuple[str, str]) -> None:
    for one in found(source, target, tags).documents[0].findings:
        assert one.target or one.source
        for text, place in ((target, one.target), (source or "", one.source)):
            assert place is None or text[place.start : place.end] == place.text != ""


@LAW
@given(TEXT, TEXT, st.tuples(TAGS, TAGS))
def test_the_same_texts_have_the_same_findings(source: str, target: str, tags: tuple[str, str]) -> None:
    assert found(source, target, tags) == found(source, target, tags)


@LAW
@given(TEXT, TEXT, st.tuples(TAGS, TAGS))
def test_json_holds_the_whole_report(source: str, target: str, tags: tuple[str, str]) -> None:
    report = found(source, target, tags)
    text = json_reporter.render(report)
    json.loads(text)
    assert json_reporter.render(json_reporter.load(text)) == text


@LAW
@given(TEXT)
def test_a_new_paragraph_above_keeps_fingerprints(target: str) -> None:
    before, after = (
        {one.fingerprint for one in found(None, text, ("pt", "en")).documents[0].findings if _alone(one)}
        for text in (target, f"A first paragraph that was put there later.\n\n{target}")
    )
    assert before <= after


def _alone(finding: Finding) -> bool:
    """Whether the finding speaks of its own words: others weigh the whole article."""
    return finding.rule in {"split-hyphen", "spacing", "repeated-word", "encoding-damage"}


@LAW
@given(TEXT)
def test_repairs_converge_and_touch_nothing_else(target: str) -> None:
    config = Config(target_lang="en", source_lang="pt")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.txt"
        path.write_bytes(target.encode("utf-8", "replace"))
        try:
            fixed = fixing.fix(str(path), "utf-8", lambda document: check_article(None, document, config))
        except tqcheck.TqcheckError:
            return  # told by name: repairs that undo each other, or a file that is no text
        assert bool(fixed.applied) == (fixed.before != fixed.after)
        path.write_bytes(fixed.after)
        again = fixing.fix(str(path), "utf-8", lambda document: check_article(None, document, config))
        assert again.after == fixed.after


@settings(max_examples=10, deadline=None)
@given(st.lists(st.tuples(SENTENCE, SENTENCE), min_size=1, max_size=6))
def test_the_order_of_articles_changes_no_finding(rows: list[tuple[str, str]]) -> None:
    """Rows of different documents: each is checked as if it stood alone."""
    numbers = list(range(len(rows)))
    assert _in_order(rows, numbers) == _in_order(rows, numbers[::-1])


def _in_order(rows: list[tuple[str, str]], order: list[int]) -> list[tuple[int, str, str]]:
    """What is found, with the number of its row in `rows`, when they are written in this order."""
    with TemporaryDirectory() as folder:
        path, out = Path(folder) / "rows.jsonl", Path(folder) / "out.json"
        path.write_text("".join(_line(number, *rows[number]) for number in order), encoding="utf-8")
        run(["check", str(path), "--no-config", "--no-cache", "--output", f"json:{out}", "--fail-on", "never"])
        (document,) = json.loads(out.read_text(encoding="utf-8"))["documents"]
    return sorted((order[one["row"] - 1], one["rule"], one["fingerprint"]) for one in document["findings"])


def _line(number: int, source: str, target: str) -> str:
    row = {"src_lang": "pt", "tgt_lang": "en", "src": source, "tgt": target, "doc": str(number)}
    return json.dumps(row) + "\n"
