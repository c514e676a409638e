"""Where a report goes: several formats at once, into files and folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import tqcheck
from tqcheck.cli.app import run


def test_several_outputs_from_one_check(pair: tuple[Path, Path], tmp_path: Path) -> None:
    out = tmp_path / "out"
    done = tqcheck(
        "check", *pair, "-o", f"sarif:{out}/a.sarif", "-o", f"html:{out}/", "-o", f"junit:{out}/", "-o", "concise:-"
    )
    assert done.returncode == 1
    assert json.loads((out / "a.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert {"a.sarif", "index.html", "tqcheck.junit.xml"} <= {path.name for path in out.iterdir()}
    assert b"repeated-word" in done.stdout


def test_without_a_format_the_output_is_in_the_one_of_the_option(pair: tuple[Path, Path], tmp_path: Path) -> None:
    tqcheck("check", *pair, "--format", "json", "-o", tmp_path / "a", "-o", f"text:{tmp_path}/b")
    assert json.loads((tmp_path / "a").read_text(encoding="utf-8"))["schema"] == "tqcheck-report/1"
    assert "error" not in (tmp_path / "b").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        (["-o", "json:-", "-o", "text:-"], "only one output can go to standard output"),
        (["-o", "sarf:out.sarif"], "there is no format 'sarf'; did you mean 'sarif'?"),
        (["--format", "json", "-o", "sarif:out.sarif"], "--format goes with"),
    ],
)
def test_outputs_that_contradict_are_refused(pair: tuple[Path, Path], outputs: list[str], told: str) -> None:
    done = tqcheck("check", *pair, *outputs)
    assert (done.returncode, told in done.stderr.decode()) == (2, True)


def test_rules_are_completed_after_a_comma(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("_TQCHECK_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", "tqcheck check --select number,split-h")
    monkeypatch.setenv("COMP_CWORD", "3")
    with pytest.raises(SystemExit):
        run()
    assert "number,split-hyphen" in capsys.readouterr().out
