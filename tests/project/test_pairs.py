"""Which files are paired, and which patterns are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.project.conftest import Repository
from tqcheck.errors import TqcheckError
from tqcheck.project.configuration import load
from tqcheck.project.pairs import find_pairs
from tqcheck.project.patterns import matches


@pytest.mark.parametrize(
    ("pattern", "path", "right"),
    [
        ("content/*/a.md", "content/en/a.md", True),
        ("content/*/a.md", "content/en/x/a.md", False),
        ("content/**/a.md", "content/a.md", True),
        ("content/**/a.md", "content/en/x/a.md", True),
        ("content/old/", "content/old/x/a.md", True),
        ("content/**", "content/x/a.md", True),
        ("a?.md", "ab.md", True),
        ("a[1].md", "a[1].md", True),
        ("*.md", "x/a.md", False),
    ],
)
def test_patterns(pattern: str, path: str, right: bool) -> None:
    assert matches(path, pattern) is right


def paired(root: Path, table: str) -> tuple[list[tuple[str | None, str, str | None]], list[str]]:
    path = root / "tqcheck.toml"
    path.write_text('source-lang = "pt"\n[[pairs]]\n' + table, encoding="utf-8")
    found = find_pairs(load(path))
    return [(job.source, job.target, job.target_lang) for job in found.jobs], [one.target for one in found.missing]


def test_folders_by_language(repository: Repository) -> None:
    repository.put("content/pt/lonely.md", "Só.")
    table = 'source = "content/{source}/**/*.md"\ntarget = "content/{target}/**/*.md"\ntarget-langs = ["en"]'
    jobs, missing = paired(repository.root, table)
    assert jobs == [
        ("content/pt/a.md", "content/en/a.md", "en"),
        ("content/pt/deep/er/b.md", "content/en/deep/er/b.md", "en"),
    ]
    assert missing == ["content/en/lonely.md"]


def test_languages_in_file_names(repository: Repository) -> None:
    for name in ("post.pt.md", "post.en.md", "post.es.md"):
        repository.put(name, "x")
    table = 'source = "*.{source}.md"\ntarget = "*.{target}.md"\ntarget-langs = ["en", "es"]'
    jobs, _ = paired(repository.root, table)
    assert jobs == [("post.pt.md", "post.en.md", "en"), ("post.pt.md", "post.es.md", "es")]


def test_translations_are_not_taken_for_sources_of_a_wider_pattern(repository: Repository) -> None:
    for name in ("x/post.md", "x/post.en.md"):
        repository.put(name, "x")
    jobs, missing = paired(repository.root, 'source = "x/*.md"\ntarget = "x/*.{target}.md"\ntarget-langs = ["en"]')
    assert (jobs, missing) == ([("x/post.md", "x/post.en.md", "en")], [])


def test_manifest_names_pairs_and_their_languages(repository: Repository) -> None:
    repository.put("pairs.csv", "source;target;target_lang\ncontent/pt/a.md;content/en/a.md;en-GB\n;content/en/a.md;\n")
    jobs, _ = paired(repository.root, 'manifest = "pairs.csv"')
    assert jobs == [("content/pt/a.md", "content/en/a.md", "en-GB"), (None, "content/en/a.md", None)]


def test_files_that_hold_both_sides_and_exclusions(repository: Repository) -> None:
    for name in ("data/a.tsv", "data/b.tsv", "data/.hidden/c.tsv"):
        repository.put(name, "x")
    jobs, _ = paired(repository.root, 'files = "data/**/*.tsv"\nexclude = ["**/b.tsv"]')
    assert [job[1] for job in jobs] == ["data/a.tsv"]


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ('source = "pt/**/*.md"\ntarget = "en/*.md"', "tqcheck.toml:4: the two patterns have different wildcards"),
        ('source = "pt/*.md"', "tqcheck.toml:2: 'target' is missing"),
        ('source = "../pt/*.md"\ntarget = "en/*.md"', "tqcheck.toml:3: '../pt/*.md' leads out of the project"),
        ('source = "/pt/*.md"\ntarget = "en/*.md"', "leads out of the project"),
        ('source = "content/pt/*.md"\ntarget = "../*.md"', "leads out of the project"),
        ('manifest = "bad.csv"', "bad.csv:2: '../secret.md' leads out of the project"),
        ('manifest = "../pairs.csv"', "tqcheck.toml:3: '../pairs.csv' leads out of the project"),
        ('manifest = "headless.csv"', "headless.csv:2: a row without target"),
        ('source = "pt/*.md"\ntarget = "{target}/*.md"', "{target} stands for a language that is not given"),
        ('source = "*.md"\ntarget = "*.md"', "source and target are the same files"),
        ('files = "nothing/*.tsv"', "tqcheck.toml:2: the patterns name no file"),
        ("", "this table must say one thing"),
    ],
)
def test_patterns_that_cannot_be_meant_are_told(repository: Repository, table: str, told: str) -> None:
    repository.put("bad.csv", "source,target\ncontent/pt/a.md,../secret.md\n")
    repository.put("headless.csv", "a,b\nc,d\n")
    with pytest.raises(TqcheckError) as caught:
        paired(repository.root, table)
    assert told in str(caught.value)


def test_links_that_lead_out_of_the_project_are_refused(repository: Repository) -> None:
    (repository.root / "content/pt/link.md").symlink_to("/etc/hostname")
    with pytest.raises(TqcheckError, match="leads out of the project"):
        paired(repository.root, 'source = "content/pt/*.md"\ntarget = "content/en/*.md"')
