"""The file of what was trained: matrices in int8 with a scale for each output."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np

from spans.network import SpanNetwork


def write(network: SpanNetwork, path: Path) -> None:
    """Write the upper layers and the heads, the same bytes for the same weights."""
    stored: dict[str, Any] = {"sides": network.sides.weight.detach().numpy()[:2].astype(np.float32)}
    for number in range(network.shape.join, network.shape.layers):
        layer: Any = network.layers[number]
        for name, rows in zip("qkv", (slice(0, 384), slice(384, 768), slice(768, 1152))):
            _linear(stored, f"l{number}.{name}", layer.qkv.weight[rows], layer.qkv.bias[rows])
        for name, part in (("ao", layer.out), ("fi", layer.up), ("fo", layer.down)):
            _linear(stored, f"l{number}.{name}", part.weight, part.bias)
        for name, part in (("aln", layer.norm), ("oln", layer.last_norm)):
            stored[f"l{number}.{name}.w"], stored[f"l{number}.{name}.b"] = _floats(part.weight), _floats(part.bias)
    heads: Any = {"tags.in": network.tags[0], "tags.out": network.tags[3]}
    heads |= {"score.in": network.score[0], "score.out": network.score[3]}
    for name, part in heads.items():
        _linear(stored, name, part.weight, part.bias)
    buffer = BytesIO()
    np.savez_compressed(buffer, **stored)
    path.write_bytes(buffer.getvalue())


def _linear(stored: dict[str, Any], name: str, weight: Any, bias: Any) -> None:
    values = _floats(weight)
    scales = np.maximum(np.abs(values).max(axis=1), 1e-12) / 127
    stored[f"{name}.w"] = np.round(values / scales[:, None]).astype(np.int8)
    stored[f"{name}.w.scales"] = scales.astype(np.float32)
    stored[f"{name}.b"] = _floats(bias)


def _floats(values: Any) -> Any:
    return values.detach().numpy().astype(np.float32)
