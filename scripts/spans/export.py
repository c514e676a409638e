"""The file that ships: the layers as int8 ONNX, the embeddings in the four bits that they came in, the vocabulary."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from spans.e5 import E5
from spans.network import SpanNetwork

SPECIAL = 4  # rows of the vocabulary that are no pieces
LEAST = 10_000  # weights from which a matrix is put in bytes


class _Layers(nn.Module):
    """The network without its table of words, whose vectors come from outside."""

    def __init__(self, network: SpanNetwork) -> None:
        super().__init__()
        self.network = network

    def forward(self, vectors: Tensor, positions: Tensor, sides: Tensor) -> tuple[Tensor, Tensor]:
        tags, score = self.network.upper(self.network.apart(vectors, positions, sides), sides)
        return torch.sigmoid(tags), score


def layers(network: SpanNetwork, path: Path) -> None:
    """Write the layers as float32 ONNX; batch and length are free."""
    network.eval()
    vectors = torch.zeros(2, 7, network.shape.width)
    positions = torch.arange(7)[None].repeat(2, 1)
    sides = torch.tensor([[0, 0, 0, 1, 1, 1, 1], [0, 0, 1, 1, 1, 2, 2]])
    free = {0: "batch", 1: "length"}
    torch.onnx.export(
        _Layers(network).eval(),
        (vectors, positions, sides),
        str(path),
        input_names=["vectors", "positions", "sides"],
        output_names=["tags", "score"],
        dynamic_axes={"vectors": free, "positions": free, "sides": free, "tags": free, "score": {0: "batch"}},
        opset_version=17,
        dynamo=False,
    )


def in_bytes(path: Path, into: Path) -> None:
    """The same with matrices in eight bits, one scale for each column; what is computed stays in full precision.

    Activations are left alone: their scales would depend on what else is in the batch, and so would findings.
    """
    import onnx
    from onnx import helper, numpy_helper

    model = onnx.load(str(path))
    graph = model.graph
    for tensor in [one for one in graph.initializer if len(one.dims) == 2 and np.prod(one.dims) > LEAST]:
        values = numpy_helper.to_array(tensor)
        scales = np.maximum(np.abs(values).max(axis=0), 1e-12) / 127
        small = np.round(values / scales).astype(np.int8)
        name = tensor.name
        graph.initializer.remove(tensor)
        graph.initializer.append(numpy_helper.from_array(small, f"{name}.bytes"))
        graph.initializer.append(numpy_helper.from_array(scales.astype(np.float32), f"{name}.scales"))
        inputs = [f"{name}.bytes", f"{name}.scales"]
        graph.node.insert(0, helper.make_node("DequantizeLinear", inputs, [name], f"{name}.whole", axis=1))
    onnx.checker.check_model(model)
    onnx.save(model, str(into))


def packed(blocks: Any, rows: list[int], width: int) -> tuple[Any, Any]:
    """Half-precision scales (rows, width / 32) and nibbles (rows, width / 2) of the rows of a table in Q4_0."""
    table = blocks.reshape(-1, width // 32)[rows]
    return table["scale"].copy(), np.ascontiguousarray(table["nibbles"]).reshape(len(rows), width // 2)


def words(e5: E5, kept: list[int], path: Path) -> None:
    """Write the vocabulary (pieces, scores, what characters become) and the vectors of the pieces that stay."""
    pieces = ["" if row < SPECIAL else e5.pieces[row] for row in kept]
    normal = [one for pair in e5.normal.items() for one in pair]
    scales, nibbles = packed(e5.blocks, kept, e5.settings["width"])
    np.savez_compressed(
        path,
        pieces=_bytes("\n".join(pieces)),
        normal=_bytes("\0".join(normal)),
        scores=e5.scores[kept].astype(np.float32),
        scales=scales,
        nibbles=nibbles,
    )


def _bytes(text: str) -> Any:
    return np.frombuffer(text.encode("utf-8"), dtype=np.uint8)
