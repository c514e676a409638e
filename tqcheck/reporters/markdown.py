"""The report as Markdown: for job summaries, chat and tickets, and readable as it stands in a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.model import DocumentReport, Finding, Report
from tqcheck.reporters.grouping import SCORE_NAMES, Group, groups, skipped, told
from tqcheck.reporters.text import plain, short_place

_SIGNS = {"critical": "◆", "major": "●", "minor": "○"}
_MOST_FINDINGS = 200  # of a document; job summaries and chats hold only so much
_MOST_PLACES = 8
_LONGEST = 300  # characters of a quotation
_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~&@])")


def render(report: Report) -> str:
    """The report as GitHub-flavoured Markdown; nothing that the texts contain is read as markup."""
    parts = []
    if len(report.documents) > 1:
        every = [finding for document in report.documents for finding in document.findings]
        parts += [f"# {len(report.documents)} translations: {told(every)}", "", *_table(report), ""]
    for document in report.documents:
        if document.findings or len(report.documents) == 1:
            parts += _document(document, "##" if len(report.documents) > 1 else "#")
    parts += [f"- could not be checked: {text(failure.problem)}" for failure in report.failures]
    parts += [f"- {one.why}: {code(one.target)}" for one in report.overdue]
    parts += [f"- {text(notice)}" for notice in report.notices]
    return "\n".join(parts).rstrip() + "\n"


def _table(report: Report) -> Iterator[str]:
    yield "| Translation | Words | Findings | MQM |"
    yield "| --- | ---: | --- | ---: |"
    for document in report.documents:
        mqm = document.scores.get("mqm")
        yield f"| {text(document.target)} | {document.words} | {told(document.findings)} | {mqm.value if mqm else ''} |"


def _document(document: DocumentReport, level: str) -> Iterator[str]:
    yield f"{level} {text(document.target)}"
    yield ""
    yield " · ".join(_facts(document))
    found = sorted(groups(document), key=lambda group: -_rank(group.first))
    for group in found[:_MOST_FINDINGS]:
        yield ""
        yield from _group(group, document)
    if len(found) > _MOST_FINDINGS:
        yield f"\n… and {len(found) - _MOST_FINDINGS} more."
    notes = [*document.notices, *(f"not checked, {why}: {', '.join(rules)}" for why, rules in skipped(document))]
    if document.suppressed:
        notes.append(f"suppressed: {len(document.suppressed)}")
    if notes:
        yield ""
        yield from (f"- {text(note)}" for note in notes)
    yield ""


def _rank(finding: Finding) -> int:
    return list(reversed(_SIGNS)).index(finding.severity)


def _facts(document: DocumentReport) -> Iterator[str]:
    yield f"{document.source_lang or 'no source'} → {document.target_lang}"
    yield f"{document.words} words"
    for name, score in document.scores.items():
        verdict = "" if score.passed is None else " passed" if score.passed else " **failed**"
        yield f"{SCORE_NAMES.get(name, text(name))} {score.value:g}{verdict}"
    yield told(document.findings)


def _group(group: Group, document: DocumentReport) -> Iterator[str]:
    finding = group.first
    yield f"{_SIGNS[finding.severity]} **{finding.severity}** {code(finding.rule)}: {text(finding.message)}  "
    side = document.target if finding.target or document.source is None else document.source
    places = [short_place(one) for one in group.findings]
    more = f" and {len(places) - _MOST_PLACES} more" if len(places) > _MOST_PLACES else ""
    yield f"{code(side)} {', '.join(places[:_MOST_PLACES])}{more}"
    if finding.source:
        yield f"> {text(finding.source.text)}"
    if repair := _repair(finding):
        yield f"\n{repair}"


def _repair(finding: Finding) -> str:
    if finding.suggestion is None:
        return ""
    old = f"{code(finding.target.text)} → " if finding.target and finding.target.text.strip() else ""
    return old + (code(finding.suggestion) if finding.suggestion.strip() else "delete")


def text(words: str) -> str:
    """Words that Markdown shows as they are, on one line."""
    return _SPECIAL.sub(r"\\\1", _short(words))


def code(words: str) -> str:
    """Words as code, whatever backticks are in them."""
    words = _short(words)
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", words)), default=0))
    pad = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{pad}{words}{pad}{fence}"


def _short(words: str) -> str:
    words = " ".join(plain(words).split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
