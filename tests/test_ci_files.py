"""The files by which tqcheck runs elsewhere: the hook by pre-commit itself, the others by running their commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
ENGLISH = "The minister spoke to the press in Moscou yesterday.\n"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """An environment in which `tqcheck` is the one that is tested, and pip does nothing."""
    shims = tmp_path / "bin"
    shims.mkdir()
    for name, command in (("tqcheck", f'exec "{sys.executable}" -m tqcheck "$@"'), ("pip", "exit 0")):
        (shims / name).write_text(f"#!/bin/sh\n{command}\n")
        (shims / name).chmod(0o755)
    kept = {"PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PATH": f"{shims}{os.pathsep}{os.environ['PATH']}"}
    return {**os.environ, **kept, "GIT_CONFIG_GLOBAL": os.devnull, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    folder = tmp_path / "repository"
    folder.mkdir()
    pairs = '[[pairs]]\nsource = "*.pt.md"\ntarget = "*.en.md"\nsource-lang = "pt"\ntarget-langs = ["en"]\n'
    (folder / "tqcheck.toml").write_text(pairs)
    (folder / "a.pt.md").write_text("O ministro falou ontem com a imprensa em Moscou.\n")
    (folder / "a.en.md").write_text(ENGLISH)
    return folder


def run(command: list[str], folder: Path, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120
    )


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))


def test_hook_stops_a_commit_with_a_fault_and_passes_without(repository: Path, environment: dict[str, str]) -> None:
    pytest.importorskip("pre_commit")
    hook = {**read(".pre-commit-hooks.yaml")[0], "language": "system"}  # the same hook, without an installation
    (repository / ".pre-commit-config.yaml").write_text(json.dumps({"repos": [{"repo": "local", "hooks": [hook]}]}))
    run(["git", "init", "-q"], repository, environment)
    run(["git", "add", "-A"], repository, environment)
    command = [sys.executable, "-m", "pre_commit", "run", "tqcheck"]
    done = run(command, repository, environment)
    assert (done.returncode, "major[untranslated-name]" in done.stdout) == (1, True), done.stdout + done.stderr
    (repository / "a.en.md").write_text(ENGLISH.replace("Moscou", "Moscow"))
    run(["git", "add", "-A"], repository, environment)
    assert run(command, repository, environment).returncode == 0


def test_hooks_are_valid_for_pre_commit(environment: dict[str, str]) -> None:
    pytest.importorskip("pre_commit")
    command = [sys.executable, "-m", "pre_commit", "validate-manifest", ".pre-commit-hooks.yaml"]
    assert run(command, ROOT, environment).returncode == 0


def test_action_annotates_summarises_and_leaves_sarif(
    repository: Path, environment: dict[str, str], tmp_path: Path
) -> None:
    action = read("action.yml")
    step = next(one for one in action["runs"]["steps"] if one.get("id") == "check")
    given = {name: tmp_path / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    inputs = {"ARGUMENTS": "--fail-on major --no-cache", "SINCE": "", "RUNNER_TEMP": str(tmp_path)}
    variables = {**environment, **inputs, **{name: str(path) for name, path in given.items()}}
    done = run(["bash", "-eo", "pipefail", "-c", step["run"]], repository, variables)
    assert (done.returncode, done.stdout[:7]) == (1, "::error"), done.stderr
    assert json.loads((tmp_path / "tqcheck.sarif").read_text(encoding="utf-8"))["runs"][0]["results"]
    assert "Moscou" in given["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
    assert given["GITHUB_OUTPUT"].read_text(encoding="utf-8") == f"sarif-file={tmp_path}/tqcheck.sarif\n"


def test_action_never_puts_inputs_into_a_script() -> None:
    steps = read("action.yml")["runs"]["steps"]
    assert [one["run"] for one in steps if "${{" in one.get("run", "")] == []


def test_gitlab_job_leaves_the_reports_that_it_names(repository: Path, environment: dict[str, str]) -> None:
    job = read("ci/gitlab.yml")["tqcheck"]
    done = run(["bash", "-eo", "pipefail", "-c", "\n".join(job["script"])], repository, environment)
    assert (done.returncode, "major[untranslated-name]" in done.stdout) == (1, True), done.stderr
    assert [name for name in job["artifacts"]["reports"].values() if not (repository / name).is_file()] == []
    assert (repository / "tqcheck-report" / "index.html").is_file()


def test_image_is_not_run_as_root_and_copies_what_is_there() -> None:
    lines = (ROOT / "Dockerfile").read_text(encoding="utf-8").splitlines()
    users = [line.split()[1] for line in lines if line.startswith("USER")]
    assert users
    assert "0" not in users[-1].split(":")
    copied = [
        name for line in lines if line.startswith("COPY ") and "--from" not in line for name in line.split()[1:-1]
    ]
    assert [name for name in copied if not (ROOT / name).exists()] == []
