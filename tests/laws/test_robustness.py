"""Rules survive any text: long runs of awkward signs, and texts without letters."""

from __future__ import annotations

import pytest

from tqcheck.annotate import Article
from tqcheck.findings import Placer, run
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Segment
from tqcheck.rules import Rule, catalogue

AWKWARD = [
    "1.",
    "a-",
    "(",
    '"',
    "“",
    "&",
    "<b ",
    "{{",
    "A ",
    "Ã©",
    "\ufffd",
    "$ ",
    "12 345 ",
    "\u2060",
    "日本",
    "مرحبا ",
    "😀",
]


@pytest.mark.parametrize("rule", [pytest.param(rule, id=rule.id) for rule in catalogue().values()])
def test_awkward_text_is_checked_and_placed(rule: Rule) -> None:
    for sign in AWKWARD:
        text = sign * (600 // len(sign))
        segment = Segment(0, len(text), text)
        pairs = [AlignedPair(segment, segment), AlignedPair(None, segment), AlignedPair(segment, None)]
        caught, _ = run([rule], Article(pairs, language("pt"), language("en")))
        placer = Placer(text, text)
        for finding in map(placer.finding, caught):
            place = finding.target or finding.source
            assert place is not None
            assert place.text == text[place.start : place.end]


def test_fingerprint_survives_edits_elsewhere() -> None:
    import tqcheck

    target = "The minister spoke to the the press."
    before, after = (
        tqcheck.check(None, text, target_lang="en").documents[0].findings[0].fingerprint
        for text in (target, f"A new first paragraph, put there later.\n\n{target}")
    )
    assert before == after
