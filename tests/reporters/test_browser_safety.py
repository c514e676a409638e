"""The report in headless Chromium: what no article can make it do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.reporters.browsing import Open, needs_browser, press
from tests.reporters.made import Fault, document, report
from tqcheck.model import SEVERITIES
from tqcheck.reporters import history, html, render

if TYPE_CHECKING:
    pass

pytestmark = needs_browser
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
