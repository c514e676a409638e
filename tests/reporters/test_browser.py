"""The report in headless Chromium: what an editor does with it."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.conftest import put, tqcheck
from tests.reporters.browsing import Open, current, in_sight, needs_browser, press, saved, shown
from tests.reporters.made import DOUBTS, FAULTS, SUMMIT, Fault, document, report
from tqcheck.reporters import history, html, render

if TYPE_CHECKING:
    pass

pytestmark = needs_browser
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


def test_heat_is_switched_on_and_stays_so(open_page: Open) -> None:
    page = open_page(render(report(document(doubts=DOUBTS)), "html"))
    filled = "one => getComputedStyle(one).backgroundImage !== 'none'"
    words = page.locator(".heat[data-doubt]")
    assert not any(one.evaluate(filled) for one in words.all())
    assert page.locator(".legend").is_hidden()
    page.click("#heat")
    assert all(one.evaluate(filled) for one in words.all())
    assert "4 words" in page.inner_text(".legend")
    page.reload()
    assert page.get_attribute("#heat", "aria-pressed") == "true"
    press(page, "h")
    assert not any(one.evaluate(filled) for one in words.all())


def test_doubt_is_told_to_those_who_point_or_tab(open_page: Open) -> None:
    page = open_page(render(report(document(doubts=DOUBTS)), "html"))
    page.hover("text=mourned")
    assert page.locator("#doubt").is_hidden()
    press(page, "h")
    page.hover(".heat >> text=mourned")
    assert page.inner_text("#doubt") == "doubt: 93 of 100"
    page.keyboard.press("Escape")
    assert page.locator("#doubt").is_hidden()
    page.locator(".note").first.focus()
    page.keyboard.press("Tab")
    assert page.inner_text("#doubt") == "doubt: 51 of 100"
    assert page.locator(":focus").get_attribute("aria-describedby") == "doubt"


def test_hot_words_of_a_finding_lead_to_its_card(open_page: Open) -> None:
    page = open_page(render(report(document(doubts=DOUBTS)), "html"))
    press(page, "h")
    page.click(".heat >> text=OCX")
    assert current(page) == "d1-c3"


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


def test_exported_decisions_are_a_baseline(open_page: Open, tmp_path: Path) -> None:
    """What is dismissed on the page is silent in the next check, by the command line, and nothing else is."""
    source = put(tmp_path, "a.pt.txt", "O ministro falou.\n\nMorreram 38 pessoas.\n")
    target = put(tmp_path, "a.en.txt", "The the minister spoke.\n\nThen 83 people died.\n")
    pair = (source, target, "--source-lang", "pt", "--target-lang", "en", "--no-config", "--no-cache")
    made = tmp_path / "made.html"
    assert tqcheck("check", *pair, "--output", f"html:{made}").returncode == 1
    page = open_page(made.read_text(encoding="utf-8"))
    press(page, "jd")
    page.check("input[value=false-alarm]")
    page.keyboard.press("Enter")
    baseline = put(tmp_path, *saved(page, "#save-baseline"))
    done = tqcheck("check", *pair, "--baseline", baseline, "--format", "json")
    (document,) = json.loads(done.stdout)["documents"]
    assert [one["finding"]["rule"] for one in document["suppressed"]] == ["repeated-word"]
    assert [one["rule"] for one in document["findings"]] == ["number"]
