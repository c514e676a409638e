"""Run where nothing but the wheel is installed: the command works, and what it needs came along."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ENGLISH = "The minister spoke in Moscou of a long -term plan.\n"


def run(*arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-I", "-m", "tqcheck", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def test_an_article_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.pt.txt").write_text("O ministro falou em Moscou de um plano de longo prazo.\n")
    (tmp_path / "a.en.txt").write_text(ENGLISH)
    done = run("check", "a.pt.txt", "a.en.txt", "--source-lang", "pt", "--format", "json", folder=tmp_path)
    found = {finding["rule"] for finding in json.loads(done.stdout)["documents"][0]["findings"]}
    assert found >= {"untranslated-name", "split-hyphen"}, done.stderr


def test_a_report_is_written(tmp_path: Path) -> None:
    (tmp_path / "a.en.txt").write_text(ENGLISH)
    run("report", "--target-only", "a.en.txt", "-o", "page.html", folder=tmp_path)
    assert "long -term" in (tmp_path / "page.html").read_text()
