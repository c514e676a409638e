"""Fixes converge: after a rule's suggestions are applied, the rule finds nothing more."""

from __future__ import annotations

import pytest

from tests.examples import article, sides
from tqcheck.findings import run
from tqcheck.rules import Example, Rule, catalogue

REPAIRED = [
    pytest.param(rule, example, id=f"{rule.id}-{number}")
    for rule in catalogue().values()
    for number, example in enumerate(rule.bad)
    if rule.scope != "corpus" and {bool(span[2]) for marked in sides(example)[1] for span in marked.spans} == {True}
]


def repaired(example: Example) -> Example:
    lines = []
    for marked in sides(example)[1]:
        text = marked.text
        for start, end, repair in reversed(marked.spans):
            text = text[:start] + str(repair) + text[end:]
        lines.append(text)
    texts = dict(zip(example.languages, example.texts))
    texts[example.languages[-1]] = "\n".join(lines)
    return Example(glossary=example.glossary, **texts)


@pytest.mark.parametrize(("rule", "example"), REPAIRED)
def test_nothing_is_found_after_the_repair(rule: Rule, example: Example) -> None:
    caught, _ = run([rule], article(repaired(example)))
    assert [one.fault.message for one in caught] == []
