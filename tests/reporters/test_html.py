"""The HTML report: safe, whole, and true to the text."""

from __future__ import annotations

import base64
import hashlib
import html
import re

import tqcheck
from tqcheck.reporters import render

EVIL = '<script>alert("x")</script>'


def page(source: str, target: str) -> str:
    return render(tqcheck.check(source, target, source_lang="pt", target_lang="en"), "html")


def test_text_of_the_user_is_escaped() -> None:
    made = page(f"Olá {EVIL} mundo.", f"Hello {EVIL} to the the world.")
    assert EVIL not in made
    assert html.escape(EVIL, quote=False) in made.replace("&#34;", '"')


def test_page_needs_nothing_from_outside() -> None:
    assert not re.search(r'(?:src|href)="(?!#)', page("Olá mundo.", "Hello the the world."))


def test_policy_allows_just_the_own_style_and_script() -> None:
    made = page("Olá mundo.", "Hello world.")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"sha256-{digest}" in html.unescape(made)
    assert "style=" not in made


def test_every_finding_has_a_mark_and_a_card() -> None:
    report = tqcheck.check(
        "Morreram 38. A ONU veio.", "Then 83 died. The the ONU came.", source_lang="pt", target_lang="en"
    )
    made = render(report, "html")
    for number in range(1, len(report.documents[0].findings) + 1):
        assert f'id="d1-m{number}"' in made
        assert f'id="d1-f{number}"' in made


def test_marks_leave_the_text_as_it_is() -> None:
    target = "Then 83 died, and the the ONU came."
    made = page("Então morreram 38, e a ONU veio.", target)
    cell = re.search(r'<div class="cell target"[^>]*>(.*?)</div>', made, re.DOTALL)
    assert cell
    shown = re.sub(r"<sup>\d+</sup>", "", cell[1])
    assert html.unescape(re.sub(r"<[^>]+>", "", shown)).strip() == target


def test_lost_sentence_is_shown_at_its_place() -> None:
    made = page(
        "O acordo foi assinado.\n\nNinguém ficou contente com o resultado final.\n\nEles saíram.",
        "The deal was signed.\n\nThey left.",
    )
    assert 'class="major gap"' in made
