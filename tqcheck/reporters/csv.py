"""CSV (RFC 4180) for spreadsheets: a finding a row."""

from __future__ import annotations

import csv
import io
import re

from tqcheck.model import DocumentReport, Finding, Report
from tqcheck.reporters.locations import location

COLUMNS = (
    "path", "row", "line", "column", "severity", "rule", "category", "mqm", "confidence", "message", "target", "source",
    "suggestion", "fix", "fingerprint",
)  # fmt: skip
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would run: OWASP, "CSV Injection"


def render(report: Report) -> str:
    """A header and a row for each finding. A cell that a spreadsheet would take for a formula begins with '."""
    table = io.StringIO()
    writer = csv.writer(table)
    writer.writerow(COLUMNS)
    for document in report.documents:
        writer.writerows([_safe(cell) for cell in _cells(finding, document)] for finding in document.findings)
    return table.getvalue()


def _cells(finding: Finding, document: DocumentReport) -> tuple[object, ...]:
    where = location(finding, document)
    return (
        where.path, finding.row, where.line, where.column, finding.severity, finding.rule, finding.category,
        finding.mqm, finding.confidence, finding.message, finding.target and finding.target.text,
        finding.source and finding.source.text, finding.suggestion, finding.fix, finding.fingerprint,
    )  # fmt: skip


def _safe(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    cell = _CONTROLS.sub("\ufffd", cell)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
