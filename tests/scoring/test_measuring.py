"""Scores and marks of models inside a check."""

from __future__ import annotations

import pytest

from tqcheck import TqcheckError, check
from tqcheck.bitexts import check_bitext
from tqcheck.config import Config
from tqcheck.model import Finding, Report, Score
from tqcheck.readers.bitext import Row
from tqcheck.scoring.comet import ErrorSpan
from tqcheck.scoring.estimate import available
from tqcheck.scoring.run import Scored
from tqcheck.scoring.tally import Tally

SOURCE = "O rio subiu ontem.\n\nA ONU mandou 12 navios."


@pytest.fixture(scope="session")
def xcomet(tmp_path_factory: pytest.TempPathFactory) -> str:
    pytest.importorskip("comet", reason="the extra `comet` is not installed")
    from tests.scoring.tiny_comet import make

    return f"comet:{make('xcomet', tmp_path_factory.mktemp('marks'))}"


def checked(target: str, *metrics: str) -> Report:
    return check(SOURCE, target, source_lang="pt", target_lang="en", metrics=metrics)


def findings(target: str, *metrics: str) -> list[Finding]:
    return list(checked(target, *metrics).documents[0].findings)


def test_marks_of_the_model_become_findings(xcomet: str) -> None:
    target = "The @@river rose yesterday.\n\nThe UN sent 12 ships."
    (found,) = (one for one in findings(target, xcomet) if one.rule == "neural-error-span")
    assert found.target is not None
    assert (found.target.text, found.severity, found.target.line) == ("@@", "critical", 1)
    assert target[found.target.start : found.target.end] == "@@"


def test_mark_on_what_a_rule_found_is_evidence_there(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = ((), (ErrorSpan(4, 7, "ONU", "major", 0.9),))
    marked = Scored(Score(0.5, "comet|…"), (0.5, 0.5), spans=spans, tally=Tally(2, 1.0))
    monkeypatch.setattr("tqcheck.scoring.measuring._scored", lambda *_: marked)
    found = findings("The river rose yesterday.\n\nThe ONU sent 12 ships.", "comet")
    assert [one.rule for one in found] == ["acronym"]
    assert found[0].evidence[-1].label == "a neural metric marks this too (major, 0.90)"


def test_marked_row_of_a_bitext_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    spans = ((), (ErrorSpan(4, 9, "river", "minor", 0.6),))
    marked = Scored(Score(0.5, "comet|…"), (0.5, 0.5), spans=spans, tally=Tally(2, 1.0))
    monkeypatch.setattr("tqcheck.scoring.measuring._scored", lambda *_: marked)
    rows = [Row(1, "pt", "en", "Sim.", "Yes."), Row(2, "pt", "en", "O rio subiu.", "The river rose.")]
    document = check_bitext(rows, "a.tsv", Config(metrics=("comet",)))
    assert [(one.rule, one.row) for one in document.findings] == [("neural-error-span", 2)]
    assert [pair.row for pair in document.pairs] == [2]


@pytest.mark.skipif(not available("pt", "en"), reason="no sentence encoder is installed")
def test_estimate_stands_beside_the_mqm_score() -> None:
    scores = checked("The river rose yesterday.\n\nThe UN sent 12 ships.", "estimate").documents[0].scores
    assert list(scores) == ["mqm", "estimate"]
    assert scores["estimate"].signature.startswith("estimate|model:")


def test_estimate_that_cannot_be_had_is_a_notice() -> None:
    document = check(SOURCE, "Rio.", source_lang="pt", target_lang="tlh", metrics=("estimate",)).documents[0]
    assert list(document.scores) == ["mqm"]
    assert any(notice.startswith("estimate: not available for the pair pt-tlh") for notice in document.notices)


def test_model_that_needs_references_is_an_error_in_a_check(tmp_path_factory: pytest.TempPathFactory) -> None:
    pytest.importorskip("comet", reason="the extra `comet` is not installed")
    from tests.scoring.tiny_comet import make

    model = make("regression", tmp_path_factory.mktemp("regression"))
    with pytest.raises(TqcheckError, match="needs references"):
        checked("The river rose.", f"comet:{model}")
