"""What an editor does with a page in the browser, and sees of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Page

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
NEEDED = (CHROMIUM, find_spec("playwright"), find_spec("axe_playwright_python"))
needs_browser = pytest.mark.skipif(None in NEEDED, reason="needs Chromium, playwright and axe-playwright-python")
Open = Callable[..., "Page"]


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
