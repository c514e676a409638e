"""The sample plug-in of docs/plugins.md, installed as a package would be; and plug-ins that are broken."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

ROOT = Path(__file__).parents[1]


def blocks(language: str) -> list[str]:
    text = (ROOT / "docs" / "plugins.md").read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.S)


def install(folder: Path, module: str, points: str) -> None:
    """What pip leaves behind: the module, and a folder that names its entry points."""
    (folder / "house_style.py").write_text(module, encoding="utf-8")
    info = folder / "house_style-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: house-style\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(points)


def tqcheck(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(folder), str(ROOT)))}
    command = [sys.executable, "-m", "tqcheck", *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


@pytest.fixture
def sample(tmp_path: Path) -> Path:
    groups = tomllib.loads(blocks("toml")[0])["project"]["entry-points"]
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {value}\n" for name, value in named.items())
        for group, named in groups.items()
    )
    install(tmp_path, blocks("python")[0], points)
    (tmp_path / "a.txt").write_text("The economy grew by ten percent in the last year.\n")
    return tmp_path


def test_rule_of_a_plug_in_finds_and_repairs(sample: Path) -> None:
    assert "house-style" in tqcheck(sample, "rules").stdout
    assert "[percent → per cent]" in tqcheck(sample, "explain", "house-style").stdout
    arguments = ["--target-only", "a.txt", "--target-lang", "en", "--select", "house-style"]
    assert "write per cent" in tqcheck(sample, "check", *arguments).stdout
    assert tqcheck(sample, "fix", *arguments).returncode == 0
    assert (sample / "a.txt").read_text() == "The economy grew by ten per cent in the last year.\n"


def test_reporter_of_a_plug_in_is_a_format(sample: Path) -> None:
    done = tqcheck(sample, "check", "--target-only", "a.txt", "--target-lang", "en", "--format", "tally")
    assert (done.stdout, done.returncode) == ("1\thouse-style\n", 1)


def test_reader_of_a_plug_in_reads_its_suffix(tmp_path: Path) -> None:
    module = "from tqcheck.readers import plain\n\n\ndef read(decoded, path):\n    return plain.read(decoded, path)\n"
    install(tmp_path, module, "[tqcheck.readers]\n.adoc = house_style\n")
    (tmp_path / "a.adoc").write_text("The the end of the story is not here.\n")
    assert "repeated-word" in tqcheck(tmp_path, "check", "--target-only", "a.adoc", "--target-lang", "en").stdout


@pytest.mark.parametrize(
    ("module", "told"),
    [
        ("import nowhere_at_all", "the plug-in 'house-style' of house-style cannot be loaded (ModuleNotFoundError"),
        ("x = 1", "the plug-in 'house-style' is no rule"),
        (
            blocks("python")[0].replace('"""The house writes "per cent" in two words."""', "raise KeyError('x')"),
            "the rule 'house-style' of a plug-in failed (KeyError",
        ),
        ("from tqcheck.rules.number import *", "two rules are called 'number'"),
    ],
)
def test_broken_plug_ins_are_told_in_a_line(tmp_path: Path, module: str, told: str) -> None:
    install(tmp_path, module, "[tqcheck.rules]\nhouse-style = house_style\n")
    (tmp_path / "a.txt").write_text("The economy grew.\n")
    done = tqcheck(tmp_path, "check", "--target-only", "a.txt", "--target-lang", "en")
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert told in done.stderr


def test_sample_is_as_short_as_the_documentation_says() -> None:
    assert len([line for line in blocks("python")[0].splitlines() if line.strip()]) <= 30
