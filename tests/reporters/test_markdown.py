"""The Markdown report."""

from __future__ import annotations

from dataclasses import replace

import pytest

import tqcheck
from tqcheck.reporters import render
from tqcheck.reporters.markdown import code, text

REPORT = tqcheck.check("Morreram 38. A ONU veio.", "Then 83 died. The ONU came.", source_lang="pt", target_lang="en")


def test_finding_has_place_source_and_repair() -> None:
    assert "● **major** `number`: “83” is “38” in the source  \n`-` 1:6\n> 38\n\n`83` → `38`\n" in render(
        REPORT, "markdown"
    )


def test_several_documents_have_a_table() -> None:
    made = render(replace(REPORT, documents=REPORT.documents * 2), "markdown")
    assert made.startswith("# 2 translations: 4 major\n")
    assert made.count("| - | 6 | 2 major |") == 2


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("<img src=x onerror=alert(1)>", r"\<img src=x onerror=alert(1)\>"),
        ("[x](javascript:y) | *b* @all #1", r"\[x\](javascript:y) \| \*b\* \@all \#1"),
        ("two\n\n# lines\x1b[31m", r"two \# lines \[31m"),
    ],
)
def test_text_is_not_read_as_markup(words: str, shown: str) -> None:
    assert text(words) == shown


@pytest.mark.parametrize(("words", "shown"), [("a", "`a`"), ("a`b", "``a`b``"), ("`a", "`` `a ``"), ("a\nb", "`a b`")])
def test_code_holds_backticks(words: str, shown: str) -> None:
    assert code(words) == shown
