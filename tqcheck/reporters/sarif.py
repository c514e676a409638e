"""SARIF 2.1.0 (OASIS), as code scanning services read it: https://docs.oasis-open.org/sarif/sarif/v2.1.0/"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tqcheck.model import DocumentReport, Finding, Report, Suppressed
from tqcheck.reporters.locations import Location, location, related
from tqcheck.rules import Rule, catalogue

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {"critical": "error", "major": "error", "minor": "warning"}
_LINK = re.compile(r"([\[\]])")  # "[text](target)" would be a link: spec 3.11.6


def render(report: Report) -> str:
    """The report as one SARIF run; columns count Unicode code points."""
    found = [(document, finding) for document in report.documents for finding in document.findings]
    quiet = [(document, one) for document in report.documents for one in document.suppressed]
    ids = sorted({finding.rule for _, finding in found} | {one.finding.rule for _, one in quiet})
    index = {rule: at for at, rule in enumerate(ids)}
    suppressed = [_suppressed(one, document, index) for document, one in quiet]
    driver = {
        "name": "tqcheck",
        "version": report.version,
        "semanticVersion": report.version,
        "rules": [_descriptor(rule, catalogue().get(rule)) for rule in ids],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": _notifications(report)}],
        "results": [_result(finding, document, index) for document, finding in found] + suppressed,
    }
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _descriptor(rule_id: str, rule: Rule | None) -> dict[str, Any]:
    """A rule's documentation, from its docstring; a rule that is not installed here has only its id."""
    if rule is None:
        return {"id": rule_id}
    return {
        "id": rule_id,
        "name": "".join(part.capitalize() for part in rule_id.split("-")),
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.doc},
        "help": {"text": rule.doc, "markdown": rule.doc},
        "defaultConfiguration": {"level": _LEVELS[rule.severity], "enabled": not rule.advisory},
        "properties": {"tags": [rule.category, rule.mqm], "precision": _precision(rule.confidence)},
    }


def _precision(confidence: float) -> str:
    """The word that code scanning sorts by."""
    if confidence >= 0.95:
        return "very-high"
    return "high" if confidence >= 0.85 else "medium" if confidence >= 0.6 else "low"


def _notifications(report: Report) -> list[dict[str, Any]]:
    notices = dict.fromkeys(notice for document in report.documents for notice in document.notices)
    return [{"level": "note", "message": {"text": _text(notice)}} for notice in notices]


def _result(finding: Finding, document: DocumentReport, index: dict[str, int]) -> dict[str, Any]:
    where = location(finding, document)
    result = {
        "ruleId": finding.rule,
        "ruleIndex": index[finding.rule],
        "level": _LEVELS[finding.severity],
        "message": {"text": _text(finding.message)},
        "locations": [{"physicalLocation": _physical(where)}],
        "partialFingerprints": {"tqcheck/v1": finding.fingerprint},
        "properties": {
            "severity": finding.severity,
            "confidence": finding.confidence,
            "category": finding.category,
            "mqm": finding.mqm,
            **({"row": finding.row} if finding.row is not None else {}),
        },
    }
    if others := _related(related(finding, document)):
        result["relatedLocations"] = others
    if finding.target and finding.suggestion is not None and where.column is not None:
        result["fixes"] = [_fix(finding.suggestion, where)]
    return result


def _suppressed(one: Suppressed, document: DocumentReport, index: dict[str, int]) -> dict[str, Any]:
    """A result that does not count: code scanning shows it as dismissed."""
    kind = "inSource" if one.by == "comment" else "external"
    told = {"kind": kind, "status": "accepted", "justification": _text(one.reason or f"{one.by}: {one.where}")}
    return {**_result(one.finding, document, index), "suppressions": [told]}


def _related(places: Iterable[tuple[Location, str]]) -> list[dict[str, Any]]:
    return [
        {"id": number, "message": {"text": _text(label)}, "physicalLocation": _physical(where)}
        for number, (where, label) in enumerate(places, 1)
    ]


def _fix(suggestion: str, where: Location) -> dict[str, Any]:
    replacement = {"deletedRegion": _region(where), "insertedContent": {"text": suggestion}}
    change = {"artifactLocation": _artifact(where.path), "replacements": [replacement]}
    told = f"Write “{suggestion}”" if suggestion.strip() else "Delete it"
    return {"description": {"text": _text(told)}, "artifactChanges": [change]}


def _physical(where: Location) -> dict[str, Any]:
    return {"artifactLocation": _artifact(where.path), "region": _region(where)}


def _artifact(path: str) -> dict[str, str]:
    if os.path.isabs(path):
        return {"uri": Path(path).as_uri()}
    return {"uri": quote(path), "uriBaseId": "%SRCROOT%"}


def _region(where: Location) -> dict[str, int]:
    region = {"startLine": where.line, "endLine": where.end_line}
    if where.column is not None and where.end_column is not None:
        region |= {"startColumn": where.column, "endColumn": where.end_column}
    return region


def _text(text: str) -> str:
    return _LINK.sub(r"\\\1", text) if "](" in text else text
