"""JUnit XML, as Jenkins, GitLab and Azure read it: a test suite a document, a failed test a finding."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from tqcheck.model import DocumentReport, Finding, Report
from tqcheck.reporters.locations import location, path_of, related

# What XML 1.0 cannot hold, not even as a reference.
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(report: Report) -> str:
    """The report as JUnit XML. A document without findings is one passed test."""
    suites = ElementTree.Element("testsuites", name="tqcheck")
    for document in report.documents:
        suites.append(_suite(document))
    failed = sum(len(document.findings) for document in report.documents)
    suites.attrib.update(tests=str(sum(1 for _ in suites.iter("testcase"))), failures=str(failed), errors="0")
    ElementTree.indent(suites)
    return f"<?xml version='1.0' encoding='UTF-8'?>\n{ElementTree.tostring(suites, encoding='unicode')}\n"


def _suite(document: DocumentReport) -> ElementTree.Element:
    path = _clean(path_of(document, "target"))
    cases = [_case(finding, document, path) for finding in document.findings]
    if not cases:
        cases = [ElementTree.Element("testcase", name="translation", classname=path, time="0")]
    counts = {"tests": len(cases), "failures": len(document.findings), "errors": 0, "skipped": 0}
    attributes = {name: str(count) for name, count in counts.items()}
    suite = ElementTree.Element("testsuite", {"name": path, "time": "0", **attributes})
    suite.extend(cases)
    return suite


def _case(finding: Finding, document: DocumentReport, path: str) -> ElementTree.Element:
    where = location(finding, document)
    at = f"{where.line}:{where.column}" if finding.row is None else f"row {finding.row}"
    case = ElementTree.Element("testcase", name=_clean(f"{finding.rule} ({at})"), classname=path, time="0")
    failure = ElementTree.SubElement(case, "failure", message=_clean(finding.message), type=finding.severity)
    lines = [f"{where}: {finding.severity}[{finding.rule}] {finding.message}"]
    lines += [f"{other}: {label}" for other, label in related(finding, document)]
    if finding.suggestion is not None:
        lines.append(f"write: {finding.suggestion}" if finding.suggestion.strip() else "delete it")
    failure.text = _clean("\n".join(lines))
    return case


def _clean(text: str) -> str:
    return _NOT_XML.sub("\ufffd", text)
