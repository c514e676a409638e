"""Reports made by hand, so that the tests of the page do not hang on what the rules find."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tqcheck.model import (
    Category,
    DocumentReport,
    Finding,
    Heat,
    PairText,
    Place,
    Report,
    RuleText,
    Score,
    Severity,
)


@dataclass(frozen=True)
class Fault:
    """A fault in paragraph `at`: its words in the translation (empty: nothing there), the source's, the repair."""

    at: int
    severity: Severity
    category: Category
    target: str
    source: str = ""
    suggestion: str | None = None
    message: str = "What is wrong."
    confidence: float = 0.9


SUMMIT = (
    ("Cúpula termina", "Dome ends"),
    ("Morreram 38 pessoas. A OCX lamentou.", "Then 83 people died. The OCX mourned."),
    ("A chuva parou.", "The rain  stopped."),
    ("Ninguém falou.", ""),
    ("A OCX partiu.", "The OCX left."),
)
FAULTS = (
    Fault(0, "minor", "wrong_sense", "Dome", "Cúpula", "Summit", confidence=0.6),
    Fault(1, "critical", "number", "83", "38", "38"),
    Fault(1, "major", "acronym", "OCX", "OCX", "SCO"),
    Fault(2, "minor", "spacing", "  ", "", " "),
    Fault(3, "major", "omission", "", "Ninguém falou."),
    Fault(4, "major", "acronym", "OCX", "OCX", "SCO"),
)


# Paragraph, words of the translation, doubt.
DOUBTS = ((0, "ends", 0.51), (1, "OCX", 0.75), (1, "mourned", 0.93), (2, "rain", 0.5))


def document(
    rows: Sequence[tuple[str, str]] = SUMMIT,
    faults: Sequence[Fault] = FAULTS,
    *,
    languages: tuple[str | None, str] = ("pt", "en"),
    target: str = "en/summit.txt",
    doubts: Sequence[tuple[int, str, float]] | None = None,
) -> DocumentReport:
    """An article of paragraphs, one sentence each; without source where the first language is None.

    `doubts` are the heat; without them nobody asked for it.
    """
    pairs = tuple(_pairs(rows, languages[0] is not None))
    if doubts is not None:
        pairs = tuple(replace(pair, heat=tuple(_heat(pair, n, doubts))) for n, pair in enumerate(pairs))
    return DocumentReport(
        source="pt/cúpula.txt" if languages[0] else None,
        target=target,
        source_lang=languages[0],
        target_lang=languages[1],
        words=sum(len(text.split()) for _, text in rows),
        segments=len(rows),
        scores={"mqm": Score(62.5, "mqm|weights:1/5/25", False), "chrf": Score(54.2, "chrf|nrefs:1")},
        findings=tuple(_finding(pairs[fault.at], fault, n) for n, fault in enumerate(faults)),
        pairs=pairs,
        target_text="\n\n".join(text for _, text in rows if text),
    )


def report(*documents: DocumentReport) -> Report:
    """A report of documents, the one above when there are none."""
    made = documents or (document(),)
    names = {finding.rule for one in made for finding in one.findings}
    texts = {name: RuleText("Title.", "It misleads readers.", "Where it is meant.") for name in names}
    return Report(made, "1.2.3", rules=texts)


def _pairs(rows: Sequence[tuple[str, str]], sourced: bool) -> Iterator[PairText]:
    ends = [0, 0]
    for number, row in enumerate(rows):
        places: list[Place | None] = [None, None]
        for side, text in enumerate(row):
            if text and (side or sourced):
                places[side] = Place(ends[side], ends[side] + len(text), text, 2 * number + 1, 1)
                ends[side] += len(text) + 2
        blocks = [number if place else None for place in places]
        yield PairText(None, places[0], places[1], "paragraph" if number else "heading", blocks[0], blocks[1])


def _heat(pair: PairText, number: int, doubts: Sequence[tuple[int, str, float]]) -> Iterator[Heat]:
    for at, words, doubt in doubts:
        if place := _within(pair.target, words) if at == number else None:
            yield Heat(place.start, place.end, doubt)


def _finding(pair: PairText, fault: Fault, number: int) -> Finding:
    return Finding(
        rule=f"{fault.category}-rule".replace("_", "-"),
        category=fault.category,
        mqm="accuracy/mistranslation",
        severity=fault.severity,
        confidence=fault.confidence,
        message=fault.message,
        row=None,
        target=_within(pair.target, fault.target),
        source=_within(pair.source, fault.source),
        evidence=(),
        suggestion=fault.suggestion,
        fix="safe" if fault.suggestion else None,
        fingerprint=f"{number:016x}",
    )


def _within(line: Place | None, words: str) -> Place | None:
    if line is None or not words:
        return None
    at = line.text.index(words)
    return Place(line.start + at, line.start + at + len(words), words, line.line, at + 1)
