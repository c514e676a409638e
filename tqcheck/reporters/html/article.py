"""What the page shows of a document, ready for the template."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from tqcheck.languages import language
from tqcheck.model import DocumentReport, Report, Severity
from tqcheck.records import dataclass
from tqcheck.reporters.grouping import counts, groups, skipped
from tqcheck.reporters.html import charts
from tqcheck.reporters.html.cards import Card, cards, data
from tqcheck.reporters.html.marks import Spots
from tqcheck.reporters.html.rows import Row, positions, rows


@dataclass(frozen=True, slots=True)
class Side:
    """A language as the page sets it."""

    tag: str | None
    direction: str


@dataclass(frozen=True, slots=True)
class Article:
    """A document with its rows and cards; `data` is for the script, `key` names what the browser keeps of it."""

    id: str
    document: DocumentReport
    source: Side
    target: Side
    rows: list[Row]
    cards: list[Card]
    counts: dict[str, int]
    bars: list[charts.Bar]
    strip: list[tuple[int, Severity]]
    quarters: tuple[int, int, int, int]
    skipped: list[tuple[str, list[str]]]
    data: dict[str, Any]

    @property
    def hot(self) -> int | None:
        """How many words the network doubts; None where it was not asked."""
        asked = [pair.heat for pair in self.document.pairs if pair.heat is not None]
        return sum(map(len, asked)) if asked else None

    @property
    def alone(self) -> bool:
        """Whether there is no source to show."""
        return not any(row.source for row in self.rows)

    @property
    def elsewhere(self) -> list[Card]:
        """The cards that stand in no row."""
        return [card for card in self.cards if not card.placed]


def articles(report: Report) -> list[Article]:
    """The documents of a report as the page shows them."""
    many = len(report.documents) > 1
    return [_article(document, f"d{n}", many) for n, document in enumerate(report.documents, 1)]


def _article(document: DocumentReport, name: str, many: bool) -> Article:
    found = groups(document)
    spots = Spots(document, found, f"{name}-" if many else "")
    places = list(_places(document, spots, [[one.severity for one in group.findings] for group in found]))
    return Article(
        id=name,
        document=document,
        source=_side(document.source_lang),
        target=_side(document.target_lang),
        rows=rows(document, spots),
        cards=cards(found, spots.ids, spots.homes),
        counts=counts(document.findings),
        bars=charts.bars(document.findings),
        strip=charts.strip(places),
        quarters=_quarters([share for share, _ in places]),
        skipped=skipped(document),
        data={"id": name, "key": _key(document), **data(document, found, spots.ids)},
    )


def _side(tag: str | None) -> Side:
    return Side(None if tag == "mul" else tag, language(tag).direction if tag else "ltr")


def _key(document: DocumentReport) -> str:
    """A digest of the texts and of what was found: decisions on one state of an article do not leak into another."""
    digest = hashlib.sha256(document.target.encode("utf-8", "surrogatepass"))
    for pair in document.pairs:
        for side in (pair.source, pair.target):
            digest.update((side.text if side else "\x1e").encode("utf-8", "surrogatepass") + b"\x1f")
    for finding in document.findings:
        digest.update(finding.fingerprint.encode("utf-8", "surrogatepass"))
    return digest.hexdigest()[:16]


def _places(
    document: DocumentReport, spots: Spots, severities: list[list[Severity]]
) -> Iterator[tuple[float, Severity]]:
    """Where in the document the findings lie, as a share of it."""
    starts = positions(document.pairs)
    for number, group in enumerate(severities, 1):
        for severity, pair in zip(group, spots.pairs[number]):
            if pair is not None:
                yield (starts[pair] + starts[pair + 1]) / 2, severity


def _quarters(shares: list[float]) -> tuple[int, int, int, int]:
    found = [0, 0, 0, 0]
    for share in shares:
        found[min(int(share * 4), 3)] += 1
    return found[0], found[1], found[2], found[3]
