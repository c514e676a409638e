"""The MQM score."""

from __future__ import annotations

from dataclasses import dataclass

from tqcheck.model import Severity
from tqcheck.scoring.mqm import mqm


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
