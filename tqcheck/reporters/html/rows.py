"""The reading view: a row for each paragraph of the translation, its source beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tqcheck.model import DocumentReport, PairText, Side
from tqcheck.reporters.html.marks import SIDES, Piece, Spots, line_of, pieces


@dataclass(frozen=True, slots=True)
class Sentence:
    """One side of pair number `pair`; `space` is what stands before it."""

    pair: int
    space: str
    pieces: list[Piece]


@dataclass(slots=True)
class Row:
    """A paragraph. `cards` are the numbers of what was found in it; `at` is its beginning in per mille of the text."""

    number: int
    kind: str
    at: int
    source: list[Sentence] = field(default_factory=list)
    target: list[Sentence] = field(default_factory=list)
    cards: list[int] = field(default_factory=list)


def rows(document: DocumentReport, spots: Spots) -> list[Row]:
    """The paragraphs of a document in the order of the translation; lost text stands where it should be."""
    homes: dict[int, list[int]] = {}
    for card, pair in spots.homes.items():
        if pair is not None:
            homes.setdefault(pair, []).append(card)
    starts = positions(document.pairs)
    made = []
    for number, group in enumerate(_paragraphs(document.pairs), 1):
        first = document.pairs[group[0]]
        row = Row(
            number if first.row is None else first.row, _kind(document.pairs, group), round(1000 * starts[group[0]])
        )
        for side in SIDES:
            getattr(row, side).extend(_sentences(document.pairs, group, side, spots))
        row.cards = sorted(card for pair in group for card in homes.get(pair, ()))
        made.append(row)
    return made


def _kind(pairs: Sequence[PairText], group: Sequence[int]) -> str:
    return next((pairs[at].kind for at in group if pairs[at].target), pairs[group[0]].kind)


def positions(pairs: Sequence[PairText]) -> list[float]:
    """Where each pair begins, as a share of the whole; one more for the end."""
    sizes = [len((pair.target or pair.source or _NOTHING).text) + 1 for pair in pairs]
    total, at, starts = sum(sizes) or 1, 0, []
    for size in sizes:
        starts.append(at / total)
        at += size
    return [*starts, 1.0]


class _Nothing:
    text = ""


_NOTHING = _Nothing()


def _paragraphs(pairs: Sequence[PairText]) -> Iterator[list[int]]:
    """The numbers of the pairs of one paragraph together.

    Lost text belongs to the paragraph of the translation in which its neighbours of the same source paragraph stand;
    where these were lost too, it is a row of its own.
    """
    group: list[int] = []
    key: object = None
    for number in range(len(pairs)):
        mine = _key(pairs, number, key)
        if group and mine != key:
            yield group
            group = []
        group.append(number)
        key = mine
    if group:
        yield group


def _key(pairs: Sequence[PairText], number: int, before: object) -> object:
    pair = pairs[number]
    if pair.target:
        return pair.row, "target", pair.target_block
    previous = pairs[number - 1] if number else None
    following = pairs[number + 1] if number + 1 < len(pairs) else None
    if previous and _neighbours(previous, pair):
        return before
    if following and following.target and _neighbours(following, pair):
        return following.row, "target", following.target_block
    return pair.row, "source", pair.source_block


def _neighbours(one: PairText, lost: PairText) -> bool:
    return one.row == lost.row and one.source is not None and one.source_block == lost.source_block


def _sentences(pairs: Sequence[PairText], group: Sequence[int], side: Side, spots: Spots) -> Iterator[Sentence]:
    end: int | None = None
    for number in group:
        line = line_of(pairs[number], side)
        heat = pairs[number].heat if side == "target" else None
        cut = pieces(line, spots.of(number, side), heat or ())
        if not cut:
            continue
        spaced = end is not None and (line is None or line.start != end)
        yield Sentence(number, " " if spaced else "", cut)
        end = line.end if line else -1
