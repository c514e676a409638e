"""MQM annotations as TSV, as Marot and other MQM viewers read them: an error a line, marked with <v>…</v>.

The format: https://github.com/google-research/google-research/tree/master/marot
"""

from __future__ import annotations

import json
from collections.abc import Iterator

from tqcheck.model import DocumentReport, Finding, PairText, Place, Report

COLUMNS = (
    "system", "doc", "docSegId", "globalSegId", "rater", "source", "target", "category", "severity", "metadata",
)  # fmt: skip


def render(report: Report) -> str:
    """A header, a line for each finding and one of `no-error` for each segment without any.

    Of a bitext the report holds only the rows that have findings.
    """
    lines = ["\t".join(COLUMNS)]
    number = 0
    for document in report.documents:
        by_pair = _by_pair(document)
        for at, pair in enumerate(document.pairs):
            number += 1
            ids = (str(pair.row or at + 1), str(number))
            lines += ("\t".join(cells) for cells in _lines(document, pair, by_pair.get(at, []), ids))
    return "".join(f"{line}\n" for line in lines)


def _by_pair(document: DocumentReport) -> dict[int, list[Finding]]:
    """The findings by the number of the pair they lie in."""
    found: dict[int, list[Finding]] = {}
    rows = {pair.row: at for at, pair in enumerate(document.pairs) if pair.row is not None}
    for finding in document.findings:
        at = rows.get(finding.row) if finding.row is not None else _pair_at(finding, document)
        if at is not None:
            found.setdefault(at, []).append(finding)
    return found


def _pair_at(finding: Finding, document: DocumentReport) -> int | None:
    for at, pair in enumerate(document.pairs):
        side, place = (pair.target, finding.target) if finding.target else (pair.source, finding.source)
        if side and place and side.start <= place.start <= place.end <= side.end:
            return at
    return None


def _lines(
    document: DocumentReport, pair: PairText, findings: list[Finding], ids: tuple[str, str]
) -> Iterator[tuple[str, ...]]:
    languages = f"{document.source_lang or 'und'}-{document.target_lang}"
    begin = ("translation", _cell(f"{document.target}:{languages}"), *ids, "tqcheck")
    if not findings:
        yield (*begin, _marked(pair.source, None), _marked(pair.target, None), "no-error", "no-error", "{}")
    for finding in findings:
        lost = finding.source if finding.target is None else None
        texts = _marked(pair.source, lost), _marked(pair.target, finding.target)
        yield (*begin, *texts, finding.mqm, finding.severity.capitalize(), _metadata(finding, pair))


def _marked(text: Place | None, place: Place | None) -> str:
    if text is None:
        return ""
    if place is None:
        return _cell(text.text)
    start, end = place.start - text.start, place.end - text.start
    return _cell(f"{text.text[:start]}<v>{text.text[start:end]}</v>{text.text[end:]}")


def _metadata(finding: Finding, pair: PairText) -> str:
    place = finding.target or finding.source
    data = {"note": finding.message, "marked_text": place.text if place else ""}
    if finding.suggestion is not None and finding.target and pair.target:
        start, end = finding.target.start - pair.target.start, finding.target.end - pair.target.start
        text = pair.target.text
        data["corrected_translation"] = _cell(text[:start] + finding.suggestion + text[end:])
    # Escaped to ASCII, so that no character of it can be taken for the end of a line or a column.
    return json.dumps(data | {"rule": finding.rule, "fingerprint": finding.fingerprint})


def _cell(text: str) -> str:
    return " ".join(text.split())
