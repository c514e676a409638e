"""One line a finding, for editors and grep."""

from __future__ import annotations

from tqcheck.model import Report
from tqcheck.reporters.text import plain, where


def render(report: Report, *, color: bool = False, width: int = 100) -> str:
    """`file:line:column: severity[rule] message`, a line for each finding; empty without findings."""
    lines = [
        f"{where(finding, document)}: {finding.severity}[{finding.rule}] {plain(finding.message)}"
        for document in report.documents
        for finding in document.findings
    ]
    return "".join(f"{line}\n" for line in lines)
