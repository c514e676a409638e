"""What the documentation shows works: examples in Python, settings, workflows."""

from __future__ import annotations

import doctest
import importlib
import re
from pathlib import Path

import pytest
import yaml

from tqcheck.project.configuration import load

ROOT = Path(__file__).parents[1]


def blocks(name: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (ROOT / name).read_text(encoding="utf-8"), re.S)


@pytest.mark.parametrize("name", ["tqcheck", "tqcheck.api"])
def test_examples_of_the_api(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    found = doctest.testmod(importlib.import_module(name))
    assert (found.failed, found.attempted > 0) == (0, True)


def test_settings_are_read(tmp_path: Path) -> None:
    path = tmp_path / "tqcheck.toml"
    (text,) = blocks("docs/configuration.md", "toml")
    path.write_text(text, encoding="utf-8")
    assert len(load(path).config.pairs) == 3


@pytest.mark.parametrize("text", blocks("README.md", "yaml"))
def test_workflows_are_yaml_of_under_ten_lines(text: str) -> None:
    assert yaml.safe_load(text)
    assert text.count("\n") < 10


def test_workflow_gives_the_action_inputs_that_it_has() -> None:
    action = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
    (steps,) = (yaml.safe_load(text) for text in blocks("README.md", "yaml") if "uses: OWNER" in text)
    assert set(steps[1]["with"]) <= set(action["inputs"])
