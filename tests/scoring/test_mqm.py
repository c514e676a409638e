"""The MQM score."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tqcheck.config import Config, Profile
from tqcheck.errors import TqcheckError
from tqcheck.model import Severity
from tqcheck.scoring.mqm import mqm, profile_of, profiles


@dataclass
class Weighed:
    severity: Severity
    mqm: str = "accuracy/mistranslation"


def test_penalty_is_per_hundred_words() -> None:
    assert mqm([Weighed("minor"), Weighed("major")], 200).value == 97.0


def test_text_without_findings_is_perfect() -> None:
    assert mqm([], 50).value == 100.0


def test_score_stops_at_zero_and_fails() -> None:
    score = mqm([Weighed("critical")] * 10, 100)
    assert (score.value, score.passed) == (0.0, False)


def test_weights_are_in_the_signature() -> None:
    weights: dict[Severity, float] = {"minor": 0.1, "major": 1, "critical": 10}
    assert "weights:0.1/1/10" in mqm([], 9, Profile(weights=weights)).signature


def test_points_are_broken_down_by_dimension() -> None:
    found = [Weighed("minor"), Weighed("major", "accuracy/omission"), Weighed("minor", "style/awkward")]
    assert mqm(found, 200).parts == {"accuracy": 6.0, "style": 1.0}


def test_error_type_weighs_before_its_dimension() -> None:
    profile = Profile(categories={"style": 2.0, "style/awkward": 0.5})
    found = [Weighed("minor", "style/awkward"), Weighed("minor", "style/unidiomatic")]
    assert mqm(found, 100, profile).value == 97.5


def test_points_per_thousand_words() -> None:
    assert mqm([Weighed("major")], 500, profiles()["per-1000"]).value == 90.0


def test_one_critical_finding_may_fail_a_text() -> None:
    assert mqm([Weighed("critical")], 10_000, profiles()["strict"]).passed is False


def test_profile_comes_from_the_configuration() -> None:
    own = Profile(per=1000)
    assert profile_of(Config(mqm_profile="house", mqm_profiles={"house": own})) == (own, "house")
    assert profile_of(Config(pass_mark=99))[0].pass_mark == 99


def test_profile_that_does_not_exist_is_told() -> None:
    with pytest.raises(TqcheckError, match="no MQM profile 'lenient'; choose one of default, google"):
        profile_of(Config(mqm_profile="lenient"))
