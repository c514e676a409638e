"""The cards of the findings: one for each fault, repeats together."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any

from tqcheck.model import DocumentReport, Finding
from tqcheck.records import dataclass
from tqcheck.reporters.grouping import Group

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
_LONGEST_DIFF = 2000  # characters; comparing is quadratic

Stretch = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Repair:
    """The words at fault and those to write: stretches of text, each with whether it differs."""

    old: list[Stretch]
    new: list[Stretch]


@dataclass(frozen=True, slots=True)
class Card:
    """What the page says of a group of findings. `marks` are the ids of its places in the text."""

    number: int
    marks: list[str]
    finding: Finding
    repair: Repair | None
    placed: bool

    @property
    def quotes(self) -> list[tuple[str, str, str]]:
        """Side, label and words of the evidence: the source first."""
        found = [("source", "", self.finding.source.text)] if self.finding.source else []
        labelled = [
            (one.side, one.label, one.text) for one in self.finding.evidence if one.label or one.side == "target"
        ]
        return [quote for quote in dict.fromkeys([*found, *labelled]) if quote[2].strip()]

    @property
    def percent(self) -> int:
        """The confidence in per cent."""
        return round(self.finding.confidence * 100)


def cards(
    groups: Sequence[Group],
    marks: Mapping[int, list[str]],
    homes: Mapping[int, int | None],
) -> list[Card]:
    """A card for each group, numbered from 1."""
    return [
        Card(n, marks[n], group.first, repair(group.first), homes.get(n) is not None)
        for n, group in enumerate(groups, 1)
    ]


def repair(finding: Finding) -> Repair | None:
    """The suggestion as a small diff by words; None without one."""
    if finding.suggestion is None:
        return None
    old, new = finding.target.text if finding.target else "", finding.suggestion
    if not old or not new or len(old) + len(new) > _LONGEST_DIFF:
        return Repair([(old, True)] if old else [], [(new, True)] if new else [])
    before, after = _WORDS.findall(old), _WORDS.findall(new)
    made = Repair([], [])
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for stretches, words in ((made.old, before[a:b]), (made.new, after[c:d])):
            if words:
                stretches.append(("".join(words), kind != "equal"))
    return made


def data(document: DocumentReport, groups: Sequence[Group], marks: Mapping[int, list[str]]) -> dict[str, Any]:
    """What the script needs of a document, to filter, to export and to copy."""
    wanted = {
        one.row for group in groups for one in group.findings if one.row is not None and one.suggestion is not None
    }
    return {
        "source": document.source,
        "target": document.target,
        "languages": [document.source_lang, document.target_lang],
        "text": document.target_text if any(one.suggestion is not None for one in document.findings) else None,
        "rows": {pair.row: pair.target.text for pair in document.pairs if pair.target and pair.row in wanted},
        "cards": [_card_data(number, group, marks[number]) for number, group in enumerate(groups, 1)],
    }


def _card_data(number: int, group: Group, marks: Sequence[str]) -> dict[str, Any]:
    first = group.first
    return {
        "number": number,
        "rule": first.rule,
        "category": first.category,
        "severity": first.severity,
        "confidence": first.confidence,
        "message": first.message,
        "old": first.target.text if first.target else None,
        "new": first.suggestion,
        "source": first.source.text if first.source else None,
        "places": [_place_data(one, mark) for one, mark in zip(group.findings, marks)],
    }


def _place_data(finding: Finding, mark: str) -> dict[str, Any]:
    place = finding.target or finding.source
    return {
        "fingerprint": finding.fingerprint,
        "mark": mark,
        "row": finding.row,
        "side": "target" if finding.target else "source",
        "start": place.start if place else 0,
        "end": place.end if place else 0,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "text": place.text if place else "",
    }
