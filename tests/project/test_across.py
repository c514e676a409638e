"""Names that the articles of a project spell in different ways."""

from __future__ import annotations

from typing import Any

import pytest

from tests.project.conftest import CONFIGURATION, Repository
from tqcheck.engines import Workers
from tqcheck.model import Finding, Report
from tqcheck.project.configuration import find, load
from tqcheck.project.run import check_project

RULE = "inconsistent-across-articles"


@pytest.fixture
def site(repository: Repository) -> Repository:
    for name, target in (("c", "Tokayev"), ("d", "Tokayev"), ("e", "Tokaev"), ("f", "Tokaev"), ("g", "Tokayev")):
        repository.put(f"content/pt/{name}.md", "O líder Tokaiev falou ontem.\n")
        repository.put(f"content/en/{name}.md", f"The leader {target} spoke yesterday.\n")
    return repository


def check(**options: Any) -> Report:
    return check_project(load(find()), **options)


def found(report: Report) -> list[tuple[str, Finding]]:
    return [(one.target, finding) for one in report.documents for finding in one.findings if finding.rule == RULE]


def test_odd_spelling_is_one_finding_that_tells_where_and_how_often(site: Repository) -> None:
    ((target, finding),) = found(check())
    assert (target, finding.target.text, finding.suggestion) == ("content/en/e.md", "Tokaev", "Tokayev")
    assert "in 3 other articles (content/en/c.md, content/en/d.md, content/en/g.md)" in finding.message
    assert finding.message.endswith("too in content/en/f.md")


def test_it_counts_in_the_score_of_its_article(site: Repository) -> None:
    scores = {one.target: one.scores["mqm"].value for one in check().documents}
    assert scores["content/en/e.md"] != scores["content/en/c.md"] == scores["content/en/f.md"]


def test_processes_and_cache_change_nothing(site: Repository) -> None:
    fresh, cached, parallel = check(), check(), check(workers=Workers(2), cached=False)
    assert fresh.documents == cached.documents == parallel.documents


def test_repair_of_the_others_silences_it(site: Repository) -> None:
    check()
    for name in "ef":
        site.put(f"content/en/{name}.md", "The leader Tokayev spoke yesterday.\n")
    assert found(check()) == []


def test_settings_may_leave_it_out(site: Repository) -> None:
    site.put("tqcheck.toml", f'ignore = ["{RULE}"]\n' + CONFIGURATION)
    assert found(check()) == []


def test_one_article_alone_is_compared_with_none(site: Repository) -> None:
    assert found(check(touching=["content/en/e.md"])) == []
