"""`tqcheck init`: what a repository's file names tell."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.conftest import Repository
from tqcheck.cli.app import run
from tqcheck.knowledge.locales import codes
from tqcheck.project.configuration import load
from tqcheck.project.pairs import find_pairs
from tqcheck.project.proposal import propose


@pytest.mark.parametrize(
    ("paths", "source", "target", "languages"),
    [
        (
            ["content/pt/a.md", "content/pt/x/b.md", "content/en/a.md", "content/pt/about.md", "README.md"],
            "content/{source}/**/*.md", "content/{target}/**/*.md", ("pt", "en"),
        ),
        (["p/a.pt.md", "p/a.en.md", "p/b.pt.md"], "p/**/*.{source}.md", "p/**/*.{target}.md", ("pt", "en")),
        (["a.pt-BR.txt", "a.en.txt", "b.pt-BR.txt"], "**/*.{source}.txt", "**/*.{target}.txt", ("pt-BR", "en")),
        (["x/a.md", "x/a.en.md", "x/b.md", "x/b.en.md"], "x/**/*.md", "x/**/*.{target}.md", (None, "en")),
        (["i18n/pt.json", "i18n/en.json", "package.json"], "i18n/{source}.json", "i18n/{target}.json", ("pt", "en")),
        (["src/a.md", "src/is/b.md", "src/it/c.md"], None, None, None),
    ],
)  # fmt: skip
def test_patterns_are_seen_in_names(
    paths: list[str], source: str | None, target: str | None, languages: tuple[str | None, str] | None
) -> None:
    found = propose(paths, codes())
    told = [(one.source, one.target, (one.source_lang, *one.target_langs)) for one in found]
    assert told == ([(source, target, languages)] if source else [])


def test_the_configuration_finds_what_was_proposed(repository: Repository) -> None:
    (repository.root / "tqcheck.toml").unlink()
    repository.put("locale/de/app.po", "")
    assert run(["init"]) == 0
    found = find_pairs(load(repository.root / "tqcheck.toml"))
    assert {job.target for job in found.jobs} == {"content/en/a.md", "content/en/deep/er/b.md", "locale/de/app.po"}


def test_configuration_is_not_overwritten(repository: Repository, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["init"]) == 2
    assert "there is a configuration already" in capsys.readouterr().err


def test_repository_without_translations_gets_a_pattern_to_fill_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(["init"]) == 0
    assert '# source = "content/{source}/**/*.md"' in (tmp_path / "tqcheck.toml").read_text(encoding="utf-8")
    assert load(tmp_path / "tqcheck.toml").config.pairs == ()
