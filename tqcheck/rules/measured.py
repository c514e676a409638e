"""How far each rule can be trusted, as measured: `measured.tsv`, made by `corpora/benchmarks/rule_precision.py`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from pathlib import Path

MEASURED = Path(__file__).with_name("measured.tsv")


@dataclass(frozen=True, slots=True)
class Measured:
    """A rule's record.

    `found` findings in the sample articles, `right` of them true; `marked` segments of WMT22's critical errors, `bad`
    of them labelled so; `clean` findings per 100,000 words of professional translations, some of them slips there.
    """

    found: int
    right: int
    marked: int
    bad: int
    clean: float

    def __str__(self) -> str:
        parts = []
        if self.found:
            parts.append(f"{self.right} of {self.found} findings in the sample articles are right")
        if self.marked:
            parts.append(f"{self.bad} of {self.marked} segments that it marks in WMT22's critical errors are bad")
        parts.append(f"{self.clean:g} findings per 100,000 words of professional translations (NTREX-128)")
        return "; ".join(parts)


def measured(rule: str) -> Measured | None:
    """The record of a rule; None for one that was not measured, such as a plug-in's."""
    return _table().get(rule)


@functools.cache
def _table() -> dict[str, Measured]:
    if not MEASURED.exists():
        return {}
    lines = MEASURED.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines[2:])  # after a comment and the header
    return {
        name: Measured(int(found), int(right), int(marked), int(bad), float(clean))
        for name, found, right, marked, bad, clean in rows
    }
