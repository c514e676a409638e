"""Annotations of GitHub Actions: workflow commands on standard output.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so the worst come first and what
is left out is told: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from __future__ import annotations

import re

from tqcheck.model import DocumentReport, Finding, Report
from tqcheck.reporters.grouping import told
from tqcheck.reporters.locations import location, worst_first

_LEVELS = {"critical": "error", "major": "error", "minor": "warning"}
_CONTROLS = re.compile(r"[\x00-\x09\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_MOST = 10  # of each level in a step


def render(report: Report) -> str:
    """A workflow command a line; empty without findings."""
    lines: list[str] = []
    left_out: list[Finding] = []
    shown = dict.fromkeys(_LEVELS.values(), 0)
    for document, finding in worst_first(report):
        level = _LEVELS[finding.severity]
        shown[level] += 1
        if shown[level] <= _MOST:
            lines.append(_command(level, finding, document))
        else:
            left_out.append(finding)
    if left_out:
        lines.append(f"::notice title=tqcheck::{len(left_out)} more, not shown as annotations: {told(left_out)}")
    return "".join(f"{line}\n" for line in lines)


def _command(level: str, finding: Finding, document: DocumentReport) -> str:
    where = location(finding, document)
    properties = {"file": where.path, "line": where.line, "endLine": where.end_line}
    if where.column is not None and where.end_column is not None and where.line == where.end_line:
        properties |= {"col": where.column, "endColumn": where.end_column}  # columns go with a single line only
    properties["title"] = f"{finding.severity}: {finding.rule}"
    listed = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{level} {listed}::{_data(finding.message)}"


def _data(text: str) -> str:
    text = _CONTROLS.sub(" ", text)  # the log is a terminal
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
