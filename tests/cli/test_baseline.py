"""A baseline by the command line: begin today, fail only on what is new."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import tqcheck


def test_only_new_findings_fail(pair: tuple[Path, Path], tmp_path: Path) -> None:
    known = tmp_path / "known.json"
    assert b"2 findings, 2 new" in tqcheck("baseline", *pair, "-o", known).stdout
    assert tqcheck("check", *pair, "--baseline", known).returncode == 0
    report = json.loads(tqcheck("check", *pair, "--baseline", known, "--format", "json").stdout)
    assert [one["by"] for one in report["documents"][0]["suppressed"]] == ["baseline", "baseline"]
    pair[1].write_text("He he said nothing at all to us.\n\n" + pair[1].read_text(encoding="utf-8"), encoding="utf-8")
    assert tqcheck("check", *pair, "--baseline", known).returncode == 1
    assert b"4 findings, 2 new" in tqcheck("baseline", *pair, "-o", known).stdout


def test_lacking_baseline_is_told(pair: tuple[Path, Path]) -> None:
    done = tqcheck("check", *pair, "--baseline", "nowhere.json")
    assert (done.returncode, b"nowhere.json: there is no such baseline" in done.stderr) == (2, True)
