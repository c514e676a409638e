"""Every rule's examples are true: the bad ones are found to the letter, the good ones are silent."""

from __future__ import annotations

import pytest

from tests.examples import article, articles, sides
from tqcheck.findings import Placer, name_forms, run
from tqcheck.rules import Example, Rule, catalogue

RULES = [rule for rule in catalogue().values() if rule.scope != "corpus"]
ACROSS = [rule for rule in catalogue().values() if rule.scope == "corpus"]
BAD = [pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.bad)]
GOOD = [pytest.param(rule, example, id=f"{rule.id}-{n}") for rule in RULES for n, example in enumerate(rule.good)]


@pytest.mark.parametrize(("rule", "example"), BAD)
def test_bad_example_is_found_with_span_evidence_and_repair(rule: Rule, example: Example) -> None:
    source, target = sides(example)
    expected = [(line, *span) for line, marked in enumerate(target) for span in marked.spans]
    lost = [(line, *span[:2]) for line, marked in enumerate(source) for span in marked.spans]
    caught, skipped = run([rule], article(example))
    if skipped and "pair-network" in rule.requires:
        pytest.skip(skipped[0].why)  # its weights come with an extra
    assert not skipped
    found = []
    evidence, omitted = set(), set()
    for one in caught:
        assert 0 < (one.fault.confidence or rule.confidence) <= 1
        assert one.fault.message[:1].isprintable()
        assert "None" not in one.fault.message
        line = (one.pair.target or one.pair.source).segment.block
        if one.fault.target:
            found.append((line, one.fault.target.start, one.fault.target.end, one.fault.suggestion))
        if one.fault.source:
            evidence.add((one.pair.source.segment.block, one.fault.source.start, one.fault.source.end))
            if not one.fault.target:
                omitted.add((one.pair.source.segment.block, one.fault.source.start, one.fault.source.end))
        for witness in one.fault.evidence:
            if witness.side == "source":
                where = (witness.pair or one.pair).source.segment.block
                evidence.add((where, witness.span.start, witness.span.end))
    assert found == [(line, start, end, repair) for line, start, end, repair in expected]
    assert set(lost) <= evidence
    assert omitted <= set(lost)


@pytest.mark.parametrize(("rule", "example"), GOOD)
def test_good_example_is_silent(rule: Rule, example: Example) -> None:
    caught, _ = run([rule], article(example))
    assert [one.fault.message for one in caught] == []


@pytest.mark.parametrize("rule", ACROSS, ids=lambda rule: rule.id)
def test_examples_of_several_articles(rule: Rule) -> None:
    for example in (*rule.bad, *rule.good):
        names = [name_forms(one, Placer()) for one in articles(example)]
        found = [(one.article, one.form.target.start, one.form.target.end, one.usual) for one in rule.check(names)]
        marked = enumerate(sides(example)[1])
        assert found == [(number, *span) for number, line in marked for span in line.spans], example
