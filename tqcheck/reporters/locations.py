"""Where a finding lies in the files, as machine formats want it: path, lines and columns."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from tqcheck.model import SEVERITIES, DocumentReport, Evidence, Finding, Place, Report, Side

_LINE_END = re.compile(r"\r\n?|\n")


@dataclass(frozen=True, slots=True)
class Location:
    """A stretch of a file. Lines and columns count from 1, code points each; `end_column` is the one after the last.

    Columns are None in a bitext, where offsets count from the beginning of a row's text and not of a line.
    """

    path: str
    line: int
    end_line: int
    column: int | None = None
    end_column: int | None = None

    def __str__(self) -> str:
        return f"{self.path}:{self.line}" + (f":{self.column}" if self.column is not None else "")


def worst_first(report: Report) -> list[tuple[DocumentReport, Finding]]:
    """Every finding with its document: the most severe first, then in the order of the report."""
    found = [(document, finding) for document in report.documents for finding in document.findings]
    return sorted(found, key=lambda one: -SEVERITIES.index(one[1].severity))


def location(finding: Finding, document: DocumentReport) -> Location:
    """Where the fault lies in the target or, for lost text, what was lost in the source."""
    place, side = (finding.target, "target") if finding.target else (finding.source, "source")
    assert place is not None
    return _located(place, path_of(document, "target" if side == "target" else "source"), finding.row is not None)


def related(finding: Finding, document: DocumentReport) -> Iterator[tuple[Location, str]]:
    """What supports the finding elsewhere, each with a few words: the source's words first, then the evidence."""
    if finding.target and finding.source:
        shown = f"source: {finding.source.text}"
        yield _located(finding.source, path_of(document, "source"), finding.row is not None), shown
    for evidence in finding.evidence:
        if place := _evidence_place(evidence, document):
            label = f"{evidence.label}: {evidence.text}" if evidence.label else evidence.text
            yield _located(place, path_of(document, evidence.side), evidence.row is not None), label


def path_of(document: DocumentReport, side: Side) -> str:
    """The path of one side (a bitext has only one), relative to the working directory where it lies in it."""
    path = document.source if side == "source" and document.source else document.target
    if os.path.isabs(path) and path.startswith(os.path.join(os.getcwd(), "")):
        path = os.path.relpath(path)
    return path.replace(os.sep, "/")


def _located(place: Place, path: str, in_row: bool) -> Location:
    if in_row:
        return Location(path, place.line, place.line)
    line, column = _walked(place, len(place.text))
    return Location(path, place.line, line, place.column, column)


def _walked(place: Place, length: int) -> tuple[int, int]:
    """Line and column `length` characters into a place."""
    starts = [match.end() for match in _LINE_END.finditer(place.text)]
    passed = bisect_right(starts, length)
    return (place.line + passed, length - starts[passed - 1] + 1) if passed else (place.line, place.column + length)


def _evidence_place(evidence: Evidence, document: DocumentReport) -> Place | None:
    """The evidence with line and column, found through the pair that holds it; None where the report lacks it."""
    for pair in document.pairs:
        side = pair.source if evidence.side == "source" else pair.target
        if side and pair.row == evidence.row and side.start <= evidence.start and evidence.end <= side.end:
            line, column = _walked(side, evidence.start - side.start)
            return Place(evidence.start, evidence.end, evidence.text, line, column)
    return None
