"""What a metric said of some segments, as sums: those of parts, added, are those of the whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tqcheck.model import Score

_NORMAL = 1.96  # deviations that hold 95 in 100


@dataclass(frozen=True, slots=True)
class Tally:
    """Sums over `segments` segments with a score: of their scores, and where there is an interval (`ranged`) of their
    variances and of how far the mean may be off. `cut` of them were longer than the model reads.
    """

    segments: int = 0
    total: float = 0.0
    variance: float = 0.0
    bias: float = 0.0
    ranged: bool = False
    cut: int = 0
    signatures: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.segments + other.segments,
            self.total + other.total,
            self.variance + other.variance,
            self.bias + other.bias,
            self.ranged or other.ranged,
            self.cut + other.cut,
            _once(self.signatures, other.signatures),
            _once(self.notices, other.notices),
        )

    def score(self) -> Score:
        """The mean over the segments, of which there must be one."""
        mean = self.total / self.segments
        signature = "; ".join(self.signatures)
        if not self.ranged:
            return Score(round(mean, 4), signature)
        half = _NORMAL * (self.variance / self.segments**2 + (self.bias / self.segments) ** 2) ** 0.5
        interval = (round(max(mean - half, 0.0), 4), round(min(mean + half, 1.0), 4))
        return Score(round(mean, 4), signature, interval=interval)

    def told(self) -> tuple[str, ...]:
        """Sentences for the user."""
        cut = f"{self.cut} segments are longer than 510 tokens: COMET scored their beginnings"
        return (*self.notices, cut) if self.cut else self.notices


def _once(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))
