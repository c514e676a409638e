"""GitLab's code quality report, a subset of Code Climate's: https://docs.gitlab.com/ci/testing/code_quality/"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from tqcheck.model import DocumentReport, Finding, Report
from tqcheck.reporters.locations import location, worst_first


def render(report: Report) -> str:
    """A JSON array with an object for each finding, the worst first; `[]` without findings."""
    issues = [_issue(finding, document) for document, finding in worst_first(report)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(finding: Finding, document: DocumentReport) -> dict[str, Any]:
    where = location(finding, document)
    # One fault in two files has one fingerprint here, but GitLab wants them unique in a report.
    fingerprint = hashlib.sha256(f"{where.path}\x1f{finding.fingerprint}".encode("utf-8", "surrogatepass"))
    return {
        "type": "issue",
        "description": finding.message,
        "check_name": finding.rule,
        "fingerprint": fingerprint.hexdigest()[:32],
        "severity": finding.severity,
        "categories": ["Style" if finding.severity == "minor" else "Bug Risk"],
        "location": {"path": where.path, "lines": {"begin": where.line, "end": where.end_line}},
    }
