"""What rules tell an editor: both sides in words, and what is to be done."""

from __future__ import annotations

import pytest

from tests.examples import article
from tqcheck.findings import run
from tqcheck.rules import Example, catalogue


@pytest.mark.parametrize(
    ("rule", "example", "message"),
    [
        ("number", Example(pt="Morreram 38.", en="83 died."), "“83” is “38” in the source"),
        (
            "number",
            Example(pt="Choveu 50 milímetros.", en="It rained 20 inches."),
            "“20 inches” is “50 milímetros” in the source",
        ),
        (
            "number",
            Example(pt="São 3 milhões de litros.", en="It is 4 million liters."),
            "source “3 milhões” = 3,000,000; target “4 million” = 4,000,000",
        ),
        ("number", Example(pt="A Covid-19 voltou.", en="Covid-22 is back."), "“Covid-22” is “Covid-19” in the source"),
        (
            "number",
            Example(pt="Custou 1.500 reais.", en="It cost 1.500 reais."),
            "“1.500” is 1.5 in English; the source says “1.500” = 1,500",
        ),
        ("unbalanced-quotes", Example(en="He said, “No, and left."), "The quotation mark “ is never closed"),
        ("unbalanced-quotes", Example(en="He said, No”, and left."), "The quotation mark ” is never opened"),
        ("unbalanced-brackets", Example(en="The plan (new was approved."), "The bracket “(” is never closed"),
        ("unbalanced-brackets", Example(en="The plan new) was approved."), "The bracket “)” is never opened"),
        (
            "acronym",
            Example(pt="A ONU veio.", en="The ONU came."),
            "“ONU” is the source language's acronym; write “UN”",
        ),
        ("encoding-damage", Example(pt="José veio.", en="JosÃ© came."), "“JosÃ©” has broken letters: “José”"),
        ("encoding-damage", Example(en="The b\ufffdx came."), "“b\ufffdx” has broken letters"),
        ("spacing", Example(en="He came , saw and won."), "“came ,” has a space too many"),
        ("stray-mark", Example(pt="Querem mudar a lei.", en="They want_ to change it."), "“t_” has a stray sign"),
        (
            "changed-name",
            Example(pt="Os protestos em Itália cresceram.", en="The protests in Portugal grew."),
            "“Portugal” is “Itália” in the source",
        ),
        (
            "changed-name",
            Example(hi="मूर ने रिपोर्टर से बात की।", en="Yesterday Khandelwal spoke to the reporter."),
            "nothing in the source stands for “Khandelwal”",
        ),
        (
            "missing-text",
            Example(pt=f"Foi ontem.\n{'Ninguém ficou contente. ' * 4}", en="It was yesterday.\n"),
            f"“{('Ninguém ficou contente. ' * 4)[:77]}…” is not in the translation",
        ),
        (
            "missing-text",
            Example(pt="Foi ontem.\nNinguém ficou contente.", en="It was yesterday.\n"),
            "“Ninguém ficou contente.” is not in the translation",
        ),
        (
            "page-leftover",
            Example(en=f"Also read: {'a very long story ' * 4}"),
            "“Also read: a very long story a very long story a very lon…” belongs to the web page, not to the article",
        ),
        ("page-leftover", Example(en="Leave a Reply"), "“Leave a Reply” belongs to the web page, not to the article"),
    ],
)
def test_message(rule: str, example: Example, message: str) -> None:
    caught, _ = run([catalogue()[rule]], article(example))
    assert [one.fault.message for one in caught] == [message]


@pytest.mark.parametrize(
    ("rule", "example", "severity"),
    [
        (
            "changed-name",
            Example(pt="Os protestos em Itália cresceram.", en="The protests in Portugal grew."),
            "critical",
        ),
        ("changed-name", Example(hi="मूर ने रिपोर्टर से बात की।", en="Yesterday Khandelwal spoke to them."), "major"),
    ],
)
def test_severity(rule: str, example: Example, severity: str) -> None:
    caught, _ = run([catalogue()[rule]], article(example))
    assert [one.fault.severity or one.rule.severity for one in caught] == [severity]
