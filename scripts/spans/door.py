"""The door to the error-span model: pairs in, for each word how likely it is wrong, and how good the pair is.

It reads what `scripts/train_spans.py export` writes and runs on `onnxruntime`. It does not ship, because the model does
not: docs/model-log.md says what it reaches.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from spans.pieces import Piece, Pieces

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Numbers = npt.NDArray[np.float32]
    Rows = npt.NDArray[np.int64]

TAGS = ("wrong", "edited", "gap", "untranslated")
# The languages whose words the vocabulary was trimmed to.
_NAMES = (
    "ar bg ca cs da de el en es et fa fi fr he hi hr hu id it ja ko lt lv mk nb ne nl no pl pt ro ru si sk sl sr sv tr "
    "uk vi zh"
)
LANGUAGES = frozenset(_NAMES.split())
_BEGIN, _PAD, _END, _UNKNOWN = 0, 1, 2, 3
_NOBODY = 2  # the side that padding is on
_LONGEST = 300  # pieces of a side
_BATCH = 1600  # pieces at once
_BLOCK = 32  # weights that share a scale


@dataclass(frozen=True)
class Judged:
    """What the model says of a pair: for the pieces of the target, shape (pieces, 4), how likely each tag applies, of
    the source how likely nothing answers it; `score` is an estimated z-score of a direct assessment."""

    target: tuple[Piece, ...]
    tags: Numbers
    source: tuple[Piece, ...]
    unanswered: Numbers
    score: float

    def wrong(self, start: int, end: int) -> float:
        """How likely the words from `start` to `end` of the target are wrong: as their likeliest piece."""
        found = (row[0] for piece, row in zip(self.target, self.tags) if piece.start < end and start < piece.end)
        return float(max(found, default=0.0))


def covers(source: str, target: str) -> bool:
    """Whether the model knows both languages (`pt`, not `pt-BR`)."""
    return source in LANGUAGES and target in LANGUAGES


def judge(home: Path, pairs: Sequence[tuple[str, str]]) -> list[Judged | None]:
    """A judgement of each pair by the model in `home`; None for a pair that is empty or too long."""
    model = _model(home)
    cut = [(model.pieces.encode(source), model.pieces.encode(target)) for source, target in pairs]
    able = [n for n, (left, right) in enumerate(cut) if 0 < len(left) <= _LONGEST and 0 < len(right) <= _LONGEST]
    found: list[Judged | None] = [None] * len(pairs)
    for run in _runs(sorted(able, key=lambda n: len(cut[n][0]) + len(cut[n][1])), cut):
        for number, judged in zip(run, model.judge([cut[n] for n in run])):
            found[number] = judged
    return found


def _runs(order: Sequence[int], cut: Sequence[tuple[list[Piece], list[Piece]]]) -> list[list[int]]:
    """Pairs of like length, about `_BATCH` pieces together."""
    runs: list[list[int]] = []
    for number in order:
        size = sum(map(len, cut[number])) + 4
        if not runs or (len(runs[-1]) + 1) * size > _BATCH:
            runs.append([])
        runs[-1].append(number)
    return runs


class _Model:
    """The vocabulary, its vectors in four bits (Q4_0 of GGML: a half-precision scale for 32 nibbles) and the layers."""

    def __init__(self, words: Any, session: Any) -> None:
        pieces = bytes(words["pieces"]).decode("utf-8").split("\n")
        characters = bytes(words["normal"]).decode("utf-8").split("\0")
        normal = dict(zip(characters[::2], characters[1::2]))
        self.pieces = Pieces(pieces, words["scores"].astype(float).tolist(), normal, _UNKNOWN)
        self._scales, self._nibbles = words["scales"], words["nibbles"]
        self._session = session

    def judge(self, pairs: Sequence[tuple[list[Piece], list[Piece]]]) -> list[Judged]:
        """Judgements of pairs that are cut in pieces, in one pass."""
        rows, positions, sides = _arrays(pairs)
        values = {"vectors": self._vectors(rows), "positions": positions, "sides": sides}
        tags, scores = self._session.run(None, values)
        return [_judged(pair, tag, float(score)) for pair, tag, score in zip(pairs, tags, scores)]

    def _vectors(self, rows: Rows) -> Numbers:
        """The vectors of pieces, shape (batch, length, width)."""
        import numpy as np

        batch, length = rows.shape
        nibbles = self._nibbles[rows].reshape(batch, length, -1, _BLOCK // 2)
        whole = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32) - 8
        scaled: Numbers = whole * self._scales[rows].astype(np.float32)[..., None]
        return scaled.reshape(batch, length, -1)


def _arrays(pairs: Sequence[tuple[list[Piece], list[Piece]]]) -> tuple[Rows, Rows, Rows]:
    """Rows, positions and sides of pairs, each (batch, length); every side begins and ends with a mark."""
    import numpy as np

    length = max(len(left) + len(right) for left, right in pairs) + 4
    rows = np.full((len(pairs), length), _PAD, dtype=np.int64)
    positions, sides = np.zeros_like(rows), np.full_like(rows, _NOBODY)
    for number, pair in enumerate(pairs):
        at = 0
        for side, pieces in enumerate(pair):
            size = len(pieces) + 2
            rows[number, at : at + size] = [_BEGIN, *(piece.row for piece in pieces), _END]
            positions[number, at : at + size] = np.arange(size)
            sides[number, at : at + size] = side
            at += size
    return rows, positions, sides


def _judged(pair: tuple[list[Piece], list[Piece]], tags: Numbers, score: float) -> Judged:
    left, right = pair
    first = len(left) + 3  # after the marks
    source = tags[1 : len(left) + 1, TAGS.index("untranslated")]
    return Judged(tuple(right), tags[first : first + len(right)], tuple(left), source, score)


@functools.cache
def _model(home: Path) -> _Model:
    import numpy as np
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1  # whoever wants more runs several checks
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession((home / "layers.onnx").read_bytes(), options)
    with (home / "words.npz").open("rb") as file:
        words = dict(np.load(file, allow_pickle=False))
    return _Model(words, session)
