"""Vectors of what recurs in most texts, such as common words: a file of slots in the user's cache folder.

The slot of a text is told by its digest; what came last stays there. Each slot has a checksum, so that one that is half
written, or spoilt, is as good as empty, and processes need not wait for each other. The file is sparse and never grows.
"""

from __future__ import annotations

import contextlib
import hashlib
import mmap
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge.arrays import row_sums
from tqcheck.knowledge.compact import path_of, put

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Vectors

_DIGEST = 16  # bytes
_CHECK = 8
_WRITTEN = 8192  # vectors that one process writes: those of rare words are not worth it


class Slots:
    """So many slots for vectors of so many dimensions (an even number); without a file where there is no cache."""

    def __init__(
        self, name: str, packages: tuple[str, ...], made: Callable[..., object], slots: int, dimensions: int
    ) -> None:
        self._slots, self._dimensions = slots, dimensions
        self._size = _DIGEST + 4 * dimensions + _CHECK
        self._written = 0
        self._rows: Any = None
        path = path_of(name, packages, made)
        if path is not None:
            with contextlib.suppress(OSError, ValueError):
                self._open(path, name)

    def _open(self, path: Path, name: str) -> None:
        import numpy as np

        size = self._slots * self._size
        if not path.exists() or path.stat().st_size != size:
            put(path, name, b"", size)
        with path.open("rb") as file:
            data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._rows = np.frombuffer(data, np.uint8, size).reshape(self._slots, self._size)
        self._path = path

    def vectors(self, keys: Sequence[bytes], make: Callable[[list[int]], Vectors]) -> Vectors:
        """The vectors of these keys, shape (keys, dimensions); `make` gets the numbers of those that are not here."""
        import numpy as np

        if self._rows is None or not keys:
            return make(list(range(len(keys))))
        digests = [hashlib.blake2b(key, digest_size=_DIGEST).digest() for key in keys]
        places = [int.from_bytes(digest[:4], "little") % self._slots for digest in digests]
        wanted = np.frombuffer(b"".join(digests), np.uint8).reshape(len(keys), _DIGEST)
        rows = self._rows[places]
        right = (rows[:, :_DIGEST] == wanted).all(axis=1) & (
            row_sums(rows[:, :-_CHECK]) == rows[:, -_CHECK:].view(np.uint64)[:, 0]
        )
        vectors: Vectors = rows[:, _DIGEST:-_CHECK].view(np.float32)
        missing = np.flatnonzero(~right)
        if not len(missing):
            return vectors
        vectors = vectors.copy()
        vectors[missing] = made = make(missing.tolist())
        self._put(wanted[missing], made, [places[number] for number in missing])
        return vectors

    def _put(self, digests: Any, vectors: Vectors, places: Sequence[int]) -> None:
        import numpy as np

        if self._written >= _WRITTEN:
            return
        self._written += len(places)
        rows = np.zeros((len(places), self._size), np.uint8)
        rows[:, :_DIGEST] = digests
        rows[:, _DIGEST:-_CHECK] = np.ascontiguousarray(vectors, np.float32).view(np.uint8)
        rows[:, -_CHECK:] = row_sums(rows[:, :-_CHECK])[:, None].view(np.uint8)
        with contextlib.suppress(OSError), self._path.open("r+b", buffering=0) as file:
            for place, row in zip(places, rows):
                file.seek(place * self._size, os.SEEK_SET)
                file.write(row.data)
