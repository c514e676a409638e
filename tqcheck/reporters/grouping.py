"""Repeats of one fault, told once: same rule, same words, same suggestion."""

from __future__ import annotations

from collections.abc import Sequence

from tqcheck.model import SEVERITIES, DocumentReport, Finding
from tqcheck.records import dataclass

# How scores are called in reports.
SCORE_NAMES = {
    "mqm": "MQM",
    "bleu": "BLEU",
    "chrf": "chrF",
    "chrf++": "chrF++",
    "ter": "TER",
    "comet": "COMET",
    "estimate": "estimate",
}


@dataclass(frozen=True, slots=True)
class Group:
    """Findings that say the same; `numbers` are their positions in the document's list, from 1."""

    findings: tuple[Finding, ...]
    numbers: tuple[int, ...]

    @property
    def first(self) -> Finding:
        """The one that stands for all."""
        return self.findings[0]


def groups(document: DocumentReport) -> list[Group]:
    """The findings of a document, repeats together, in order of their first place."""
    found: dict[tuple[object, ...], list[int]] = {}
    for number, finding in enumerate(document.findings):
        key = (finding.rule, finding.severity, finding.message, finding.suggestion)
        place = finding.target or finding.source
        words = place.text.casefold() if place else ""
        found.setdefault((*key, words), []).append(number)
    return [Group(tuple(document.findings[n] for n in ns), tuple(n + 1 for n in ns)) for ns in found.values()]


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many findings there are by severity, worst first; those of none left out."""
    found = {severity: sum(one.severity == severity for one in findings) for severity in reversed(SEVERITIES)}
    return {severity: number for severity, number in found.items() if number}


def told(findings: Sequence[Finding]) -> str:
    """The counts in words: `2 critical, 1 minor`, or `no findings`."""
    return ", ".join(f"{number} {severity}" for severity, number in counts(findings).items()) or "no findings"


def skipped(document: DocumentReport) -> list[tuple[str, list[str]]]:
    """The rules that could not run, by reason."""
    reasons: dict[str, list[str]] = {}
    for one in document.skipped:
        reasons.setdefault(one.why, []).append(one.rule)
    return [(why, sorted(set(rules))) for why, rules in reasons.items()]
