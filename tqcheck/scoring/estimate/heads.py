"""The heads: linear regressions on features of a pair, one for each language pair of the training data and one for all.

`scripts/train_estimate.py` and `scripts/train_spans.py` make the files. A head predicts; a monotone table turns that
into the direct assessment (0 to 1) that people gave pairs with such a prediction, with the deviation of what they gave.
"""

from __future__ import annotations

import functools
import hashlib
from dataclasses import dataclass
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]
    Row = npt.NDArray[np.float32]

VERSION = "1"
FILES = {
    "universal-sentence-encoder-multilingual-3": "use.npz",
    "multilingual-e5-small-q4": "e5.npz",
    "pair-layers-2": "pair.npz",
}
_CLIP = 5.0  # standard deviations beyond which a feature says no more


@dataclass(frozen=True)
class Head:
    """`mean` and `deviation` standardise features; `weights` and `cosine` predict; `knots` (predictions), `levels` and
    `spread` (their assessments, 0 to 1, and deviations) calibrate. `bias` is how far the mean of a text may be off."""

    mean: Row
    deviation: Row
    weights: Row
    cosine: float
    knots: Row
    levels: Row
    spread: Row
    bias: float

    def standardised(self, features: Matrix) -> Matrix:
        """Features in standard deviations; what is unknown stands at the mean."""
        return standardised(features, self.mean, self.deviation)

    def predict(self, features: Matrix, cosines: Row) -> Row:
        """One number for each row, on no scale in particular."""
        predicted: Row = self.standardised(features) @ self.weights + self.cosine * cosines
        return predicted

    def calibrated(self, predicted: Row) -> tuple[Row, Row]:
        """The expected assessment (0 to 1) of each prediction, and its standard deviation."""
        import numpy as np

        level: Row = np.interp(predicted, self.knots, self.levels).astype(np.float32)
        spread: Row = np.interp(predicted, self.knots, self.spread).astype(np.float32)
        return level, spread


def standardised(features: Matrix, mean: Row, deviation: Row) -> Matrix:
    """Features less their means, in deviations; clipped, NaN at the mean."""
    import numpy as np

    found: Matrix = np.clip(np.nan_to_num((features - mean) / deviation), -_CLIP, _CLIP)
    return found


@dataclass(frozen=True)
class Heads:
    """The heads for an encoder: by pair (`ro-en`), and `any` for the others; `digest` names the file in signatures."""

    pairs: dict[str, Head]
    digest: str

    def of(self, pair: str) -> tuple[Head, bool]:
        """The head for a pair, and whether the pair was seen in training."""
        return (self.pairs[pair], True) if pair in self.pairs else (self.pairs["any"], False)


@functools.cache
def heads_for(encoder: str) -> Heads | None:
    """The heads for an encoder by its name; None where it has none."""
    if encoder not in FILES:
        return None
    path = files("tqcheck.scoring.estimate") / FILES[encoder]
    return read(path.read_bytes()) if path.is_file() else None


def read(data: bytes) -> Heads:
    """The heads in a file's bytes."""
    import numpy as np

    stored = np.load(BytesIO(data), allow_pickle=False)
    names = {key.partition("/")[0] for key in stored.files}
    fields = ("mean", "deviation", "weights", "knots", "levels", "spread")
    found = {}
    for name in sorted(names):
        arrays = {field: stored[f"{name}/{field}"].astype(np.float32) for field in fields}
        cosine, bias = (float(stored[f"{name}/{field}"]) for field in ("cosine", "bias"))
        found[name] = Head(**arrays, cosine=cosine, bias=bias)
    return Heads(found, hashlib.sha256(data).hexdigest()[:12])
