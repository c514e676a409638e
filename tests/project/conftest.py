"""A small repository of translations."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

TEXT = {
    "pt": "O ministro falou ontem com a imprensa em {name}.\n",
    "en": "The minister spoke to the press in {name} yesterday.\n",
}


class Repository:
    """A folder with a configuration; `git` runs git in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def git(self, *arguments: str) -> str:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run([*command, "-C", str(self.root), *arguments], capture_output=True, text=True, check=True)
        return done.stdout

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "change")

    def article(self, name: str, source: str = "Recife", target: str = "Recife") -> None:
        self.put(f"content/pt/{name}.md", TEXT["pt"].format(name=source))
        self.put(f"content/en/{name}.md", TEXT["en"].format(name=target))


CONFIGURATION = """\
source-lang = "pt"
target-lang = "en"

[[pairs]]
source = "content/{source}/**/*.md"
target = "content/{target}/**/*.md"
"""


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = Repository(tmp_path)
    made.put("tqcheck.toml", CONFIGURATION)
    made.article("a")
    made.article("deep/er/b", "Moscou", "Moscou")
    monkeypatch.chdir(tmp_path)
    return made
