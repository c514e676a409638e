"""The MQM score, and BLEU, chrF and TER against a reference."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tqcheck.model import Severity
from tqcheck.scoring.mqm import mqm
from tqcheck.scoring.surface import surface


@dataclass
class Weighed:
    severity: Severity


def test_penalty_is_per_hundred_words() -> None:
    assert mqm([Weighed("minor"), Weighed("major")], 200).value == 97.0


def test_text_without_findings_is_perfect() -> None:
    assert mqm([], 50).value == 100.0


def test_score_stops_at_zero_and_fails() -> None:
    score = mqm([Weighed("critical")] * 10, 100)
    assert (score.value, score.passed) == (0.0, False)


def test_weights_are_in_the_signature() -> None:
    assert "weights:0.1/1/10" in mqm([], 9, {"minor": 0.1, "major": 1, "critical": 10}).signature


def test_translation_equal_to_its_reference() -> None:
    scores = surface(["The river rose over night."], ["The river rose over night."], "en")
    assert {name: score.value for name, score in scores.items()} == {"bleu": 100.0, "chrf": 100.0, "ter": 0.0}


def test_signatures_come_from_sacrebleu() -> None:
    assert "tok:zh" in surface(["河水上涨。"], ["河水上涨。"], "zh")["bleu"].signature


def test_lists_of_different_length_are_refused() -> None:
    with pytest.raises(ValueError, match="1 hypotheses, 2 references"):
        surface(["a"], ["a", "b"], "en")
