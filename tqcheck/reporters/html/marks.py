"""Where findings lie in the text: spots in pairs, and lines cut into pieces at the boundaries of all spots."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Literal

from tqcheck.annotate.heat import level
from tqcheck.model import SEVERITIES, DocumentReport, Evidence, Finding, Heat, PairText, Place, Severity, Side
from tqcheck.records import dataclass
from tqcheck.reporters.grouping import Group

Kind = Literal["fault", "gap", "evidence"]
SIDES: tuple[Side, Side] = ("source", "target")


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of one side of a pair that card `number` speaks of; `id` is the permalink of a fault or gap."""

    start: int
    end: int
    kind: Kind
    number: int
    severity: Severity
    id: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some of a piece's text; how hot it is (0: cool), and the doubt in per cent."""

    text: str
    level: int = 0
    percent: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same spots; `notes` are the cards whose fault ends here, `ids` begin here.

    `stretches` have the text again where some of it is hot.
    """

    text: str
    kinds: frozenset[Kind] = frozenset()
    severity: str = ""
    numbers: tuple[int, ...] = ()
    notes: tuple[int, ...] = ()
    ids: tuple[str, ...] = ()
    stretches: tuple[Stretch, ...] = ()


class Spots:
    """The spots of a document by pair and side.

    `ids` are the permalinks of the places of each card, `pairs` the numbers of their pairs (None: in none), `homes`
    the first of these: there stands the card.
    """

    def __init__(self, document: DocumentReport, groups: Sequence[Group], prefix: str = "") -> None:
        self._pairs = document.pairs
        self._index = {side: _by_row(document.pairs, side) for side in SIDES}
        self._spots: dict[tuple[int, Side], list[Spot]] = {}
        self.ids: dict[int, list[str]] = {}
        self.pairs: dict[int, list[int | None]] = {}
        self._taken: set[str] = set()
        for number, group in enumerate(groups, 1):
            for finding in group.findings:
                self._add(finding, number, prefix)

    @property
    def homes(self) -> dict[int, int | None]:
        """The pair in which each card stands."""
        return {number: pairs[0] for number, pairs in self.pairs.items()}

    def of(self, pair: int, side: Side) -> list[Spot]:
        """The spots on one side of a pair."""
        return self._spots.get((pair, side), [])

    def _add(self, finding: Finding, number: int, prefix: str) -> None:
        name = self._name(prefix + finding.fingerprint)
        self.ids.setdefault(number, []).append(name)
        if finding.target:
            home = self._put("target", finding.row, finding.target, "fault", number, finding, name)
        else:
            home = self._put_gap(finding, number, name)
        self.pairs.setdefault(number, []).append(home)
        for side, row, place in _proofs(finding):
            self._put(side, row, place, "evidence", number, finding)

    def _name(self, wanted: str) -> str:
        """An id that no other mark has, whatever the fingerprints are."""
        base = "f" + "".join(char for char in wanted if char.isascii() and (char.isalnum() or char == "-"))
        name, more = base, 1
        while name in self._taken:
            more += 1
            name = f"{base}-{more}"
        self._taken.add(name)
        return name

    def _put(
        self,
        side: Side,
        row: int | None,
        place: Place | Evidence,
        kind: Kind,
        number: int,
        finding: Finding,
        name: str = "",
    ) -> int | None:
        """Lay a spot over the pairs it touches; the first of them, or None."""
        home = None
        for pair in self._touched(side, row, place.start, place.end):
            spot = Spot(place.start, place.end, kind, number, finding.severity, name if home is None else "")
            self._spots.setdefault((pair, side), []).append(spot)
            home = pair if home is None else home
        return home

    def _put_gap(self, finding: Finding, number: int, name: str) -> int | None:
        """An omission: a spot without width where the text should stand."""
        if finding.source is None:
            return None
        home = next(self._touched("source", finding.row, finding.source.start, finding.source.end), None)
        if home is not None:
            at = _gap(self._pairs[home], finding.source)
            self._spots.setdefault((home, "target"), []).append(Spot(at, at, "gap", number, finding.severity, name))
        return home

    def _touched(self, side: Side, row: int | None, start: int, end: int) -> Iterator[int]:
        lines = self._index[side].get(row, [])
        at = max(bisect_right(lines, (start, 1 << 62, 0)) - 1, 0)
        for line_start, line_end, pair in lines[at:]:
            if line_start > end or (line_start == end and start < end):
                break
            if start < line_end or start == end == line_end:
                yield pair
                if start == end:
                    return


def _by_row(pairs: Sequence[PairText], side: Side) -> dict[int | None, list[tuple[int, int, int]]]:
    rows: dict[int | None, list[tuple[int, int, int]]] = {}
    for number, pair in enumerate(pairs):
        if line := line_of(pair, side):
            rows.setdefault(pair.row, []).append((line.start, line.end, number))
    for lines in rows.values():
        lines.sort()
    return rows


def line_of(pair: PairText, side: Side) -> Place | None:
    """The text of a pair on one side."""
    return pair.source if side == "source" else pair.target


def _proofs(finding: Finding) -> Iterator[tuple[Side, int | None, Place | Evidence]]:
    if finding.source:
        yield "source", finding.row, finding.source
    for one in finding.evidence:
        if not (one.side == "source" and finding.source and one.start == finding.source.start):
            yield one.side, finding.row if one.row is None else one.row, one


def _gap(pair: PairText, missing: Place) -> int:
    """Where the missing text should stand: between words, as far along as in the rest of the source."""
    if pair.target is None or pair.source is None:
        return 0
    source, target = pair.source, pair.target
    share = (missing.start - source.start) / max(len(source.text) - len(missing.text), 1)
    wanted = round(share * len(target.text))
    breaks = [0, *(at for at, char in enumerate(target.text) if char.isspace()), len(target.text)]
    return target.start + min(breaks, key=lambda at: abs(at - wanted))


def pieces(line: Place | None, spots: Iterable[Spot], heat: Sequence[Heat] = ()) -> list[Piece]:
    """The text cut at the boundaries of all spots, so that overlapping ones need not nest; heat lies inside them."""
    spots = list(spots)
    if line is None:
        return [_gap_piece(spots)] if spots else []
    order = {id(spot): number for number, spot in enumerate(spots)}
    wide = deque(sorted((spot for spot in spots if spot.start < spot.end), key=lambda spot: spot.start))
    narrow: dict[int, list[Spot]] = {}
    for spot in spots:
        if spot.start == spot.end:
            narrow.setdefault(max(spot.start, line.start), []).append(spot)
    edges = {edge for spot in spots for edge in (spot.start, spot.end) if line.start < edge < line.end}
    bounds = [line.start, *sorted(edges), line.end]
    found: list[Piece] = []
    over: list[Spot] = []
    for start, end in zip(bounds, bounds[1:]):
        if start in narrow:
            found.append(_gap_piece(narrow[start]))
        while wide and wide[0].start <= start:
            over.append(wide.popleft())
        over = [spot for spot in over if spot.end >= end]
        found.append(_piece(line, start, end, sorted(over, key=lambda spot: order[id(spot)]), heat))
    if last := [spot for start, here in narrow.items() if start >= line.end for spot in here]:
        found.append(_gap_piece(last))
    return found


def _piece(line: Place, start: int, end: int, over: Sequence[Spot], heat: Sequence[Heat]) -> Piece:
    text = line.text[start - line.start : end - line.start]
    ends = [spot for spot in over if spot.kind == "fault" and min(spot.end, line.end) == end]
    begins = [spot for spot in over if spot.id and max(spot.start, line.start) == start]
    return Piece(
        text,
        frozenset(spot.kind for spot in over),
        _worst(spot for spot in over if spot.kind != "evidence"),
        tuple(dict.fromkeys(spot.number for spot in over)),
        tuple(spot.number for spot in ends),
        tuple(spot.id for spot in begins),
        tuple(_stretches(text, [one for one in heat if one.start < end and start < one.end], start)),
    )


def _stretches(text: str, heat: Sequence[Heat], start: int) -> Iterator[Stretch]:
    """The text cut where heat begins and ends; nothing without heat."""
    at = 0
    for one in heat:
        begin, end = max(one.start - start, at), min(one.end - start, len(text))
        if at < begin:
            yield Stretch(text[at:begin])
        yield Stretch(text[begin:end], level(one.doubt), round(one.doubt * 100))
        at = end
    if heat and at < len(text):
        yield Stretch(text[at:])


def _gap_piece(spots: Sequence[Spot]) -> Piece:
    numbers = tuple(spot.number for spot in spots)
    return Piece(
        "",
        frozenset(spot.kind for spot in spots),
        _worst(spots),
        numbers,
        numbers,
        tuple(spot.id for spot in spots if spot.id),
    )


def _worst(spots: Iterable[Spot]) -> str:
    return max((spot.severity for spot in spots), key=SEVERITIES.index, default="")
