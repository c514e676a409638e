"""What the repository holds: nothing beside what such a repository has, and nothing that makes every clone heavy."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOP = {
    ".ci", ".dockerignore", ".github", ".gitignore", ".pre-commit-config.yaml", ".pre-commit-hooks.yaml",
    "CHANGELOG.md", "CONTRIBUTING.md", "Dockerfile", "LICENSE", "README.md", "SECURITY.md", "action.yml", "ci",
    "corpora", "docs", "noxfile.py", "pyproject.toml", "reports", "scripts", "tests", "tqcheck",
}  # fmt: skip
LARGEST = 8_000_000  # bytes: the layers of the network are the largest there is


@pytest.fixture(scope="module")
def tracked() -> list[str]:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no clone")
    done = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True)
    return [name for name in done.stdout.split("\0") if name]


def test_top_level_holds_what_it_should(tracked: list[str]) -> None:
    assert {name.partition("/")[0] for name in tracked} <= TOP


def test_no_file_makes_every_clone_heavy(tracked: list[str]) -> None:
    paths = [ROOT / name for name in tracked]
    assert [path.name for path in paths if path.is_file() and path.stat().st_size > LARGEST] == []
