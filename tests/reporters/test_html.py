"""The HTML report: safe, whole, and true to the text. What needs a browser is tested in `test_browser.py`."""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from string import Formatter
from typing import Any

import pytest

import tqcheck
from tests.reporters.made import SUMMIT, Fault
from tests.reporters.made import document as drawn
from tests.reporters.made import report as reported
from tqcheck.model import Evidence, Finding, PairText, Place
from tqcheck.reporters import render
from tqcheck.reporters.html import cards, charts
from tqcheck.reporters.html.article import articles
from tqcheck.reporters.html.interface import interface, languages
from tqcheck.reporters.html.marks import Spot, pieces

DOUBTED = ((1, "Then", 0.51), (1, "people", 0.85), (1, " died", 0.84))
EVIL = '</script><script>alert("x")</script><!--'


def checked(source: str | None, target: str) -> tqcheck.Report:
    return tqcheck.check(source, target, source_lang="pt" if source else None, target_lang="en")


def page(source: str | None, target: str) -> str:
    return render(checked(source, target), "html")


def data(made: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', made, re.DOTALL)
    assert found
    return json.loads(found[1])  # type: ignore[no-any-return]


def cell(made: str, side: str) -> str:
    return cells(made, side)[0]


def cells(made: str, side: str) -> list[str]:
    return re.findall(rf'<div class="cell {side}"[^>]*>(.*?)</div>', made, re.DOTALL)


def shown(cell: str) -> str:
    """The text of a cell without the numbers of its notes."""
    return html.unescape(re.sub(r"<[^>]+>", "", re.sub(r'<a class="note".*?</a>', "", cell)))


def test_text_of_the_user_is_escaped() -> None:
    made = page(f"Olá {EVIL} mundo.", f"Hello {EVIL} to the the world.")
    assert EVIL not in made
    assert made.count("<script") == 2  # the data, and our own
    assert EVIL in data(made)["documents"][0]["text"]


def test_page_needs_nothing_from_outside() -> None:
    assert not re.search(r'(?:src|href)="(?!#)|url\(|@import', page("Olá mundo.", "Hello the the world."))


def test_policy_allows_just_the_own_style_and_script() -> None:
    made = page("Olá mundo.", "Hello world.")
    for tag in ("style", "script"):
        content = re.search(rf"<{tag}>(.*?)</{tag}>", made, re.DOTALL)
        assert content
        digest = base64.b64encode(hashlib.sha256(content[1].encode()).digest()).decode()
        assert f"sha256-{digest}" in html.unescape(made)
    assert "style=" not in re.sub(r"<script>.*", "", made, flags=re.DOTALL)
    assert "onclick=" not in made


def test_every_place_has_a_mark_and_every_group_a_card() -> None:
    report = checked("Morreram 38. A ONU veio.", "Then 83 died. The the ONU came.")
    made = render(report, "html")
    for number in range(1, len(report.documents[0].findings) + 1):
        assert f'id="d1-c{number}"' in made
    for finding in report.documents[0].findings:
        assert f'<mark class="fault {finding.severity}" id="f{finding.fingerprint}"' in made


def test_repeats_share_a_card() -> None:
    made = page("A ONU veio. Depois a ONU saiu.", "The ONU came. Then the ONU left.")
    found = [one for one in data(made)["documents"][0]["cards"] if one["rule"] == "acronym"]
    assert [len(one["places"]) for one in found] == [2]


def test_marks_leave_the_text_as_it_is() -> None:
    target = "Then 83 died,  and the the ONU came. It was late."
    made = page("Então morreram 38, e a ONU veio. Era tarde.", target)
    assert shown(cell(made, "target")) == target


def test_pieces_are_cut_where_spans_overlap() -> None:
    spots = [Spot(0, 9, "fault", 1, "minor", "f1"), Spot(4, 13, "fault", 2, "critical", "f2")]
    cut = pieces(Place(0, 14, "The long text.", 1, 1), spots)
    assert [(one.text, one.severity, one.notes, one.ids) for one in cut] == [
        ("The ", "minor", (), ("f1",)),
        ("long ", "critical", (1,), ("f2",)),
        ("text", "critical", (2,), ()),
        (".", "", (), ()),
    ]


def test_heat_lies_inside_the_marks_and_changes_no_text() -> None:
    made = render(reported(drawn(faults=(Fault(1, "critical", "number", "83 people"),), doubts=DOUBTED)), "html")
    assert [shown(one) for one in cells(made, "target")] == [text for _, text in SUMMIT if text]
    assert '<span class="heat heat-1" data-doubt="51">Then</span> <mark' in made
    assert '>83 <span class="heat heat-3" data-doubt="85">people</span><a class="note"' in made
    assert '</mark><span class="heat heat-2" data-doubt="84"> died</span>.' in made


def test_page_without_heat_has_no_switch_for_it() -> None:
    assert ['id="heat"' in render(reported(drawn(doubts=doubts)), "html") for doubts in (None, (), DOUBTED)] == [
        False,
        True,
        True,
    ]


SOURCE = "O acordo foi assinado. Ontem, apesar da chuva, o rei saiu."


@pytest.mark.parametrize(
    ("lost", "pairs", "told"),
    [
        pytest.param((0, 22), [(0, 22, None, None), (23, 58, 0, 15)], "[missing] The king left.", id="first sentence"),
        pytest.param((23, 58), [(0, 22, 0, 15), (23, 58, None, None)], "The king left. [missing]", id="last sentence"),
        pytest.param((30, 46), [(0, 22, 0, 9), (23, 58, 9, 34)], "A pact. Yesterday, [missing] the king.", id="words"),
    ],
)
def test_what_is_missing_is_marked_where_it_should_be(
    lost: tuple[int, int], pairs: list[tuple[int, int, int | None, int | None]], told: str
) -> None:
    text = told.replace("[missing] ", "").replace(" [missing]", "")
    source = Place(*lost, SOURCE[slice(*lost)], 1, 1)
    finding = Finding("missing-text", "omission", "x/y", "major", 0.9, "m", None, None, source, (), None, None, "abc")
    targets = [Place(c, d, text[c:d], 1, 1) if c is not None and d else None for _, _, c, d in pairs]
    shown_pairs = tuple(
        PairText(None, Place(a, b, SOURCE[a:b], 1, 1), target, "paragraph", 0, 0 if target else None)
        for (a, b, _, _), target in zip(pairs, targets)
    )
    report = checked("Olá.", "Hello.")
    document = replace(report.documents[0], findings=(finding,), pairs=shown_pairs)
    made = cell(render(replace(report, documents=(document,)), "html"), "target")
    assert " ".join(shown(re.sub(r'(<span class="label".*?>)missing<', r" [missing] <", made)).split()) == told


def test_lost_paragraph_is_a_row_of_its_own() -> None:
    made = page(
        "O acordo foi assinado em Paris.\n\nNinguém ficou contente com o resultado final.\n\nEles saíram cedo.",
        "The deal was signed in Paris.\n\nThey left early.",
    )
    assert made.count('<div class="row"') + made.count('<div class="row has"') == 3
    assert '<mark class="gap major"' in made


def test_target_alone_has_one_column() -> None:
    made = page(None, "Hello the the world.")
    assert 'class="cell source' not in made
    assert 'class="document alone"' in made


def test_finding_outside_the_text_keeps_its_card() -> None:
    report = checked("Olá mundo.", "Hello the the world.")
    document = replace(report.documents[0], pairs=())
    assert 'id="d1-c1"' in render(replace(report, documents=(document,)), "html")


def test_evidence_is_marked_on_both_sides() -> None:
    report = checked("O Brasil venceu.", "Brazil won. Brasil is glad.")
    finding = Finding("inconsistent-rendering", "inconsistency", "x/y", "minor", 0.9, "m", None,
                      Place(12, 18, "Brasil", 1, 13), Place(2, 8, "Brasil", 1, 3),
                      (Evidence("target", 0, 6, "Brazil", "elsewhere"),), "Brazil", None, "abc")  # fmt: skip
    made = render(replace(report, documents=(replace(report.documents[0], findings=(finding,)),)), "html")
    assert '<mark class="proof" data-n="1">Brasil</mark>' in cell(made, "source")
    assert '<mark class="proof" data-n="1">Brazil</mark>' in cell(made, "target")


def test_directions_and_languages_are_set() -> None:
    report = tqcheck.check("مرحبا بالعالم.", "Hello the the world.", source_lang="ar", target_lang="en")
    assert '<div class="cell source" lang="ar" dir="rtl">' in render(report, "html")


def test_ids_are_unique_whatever_the_fingerprints() -> None:
    report = checked("Morreram 38.", "Then 83 died, 83 of them.")
    twins = tuple(replace(one, fingerprint='x" onload="y') for one in report.documents[0].findings * 2)
    documents = (replace(report.documents[0], findings=twins),) * 2
    ids = re.findall(r'\sid="([^"]*)"', render(replace(report, documents=documents), "html"))
    assert len(ids) == len(set(ids))
    assert not any("onload=" in one for one in ids)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("long -term", "long-term", ("long[ ]-term", "long-term")),
        ("32.5 billion", "32.5 million", ("32.5 [billion]", "32.5 [million]")),
        ("the the", "the", ("the[ the]", "the")),
        ("Leave a Reply", "", ("[Leave a Reply]", "")),
    ],
)
def test_repair_is_a_diff_by_words(old: str, new: str, told: tuple[str, str]) -> None:
    found = checked("Olá.", "Hello the the world.").documents[0].findings[0]
    made = cards.repair(replace(found, target=Place(0, len(old), old, 1, 1), suggestion=new))
    assert made
    assert (
        tuple("".join(f"[{text}]" if differs else text for text, differs in side) for side in (made.old, made.new))
        == told
    )


def test_bars_count_by_category_and_severity() -> None:
    report = checked("Morreram 38. A ONU veio.", "Then 83 died. The the ONU came.")
    bars = charts.bars(report.documents[0].findings)
    assert {bar.name: bar.total for bar in bars} == {"number": 1, "duplicate": 1, "acronym": 1}


def test_strip_shows_the_worst_of_a_place() -> None:
    assert charts.strip([(0.5, "minor"), (0.501, "critical"), (1.0, "major")]) == [(100, "critical"), (199, "major")]


def test_page_speaks_portuguese() -> None:
    made = render(checked("Morreram 38.", "Then 83 died."), "html", interface="pt")
    assert '<html lang="pt" dir="ltr">' in made
    assert "Só parágrafos com achados" in made


def test_unknown_interface_is_told() -> None:
    with pytest.raises(tqcheck.TqcheckError, match="not translated into 'tlh'"):
        render(checked("Morreram 38.", "Then 83 died."), "html", interface="tlh")


@pytest.mark.parametrize("tag", languages())
def test_interfaces_have_the_same_texts(tag: str) -> None:
    def names(text: object) -> set[str]:
        texts = list(text.values()) if isinstance(text, dict) else [text]
        return {name for one in texts for _, name, _, _ in Formatter().parse(str(one)) if name}

    english, other = interface("en").texts, interface(tag).texts
    assert english.keys() == other.keys()
    assert [key for key in english if names(english[key]) != names(other[key])] == []


def test_numbers_are_written_as_the_interface_does() -> None:
    assert interface("pt").number(1234.5) == "1.234,5"
    assert interface("en")("words", n=1234) == "1,234 words"
    assert [interface("pt").score(value) for value in (79.8765, 0.84321, 100.0)] == ["79,88", "0,843", "100"]


def test_browser_keeps_decisions_by_content() -> None:
    one, again, other = (articles(checked("Morreram 38.", target))[0].data["key"] for target in
                         ("Then 83 died.", "Then 83 died.", "Then 83 died!"))  # fmt: skip
    assert one == again != other


def test_suppressed_findings_are_told() -> None:
    from tqcheck.model import Suppressed

    report = checked("Morreram 38.", "Then 83 died.")
    document = report.documents[0]
    hidden = Suppressed(document.findings[0], "baseline", "base.json", "checked with the author")
    made = render(replace(report, documents=(replace(document, suppressed=(hidden,)),)), "html")
    assert "1 finding suppressed" in made
    assert "checked with the author" in made
