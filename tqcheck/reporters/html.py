"""The HTML report: source and translation side by side, findings marked; one file that needs nothing else."""

from __future__ import annotations

import base64
import functools
import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from tqcheck.languages import language
from tqcheck.model import SEVERITIES, DocumentReport, Finding, PairText, Place, Report
from tqcheck.reporters.grouping import SCORE_NAMES, Group, counts, groups, skipped
from tqcheck.rules import catalogue

_ASSETS = files("tqcheck.reporters") / "assets"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same findings; `notes` are the numbers of those that end here."""

    text: str
    severity: str = ""
    evidence: bool = False
    numbers: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()


@dataclass(slots=True)
class Row:
    """A paragraph of the translation with its source, and the cards of what was found in it."""

    number: int
    kind: str
    source: list[list[Piece]] = field(default_factory=list)
    target: list[list[Piece]] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)
    cards: list[dict[str, Any]] = field(default_factory=list)


def render(report: Report) -> str:
    """The report as one HTML page without any outside resource; every text of the user is escaped."""
    style, script = _asset("report.css"), _asset("report.js")
    documents = [_document(document, number) for number, document in enumerate(report.documents, 1)]
    order = sorted(documents, key=lambda one: (one["scores"][0]["value"] if one["scores"] else 0.0, one["number"]))
    page: str = _template().render(
        documents=documents, order=order, version=report.version, style=style, script=script,
        style_hash=_digest(style), script_hash=_digest(script), severities=list(reversed(SEVERITIES)),
        totals=counts([finding for document in report.documents for finding in document.findings]),
    )  # fmt: skip
    return page


def _asset(name: str) -> str:
    return (_ASSETS / name).read_text(encoding="utf-8").strip() + "\n"


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@functools.cache
def _template() -> Any:
    from jinja2 import Environment, StrictUndefined
    from markupsafe import Markup

    # Only our own two assets are marked safe, in the template by name; everything else is escaped.
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["own_asset"] = Markup
    return environment.from_string(_asset("report.html.jinja"))


def _document(document: DocumentReport, number: int) -> dict[str, Any]:
    numbered = dict(enumerate(document.findings, 1))
    cards = {group.numbers[0]: group for group in groups(document)}
    scores = [
        {
            "name": SCORE_NAMES.get(name, name),
            "value": score.value,
            "signature": score.signature,
            "passed": score.passed,
        }
        for name, score in document.scores.items()
    ]
    return {
        "number": number,
        "id": f"d{number}",
        "source": document.source,
        "target": document.target,
        "languages": [_side(document.source_lang), _side(document.target_lang)],
        "words": document.words,
        "segments": document.segments,
        "scores": scores,
        "counts": counts(document.findings),
        "findings": len(document.findings),
        "rows": list(_rows(document, numbered, cards, f"d{number}")),
        "skipped": skipped(document),
        "notices": document.notices,
    }


def _side(tag: str | None) -> dict[str, str]:
    return {"tag": tag or "", "direction": language(tag).direction if tag else "ltr"}


def _rows(
    document: DocumentReport, numbered: dict[int, Finding], cards: dict[int, Group], prefix: str
) -> Iterator[Row]:
    by_pair = _findings_by_pair(document, numbered)
    for number, pairs in enumerate(_paragraphs(document.pairs), 1):
        row = Row(number if pairs[0].row is None else pairs[0].row, pairs[0].kind)
        for pair in pairs:
            mine = by_pair.get(id(pair), {})
            if pair.source:
                row.source.append(_pieces(pair.source, mine, "source", prefix))
            if pair.target:
                row.target.append(_pieces(pair.target, mine, "target", prefix))
            row.missing += (n for n, finding in mine.items() if finding.target is None)
            row.cards += (_card(cards[n], prefix) for n in mine if n in cards)
        yield row


def _paragraphs(pairs: Sequence[PairText]) -> Iterator[list[PairText]]:
    """Pairs of one paragraph of the translation together; lost text stands alone."""
    group: list[PairText] = []
    for pair in pairs:
        if group and (pair.row, pair.target_block) != (group[-1].row, group[-1].target_block):
            yield group
            group = []
        group.append(pair)
    if group:
        yield group


def _findings_by_pair(document: DocumentReport, numbered: dict[int, Finding]) -> dict[int, dict[int, Finding]]:
    found: dict[int, dict[int, Finding]] = {}
    for number, finding in numbered.items():
        for pair in document.pairs:
            place, mine = (finding.target, pair.target) if finding.target else (finding.source, pair.source)
            if pair.row == finding.row and place and mine and mine.start <= place.start and place.end <= mine.end:
                found.setdefault(id(pair), {})[number] = finding
                break
    return found


def _pieces(line: Place, findings: dict[int, Finding], side: str, prefix: str) -> list[Piece]:
    """The text cut at the boundaries of all spans, so that overlapping ones need not nest."""
    spans = []
    for number, finding in findings.items():
        place = finding.target if side == "target" else finding.source
        if place and place.start < line.end and place.end > line.start:
            spans.append((max(place.start, line.start), min(place.end, line.end), number, finding.severity))
    bounds = sorted({line.start, line.end, *(s[0] for s in spans), *(s[1] for s in spans)})
    return [_piece(line, start, end, spans, side, prefix) for start, end in zip(bounds, bounds[1:])]


def _piece(
    line: Place, start: int, end: int, spans: Iterable[tuple[int, int, int, str]], side: str, prefix: str
) -> Piece:
    over = [span for span in spans if span[0] <= start and end <= span[1]]
    text = line.text[start - line.start : end - line.start]
    if not over:
        return Piece(text)
    worst = max((span[3] for span in over), key=[str(one) for one in SEVERITIES].index)
    begins = tuple(f"{prefix}-m{span[2]}" for span in over if span[0] == start) if side == "target" else ()
    ends = tuple(span[2] for span in over if span[1] == end) if side == "target" else ()
    return Piece(text, worst, side == "source", tuple(span[2] for span in over), ends, begins)


def _card(group: Group, prefix: str) -> dict[str, Any]:
    finding = group.first
    rule = catalogue().get(finding.rule)
    return {
        "numbers": group.numbers,
        "id": f"{prefix}-f{group.numbers[0]}",
        "severity": finding.severity,
        "rule": finding.rule,
        "category": finding.category.replace("_", " "),
        "message": finding.message,
        "old": finding.target.text if finding.target else None,
        "new": finding.suggestion,
        "source": finding.source.text if finding.source else None,
        "evidence": [one for one in finding.evidence if one.label],
        "confidence": round(finding.confidence * 100),
        "fingerprint": finding.fingerprint,
        "why": _paragraph(rule.doc, "Why it matters:") if rule else "",
        "right": _paragraph(rule.doc, "When it is right:") if rule else "",
        "place": f"row {finding.row}" if finding.row else _line(finding),
        "marks": [f"{prefix}-m{number}" for number in group.numbers],
    }


def _line(finding: Finding) -> str:
    place = finding.target or finding.source
    return f"line {place.line}" if place else ""


def _paragraph(doc: str, head: str) -> str:
    _, found, rest = doc.partition(head)
    return " ".join(rest.split("\n\n")[0].split()) if found else ""
