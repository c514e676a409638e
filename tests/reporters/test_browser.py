"""The report in headless Chromium: what an editor does with it, and what nobody can make it do."""

from __future__ import annotations

import json
import random
import re
import shutil
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reporters.made import FAULTS, SUMMIT, Fault, document, report
from tqcheck.model import SEVERITIES, DocumentReport
from tqcheck.reporters import history, html, render

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
NEEDED = (CHROMIUM, find_spec("playwright"), find_spec("axe_playwright_python"))
pytestmark = pytest.mark.skipif(None in NEEDED, reason="needs Chromium, playwright and axe-playwright-python")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)
PAYLOADS = (
    "<script>hit()</script>",
    "</script><script>hit()</script>",
    "</style><script>hit()</script>",
    "</title><script>hit()</script>",
    "<img src=x onerror=hit()>",
    "<svg/onload=hit()>",
    '"><svg onload=hit()>',
    "' onmouseover='hit()' x='",
    '" autofocus onfocus="hit()" x="',
    "javascript:hit()",
    "<a href=javascript:hit()>x</a>",
    "<iframe srcdoc='<script>parent.hit()</script>'>",
    "<!--<script>hit()//-->",
    "]]><script>hit()</script>",
    "{{ hit() }}{% raw %}${hit()}`",
    "\\u003cscript\\u003ehit()\\u003c/script\\u003e",
    "<math><mtext><style><img src=x onerror=hit()></style>",
    "\u2028\u2029hit()",
    "%3Cscript%3Ehit()%3C/script%3E&lt;script&gt;hit()&lt;/script&gt;",
    "<base href='https://evil.example/'><meta http-equiv=refresh content='0;url=https://evil.example/'>",
)
Open = Callable[..., "Page"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split())
        yield chromium
        chromium.close()


@pytest.fixture
def open_page(browser: Browser, tmp_path: Path) -> Iterator[Open]:
    """Writes a page and opens it; the test fails on any error in it, and on any request for something else."""
    troubles: list[str] = []
    contexts = []

    def opened(made: str, address: str = "", name: str = "page.html", **options: Any) -> Page:
        path = tmp_path / name
        path.write_text(made, encoding="utf-8")
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 720}, **options})
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("console", lambda message: troubles.append(message.text))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.on("request", lambda request: note(request.url))
        page.add_init_script("window.hits = 0; window.hit = () => { window.hits += 1 }")
        page.goto(path.as_uri() + address)
        return page

    def note(address: str) -> None:
        if not address.startswith((tmp_path.as_uri(), "blob:")):
            troubles.append(address)

    yield opened
    for context in contexts:
        context.close()
    assert troubles == []


def current(page: Page) -> str:
    return page.locator(".card.now").get_attribute("id") or ""


def shown(page: Page) -> list[str]:
    return [card.get_attribute("id") or "" for card in page.locator(".card:visible").all()]


def in_sight(page: Page, selector: str) -> bool:
    """Whether an element is on the screen, below what sticks at the top."""
    top, bottom, height = page.locator(selector).evaluate(
        "one => { const box = one.getBoundingClientRect(); return [box.top, box.bottom, innerHeight] }"
    )
    bar = page.locator(".top").evaluate("one => one.getBoundingClientRect().bottom")
    return bool(bar <= top and bottom <= height)


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def saved(page: Page, button: str) -> tuple[str, str]:
    """The name and content of what a button of the export menu saves."""
    page.click("#export summary")
    with page.expect_download() as download:
        page.click(button)
    return download.value.suggested_filename, Path(download.value.path()).read_text(encoding="utf-8")


LONG = tuple((f"Parágrafo {n}, com o valor {n}.", f"Paragraph {n}, with value {n + 1}.") for n in range(60))
LONG_FAULTS = tuple(Fault(n, "major", "number", str(n + 1) + ".", str(n) + ".") for n in range(5, 60, 9))


def test_keys_walk_from_finding_to_finding(open_page: Open) -> None:
    page = open_page(render(report(document(LONG, LONG_FAULTS)), "html"))
    press(page, "jjj")
    assert current(page) == "d1-c3"
    assert in_sight(page, "mark.fault.now")
    press(page, "k")
    assert current(page) == "d1-c2"
    press(page, "kk")
    assert current(page) == f"d1-c{len(LONG_FAULTS)}"
    assert in_sight(page, "mark.fault.now")


def test_sentence_lights_up_on_both_sides(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    page.hover(".cell.source >> text=Morreram")
    assert [one.inner_text()[:4] for one in page.locator(".s.hot").all()] == ["Morr", "Then"]
    press(page, "j")
    assert [one.inner_text()[:4] for one in page.locator(".s.hot").all()] == ["Cúpu", "Dome"]


def test_filters_count_and_stay_in_the_address(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    chips = [one.inner_text() for one in page.locator(".chip b").all()]
    assert chips == ["1", "3", "2"]
    page.click(".chip.minor")
    page.select_option("#category", "acronym")
    assert shown(page) == ["d1-c3"]
    assert [one.inner_text() for one in page.locator(".chip b").all()] == ["0", "2", "0"]
    page.reload()
    assert shown(page) == ["d1-c3"]
    page.click("#clear")
    assert len(shown(page)) == 5


@pytest.mark.parametrize(
    ("address", "cards"),
    [
        ("?rule=number-rule", ["d1-c2"]),
        ("?confidence=75", ["d1-c2", "d1-c3", "d1-c4", "d1-c5"]),
        ("?q=RAIN", ["d1-c4"]),
        ("?hide=major,critical", ["d1-c1", "d1-c4"]),
        ("?state=dismissed", []),
        ("?q=nothing+like+it", []),
        ("?category=nonsense&state=nonsense", ["d1-c1", "d1-c2", "d1-c3", "d1-c4", "d1-c5"]),
    ],
)
def test_address_filters(open_page: Open, address: str, cards: list[str]) -> None:
    assert shown(open_page(render(report(), "html"), address)) == cards


def test_clean_paragraphs_can_be_left_out(open_page: Open) -> None:
    page = open_page(render(report(document(LONG, LONG_FAULTS)), "html"))
    page.click("#only")
    assert page.locator(".row:visible").count() == len(LONG_FAULTS)


def test_bar_filters_by_its_category(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    page.click(".bar[data-category=number]")
    assert shown(page) == ["d1-c2"]
    page.click(".bar[data-category=number]")
    assert len(shown(page)) == 5


def test_dismissal_is_kept_undone_and_exported(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "jjjd")
    page.check("input[value=fix-later]")
    page.fill("input[name=reason]", "ask the desk")
    page.keyboard.press("Enter")
    assert "d1-c3" not in shown(page)
    assert page.inner_text("#progress") == "4 open, 0 accepted, 2 dismissed"
    page.reload()
    assert "d1-c3" not in shown(page)
    name, text = saved(page, "#save-baseline")
    assert name == "tqcheck-baseline.json"
    assert json.loads(text) == {
        "schema": "tqcheck-baseline/1",
        "findings": [
            {"fingerprint": f"{n:016x}", "rule": "acronym-rule", "path": "en/summit.txt", "text": "OCX",
             "decision": "fix-later", "reason": "ask the desk"}
            for n in (2, 5)
        ],
    }  # fmt: skip


def test_undo_takes_back_the_last_decision(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "jaau")
    assert page.inner_text("#progress") == "5 open, 1 accepted, 0 dismissed"
    assert current(page) == "d1-c2"
    press(page, "u")
    assert page.inner_text("#progress") == "6 open, 0 accepted, 0 dismissed"
    assert page.locator("ins.put").count() == 0


def test_accepted_repairs_make_the_corrected_text(open_page: Open) -> None:
    rows = (("Olá 🌍.", "Hello 🌍🌍  world."), *SUMMIT[1:])
    page = open_page(render(report(document(rows, (Fault(0, "minor", "spacing", "  ", "", " "), *FAULTS[1:]))), "html"))
    press(page, "jaa")
    page.locator(".card.now [data-do=edit]").click()
    page.fill("textarea", "Shanghai group")
    page.click("#edit-dialog .main")
    assert page.locator("ins.put").all_inner_texts() == [" ", "38", "Shanghai group", " ", "Shanghai group"]
    name, text = saved(page, "#save-text")
    assert name == "summit.corrected.txt"
    assert text == (
        "Hello 🌍🌍 world.\n\nThen 38 people died. The Shanghai group mourned.\n\nThe rain stopped.\n\n"
        "The Shanghai group left."
    )


def test_finding_is_copied_as_markdown(open_page: Open) -> None:
    page = open_page(render(report(), "html"), permissions=["clipboard-read", "clipboard-write"])
    press(page, "jjc")
    page.wait_for_selector("#said:not(:empty)")
    assert page.evaluate("navigator.clipboard.readText()") == (
        "**critical** (number): What is wrong.\n\n- Place: `en/summit.txt:3:6`\n- Source: 38\n"
        "- Repair: `83` → `38`\n- Rule: `number-rule`, 90% sure\n"
    )


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without"])
def test_permalink_lands_on_the_mark(open_page: Open, script: bool) -> None:
    made = render(report(document(LONG, LONG_FAULTS)), "html")
    page = open_page(made, f"#f{4:016x}", java_script_enabled=script)
    assert in_sight(page, f"#f{4:016x}")
    if script:
        assert current(page) == "d1-c5"


def test_permalink_shows_what_is_filtered_out(open_page: Open) -> None:
    page = open_page(render(report(), "html"), f"?hide=critical#f{1:016x}")
    assert current(page) == "d1-c2"
    assert in_sight(page, f"#f{1:016x}")


def test_repeats_lead_to_each_place(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "jjj")
    page.locator(".card.now .places a").nth(1).click()
    assert page.url.endswith(f"#f{5:016x}")
    assert [one.inner_text()[:7] for one in page.locator(".s.hot").all()] == ["A OCX p", "The OCX"]


def test_single_keys_can_be_switched_off(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "?")
    page.uncheck("#single-keys")
    page.keyboard.press("Escape")
    press(page, "j")
    assert page.locator(".card.now").count() == 0
    page.reload()
    press(page, "j")
    assert page.locator(".card.now").count() == 0


def test_keys_leave_fields_alone(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "/")
    press(page, "jad")
    assert page.input_value("#query") == "jad"
    assert page.locator("dialog[open]").count() == 0


def test_page_is_readable_without_script(open_page: Open) -> None:
    page = open_page(render(report(), "html"), java_script_enabled=False)
    assert len(shown(page)) == 5
    assert page.locator(".filters, #export, #undo").filter(visible=True).count() == 0
    assert page.locator("text=It misleads readers.").count() >= 1


def test_decisions_of_another_state_of_the_article_do_not_count(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "ja")
    other = render(report(document((*SUMMIT, ("Fim.", "The end.")))), "html")
    (Path(page.url.removeprefix("file://").split("#")[0])).write_text(other, encoding="utf-8")
    page.reload()
    assert page.inner_text("#progress").startswith("6 open")


def test_print_has_the_notes_and_not_the_tools(open_page: Open) -> None:
    page = open_page(render(report(), "html"))
    press(page, "j")
    assert page.pdf(format="A4").startswith(b"%PDF")
    page.emulate_media(media="print")
    assert len(shown(page)) == 5
    assert page.locator(".top, .actions").filter(visible=True).count() == 0


def test_right_to_left_text_is_set_so(open_page: Open) -> None:
    rows = (("Rail link opens", "افتتاح خط السكك"), ("It cost 12 dollars.", "بلغت الكلفة 21 دولارًا."))
    made = document(rows, (Fault(1, "critical", "number", "21", "12", "12"),), languages=("en", "ar"))
    page = open_page(render(report(made), "html"))
    cell = page.locator(".cell.target").nth(1)
    assert cell.evaluate("one => getComputedStyle(one).direction") == "rtl"
    box, text = cell.evaluate(
        "one => { const range = document.createRange(); range.selectNodeContents(one); "
        "return [one.getBoundingClientRect().right, range.getBoundingClientRect().right] }"
    )
    assert abs(box - text) < 2
    press(page, "j")
    assert page.locator(".card.now ins").get_attribute("dir") == "rtl"


@pytest.mark.parametrize("place", ["text", "names"])
def test_hostile_article_runs_nothing(open_page: Open, place: str) -> None:
    page = open_page(_hostile(place), name="hostile.html")
    for _ in PAYLOADS:
        press(page, "ja")
    page.hover(".cell.target >> nth=0")
    page.fill("#query", "<img")
    page.select_option("#category", index=1)
    page.select_option("#rule", index=1)
    assert page.evaluate("window.hits") == 0
    assert page.locator("main :is(script, img, iframe, base, meta, object, embed, style)").count() == 0
    names = page.evaluate("[...document.querySelectorAll('*')].flatMap(one => one.getAttributeNames())")
    assert [name for name in names if name.startswith("on")] == []


def _hostile(place: str) -> str:
    if place == "text":
        rows = tuple((f"{payload} origem", f"{payload} alvo") for payload in PAYLOADS)
        faults = [
            Fault(n, SEVERITIES[n % 3], "number", payload, payload, payload[::-1], message=payload)
            for n, payload in enumerate(PAYLOADS)
        ]
        return render(report(document(rows, faults)), "html")
    from dataclasses import replace

    made = document(target="".join(PAYLOADS))
    findings = tuple(
        replace(one, rule=payload, category=payload, fingerprint=payload)  # type: ignore[arg-type]
        for one, payload in zip(made.findings * 4, PAYLOADS)
    )
    score = replace(made.scores["mqm"], signature=PAYLOADS[0])
    return render(
        report(
            replace(made, findings=findings, source=PAYLOADS[0], notices=PAYLOADS, scores={PAYLOADS[1]: score}),
            replace(made, source_lang=None, target=PAYLOADS[3]),
        ),
        "html",
    )  # fmt: skip


def test_hostile_index_runs_nothing(open_page: Open) -> None:
    runs = [
        history.Run(payload, payload, payload, payload, payload, payload, scores={"mqm": 1.0}, rules={payload: 1})
        for payload in PAYLOADS
    ]
    page = open_page(html.render_index(runs, report()), name="index.html")
    page.click(".sort >> nth=0")
    page.fill("#index-query", "<script>")
    assert page.evaluate("window.hits") == 0
    assert page.locator("main :is(script, img, iframe, base, meta)").count() == 0
    assert not any("javascript:" in (one.get_attribute("href") or "") for one in page.locator("a").all())


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


@pytest.mark.parametrize("state", ["page", "walking", "help", "dismissing", "narrow", "print", "alone", "index", "pt"])
def test_axe_finds_nothing(open_page: Open, state: str) -> None:
    made = render(
        report(document(languages=(None if state == "alone" else "pt", "en"), faults=_seen(state))),
        "html",
        interface="pt" if state == "pt" else "en",
    )
    page = open_page(
        _index() if state == "index" else made, viewport={"width": 390 if state == "narrow" else 1280, "height": 720}
    )
    press(page, {"walking": "ja", "help": "?", "dismissing": "jd"}.get(state, ""))
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


def test_index_sorts_filters_and_adds_up(open_page: Open) -> None:
    runs = [
        history.Run(f"2026-01-0{n}", name, f"{name}.html", source_lang="pt", target_lang=tag, words=words,
                    scores={"mqm": score}, passed=score >= 80)
        for n, (name, tag, words, score) in enumerate(
            [("b", "en", 100, 90.0), ("a", "en", 30, 70.0), ("c", "es", 7, 85.0), ("b", "en", 100, 95.0)], 1)
    ]  # fmt: skip
    page = open_page(html.render_index(runs, report()), name="index.html")

    def names() -> list[str]:
        return page.locator("#index-table tbody tr:visible th").all_inner_texts()

    assert names() == ["a", "c", "b"]  # the worst first
    page.click("[data-sort=words]")
    assert names() == ["c", "a", "b"]
    page.click("[data-sort=words]")
    assert names() == ["b", "a", "c"]
    page.select_option("#index-pair", "pt → en")
    assert page.locator("[data-total='2']").inner_text() == "130"
    page.reload()
    assert names() == ["b", "a"]
    assert page.locator("th[aria-sort=descending]").inner_text() == "Words"
    page.select_option("#index-moved", "better")
    assert names() == ["b"]
    assert re.search(r"▲\s*\+5", page.locator("#index-table tbody tr:visible").inner_text())
