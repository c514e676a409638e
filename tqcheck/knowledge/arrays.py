"""Arrays kept in the user's cache folder, mapped into memory: what is not used is never read.

A file is a head (what stands where, and checksums) and the arrays, as numbers of this machine's kind. Files are named
and written as in `tqcheck.knowledge.compact`; one that is spoilt is as good as none.
"""

from __future__ import annotations

import contextlib
import functools
import marshal
import mmap
import struct
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from tqcheck.knowledge.compact import path_of, put

if TYPE_CHECKING:
    import numpy.typing as npt

    Array = npt.NDArray[Any]
    Arrays = Mapping[str, Array]

_MAGIC = b"tqarray1"
_HEAD = struct.Struct("=8sII")  # magic, bytes of the contents and their checksum
_EDGE = 64  # bytes; every array begins at a multiple of them


def kept_arrays(
    name: str, packages: tuple[str, ...], make: Callable[[], Arrays], large: frozenset[str] = frozenset()
) -> dict[str, Any]:
    """The arrays that `make` makes from what these packages ship: from disk, where they are put the first time.

    They cannot be written to. Those called `large`, of rows that are bytes, come as `Rows`: what their rows are is
    checked when they are asked for. All others are checked at once.
    """
    path = path_of(name, packages, make)
    if path is None:
        return dict(make())
    with contextlib.suppress(OSError, ValueError, EOFError, TypeError):
        return _mapped(path, make)
    made = make()
    with contextlib.suppress(OSError):
        put(path, name, _packed(made, large))
    return dict(made)


class Rows:
    """A large array of bytes on disk, shape (rows, bytes), of which some rows are asked for at a time."""

    def __init__(self, rows: Array, sums: Array, instead: Callable[[], Array]) -> None:
        self._rows, self._sums, self._instead = rows, sums, instead
        self.shape: tuple[int, ...] = rows.shape

    def __getitem__(self, numbers: Any) -> Array:
        found: Array = self._rows[numbers]
        if (row_sums(found) != self._sums[numbers]).any():  # the disk lied
            self._rows = self._instead()
            self._sums = row_sums(self._rows)
            found = self._rows[numbers]
        return found


def row_sums(rows: Array) -> Array:
    """A checksum of each row of bytes (their number is a multiple of eight), never 0: shape (rows,)."""
    import numpy as np

    sums: Array = rows.view(np.uint64).sum(axis=1) | np.uint64(1)
    return sums


def _packed(arrays: Arrays, large: frozenset[str]) -> bytearray:
    """The file of these arrays."""
    import numpy as np

    placed = dict(arrays)
    placed.update((f"{name}.sums", row_sums(arrays[name])) for name in large)
    contents, size = [], 0
    for name, array in placed.items():
        contents.append((name, array.dtype.str, array.shape, size))
        size += -(-array.nbytes // _EDGE) * _EDGE
    begin = _begin(len(marshal.dumps((contents, dict.fromkeys(placed, 0)))) + 16 * len(placed))
    data = bytearray(begin + size)
    sums = {}
    for (name, _, _, at), array in zip(contents, placed.values()):
        data[begin + at : begin + at + array.nbytes] = np.ascontiguousarray(array).tobytes()
        sums[name] = 0 if name in large else _sum(data, begin + at, array.nbytes)
    head = marshal.dumps((begin, size, contents, sums))
    assert _HEAD.size + len(head) <= begin
    data[: _HEAD.size + len(head)] = _HEAD.pack(_MAGIC, len(head), crc32(head)) + head
    return data


def _begin(size: int) -> int:
    """Where the arrays begin behind a head of about this size."""
    return -(-(_HEAD.size + size + 64) // _EDGE) * _EDGE


def _sum(data: Any, at: int, size: int) -> int:
    import numpy as np

    return int(np.frombuffer(data, dtype=np.uint64, count=-(-size // 8), offset=at).sum(dtype=np.uint64))


def _mapped(path: Path, make: Callable[[], Arrays]) -> dict[str, Any]:
    """The arrays in a file. Raises `OSError`, or `ValueError` and the like where it is spoilt."""
    import numpy as np

    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    magic, size, checksum = _HEAD.unpack(data[: _HEAD.size].ljust(_HEAD.size, b"\0"))
    head = data[_HEAD.size : _HEAD.size + size]
    if magic != _MAGIC or crc32(head) != checksum:
        raise ValueError("no arrays, or spoilt ones")
    begin, total, contents, sums = marshal.loads(head)  # nosec B302: our own file, numbers and texts only
    if len(data) != begin + total:
        raise ValueError("cut off")
    found: dict[str, Any] = {}
    for name, kind, shape, at in contents:
        type_ = np.dtype(kind)
        count = int(np.prod(shape, dtype=np.int64))
        if sums[name] and _sum(data, begin + at, count * type_.itemsize) != sums[name]:
            raise ValueError("spoilt numbers")
        found[name] = np.frombuffer(data, type_, count, begin + at).reshape(shape)
    for name in [name for name in found if f"{name}.sums" in found]:
        found[name] = Rows(found[name], found.pop(f"{name}.sums"), functools.partial(_one_of, make, name))
    return found


def _one_of(make: Callable[[], Arrays], name: str) -> Array:
    return make()[name]
