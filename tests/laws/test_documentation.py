"""Every rule is documented: a title, why it matters, when it is right, and examples of both kinds."""

from __future__ import annotations

import pytest

from tqcheck.model import CATEGORIES
from tqcheck.rules import Rule, catalogue

RULES = [pytest.param(rule, id=rule.id) for rule in catalogue().values()]


@pytest.mark.parametrize("rule", RULES)
def test_docstring_has_all_its_sections(rule: Rule) -> None:
    assert rule.title.endswith(".")
    assert "Why it matters:" in rule.doc
    assert "When it is right:" in rule.doc


@pytest.mark.parametrize("rule", RULES)
def test_has_examples_of_both_kinds(rule: Rule) -> None:
    assert len(rule.bad) >= 1
    assert len(rule.good) >= 3


@pytest.mark.parametrize("rule", RULES)
def test_category_is_in_the_closed_list(rule: Rule) -> None:
    assert rule.category in CATEGORIES
