"""A project by the command line: `tqcheck check` without arguments."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    put(tmp_path, "tqcheck.toml", '[[pairs]]\nsource = "*.pt.md"\ntarget = "*.en.md"\nsource-lang = "pt"\n')
    put(tmp_path, "a.pt.md", "O ministro falou ontem com a imprensa em Moscou e voltou para casa.\n")
    put(tmp_path, "a.en.md", "The minister spoke to the press in Moscou yesterday and went back home.\n")
    put(tmp_path, "b.pt.md", "O ministro falou ontem com a imprensa em Recife.\n")
    return tmp_path


def test_configured_pairs_are_checked_and_what_is_missing_is_told(project: Path) -> None:
    done = tqcheck("check")
    assert done.returncode == 1
    assert b"a.en.md:1:36" in done.stdout
    assert b"missing: b.en.md, translation of b.pt.md" in done.stdout
    done = tqcheck("check", "--format", "json")
    assert b"missing: b.en.md" in done.stderr
    report = json.loads(done.stdout)
    assert [one["target"] for one in report["overdue"]] == ["b.en.md"]


def test_configuration_counts_for_named_files_too(project: Path) -> None:
    put(project, "tqcheck.toml", '[[overrides]]\npaths = ["*.en.md"]\nignore = ["untranslated-name"]\n')
    assert tqcheck("check", "a.pt.md", "a.en.md").returncode == 0
    assert tqcheck("check", "a.pt.md", "a.en.md", "--no-config").returncode == 1


def test_missing_translations_fail_where_the_settings_say_so(project: Path) -> None:
    text = (project / "tqcheck.toml").read_text()
    put(project, "tqcheck.toml", 'fail-on = "never"\n' + text)
    assert tqcheck("check").returncode == 0
    put(project, "tqcheck.toml", 'fail-on = "never"\nmissing = "fail"\n' + text)
    assert tqcheck("check").returncode == 1
    put(project, "tqcheck.toml", 'fail-on = "never"\nfail-under = 99.9\n' + text)
    assert tqcheck("check").returncode == 1


def test_unreadable_file_makes_the_status_2_and_the_others_are_shown(project: Path) -> None:
    put(project, "b.en.md", "\n")
    done = tqcheck("check")
    assert done.returncode == 2
    assert b"b.en.md: the file is empty" in done.stderr
    assert b"a.en.md:1:36" in done.stdout


def test_nothing_to_check_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    done = tqcheck("check")
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"tqcheck init" in done.stderr


def test_changed_pairs_only(project: Path) -> None:
    for arguments in (["init", "-q"], ["add", "-A"]):
        subprocess.run(["git", *arguments], check=True)
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org"]
    subprocess.run(["git", *identity, "commit", "-q", "-m", "x"], check=True)
    done = tqcheck("check", "--changed")
    assert (done.returncode, b"Moscou" in done.stdout) == (0, False)
