"""ONNX models written without the package `onnx`, whose protobuf would not go with that of COMET.

A model is a protocol buffer: fields of a number and a value, nested. The numbers are those of `onnx.proto`.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from typing import Any

OWN = "com.microsoft"  # the domain of onnxruntime's own operators
_KINDS = {"float32": 1, "uint8": 2, "int8": 3, "int32": 6, "int64": 7}
_FLOAT, _INT = 1, 2  # types of attributes
_IR = 8  # version of the format
_VARINT, _BYTES, _FIXED = 0, 2, 5  # how a field is written


class Graph:
    """Nodes in the order in which they are computed, and the constants that they read."""

    def __init__(self) -> None:
        self._nodes: list[bytes] = []
        self._constants: dict[str, bytes] = {}

    def constant(self, name: str, values: Any) -> str:
        """A numpy array under a name; returns the name."""
        dims = b"".join(_field(1, int(size)) for size in values.shape)
        kind = _field(2, _KINDS[values.dtype.name])
        self._constants[name] = dims + kind + _field(8, name) + _field(9, values.tobytes())
        return name

    def add(self, operator: str, inputs: Sequence[str], output: str, **attributes: float) -> str:
        """A node with one output; returns its name. Operators of onnxruntime are written `com.microsoft.Name`."""
        domain, _, kind = operator.rpartition(".")
        parts = [_field(1, name) for name in inputs] + [_field(2, output), _field(4, kind)]
        parts += [_field(5, _attribute(name, value)) for name, value in attributes.items()]
        self._nodes.append(b"".join(parts) + (_field(7, domain) if domain else b""))
        return output

    def model(self, inputs: Sequence[bytes], outputs: Sequence[bytes], opset: int) -> bytes:
        """The model; inputs and outputs are told by `tensor`."""
        graph = [_field(1, node) for node in self._nodes] + [_field(2, "tqcheck")]
        graph += [_field(5, constant) for constant in self._constants.values()]
        graph += [_field(11, one) for one in inputs] + [_field(12, one) for one in outputs]
        opsets = _field(8, _field(1, "") + _field(2, opset)) + _field(8, _field(1, OWN) + _field(2, 1))
        return _field(1, _IR) + _field(2, "tqcheck") + _field(7, b"".join(graph)) + opsets


def tensor(name: str, kind: str, dims: Sequence[int | str]) -> bytes:
    """What goes in or comes out; a size that is free has a name."""
    sizes = b"".join(_field(1, _field(2 if isinstance(size, str) else 1, size)) for size in dims)
    return _field(1, name) + _field(2, _field(1, _field(1, _KINDS[kind]) + _field(2, sizes)))


def _attribute(name: str, value: float) -> bytes:
    if isinstance(value, int):
        return _field(1, name) + _field(3, value) + _field(20, _INT)
    return _field(1, name) + _field(2, value) + _field(20, _FLOAT)


def _field(number: int, value: int | float | str | bytes) -> bytes:
    if isinstance(value, int):
        return _varint(number << 3 | _VARINT) + _varint(value)
    if isinstance(value, float):
        return _varint(number << 3 | _FIXED) + struct.pack("<f", value)
    data = value.encode() if isinstance(value, str) else value
    return _varint(number << 3 | _BYTES) + _varint(len(data)) + data


def _varint(number: int) -> bytes:
    """Seven bits a byte, the lowest first; negative numbers as their complement in 64 bits."""
    number &= (1 << 64) - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
