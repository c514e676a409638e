"""A comparison of systems as a table, as JSON, or as a page."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any

from tqcheck.model import Finding, Score
from tqcheck.reporters.grouping import SCORE_NAMES, told
from tqcheck.scoring.comparison import Comparison, Measured

SCHEMA = "tqcheck-comparison/1"


def render(comparison: Comparison, form: str) -> str:
    """The comparison in a format: text, json or html."""
    return {"text": _text, "json": _json, "html": _html}[form](comparison)


def rows(comparison: Comparison) -> list[tuple[str, ...]]:
    """The table: a line for each metric and for the findings, a column for each system, after the line's name."""
    table = [(SCORE_NAMES.get(one.metric, one.metric), *_cells(one)) for one in comparison.measured]
    table.append(("findings", *(told(report.findings) for report in comparison.reports)))
    table.append(("fixed", "", *(str(len(one.fixed)) for one in comparison.changes)))
    table.append(("introduced", "", *(str(len(one.introduced)) for one in comparison.changes)))
    return table


def _cells(measured: Measured) -> Iterator[str]:
    for score, p_value in zip(measured.scores, measured.p_values):
        yield f"{score.value:.4g}" + ("" if p_value is None else f" (p {_probability(p_value)})")


def _probability(value: float) -> str:
    return f"{value:.3f}" if value >= 0.001 else "< 0.001"


def signatures(comparison: Comparison) -> Iterator[tuple[str, str]]:
    """For each metric its signatures (one where the systems share it), and how differences were tested."""
    for one in comparison.measured:
        yield one.metric, "; ".join(dict.fromkeys(score.signature for score in one.scores))
    for test in dict.fromkeys(one.test for one in comparison.measured if any(v is not None for v in one.p_values)):
        yield "p", f"{test}, against {comparison.names[0]}"


def _text(comparison: Comparison) -> str:
    table = [("", *comparison.names), *rows(comparison)]
    widths = [max(len(row[column]) for row in table) for column in range(len(table[0]))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip() for row in table]
    for name, change in zip(comparison.names[1:], comparison.changes):
        for word, findings in (("fixed", change.fixed), ("introduced", change.introduced)):
            lines += (f"{word} in {name}: {finding.severity}[{finding.rule}] {finding.message}" for finding in findings)
    lines += (f"{name}: {signature}" for name, signature in signatures(comparison))
    return "\n".join(lines) + "\n"


def _json(comparison: Comparison) -> str:
    made = {
        "schema": SCHEMA,
        "systems": list(comparison.names),
        "segments": comparison.segments,
        "metrics": [_metric(one) for one in comparison.measured],
        "findings": [len(report.findings) for report in comparison.reports],
        "changes": [
            {"system": name, "fixed": _plain(change.fixed), "introduced": _plain(change.introduced)}
            for name, change in zip(comparison.names[1:], comparison.changes)
        ],
        "notices": list(comparison.notices),
    }
    return json.dumps(made, ensure_ascii=False, indent=2) + "\n"


def _metric(measured: Measured) -> dict[str, Any]:
    scores = [_score(score) for score in measured.scores]
    return {"metric": measured.metric, "scores": scores, "p_values": list(measured.p_values), "test": measured.test}


def _score(score: Score) -> dict[str, Any]:
    return {key: value for key, value in dataclasses.asdict(score).items() if value not in (None, {})}


def _plain(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    return [dataclasses.asdict(finding) for finding in findings]


def _html(comparison: Comparison) -> str:
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["zip"] = zip
    text = (files("tqcheck.reporters") / "comparison.html.jinja").read_text(encoding="utf-8")
    page: str = environment.from_string(text).render(
        comparison=comparison, rows=rows(comparison), signatures=list(signatures(comparison))
    )
    return page
