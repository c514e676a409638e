"""The HTML report: source and translation side by side, findings marked; each page one file that needs nothing else.

Pages are made from a `Report` alone, which the JSON report carries whole; the index is made from past runs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tqcheck.model import Report
from tqcheck.reporters.history import Run


def render(report: Report, *, interface: str = "en") -> str:
    """The report as one page; several documents stand below a table of them.

    `interface` is the language of the page's own words. Raises `TqcheckError` where there is no such language.
    """
    from tqcheck.reporters.history import run_of
    from tqcheck.reporters.html.article import articles
    from tqcheck.reporters.html.index import Index
    from tqcheck.reporters.html.page import page

    runs = [run_of(document, f"#d{number}") for number, document in enumerate(report.documents, 1)]
    listed = Index.of(runs, report) if len(runs) != 1 else None
    return page(interface, articles(report), listed, report)


def render_article(report: Report, number: int, *, interface: str = "en", index: str | None = None) -> str:
    """The page of document `number` (from 0) alone; `index` is the address of the page that lists it."""
    from tqcheck.reporters.html.article import articles
    from tqcheck.reporters.html.page import page

    alone = replace(report, documents=(report.documents[number],))
    return page(interface, articles(alone), None, alone, home=index)


def render_index(runs: Sequence[Run], report: Report, *, interface: str = "en") -> str:
    """The page that lists articles: `runs` are past and present ones, oldest first; `report` is the last run."""
    from tqcheck.reporters.html.index import Index
    from tqcheck.reporters.html.page import page

    return page(interface, [], Index.of(runs, report), report)
