"""JSON Lines: a finding a line, each with its document, for streaming into other tools."""

from __future__ import annotations

import dataclasses
import json

from tqcheck.model import DocumentReport, Finding, Report

SCHEMA = "tqcheck-finding/1"


def render(report: Report) -> str:
    """One JSON object a line; empty without findings."""
    return "".join(
        json.dumps(_record(finding, document), ensure_ascii=False, separators=(",", ":")) + "\n"
        for document in report.documents
        for finding in document.findings
    )


def _record(finding: Finding, document: DocumentReport) -> dict[str, object]:
    languages = {"source_lang": document.source_lang, "target_lang": document.target_lang}
    paths = {"source": document.source, "target": document.target}
    return {"schema": SCHEMA, "document": {**paths, **languages}, **dataclasses.asdict(finding)}
