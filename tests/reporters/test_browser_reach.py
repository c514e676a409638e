"""The report in headless Chromium: open to everybody, and to ten thousand segments."""

from __future__ import annotations

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.reporters.browsing import Open, current, in_sight, needs_browser, press
from tests.reporters.made import DOUBTS, FAULTS, Fault, document, report
from tqcheck.model import SEVERITIES, DocumentReport
from tqcheck.reporters import history, html, render

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = needs_browser


def test_ten_thousand_segments_are_not_too_many(open_page: Open) -> None:
    made = render(report(_large()), "html")
    assert len(made.encode()) < 15_000_000
    page = open_page(made)
    # What makes a page slow to open is the number of its nodes; 200,000 take Chromium about a second.
    assert page.evaluate(NODES) < 200_000
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    press(page, "j")
    assert in_sight(page, "mark.fault.now")
    page.goto(page.url.split("#")[0] + f"#f{1500:016x}")
    assert current(page) == "d1-c1501"
    assert in_sight(page, "mark.fault.now")


NODES = (
    "(() => { let n = 0; for (const all = document.createNodeIterator(document); all.nextNode();) n += 1; return n })()"
)


def _large() -> DocumentReport:
    chance = random.Random(1)
    words = "summit opened Monday speech about trade energy ministers met another room sign papers before lunch"
    rows = [(_sentence(chance, words), _sentence(chance, words)) for _ in range(10_000)]
    faults = []
    for n in range(0, 10_000, 5):
        source, target = rows[n][0].split()[4], rows[n][1].split()[5]
        faults.append(Fault(n, SEVERITIES[n % 3], "number", target, source, "repair", message=f"Fault {n}."))
    return document(rows, faults)


def _sentence(chance: random.Random, words: str) -> str:
    return " ".join(chance.choices(words.split(), k=22)) + "."


@pytest.mark.parametrize(
    "state", ["page", "walking", "help", "dismissing", "heat", "narrow", "print", "alone", "index", "pt"]
)
def test_axe_finds_nothing(open_page: Open, state: str) -> None:
    made = render(
        report(document(languages=(None if state == "alone" else "pt", "en"), faults=_seen(state), doubts=DOUBTS)),
        "html",
        interface="pt" if state == "pt" else "en",
    )
    page = open_page(
        _index() if state == "index" else made, viewport={"width": 390 if state == "narrow" else 1280, "height": 720}
    )
    press(page, {"walking": "ja", "help": "?", "dismissing": "jd", "heat": "h", "print": "h"}.get(state, ""))
    if state == "heat":
        page.locator(".heat[data-doubt]").first.focus()
    for scheme in ("light", "dark"):
        # Still: on a slow machine axe would measure colours half way between two schemes.
        shown = {"media": "print" if state == "print" else None, "color_scheme": scheme, "reduced_motion": "reduce"}
        page.emulate_media(**shown)  # type: ignore[arg-type]
        assert _violations(page) == []


def _index() -> str:
    runs = [
        history.Run("2026-01-01", f"{n}.txt", f"{n}.html", target_lang="en", words=9, scores={"mqm": 60.0 + n},
                    passed=n > 1, severities={"major": n}, rules={"number": n})
        for n in (1, 2, 3, 2, 1)
    ]  # fmt: skip
    return html.render_index(runs, report())


def _seen(state: str) -> tuple[Fault, ...]:
    return tuple(fault for fault in FAULTS if fault.target) if state == "alone" else FAULTS


def _violations(page: Page) -> list[str]:
    import axe_playwright_python

    axe = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    page.evaluate(axe)
    # From the top: what has scrolled half under the bar is too small to hit for axe, and one scroll away for people.
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
    found = page.evaluate("tags => axe.run(document, { runOnly: { type: 'tag', values: tags } })", tags)
    return [f"{one['id']}: {node['html'][:120]}" for one in found["violations"] for node in one["nodes"]]
