"""What is settled stays quiet, is shown as such, and is told when it is of no use any more."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

import tqcheck
from tqcheck import engine
from tqcheck.bitexts import check_bitext
from tqcheck.config import Accepted, Config
from tqcheck.errors import TqcheckError
from tqcheck.model import DocumentReport
from tqcheck.project import baseline
from tqcheck.project.settling import unused
from tqcheck.readers import parse
from tqcheck.readers.bitext import Row
from tqcheck.readers.decode import Decoded

CONFIG = Config(target_lang="en", select=("repeated-word", "spacing"))
FAULTS = "The the minister spoke.\n\nHe left the the house."


def check(text: str, config: Config = CONFIG, path: str = "a.md") -> DocumentReport:
    return engine.check_article(None, parse(Decoded(text, "utf-8"), path), config)


def words(report: DocumentReport) -> list[str]:
    return [one.target.text for one in report.findings if one.target]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("<!-- tqcheck: ignore repeated-word -->\n" + FAULTS, ["the the"]),
        ("<!-- tqcheck: ignore -->\n\n" + FAULTS, ["the the"]),
        ("<!-- tqcheck: ignore spacing -->\n" + FAULTS, ["The the", "the the"]),
        ("<!-- tqcheck: ignore-file repeated-word: quoted speech -->\n" + FAULTS, []),
        (FAULTS + " <!-- tqcheck: ignore grammar,repeated-word -->", ["The the"]),
        (FAULTS + " {/* tqcheck: ignore repeated-word */}", ["The the"]),
        ("[//]: # (tqcheck: ignore repeated-word)\n\n" + FAULTS, ["the the"]),
        ("<!-- tqcheck: ignore-start -->\n\n" + FAULTS + "\n\n<!-- tqcheck: ignore-end -->\n\nIt it ends.", ["It it"]),
        ("<!-- tqcheck: ignore-next-line -->\n\nHe he saw it\nand and she did.", ["and and"]),
    ],
)
def test_comments_suppress_what_they_name_where_they_stand(text: str, left: list[str]) -> None:
    assert words(check(text)) == left


def test_suppressed_findings_are_kept_with_the_reason() -> None:
    (quiet,) = check("<!-- tqcheck: ignore repeated-word: so he said -->\nThe the minister spoke.").suppressed
    assert (quiet.by, quiet.reason, quiet.where) == ("comment", "so he said", "a.md:1:1")
    assert quiet.finding.rule == "repeated-word"


@pytest.mark.parametrize(
    ("comment", "told"),
    [
        ("ignore repeated-word", "a.md:1:1: this comment suppresses nothing"),
        ("ignore repeated-wrd", "there is no rule or category 'repeated-wrd'; did you mean 'repeated-word'?"),
        ("disable number", "a.md:1:1: not understood"),
    ],
)
def test_comments_of_no_use_are_told(comment: str, told: str) -> None:
    notices = check(f"<!-- tqcheck: {comment} -->\nThe minister spoke.").notices
    assert any(told in notice for notice in notices)


def test_comment_for_a_rule_that_did_not_run_is_not_called_useless() -> None:
    assert check("<!-- tqcheck: ignore number -->\nThe minister spoke.").notices == ()


def test_comments_are_no_text_to_check_in_plain_text_either() -> None:
    report = check("<!-- tqcheck: ignore -->\nThe the minister spoke.", replace(CONFIG, select=()), "a.txt")
    assert words(report) == []


def test_accepted_phrase_covers_findings_that_touch_it_and_no_others() -> None:
    report = check(FAULTS, replace(CONFIG, accept=(Accepted("The the minister", "a title"),)))
    assert words(report) == ["the the"]
    assert [(one.by, one.reason) for one in report.suppressed] == [("phrase", "a title")]


@pytest.mark.parametrize(
    ("accepted", "told"),
    [
        (Accepted("The the", "a title"), []),
        (Accepted("a palace", "a name"), ["accepted phrase 'a palace' suppresses nothing"]),
        (
            Accepted("The the", "a title", expires=date(2020, 1, 1)),
            ["accepted phrase 'The the' expired on 2020-01-01"],
        ),
    ],
)
def test_phrases_of_no_use_are_told(accepted: Accepted, told: list[str]) -> None:
    config = replace(CONFIG, accept=(accepted,))
    assert unused([check(FAULTS, config)], config) == told


def test_severity_and_doubt_follow_the_settings() -> None:
    report = check(FAULTS, replace(CONFIG, severity={"repeated-word": "critical"}))
    assert {one.severity for one in report.findings} == {"critical"}
    assert "points:50" in report.scores["mqm"].signature
    assert check(FAULTS, replace(CONFIG, least_confidence=1.0)).findings == ()


def write_baseline(folder: Path, report: DocumentReport) -> str:
    path = folder / "known.json"
    path.write_text(baseline.dump(baseline.made(engine.report([report]), {})), encoding="utf-8")
    return str(path)


def test_baseline_keeps_old_findings_quiet_after_edits_elsewhere(tmp_path: Path) -> None:
    config = replace(CONFIG, baseline=write_baseline(tmp_path, check(FAULTS)))
    edited = "A new paragraph with a a fault.\n\n" + FAULTS.replace("minister spoke", "minister spoke", 1)
    assert words(check(edited, config)) == ["a a"]


def test_baseline_entries_found_no_more_are_told(tmp_path: Path) -> None:
    config = replace(CONFIG, baseline=write_baseline(tmp_path, check(FAULTS)))
    (told,) = unused([check("The minister spoke.", config)], config)
    assert "2 of 2 entries are found no more" in told


def test_writing_a_baseline_anew_keeps_what_people_wrote(tmp_path: Path) -> None:
    config = replace(CONFIG, baseline=write_baseline(tmp_path, check(FAULTS)))
    raw = json.loads(Path(str(config.baseline)).read_text(encoding="utf-8"))
    raw["findings"][0] |= {"decision": "accepted", "reason": "the the is a river"}
    Path(str(config.baseline)).write_text(json.dumps(raw), encoding="utf-8")
    again = baseline.made(engine.report([check(FAULTS, config)]), baseline.load(str(config.baseline)))
    assert {one.reason for one in again} == {"the the is a river", None}
    assert len(again) == 2


@pytest.mark.parametrize("text", ["[]", "{", '{"schema": "tqcheck-baseline/1", "findings": [{}]}', '{"schema": "x"}'])
def test_broken_baseline_is_told(tmp_path: Path, text: str) -> None:
    path = tmp_path / "known.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(TqcheckError, match="baseline"):
        baseline.load(str(path))


def test_fingerprint_survives_joining_with_the_next_sentence() -> None:
    alone = check("The the minister spoke.", path="a.txt")
    joined = check_bitext([Row(1, "pt", "en", "x", "It rained. The the minister spoke. He left.")], "a.tsv", CONFIG)
    assert [one.fingerprint for one in joined.findings] == [one.fingerprint for one in alone.findings]


PO = """\
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\\n"
"Language: en\\n"

{comment}
msgid "O ministro falou."
msgstr "The the minister spoke."

msgid "Ele saiu da casa."
msgstr "He left the the house."
"""


@pytest.mark.parametrize(
    ("comment", "left", "told"),
    [
        ("# tqcheck: ignore repeated-word: so he said", ["the the"], []),
        ("#. tqcheck: ignore", ["the the"], []),
        ("# tqcheck: ignore-file repeated-word", [], []),
        ("# a remark", ["The the", "the the"], []),
        ("# tqcheck: ignore spacing", ["The the", "the the"], ["{path}:8: this comment suppresses nothing"]),
        ("# tqcheck: ignore-next-line", ["The the", "the the"], ["{path}:8: not understood"]),
    ],
)
def test_notes_of_a_bitext_suppress_in_their_row(
    tmp_path: Path, comment: str, left: list[str], told: list[str]
) -> None:
    path = tmp_path / "en.po"
    path.write_text(PO.format(comment=comment), encoding="utf-8")
    settings = {"source_lang": "pt", "target_lang": "en", "select": CONFIG.select}
    report = tqcheck.check_files(None, str(path), **settings).documents[0]
    assert words(report) == left
    assert len(report.notices) == len(told)
    assert all(notice.startswith(one.format(path=path)) for notice, one in zip(report.notices, told))
