"""What the command line refuses: exit status 2, one line that says what and how to mend it, and no traceback."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck

REFUSED = [
    ("check a.txt b.txt --format nonsense", "there is no format 'nonsense'"),
    ("check a.txt b.txt --format jsn", "did you mean 'json'?"),
    ("check a.txt", "give SOURCE and TARGET, or bitexts"),
    ("check a.txt b.tsv", "bitexts and articles cannot be mixed"),
    ("check b.tsv --reference a.txt", "a bitext has a column `ref`"),
    ("check - -", "only one of the files can be standard input"),
    ("check --target-only", "--target-only needs a file"),
    ("check a.txt b.txt --changed", "--changed takes pairs of the configuration"),
    ("check --no-config", "there is nothing to check"),
    ("check a.txt b.txt --config a.toml --no-config", "contradict each other"),
    ("check a.txt b.txt --metric bleu", "'bleu' is no score of a check"),
    ("check a.txt b.txt --select nmber", "did you mean 'number'?"),
    ("check digits.txt b.txt --target-lang en", "too little text to detect the source language"),
    ("check a.txt b.txt --encoding utf-99", "there is no encoding 'utf-99'"),
    ("check bom.txt b.txt", "bytes that are not utf-8"),
    ("check a.txt empty.txt", "the file is empty"),
    ("check folder b.txt", "this is a directory"),
    ("check a.txt b.txt --source-lang pt --target-lang en --output json:a.txt/x.json", "cannot be written"),
    ("compare a.txt b.txt", "give SOURCE and at least two translations"),
    ("compare a.txt b.txt b.txt --lines", "--lines is for `tqcheck score`"),
    ("score a.txt", "give SOURCE and TARGET, or bitexts"),
    ("score b.tsv b.tsv --reference a.txt --metric bleu", "--reference goes with one bitext"),
    ("score a.txt b.txt --metric blue", "'blue' is not one of"),
    ("merge folder", "there are no shares here"),
    ("merge folder folder", "give one folder, or JSON reports"),
    ("merge a.txt", "this is not a JSON report of tqcheck"),
    ("merge bom.txt", "it is not UTF-8"),
    ("merge nowhere.json", "cannot be read"),
    ("explain nmber", "number"),
    ("nonsense", "nonsense"),
]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    put(tmp_path, "a.txt", "O ministro falou ontem com a imprensa em Moscou.\n")
    put(tmp_path, "b.txt", "The minister spoke to the press in Moscow yesterday.\n")
    put(tmp_path, "b.tsv", "src_lang\ttgt_lang\tsrc\ttgt\npt\ten\tSim.\tYes.\n")
    put(tmp_path, "a.toml", "")
    put(tmp_path, "empty.txt", " \n")
    put(tmp_path, "digits.txt", "12 34\n")
    (tmp_path / "bom.txt").write_bytes(b"\xef\xbb\xbfbad \xff\xfe")
    (tmp_path / "folder").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(("command", "told"), REFUSED, ids=[command for command, _ in REFUSED])
def test_one_line_says_what_is_wrong(command: str, told: str, stage: Path) -> None:
    done = tqcheck(*command.split())
    error = done.stderr.decode()
    assert done.returncode == 2
    assert told in error
    assert (error.count("\n"), error.startswith("tqcheck: "), done.stdout) == (1, True, b"")


def test_without_arguments_there_is_help() -> None:
    done = tqcheck()
    assert done.returncode == 2
    assert b"Check" in done.stderr
    assert b"check" in done.stderr


def test_all_commands_explain_themselves() -> None:
    listed = tqcheck("--help").stdout.decode()
    for name in (
        "check",
        "score",
        "compare",
        "report",
        "fix",
        "filter",
        "merge",
        "baseline",
        "config",
        "init",
        "rules",
    ):
        assert f"  {name} " in listed
        assert tqcheck(name, "--help").stdout.startswith(f"Usage: tqcheck {name}".encode())


def test_rules_are_listed_with_what_they_find() -> None:
    lines = tqcheck("rules").stdout.decode().splitlines()
    assert any(line.split()[0] == "number" for line in lines if line.strip())
    assert len(lines) > 40


def test_settings_are_shown_with_where_they_come_from(stage: Path) -> None:
    put(stage, "tqcheck.toml", 'fail-on = "minor"\n')
    assert "minor" in tqcheck("config").stdout.decode()
    assert b'"fail-on"' in tqcheck("config", "--schema").stdout


def test_a_file_changed_meanwhile_is_not_overwritten(pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch) -> None:
    from tqcheck import fixing

    fix = fixing.fix

    def slow(path: str, *rest: object) -> fixing.Fixed:
        made = fix(path, *rest)  # type: ignore[arg-type]
        pair[1].write_text("Somebody else wrote this.\n", encoding="utf-8")
        return made

    monkeypatch.setattr(fixing, "fix", slow)
    done = tqcheck("fix", *pair)
    assert (done.returncode, b"changed while it was checked" in done.stderr) == (2, True)
    assert pair[1].read_text(encoding="utf-8") == "Somebody else wrote this.\n"


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_full_disk_leaves_the_old_file_and_nothing_else(
    failing: str, pair: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = pair[1].read_bytes()
    files = sorted(os.listdir(pair[1].parent))
    monkeypatch.setattr(os, failing, full)
    done = tqcheck("fix", *pair)
    assert (done.returncode, b"No space left on device" in done.stderr) == (2, True)
    assert (pair[1].read_bytes(), sorted(os.listdir(pair[1].parent))) == (before, files)
