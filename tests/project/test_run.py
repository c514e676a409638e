"""Checking a whole project: what is checked, from where, and what is told beside the findings."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.project.conftest import CONFIGURATION, Repository
from tqcheck import engine
from tqcheck.engines import Workers
from tqcheck.errors import TqcheckError
from tqcheck.model import Report
from tqcheck.project.configuration import find, load
from tqcheck.project.run import check_project


def check(**options: Any) -> Report:
    return check_project(load(find()), **options)


def targets(report: Report) -> list[str]:
    return [document.target for document in report.documents]


def found(report: Report) -> list[str]:
    return [finding.rule for document in report.documents for finding in document.findings]


BOTH = ["content/en/a.md", "content/en/deep/er/b.md"]


def test_all_pairs_are_checked(repository: Repository) -> None:
    report = check()
    assert targets(report) == BOTH
    assert found(report) == ["untranslated-name"]


def test_file_that_cannot_be_read_stops_no_other(repository: Repository) -> None:
    repository.put("content/en/a.md", "")
    report = check()
    assert targets(report) == BOTH[1:]
    assert [failure.path for failure in report.failures] == ["content/en/a.md"]


def test_only_pairs_that_the_files_belong_to(repository: Repository) -> None:
    assert targets(check(touching=["content/pt/a.md", "README.md"])) == BOTH[:1]
    nothing = check(touching=["README.md"])
    assert (nothing.documents, len(nothing.notices)) == ((), 1)


def test_only_what_git_sees_changed(repository: Repository) -> None:
    repository.git("init", "-q", "-b", "main")
    assert targets(check(changed="HEAD")) == BOTH, "nothing is committed yet"
    repository.commit()
    assert targets(check(changed="HEAD")) == []
    repository.article("a", "Belém", "Belém")
    assert targets(check(changed="HEAD")) == BOTH[:1]
    repository.git("checkout", "-q", "-b", "work")
    repository.commit()
    repository.article("new")
    assert targets(check(changed="main")) == ["content/en/a.md", "content/en/new.md"]


def test_new_settings_make_everything_changed(repository: Repository) -> None:
    repository.git("init", "-q")
    repository.commit()
    repository.put("tqcheck.toml", CONFIGURATION + "\n")
    assert targets(check(changed="HEAD")) == BOTH


def test_changes_need_a_repository_and_a_commit(repository: Repository) -> None:
    with pytest.raises(TqcheckError, match="not in a git repository"):
        check(changed="HEAD")
    repository.git("init", "-q")
    repository.commit()
    for base in ("no-such-branch", "--output=x"):
        with pytest.raises(TqcheckError, match="git knows no commit"):
            check(changed=base)


def overdue(report: Report) -> list[tuple[str, str]]:
    return [(one.why, one.target) for one in report.overdue]


def test_missing_and_stale_translations_are_told(repository: Repository) -> None:
    repository.git("init", "-q")
    repository.commit()
    repository.put("content/pt/lonely.md", "Só.")
    assert overdue(check()) == [("missing", "content/en/lonely.md")]
    repository.put("content/pt/a.md", "O ministro falou hoje com a imprensa em Recife.\n")
    assert overdue(check())[1:] == [("stale", "content/en/a.md")], "before the commit"
    repository.commit()
    assert overdue(check())[1:] == [("stale", "content/en/a.md")], "and after it"
    repository.put("content/en/a.md", "The minister spoke to the press in Recife today.\n")
    repository.commit()
    assert overdue(check()) == [("missing", "content/en/lonely.md")]
    repository.put("tqcheck.toml", 'missing = "ignore"\n' + CONFIGURATION)
    assert overdue(check()) == []


def test_unchanged_files_come_from_the_cache(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    first = check()
    examined: list[str] = []
    real = engine.examine_article

    def counted(source: Any, target: Any, *rest: Any) -> Any:
        examined.append(target.path)
        return real(source, target, *rest)

    monkeypatch.setattr(engine, "examine_article", counted)
    assert replace(check(), notices=()) == replace(first, notices=())
    assert examined == []
    repository.article("a", "Belém", "Belém")
    check()
    assert examined == BOTH[:1], "content counts"
    repository.put("tqcheck.toml", 'ignore = ["casing"]\n' + CONFIGURATION)
    check()
    assert examined[1:] == BOTH, "settings count"
    check(cached=False)
    assert examined[3:] == BOTH


def test_settling_is_not_cached(repository: Repository) -> None:
    check()
    accept = '\n[[accept]]\nphrase = "Moscou"\nreason = "so printed"\n'
    repository.put("tqcheck.toml", CONFIGURATION + accept)
    assert found(check()) == []


def test_damaged_cache_is_no_cache(repository: Repository) -> None:
    first = check()
    for path in (repository.root / ".tqcheck_cache").rglob("*.json"):
        path.write_bytes(b'{"findings": 3')
    assert found(check()) == found(first)


def test_phrase_that_is_of_no_use_is_told_only_where_all_was_checked(repository: Repository) -> None:
    repository.put("tqcheck.toml", CONFIGURATION + '\n[[accept]]\nphrase = "Kiev"\nreason = "so printed"\n')
    assert check().notices == ("accepted phrase 'Kiev' suppresses nothing",)
    assert check(touching=["content/pt/a.md"]).notices == ()


def test_settings_for_files_that_are_not_there_are_told(repository: Repository) -> None:
    repository.put("tqcheck.toml", CONFIGURATION + '\n[[overrides]]\npaths = ["content/fr/"]\nignore = ["number"]\n')
    assert check().notices == ("the overrides for content/fr/ match no file",)


def test_several_processes_find_the_same_in_the_same_order(repository: Repository) -> None:
    repository.put("content/pt/empty.md", "x")
    repository.put("content/en/empty.md", "")
    assert check(cached=False, workers=Workers(2)) == check(cached=False)


def test_rules_that_the_settings_leave_out_are_told(repository: Repository) -> None:
    repository.put("tqcheck.toml", CONFIGURATION + '\n[[overrides]]\npaths = ["**/b.md"]\nignore = ["casing"]\n')
    told = [[one.why for one in document.skipped if one.rule == "casing"] for document in check().documents]
    assert told == [[], ["left out by the settings"]]
