"""A page in headless Chromium; tests that ask for one are skipped where there is none."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.reporters.browsing import CHROMIUM, Open

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


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
