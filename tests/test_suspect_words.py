"""What the network suspects where a rule has found something: the rule says why, and stands alone."""

from __future__ import annotations

from typing import Any

import pytest

from tests.examples import article
from tests.knowledge.test_pair_engine import Sure
from tqcheck.findings import run
from tqcheck.knowledge import pair_engine
from tqcheck.rules import Example, catalogue, requirements


@pytest.fixture
def rules(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    monkeypatch.setattr(pair_engine, "pair_engine", Sure)
    monkeypatch.setattr(pair_engine, "is_installed", lambda: True)
    monkeypatch.setitem(requirements.REQUIREMENTS, "pair-network", lambda article: None)
    return [catalogue()[name] for name in ("suspect-words", "repeated-word")]


def test_suspect_words_give_way_to_what_a_rule_says_of_them(rules: list[Any]) -> None:
    caught, _ = run(rules, article(Example(pt="Uma frase escura.", en="The dark dark, road.")))
    assert [one.rule.id for one in caught] == ["repeated-word"]


def test_suspect_words_stand_where_nothing_else_does(rules: list[Any]) -> None:
    caught, _ = run(rules, article(Example(pt="Uma frase escura.", en="The long dark, road.")))
    assert [one.rule.id for one in caught] == ["suspect-words"]
