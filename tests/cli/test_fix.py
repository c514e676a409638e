"""`tqcheck fix`, the way a user runs it."""

from __future__ import annotations

import os
from pathlib import Path

from tests.cli.conftest import put, tqcheck


def test_safe_suggestions_are_applied_in_place(pair: tuple[Path, Path]) -> None:
    os.chmod(pair[1], 0o640)
    shown = tqcheck("fix", *pair, "--diff")
    assert shown.returncode == 1
    assert b"-The minister spoke to the the press" in shown.stdout
    assert "the the" in pair[1].read_text(encoding="utf-8"), "--diff changes nothing"
    assert tqcheck("fix", *pair).returncode == 0
    assert "to the press in" in pair[1].read_text(encoding="utf-8")
    assert pair[1].stat().st_mode & 0o777 == 0o640
    assert tqcheck("fix", *pair, "--diff").stdout == b""


def test_selected_rules_only(pair: tuple[Path, Path]) -> None:
    tqcheck("fix", *pair, "--select", "spacing")
    assert "the the" in pair[1].read_text(encoding="utf-8")


def test_suppressed_findings_are_not_repaired(tmp_path: Path) -> None:
    target = put(tmp_path, "a.md", "<!-- tqcheck: ignore -->\nThe the minister spoke of this matter.\n")
    tqcheck("fix", "--target-only", target, "--target-lang", "en")
    assert "The the" in target.read_text(encoding="utf-8")


def test_bitext_is_refused(tmp_path: Path) -> None:
    path = put(tmp_path, "a.tsv", "src_lang\ttgt_lang\tsrc\ttgt\npt\ten\tSim.\tYes yes.\n")
    done = tqcheck("fix", path)
    assert (done.returncode, done.stderr.count(b"\n")) == (2, 1)
