"""The sample articles: their annotations point into their texts, and the floors of the benchmark hold."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import tqcheck
from tqcheck.model import CATEGORIES, Finding

CASES = sorted((Path(__file__).parents[1] / "corpora").rglob("gold.json"))
CASE = pytest.mark.parametrize("path", [pytest.param(path, id=path.parent.name) for path in CASES])


def span(text: str, item: dict[str, Any]) -> tuple[int, int]:
    at = -1
    for _ in range(item.get("occurrence", 1)):
        at = text.index(item["quote"], at + 1)
    return at, at + len(item["quote"])


def read(path: Path, name: str) -> str:
    return (path.parent / name).read_text(encoding="utf-8")


@CASE
def test_annotations_point_into_the_texts(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    for item in gold["findings"]:
        assert item["category"] in CATEGORIES
        assert item["quote"] is None or span(read(path, "target.txt"), item)
        assert not item.get("src_quote") or item["src_quote"] in read(path, "source.txt")
    assert len(gold["distractors"]) >= 6


@CASE
def test_article_is_long_enough(path: Path) -> None:
    assert len(read(path, "source.txt").split()) >= 250


@CASE
def test_clean_translation_raises_no_alarm(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    report = tqcheck.check(
        read(path, "source.txt"),
        read(path, "reference.txt"),
        source_lang=gold["src_lang"],
        target_lang=gold["tgt_lang"],
    )
    assert [finding.message for finding in report.documents[0].findings] == []


@CASE
def test_most_faults_are_found_and_no_distractor(path: Path) -> None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    source, target = read(path, "source.txt"), read(path, "target.txt")
    report = tqcheck.check(source, target, source_lang=gold["src_lang"], target_lang=gold["tgt_lang"])
    findings = report.documents[0].findings
    found = [item for item in gold["findings"] if any(answers(one, item, source, target) for one in findings)]
    assert len(found) >= 0.85 * len(gold["findings"])
    for bait in gold["distractors"]:
        start, end = span(target, bait)
        hits = [one.message for one in findings if one.target and one.target.start < end and start < one.target.end]
        assert hits == []


def answers(finding: Finding, item: dict[str, Any], source: str, target: str) -> bool:
    if item["quote"] is None:
        at = source.index(item["src_quote"])
        return bool(finding.source and finding.source.start < at + len(item["src_quote"]) and at < finding.source.end)
    start, end = span(target, item)
    return bool(finding.target and finding.target.start < end and start < finding.target.end)
