"""The terminal: like a good compiler, the words underlined, the source above them."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
from wcwidth import wcswidth

from tqcheck.languages import language
from tqcheck.model import DocumentReport, Finding, PairText, Place, Report
from tqcheck.reporters.grouping import SCORE_NAMES, Group, groups, skipped, told

_COLOURS = {"critical": "magenta", "major": "red", "minor": "yellow"}
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_MOST_REPEATS = 8


def render(report: Report, *, color: bool = False, width: int = 100) -> str:
    """The report for people at a terminal of `width` columns."""
    pen = _Pen(color, max(width, 40))
    parts = [line for document in report.documents for line in pen.document(document)]
    parts += (f"{one.why}: {plain(one.target)}, translation of {plain(one.source)}" for one in report.overdue)
    parts += (f"note: {plain(notice)}" for notice in report.notices)
    if len(report.documents) > 1:
        every = [finding for document in report.documents for finding in document.findings]
        parts.append(f"{len(report.documents)} documents: {told(every)}")
    return "\n".join(parts) + "\n"


class _Pen:
    def __init__(self, color: bool, width: int) -> None:
        self.color, self.width = color, width

    def _style(self, text: str, **style: object) -> str:
        return click.style(text, **style) if self.color else text  # type: ignore[arg-type]

    def document(self, document: DocumentReport) -> Iterator[str]:
        for group in groups(document):
            yield from self._group(group, document)
            yield ""
        for notice in document.notices:
            yield f"note: {notice}"
        for why, rules in skipped(document):
            yield f"note: not checked, {why}: {', '.join(rules)}"
        yield self._summary(document)

    def _group(self, group: Group, document: DocumentReport) -> Iterator[str]:
        finding = group.first
        head = self._style(f"{finding.severity}[{finding.rule}]", fg=_COLOURS[finding.severity], bold=True)
        yield f"{head}: {plain(finding.message)}"
        yield f"  --> {where(finding, document)}"
        yield from self._lines(finding, document)
        if len(group.findings) > 1:
            places = [short_place(one) for one in group.findings[1:]]
            more = f" and {len(places) - _MOST_REPEATS} more" if len(places) > _MOST_REPEATS else ""
            yield f"    = also: {', '.join(places[:_MOST_REPEATS])}{more}"

    def _lines(self, finding: Finding, document: DocumentReport) -> Iterator[str]:
        pair = _pair_of(finding, document)
        tags = (document.source_lang or "", document.target_lang)
        gutter = max(len(tag) for tag in tags) + 1
        source, label = finding.source, ""
        if source is None and (near := [one for one in finding.evidence if one.side == "source"]):
            source, label = Place(near[0].start, near[0].end, near[0].text, 1, 1), near[0].label
        for place, line, tag, note in (
            (source, pair.source if pair else None, tags[0], label),
            (finding.target, pair.target if pair else None, tags[1], _advice(finding)),
        ):
            # Evidence from another sentence is told in words: the line shown would not hold it.
            if place and line and not line.start <= place.start <= line.end:
                line = None
            if line is None and place is not None:
                line = place
            if line is not None:
                yield from self._line(line, place, tag, gutter, note)

    def _line(self, line: Place, place: Place | None, tag: str, gutter: int, note: str) -> Iterator[str]:
        room = self.width - gutter - 4
        start, end = (place.start - line.start, place.end - line.start) if place else (0, 0)
        before, marked, after = _window(line.text, start, end, room)
        rtl = bool(tag) and language(tag).direction == "rtl"
        if rtl and place:
            yield f"{tag.rjust(gutter)} | {before}»{marked}«{after}"
            if note:
                yield f"{' ' * gutter} | {note}"
            return
        yield f"{tag.rjust(gutter)} | {before}{marked}{after}"
        if place:
            carets = ("^" if note else "-") * max(_columns(marked), 1)
            yield f"{' ' * gutter} | {' ' * _columns(before)}{self._style(carets, bold=True)} {note}".rstrip()

    def _summary(self, document: DocumentReport) -> str:
        scores = " · ".join(f"{SCORE_NAMES.get(name, name)} {score.value:g}" for name, score in document.scores.items())
        failed = any(score.passed is False for score in document.scores.values())
        quiet = f" ({len(document.suppressed)} suppressed)" if document.suppressed else ""
        line = f"{plain(document.target)}: {told(document.findings)}{quiet} in {document.words} words · {scores}"
        return self._style(line, bold=True, fg="red" if failed else None)


def plain(text: str) -> str:
    """Text without control characters, which could move the cursor or turn the line round."""
    return _CONTROLS.sub(" ", text)


def where(finding: Finding, document: DocumentReport) -> str:
    """`file:line:column`, or `file:line (row N:column)` in a bitext."""
    side = document.target if finding.target or document.source is None else document.source
    return f"{plain(side)}:{short_place(finding)}"


def short_place(finding: Finding) -> str:
    """`line:column`, or `line (row N:column)` in a bitext."""
    place = finding.target or finding.source
    assert place is not None
    at = f"{place.line}:{place.column}"
    return at if finding.row is None else f"{place.line} (row {finding.row}:{place.column})"


def _advice(finding: Finding) -> str:
    if finding.suggestion is None:
        return ""
    return f"write {plain(finding.suggestion)}" if finding.suggestion.strip() else "delete"


def _pair_of(finding: Finding, document: DocumentReport) -> PairText | None:
    for pair in document.pairs:
        mine = pair.target if finding.target else pair.source
        place = finding.target or finding.source
        if pair.row == finding.row and mine and place and mine.start <= place.start <= mine.end:
            return pair
    return None


def _window(text: str, start: int, end: int, room: int) -> tuple[str, str, str]:
    """The marked words with as much around them as fits: what is cut is an ellipsis."""
    text = plain(text)
    before, marked, after = text[:start], text[start:end], text[end:]
    if _columns(marked) > room - 2:
        marked = _cut(marked, room - 2)
    spare = room - _columns(marked)
    left = min(_columns(before), max(spare // 2, spare - _columns(after)))
    if _columns(before) > left:
        before = "…" + _cut(before[::-1], max(left - 1, 0))[::-1]
    right = spare - _columns(before)
    if _columns(after) > right:
        after = _cut(after, max(right - 1, 0)) + "…"
    return before, marked, after


def _cut(text: str, room: int) -> str:
    used = 0
    for at, char in enumerate(text):
        used += max(wcswidth(char), 0)
        if used > room:
            return text[:at]
    return text


def _columns(text: str) -> int:
    found = wcswidth(text)
    return found if found >= 0 else len(text)
