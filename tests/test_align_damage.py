"""Articles that were damaged on purpose are aligned as if nothing had happened to the rest of them.

The sample articles' references are faithful, sentence for sentence, so that the right alignment is known after a
sentence of them was lost, added, moved, joined with the next or cut in two. Floors are what was measured: a change that
aligns worse falls below them.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path

import pytest

from tqcheck.align import align
from tqcheck.languages import language
from tqcheck.model import Document, Segment
from tqcheck.readers import plain
from tqcheck.readers.decode import Decoded
from tqcheck.segment import segment

CORPORA = Path(__file__).parents[1] / "corpora"
ARTICLES = ["pt-en/steppe-summit", "de-en/battery-plant", "en-es/canyon-fire", "fr-en/night-trains"]

Pieces = list[tuple[Segment, tuple[int, ...]]]  # target segments with the source segments they translate
Bead = tuple[tuple[int, ...], tuple[int, ...]]
Damage = Callable[[Pieces, int], Pieces]


@functools.cache
def read(path: str) -> tuple[Document, list[Segment], Document, list[Segment]]:
    tags = path.split("/")[0].split("-")
    texts = [(CORPORA / path / f"{name}.txt").read_text(encoding="utf-8") for name in ("source", "reference")]
    source, target = (plain.read(Decoded(text, "utf-8"), None) for text in texts)
    return source, segment(source, language(tags[0])), target, segment(target, language(tags[1]))


def lost(pieces: Pieces, at: int) -> Pieces:
    return pieces[:at] + pieces[at + 1 :]


def added(pieces: Pieces, at: int) -> Pieces:
    text = "Readers who took part in the survey were asked to send their answers to the newspaper by post."
    stranger = Segment(10_000, 10_000 + len(text), text, pieces[at][0].block)
    return [*pieces[:at], (stranger, ()), *pieces[at:]]


def moved(pieces: Pieces, at: int) -> Pieces:
    rest = pieces[:at] + pieces[at + 1 :]
    to = (at + len(rest) // 2) % len(rest)
    return [*rest[:to], pieces[at], *rest[to:]]


def joined(pieces: Pieces, at: int) -> Pieces:
    (one, first), (other, second) = pieces[at : at + 2]
    both = Segment(one.start, other.end, f"{one.text} {other.text}", one.block)
    return [*pieces[:at], (both, first + second), *pieces[at + 2 :]]


def cut(pieces: Pieces, at: int) -> Pieces:
    whole, origin = pieces[at]
    middle = whole.text.index(" ", len(whole.text) // 2)
    halves = [
        Segment(whole.start, whole.start + middle, whole.text[:middle], whole.block),
        Segment(whole.start + middle + 1, whole.end, whole.text[middle + 1 :], whole.block),
    ]
    return [*pieces[:at], *((half, origin) for half in halves), *pieces[at + 1 :]]


def right(pieces: Pieces, size: int) -> set[Bead]:
    beads: dict[tuple[int, ...], tuple[int, ...]] = {}
    for number, (_, origin) in enumerate(pieces):
        beads[origin] = (*beads.get(origin, ()), number)
    covered = {number for origin in beads for number in origin}
    return set(beads.items()) | {((number,), ()) for number in range(size) if number not in covered}


def proposed(path: str, pieces: Pieces, fast: bool) -> set[Bead]:
    tags = path.split("/")[0].split("-")
    source, left, target, _ = read(path)
    pairs = align(
        left,
        [one for one, _ in pieces],
        language(tags[0]),
        language(tags[1]),
        source_text=source.masked,
        target_text=target.masked,
        fast=fast,
    )
    return {(within(left, pair.source), within([one for one, _ in pieces], pair.target)) for pair in pairs}


def within(segments: list[Segment], one: Segment | None) -> tuple[int, ...]:
    return tuple(at for at, other in enumerate(segments) if one and one.start <= other.start and other.end <= one.end)


def faultless(damage: Damage, articles: list[str], fast: bool) -> int:
    """How many articles with one damage, at every other sentence in turn, are aligned without any fault."""
    count = 0
    for path in articles:
        _, left, _, segments = read(path)
        whole: Pieces = [(one, (number,)) for number, one in enumerate(segments)]
        for at in range(1, len(segments) - 1, 2):
            if damage is joined and segments[at].block != segments[at + 1].block:
                continue  # nobody joins two paragraphs
            pieces = damage(whole, at)
            count += proposed(path, pieces, fast) == right(pieces, len(left))
    return count


@pytest.mark.parametrize(("damage", "floor"), [(lost, 20), (added, 20), (moved, 20), (joined, 14), (cut, 19)])
def test_with_an_encoder(damage: Damage, floor: int) -> None:
    assert faultless(damage, ARTICLES[:2], fast=False) >= floor, "of 20, or 14 that can be joined"


@pytest.mark.parametrize(("damage", "floor"), [(lost, 38), (added, 35), (moved, 23), (joined, 29), (cut, 39)])
def test_by_lengths_and_shared_words_alone(damage: Damage, floor: int) -> None:
    assert faultless(damage, ARTICLES, fast=True) >= floor, "of 40, or 30 that can be joined"
