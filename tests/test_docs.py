"""What the documentation shows works: every block of code and every command that is named."""

from __future__ import annotations

import doctest
import importlib
import re
import shlex
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from tqcheck.cli import app
from tqcheck.project.configuration import load
from tqcheck.readers import glossary

ROOT = Path(__file__).parents[1]
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
SOURCE = "O ministro falou ontem.\nO plano é de longo prazo.\nMorreram 38 pessoas.\n"
TARGET = "The minister spoke yesterday.\nThe plan is long -term.\n38 people died.\n"
REFERENCE = "The minister spoke yesterday.\nIt is a long-term plan.\nThirty-eight people died.\n"


def blocks(kind: str) -> list[object]:
    """Each block of the kind, with its page as the test's name."""
    return [
        pytest.param(text, id=f"{page.name}-{number}")
        for page in PAGES
        for number, (one, text) in enumerate(_fences(page), 1)
        if one == kind
    ]


def _fences(page: Path) -> list[tuple[str, str]]:
    found = re.findall(r"^(?: *)```(\S*)\n(.*?)^(?: *)```$", page.read_text(encoding="utf-8"), re.S | re.M)
    return [(kind, text) for kind, text in found if not kind.startswith("{")]


@pytest.fixture
def stage(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files that the pages speak of."""
    texts = {"source.txt": SOURCE, "target.txt": TARGET, "reference.txt": REFERENCE, "other.txt": TARGET}
    rows = [("src_lang", "tgt_lang", "src", "tgt", "ref")]
    rows += [("pt", "en", *row) for row in zip(SOURCE.splitlines(), TARGET.splitlines(), REFERENCE.splitlines())]
    texts["pairs.tsv"] = "".join("\t".join(row) + "\n" for row in rows)
    texts["glossary.csv"] = "source,target\nministro,minister\n"
    texts["content/pt/a.md"], texts["content/en/a.md"] = SOURCE, TARGET
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "corpora").symlink_to(ROOT / "corpora")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_block_is_of_a_kind_that_is_tested() -> None:
    kinds = {kind for page in PAGES for kind, _ in _fences(page)}
    assert kinds <= {"console", "csv", "python", "sh", "toml", "yaml", "text"}


@pytest.mark.parametrize("text", blocks("console"))
def test_commands_run_and_print_what_is_shown(text: str, stage: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, shown in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", text, re.M):
        program, *arguments = shlex.split(command, comments=True)
        assert program == "tqcheck"
        status = app.run(arguments)
        printed = capsys.readouterr()
        assert status in (0, 1), printed.err
        pattern = "(?s:.*)".join(map(re.escape, shown.split("…\n")))
        assert not shown or re.fullmatch(pattern, printed.out), printed.out


@pytest.mark.parametrize("text", blocks("csv"))
def test_glossaries_are_read(text: str, tmp_path: Path) -> None:
    (tmp_path / "glossary.csv").write_text(text, encoding="utf-8")
    assert glossary.read(str(tmp_path / "glossary.csv")).entries


@pytest.mark.parametrize("text", blocks("toml"))
def test_settings_are_read(text: str, stage: Path) -> None:
    if text.startswith("[project"):
        pytest.skip("the metadata of a plug-in, which the tests of plug-ins install")
    (stage / "tqcheck.toml").write_text(text, encoding="utf-8")
    assert load(stage / "tqcheck.toml").config


@pytest.mark.parametrize("text", blocks("python"))
def test_python_runs(text: str, stage: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", text], env={"PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("text", blocks("sh"))
def test_shell_is_well_formed(text: str) -> None:
    subprocess.run(["bash", "-n"], input=text, text=True, check=True)


@pytest.mark.parametrize("text", blocks("yaml"))
def test_workflow_is_yaml_and_gives_the_action_inputs_that_it_has(text: str) -> None:
    inputs = set(yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"])
    assert _inputs(yaml.safe_load(text)) <= inputs


def _inputs(node: object) -> set[str]:
    """What a workflow gives the action."""
    if isinstance(node, list):
        return {name for one in node for name in _inputs(one)}
    if not isinstance(node, dict):
        return set()
    own = set(node.get("with", ())) if str(node.get("uses")).startswith("OWNER/tqcheck") else set()
    return own.union(*map(_inputs, node.values()))


@pytest.mark.parametrize("page", [pytest.param(page, id=page.name) for page in PAGES])
def test_commands_and_options_that_are_named_exist(page: Path) -> None:
    context = click.Context(app.cli)
    for words in re.findall(r"`tqcheck ([a-z]+)([^`]*)`", re.sub(r"\s+", " ", page.read_text(encoding="utf-8"))):
        command = app.cli.get_command(context, words[0])
        assert command, words
        known = {option for param in command.params for option in param.opts} | {"--help"}
        assert set(re.findall(r"--[a-z-]+", words[1])) <= known, words


@pytest.mark.parametrize("name", ["tqcheck", "tqcheck.api"])
def test_examples_of_the_api(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(importlib.import_module(name))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_every_file_of_data_has_its_licence_told() -> None:
    page = (ROOT / "docs" / "data.md").read_text(encoding="utf-8")
    patterns = re.findall(r"`([^`]+)`", "\n".join(re.findall(r"^\| (`[^|]*) \|", page, re.M)))
    package = ROOT / "tqcheck"
    told = {file for pattern in patterns for file in package.glob(pattern)}
    data = {file for file in package.rglob("*") if file.is_file() and file.suffix not in {".py", ".pyc"}}
    assert not data - told


def test_site_builds_without_a_warning(tmp_path: Path) -> None:
    pytest.importorskip("sphinx_click")
    pytest.importorskip("furo")
    command = [sys.executable, "-m", "sphinx", "-W", "-q", "-b", "dirhtml", str(ROOT / "docs"), str(tmp_path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={"PYTHONPATH": str(ROOT)})
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "rules" / "number" / "index.html").exists()
