"""Examples as arrays: pieces of both sides, tags on each piece, and batches of about one number of pieces."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from spans.data import Example, Span
from spans.network import PADDING, TAGS
from tqcheck.knowledge.e5_pieces import Piece, Vocabulary

BEGIN, PAD, END = 0, 1, 2
LONGEST = 150  # pieces of both sides; longer pairs are left out of training
UNKNOWN = -1


@dataclass(frozen=True)
class Encoded:
    """`rows` of both sides, one after the other, of which the first `source` belong to the source; `tags` (pieces, 4)
    are 0, 1 or -1 for unknown; `z` is NaN where there is no assessment."""

    rows: Any
    source: int
    tags: Any
    z: float


def encode(tokeniser: Vocabulary, one: Example) -> Encoded:
    """An example in pieces with its tags."""
    left, right = tokeniser.pieces(one.source), tokeniser.pieces(one.target)
    rows = [BEGIN, *(p.row for p in left), END, BEGIN, *(p.row for p in right), END]
    tags = np.full((len(rows), len(TAGS)), UNKNOWN, dtype=np.int8)
    first = len(left) + 3  # where the target's pieces begin
    for name, spans in one.spans.items():
        column = TAGS.index(name)
        side, at = (left, 1) if name == "untranslated" else (right, first)
        marked = _starts(side, spans) if name == "gap" else _touched(side, spans)
        bare = [piece.start == piece.end for piece in side]  # the mark of a word's beginning alone
        if name == "untranslated" and one.unsure:
            bare = [a or b for a, b in zip(bare, _touched(side, list(one.unsure)))]
        tags[at : at + len(side), column] = np.where(bare, UNKNOWN, marked)
    return Encoded(np.array(rows, dtype=np.int32), len(left) + 2, tags, one.z if one.z is not None else float("nan"))


def _touched(side: list[Piece], spans: list[Span]) -> list[bool]:
    return [any(piece.start < end and start < piece.end for start, end in spans) for piece in side]


def _starts(side: list[Piece], spans: list[Span]) -> list[bool]:
    """Whether a piece is the first of a span: a gap stands before it."""
    starts = {start for start, _ in spans}
    return [piece.start in starts and piece.end > piece.start for piece in side]


def batches(encoded: list[Encoded], pieces: int, seed: int) -> Iterator[list[Encoded]]:
    """Batches of pairs of like length, about `pieces` long in all, in random order."""
    shuffled = random.Random(seed)
    order = sorted(range(len(encoded)), key=lambda n: len(encoded[n].rows) + shuffled.random() * 6)
    runs: list[list[int]] = [[]]
    for number in order:
        if (len(runs[-1]) + 1) * len(encoded[number].rows) > pieces and runs[-1]:
            runs.append([])
        runs[-1].append(number)
    shuffled.shuffle(runs)
    for run in filter(None, runs):
        yield [encoded[number] for number in run]


def tensors(batch: list[Encoded]) -> tuple[torch.Tensor, ...]:
    """Rows, positions and sides (batch, length), tags (batch, length, 4) and scores (batch)."""
    length = max(len(one.rows) for one in batch)
    rows = torch.full((len(batch), length), PAD)
    positions, sides = torch.zeros_like(rows), torch.full_like(rows, PADDING)
    tags = torch.full((len(batch), length, len(TAGS)), float(UNKNOWN))
    for number, one in enumerate(batch):
        size, source = len(one.rows), one.source
        rows[number, :size] = torch.from_numpy(one.rows)
        positions[number, :source] = torch.arange(source)
        positions[number, source:size] = torch.arange(size - source)
        sides[number, :source], sides[number, source:size] = 0, 1
        tags[number, :size] = torch.from_numpy(one.tags)
    return rows, positions, sides, tags, torch.tensor([one.z for one in batch])
