"""Past runs and the index made from them."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

import tqcheck
from tqcheck.reporters import history, html
from tqcheck.reporters.history import Run
from tqcheck.reporters.html.index import Index

REPORT = tqcheck.check("Morreram 38.", "Then 83 died.", source_lang="pt", target_lang="en")


def run(target: str, score: float, time: str = "2026-01-01T00:00:00Z", **more: object) -> Run:
    return replace(Run(time, target, f"{target}.html", target_lang="en", scores={"mqm": score}), **more)  # type: ignore[arg-type]


def pages(*targets: str, past: tuple[Run, ...] = ()) -> list[str]:
    documents = [replace(REPORT.documents[0], target=target) for target in targets]
    return [one.page for one in history.runs_of(documents, past)]


def test_what_is_appended_is_read_again(tmp_path: Path) -> None:
    runs = history.runs_of(REPORT.documents, [])
    history.append(tmp_path, runs)
    history.append(tmp_path, runs)
    assert history.read(tmp_path) == runs * 2


def test_broken_line_is_named(tmp_path: Path) -> None:
    history.append(tmp_path, history.runs_of(REPORT.documents, []))
    with (tmp_path / history.NAME).open("a") as file:
        file.write("<<<<<<< HEAD\n")
    with pytest.raises(tqcheck.TqcheckError, match=r"history\.jsonl:2: .*delete this line"):
        history.read(tmp_path)


@pytest.mark.parametrize(
    "wrong",
    [
        {"page": "../../elsewhere.html"},
        {"page": "..\\elsewhere.html"},
        {"page": "run.sh"},
        {"scores": [1]},
        {"scores": {"mqm": "high"}},
        {"target": None},
        {"schema": "tqcheck-history/2"},
    ],
)
def test_line_that_tqcheck_did_not_write_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    history.append(tmp_path, history.runs_of(REPORT.documents, []))
    path = tmp_path / history.NAME
    path.write_text(json.dumps({**json.loads(path.read_text(encoding="utf-8")), **wrong}), encoding="utf-8")
    with pytest.raises(tqcheck.TqcheckError, match="not a line of tqcheck's history"):
        history.read(tmp_path)


@pytest.mark.parametrize(
    ("targets", "names"),
    [
        (["en/summit.txt"], ["summit.html"]),
        (["pt-en/summit/target.txt"], ["summit.html"]),
        (["a/news.md", "b/news.md"], ["news.html", "b-news.html"]),
        (["news.md", "news.txt"], ["news.html", "news-2.html"]),
        (["index.md"], ["index-2.html"]),
        (["-"], ["translation.html"]),
        (["../../x/<b>&.txt"], ["b.html"]),
        (["notícias/дом.txt"], ["дом.html"]),
    ],
)
def test_pages_have_short_names_of_their_own(targets: list[str], names: list[str]) -> None:
    assert pages(*targets) == names


def test_article_keeps_its_page() -> None:
    past = (run("b/news.md", 90.0, page="news.html"),)
    assert pages("a/news.md", "./b/news.md", past=past) == ["a-news.html", "news.html"]


def test_index_puts_the_worst_first_and_compares_with_the_last_run() -> None:
    runs = [run("a", 90.0), run("b", 80.0), run("c", 50.0), run("a", 95.0), run("b", 60.0)]
    entries = Index.of(runs, REPORT).entries
    assert [(one.run.target, one.change, one.moved) for one in entries] == [
        ("c", None, "new"),
        ("b", -20.0, "worse"),
        ("a", 5.0, "better"),
    ]


def test_worst_rules_are_counted_over_the_last_runs() -> None:
    runs = [
        run("a", 90.0, rules={"number": 9}),
        run("a", 95.0, rules={"number": 2}),
        run("b", 80.0, rules={"number": 1}),
    ]
    assert Index.of(runs, REPORT).rules == [("number", 3, 2)]


def test_index_page_lists_articles_with_their_past() -> None:
    made = html.render_index([run("a", 90.0), run("a", 95.0)], REPORT)
    assert 'aria-label="MQM in 2 runs: from 90 to 95, lowest 90, highest 95"' in made
    assert '<a href="a.html">' in made


def test_page_names_in_history_cannot_be_addresses() -> None:
    made = html.render_index([run("a", 90.0, page="javascript:alert(1)"), run("b", 1.0, page='"><script>')], REPORT)
    assert "javascript:alert" not in made
    assert re.findall(r"<script[^>]*>", made) == ['<script type="application/json" id="data">', "<script>"]


def test_history_is_json_lines(tmp_path: Path) -> None:
    history.append(tmp_path, history.runs_of(REPORT.documents, []))
    line = json.loads((tmp_path / history.NAME).read_text(encoding="utf-8"))
    assert line["schema"] == "tqcheck-history/1"
    assert line["severities"] == {"major": 1}
    assert line["rules"] == {"number": 1}
