"""How alike segments of two documents are in meaning, by a sentence encoder's vectors."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tqcheck.knowledge.encoder import Encoder, Vectors

_CHUNK = 256  # rows compared at a time: memory stays linear in the length of the texts
_STRANGERS = 4  # of the best matches of a segment, those after the first show how alike strangers are


class Likeness:
    """Cosines of segments and of joined neighbours; `translations` is the usual cosine of translations."""

    def __init__(self, source: Sequence[str], target: Sequence[str], encoder: Encoder, longest: int) -> None:
        self.translations = encoder.translations
        vectors = encoder.encode([*source, *target])
        left, right = vectors[: len(source)], vectors[len(source) :]
        self._left = [_joined(left, source, size) for size in range(1, longest + 1)]
        self._right = [_joined(right, target, size) for size in range(1, longest + 1)]

    @cached_property
    def _best(self) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp], Vectors]:
        """For each source segment its most alike target, the reverse, and its lead over the next best."""
        import numpy as np

        left, right = self._left[0], self._right[0]
        rows, lead = np.zeros(len(left), dtype=np.intp), np.zeros(len(left), dtype=np.float32)
        columns, highest = np.zeros(len(right), dtype=np.intp), np.full(len(right), -2, dtype=np.float32)
        for at in range(0, len(left), _CHUNK):
            cosines = left[at : at + _CHUNK] @ right.T
            rows[at : at + _CHUNK] = cosines.argmax(axis=1)
            two = np.partition(cosines, -2, axis=1)[:, -2:] if len(right) > 1 else np.c_[cosines - 1, cosines]
            lead[at : at + _CHUNK] = two[:, 1] - two[:, 0]
            best = cosines.argmax(axis=0)
            value = cosines[best, np.arange(len(right))]
            columns = np.where(value > highest, best + at, columns)
            highest = np.maximum(value, highest)
        return rows, columns, lead

    @cached_property
    def strangers(self) -> float:
        """The mean cosine of segments that have nothing to do with each other, by those far off the diagonal."""
        left, right = self._left[0], self._right[0]
        half = max(len(right) // 2, 1)
        picked = [(i, (i * len(right) // len(left) + half) % len(right)) for i in range(len(left))]
        return sum(float(left[i] @ right[j]) for i, j in picked) / len(picked)

    def pins(self, least_lead: float = 0.1) -> list[tuple[int, int]]:
        """Pairs that are each other's best by far: they hold the alignment down where texts are long."""
        rows, columns, lead = self._best
        return [(i, int(j)) for i, j in enumerate(rows) if columns[j] == i and lead[i] >= least_lead]

    def row(self, start: int, end: int, size: int, columns: range) -> Vectors:
        """Cosines of source segments `start` to `end`, joined, with the `size` target segments before each column."""
        targets = self._right[size - 1][columns.start - size : columns.stop - size]
        cosines: Vectors = targets @ self._left[end - start - 1][start]
        return cosines

    def of(self, i: int, j: int) -> float:
        """The cosine of source segment `i` and target segment `j`."""
        return float(self._left[0][i] @ self._right[0][j])


def _joined(vectors: Vectors, texts: Sequence[str], size: int) -> Vectors:
    """Unit vectors of `size` neighbours together: the mean by length; row `k` begins with segment `k`."""
    import numpy as np

    weights = np.array([len(text) for text in texts], dtype=np.float32)[:, None] ** 0.5
    count = len(vectors) - size + 1
    if count < 1:
        return vectors[:0]
    sums = sum((vectors * weights)[at : at + count] for at in range(size))
    unit: Vectors = sums / np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
    return unit
