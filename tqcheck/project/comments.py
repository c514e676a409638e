"""Comments in a text that suppress findings: `<!-- tqcheck: ignore split-hyphen: the reason -->`.

    ignore             the line that the comment stands in; alone on its line, the block that follows
    ignore-next-line   the next line that is not blank
    ignore-start       from here to the next `ignore-end`
    ignore-file        the whole file

Rules or categories follow, separated by commas (none: all), then a colon and the reason. MDX and Markdown comments
do as well: `{/* tqcheck: … */}`, `[//]: # (tqcheck: …)`. In a bitext the notes of a row count (`# tqcheck: …` in PO).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from tqcheck.errors import did_you_mean
from tqcheck.model import NOTHING, Block, Document, DocumentReport, Finding, Side, Span, Suppressed
from tqcheck.records import dataclass

_COMMENT = re.compile(
    r"<!--\s{0,20}tqcheck:(?P<html>(?:(?!-->).){0,400})-->"
    r"|\{/\*\s{0,20}tqcheck:(?P<mdx>(?:(?!\*/).){0,400})\*/\}"
    r"|^\[//\]:[ ]{0,4}\#[ ]{0,4}\([ ]{0,4}tqcheck:(?P<md>[^\n)]{0,400})\)",
    re.S | re.M,
)
_NOTE = re.compile(r"^[ \t#]*tqcheck:(.*)$", re.M)
_ROW_VERBS = ("ignore", "ignore-file")
_NOWHERE = Span(0, 0)
_ORDER = re.compile(r"\s*(ignore(?:-next-line|-start|-end|-file)?)(?![\w-])\s*([^:]*)(?::\s*(.*))?", re.S)


@dataclass(frozen=True, slots=True)
class Comment:
    """An order in a comment: what it names (nothing: all rules), and the stretch of text it is for."""

    verb: str
    names: frozenset[str]
    reason: str | None
    span: Span
    scope: Span
    side: Side
    where: str
    row: int | None = None


def hide(document: Document) -> Document:
    """The document with its comments masked, and without blocks that held nothing else."""
    if "tqcheck:" not in document.text:
        return document
    shown = list(document.masked)
    for match in _COMMENT.finditer(document.text):
        shown[match.start() : match.end()] = NOTHING * (match.end() - match.start())
    masked = "".join(shown)
    blocks = tuple(one for one in document.blocks if masked[one.start : one.end].strip(NOTHING + " \t\r\n"))
    return replace(document, masked=masked, blocks=blocks)


def suppress(report: DocumentReport, source: Document | None, target: Document, ran: Collection[str]) -> DocumentReport:
    """The report without what comments suppress; comments that suppress nothing are told in the notices.

    `ran` names the rules that ran and their categories: a comment for others may well be needed at other times.
    """
    notices: list[str] = []
    comments = [*_read(target, "target", notices), *(_read(source, "source", notices) if source else ())]
    return _applied(report, comments, notices, ran)


def suppress_rows(
    report: DocumentReport, notes: Iterable[tuple[int, int, str]], ran: Collection[str]
) -> DocumentReport:
    """As `suppress`, by the notes of a bitext: PO's `# tqcheck: ignore number`, a `<note>` of XLIFF or TMX.

    `notes` are rows with their line in the file and their note. `ignore` is for the row, `ignore-file` for all.
    """
    notices: list[str] = []
    comments = []
    for row, line, note in notes:
        for match in _NOTE.finditer(note):
            where = f"{report.target}:{line}"
            order = _order(match[1], where, notices, _ROW_VERBS)
            if order:
                comments.append(Comment(*order, _NOWHERE, _NOWHERE, "target", where, row))
    return _applied(report, comments, notices, ran)


def _applied(
    report: DocumentReport, comments: Sequence[Comment], notices: list[str], ran: Collection[str]
) -> DocumentReport:
    if not comments and not notices:
        return report
    kept: list[Finding] = []
    quiet: list[Suppressed] = []
    used: set[Comment] = set()
    for finding in report.findings:
        said = next((one for one in comments if _covers(one, finding)), None)
        if said is None:
            kept.append(finding)
        else:
            used.add(said)
            quiet.append(Suppressed(finding, "comment", said.where, said.reason))
    idle = (one for one in comments if one not in used and one.names <= set(ran))
    notices += (f"{one.where}: this comment suppresses nothing" for one in idle)
    return replace(report, findings=tuple(kept), suppressed=tuple(quiet), notices=(*report.notices, *notices))


def _covers(comment: Comment, finding: Finding) -> bool:
    if comment.names and not comment.names & {finding.rule, finding.category}:
        return False
    if comment.verb == "ignore-file":
        return True
    if comment.row is not None:
        return finding.row == comment.row
    place = finding.target if comment.side == "target" else finding.source if finding.target is None else None
    return place is not None and comment.scope.start <= place.start < comment.scope.end


def _read(document: Document, side: Side, notices: list[str]) -> Iterator[Comment]:
    from tqcheck.findings import Original

    if "tqcheck:" not in document.text:
        return
    original = Original(document.text)
    found = list(_COMMENT.finditer(document.text))
    for at, match in enumerate(found):
        place = original.place(Span(match.start(), match.end()))
        where = f"{document.path or '-'}:{place.line}:{place.column}"
        order = _order(match["html"] or match["mdx"] or match["md"] or "", where, notices)
        if order and order[0] != "ignore-end":
            scope = _scope(order[0], document, match, found[at + 1 :])
            yield Comment(*order, Span(match.start(), match.end()), scope, side, where)


def _order(
    text: str, where: str, notices: list[str], verbs: Collection[str] = ()
) -> tuple[str, frozenset[str], str | None] | None:
    """Verb, names and reason; what cannot be followed is told in the notices."""
    order = _ORDER.fullmatch(text)
    if order is None or (verbs and order[1] not in verbs):
        notices.append(f"{where}: not understood; write a comment such as `tqcheck: ignore number`")
        return None
    named = frozenset(order[2].replace(",", " ").split())
    _know(named, where, notices)
    return order[1], named, " ".join(order[3].split()) if order[3] else None


def _know(named: frozenset[str], where: str, notices: list[str]) -> None:
    from tqcheck.rules import names

    for name in sorted(named - names()):
        near = did_you_mean(name, names()) or "`tqcheck rules` lists them"
        notices.append(f"{where}: there is no rule or category {name!r}; {near}")


def _scope(verb: str, document: Document, match: re.Match[str], later: Sequence[re.Match[str]]) -> Span:
    text = document.text
    if verb == "ignore-file":
        return Span(0, len(text))
    if verb == "ignore-start":
        ends = (one.start() for one in later if "ignore-end" in one[0])
        return Span(match.end(), next(ends, len(text)))
    start, end = _line(text, match.start(), match.end())
    if verb == "ignore" and (text[start : match.start()] + text[match.end() : end]).strip():
        return Span(start, end)
    if verb == "ignore":
        return _next_block(document.blocks, match.end())
    while end < len(text):
        start, end = _line(text, end + 1, end + 1)
        if text[start:end].strip():
            break
    return Span(start, end)


def _line(text: str, start: int, end: int) -> tuple[int, int]:
    last = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, last if last >= 0 else len(text)


def _next_block(blocks: Sequence[Block], at: int) -> Span:
    block = next((one for one in blocks if one.end > at), None)
    return Span(at, block.end) if block else Span(at, at)
