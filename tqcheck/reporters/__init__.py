"""Reporters: one file per output format; each takes the `Report` and returns text."""

from __future__ import annotations

import importlib
from collections.abc import Mapping

from tqcheck.model import Report

# Format to module, imported when used.
FORMATS: Mapping[str, str] = {
    "text": "tqcheck.reporters.text",
    "concise": "tqcheck.reporters.concise",
    "json": "tqcheck.reporters.json",
    "jsonl": "tqcheck.reporters.jsonl",
    "sarif": "tqcheck.reporters.sarif",
    "junit": "tqcheck.reporters.junit",
    "github": "tqcheck.reporters.github",
    "gitlab": "tqcheck.reporters.gitlab",
    "csv": "tqcheck.reporters.csv",
    "mqm": "tqcheck.reporters.mqm",
    "html": "tqcheck.reporters.html",
    "markdown": "tqcheck.reporters.markdown",
}


def names() -> list[str]:
    """All formats: tqcheck's own, and those of plug-ins."""
    from tqcheck import plugins

    return sorted({*FORMATS, *plugins.found("reporters")})


def render(report: Report, form: str, *, color: bool = False, width: int = 100, interface: str = "en") -> str:
    """The report in a format; colour and width (in columns) matter to text only, the interface's language to HTML."""
    if form not in FORMATS:
        from tqcheck import plugins

        return str(plugins.load("reporters", form)(report))
    module = importlib.import_module(FORMATS[form])
    if form in {"text", "concise"}:
        return str(module.render(report, color=color, width=width))
    if form == "html":
        return str(module.render(report, interface=interface))
    return str(module.render(report))
