"""`tqcheck report`: pages in a folder, their history and their index."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.cli.test_check import put, tqcheck

SOURCE, TARGET = "O ministro viajou a Moscou. Morreram 38.\n", "The minister went to Moscow. Then 83 died.\n"


@pytest.fixture
def articles(tmp_path: Path) -> list[Path]:
    """Two articles, `a` and `b`, source and target each."""
    return [put(tmp_path, f"{name}.txt", text) for one in "ab" for name, text in
            ((f"{one}-source", SOURCE), (f"{one}-target", TARGET))]  # fmt: skip


def test_folder_has_a_page_for_each_article_and_an_index(articles: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    for pair in (articles[:2], articles[2:]):
        assert tqcheck("report", *pair, "-o", folder).returncode == 0
    assert sorted(path.name for path in folder.iterdir()) == [
        "a-target.html",
        "b-target.html",
        "history.jsonl",
        "index.html",
    ]
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<a href="([^"#]+)"', index)[:2] == ["a-target.html", "b-target.html"]
    assert 'href="index.html"' in (folder / "a-target.html").read_text(encoding="utf-8")


def test_index_tells_what_got_better(articles: list[Path], tmp_path: Path) -> None:
    folder = tmp_path / "out"
    tqcheck("report", *articles[:2], "-o", folder)
    articles[1].write_text(TARGET.replace("83", "38"), encoding="utf-8")
    tqcheck("report", *articles[:2], "-o", folder)
    index = (folder / "index.html").read_text(encoding="utf-8")
    assert 'data-moved="better"' in index
    assert len((folder / "history.jsonl").read_text(encoding="utf-8").splitlines()) == 2


def test_json_reports_give_the_same_pages(articles: list[Path], tmp_path: Path) -> None:
    saved = [tmp_path / "a.json", tmp_path / "b.json"]
    for at, path in enumerate(saved):
        tqcheck("check", *articles[2 * at : 2 * at + 2], "--format", "json", "-o", path)
        tqcheck("report", *articles[2 * at : 2 * at + 2], "-o", tmp_path / "one")
    assert tqcheck("report", *saved, "-o", tmp_path / "two").returncode == 0
    for name in ("a-target.html", "b-target.html"):
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()


def test_page_goes_to_standard_output_in_another_language(articles: list[Path]) -> None:
    done = tqcheck("report", *articles[:2], "-o", "-", "--interface", "pt")
    assert done.stdout.startswith(b'<!doctype html>\n<html lang="pt"')


def test_folder_and_interface_are_settings(articles: list[Path], tmp_path: Path) -> None:
    settings = put(tmp_path, "tqcheck.toml", '[report]\nfolder = "pages"\ninterface = "pt"\n')
    assert tqcheck("report", *articles[:2], "--config", settings).returncode == 0
    assert '<html lang="pt"' in (tmp_path / "pages" / "a-target.html").read_text(encoding="utf-8")


def test_broken_history_is_told_before_anything_is_written(articles: list[Path], tmp_path: Path) -> None:
    put(tmp_path, "history.jsonl", "{}\n")
    done = tqcheck("report", *articles[:2], "-o", tmp_path)
    assert done.returncode == 2
    assert b"history.jsonl:1: not a line of tqcheck's history; delete this line" in done.stderr
    assert not (tmp_path / "a-target.html").exists()


def test_markdown_is_a_format(articles: list[Path]) -> None:
    done = tqcheck("check", *articles[:2], "--format", "markdown")
    assert done.returncode == 1
    assert "`83` → `38`" in done.stdout.decode()


def test_history_names_rules_and_scores(articles: list[Path], tmp_path: Path) -> None:
    tqcheck("report", *articles[:2], "-o", tmp_path / "out")
    line = json.loads((tmp_path / "out" / "history.jsonl").read_text(encoding="utf-8"))
    assert line["rules"] == {"number": 1}
    assert line["page"] == "a-target.html"
