"""Align sentences: dynamic programming over lengths, anchors, paragraphs and, where an encoder is needed, meaning.

The length model is Gale and Church's (1993, "A Program for Aligning Sentences in Bilingual Corpora"); anchors are what
both sides share in any language: numbers, names and cognates compared without diacritics and across scripts, URLs. Two
texts that fall into step by these alone, sentence by sentence and paragraph by paragraph, are not encoded.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tqcheck.align.path import Band, Bead, Shape, cheapest
from tqcheck.align.sides import Shared, Side
from tqcheck.languages import Language
from tqcheck.model import AlignedPair, Segment

if TYPE_CHECKING:
    from tqcheck.align.meaning import Likeness
    from tqcheck.align.path import Values

_SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 0), (0, 1))
_LONGEST = 3  # segments that are joined at most
# How many source and target segments make a pair, with the cost of a pair of that shape; without and with vectors.
_PLAIN = {(1, 1): 0.0, (1, 2): 2.6, (2, 1): 2.6, (1, 3): 5.2, (3, 1): 5.2, (2, 2): 4.6, (1, 0): 2.8, (0, 1): 2.8}
_INFORMED = {(1, 1): 0.0, (1, 2): 1.8, (2, 1): 1.8, (1, 3): 3.6, (3, 1): 3.6, (2, 2): 4.6, (1, 0): 1.5, (0, 1): 1.5}
_VARIANCE = 6.8  # of target length per source character, as Gale and Church estimated it
_OTHER_PARAGRAPH = 2.5  # for joining segments of different paragraphs
_OTHER_KIND = 1.5  # for pairing a heading with a paragraph
_WORST_LENGTH = 7.0
_STRANGERS = 2.0  # for pairing long segments, taken back by what they share
_MOVED = 5.0  # shared anchors, in nats, that prove a sentence was moved
# Cosines are measured by the usual one of translations.
_MOVED_MEANING = 0.65  # proves it too
_ALIKE = 12.0  # for a cosine's distance to the middle between translations and strangers
_TRANSLATIONS = 0.875  # of free ones


def align(
    source: Sequence[Segment],
    target: Sequence[Segment],
    source_language: Language,
    target_language: Language,
    *,
    source_text: str,
    target_text: str,
    fast: bool = False,
) -> list[AlignedPair]:
    """Pair source and target segments, in the order of the target.

    Several neighbours may be joined into one segment. A segment without counterpart makes a pair with None on the other
    side; lost source stands after the pair of the sentence before it. `source_text` and `target_text` are the masked
    texts that the segments' offsets point into. With `fast` no encoder is asked where spelling and length tell too
    little.
    """
    costs = _Costs(Side(source, source_text), Side(target, target_text))
    beads = costs.best()
    if not fast and not _in_step(beads, costs):
        costs.likeness = _likeness(source, target, source_language, target_language)
        if costs.likeness:
            beads = costs.best()
    beads = _moved(beads, costs)
    return [AlignedPair(costs.left.joined(a, b), costs.right.joined(c, d)) for a, b, c, d in beads]


def _in_step(beads: Sequence[Bead], costs: _Costs) -> bool:
    """Whether all is one to one, paragraph for paragraph, and nothing long shares nothing."""
    left, right = costs.left.segments, costs.right.segments
    if any(b - a != 1 or d - c != 1 for a, b, c, d in beads):
        return False
    if any(
        (left[i].block == left[i + 1].block) != (right[i].block == right[i + 1].block) for i in range(len(left) - 1)
    ):
        return False
    return not any(costs.strange(bead) for bead in beads)


def _likeness(
    source: Sequence[Segment], target: Sequence[Segment], source_language: Language, target_language: Language
) -> Likeness | None:
    from tqcheck.knowledge.encoder import encoder_for

    encoder = encoder_for(source_language.base, target_language.base)
    if encoder is None or not source or not target:
        return None
    from tqcheck.align.meaning import Likeness

    return Likeness([one.text for one in source], [one.text for one in target], encoder, _LONGEST)


@dataclass
class _Costs:
    """What it costs to pair segments: the less, the likelier that they are translations."""

    left: Side
    right: Side
    likeness: Likeness | None = None

    def __post_init__(self) -> None:
        self.shared = Shared(self.left.anchors, self.right.anchors)
        self._ratio = min(max(self.right.lengths[-1] / max(self.left.lengths[-1], 1), 0.4), 2.5)

    def best(self) -> list[Bead]:
        rows, columns = len(self.left.segments), len(self.right.segments)
        pins = self.likeness.pins() if self.likeness else self.shared.pins()
        return cheapest(rows, columns, _SHAPES, self._row, Band(rows, columns, pins))

    def strange(self, bead: Bead) -> bool:
        """Whether two long segments share so little, or differ so in length, that they may be strangers."""
        a, b, c, d = bead
        lengths = self.left.lengths[b] - self.left.lengths[a], self.right.lengths[[d]] - self.right.lengths[c]
        cost = _length_costs(*lengths, self._ratio)[0]
        return bool(self._enough(bead) > 0.8 and self.shared.of(*bead) == 0 or cost > 4)

    def _row(self, i: int, shape: Shape, columns: range) -> Values:
        """The costs of beads of one shape that end at source position `i` and at each of the target positions."""
        import numpy as np

        a, b = shape
        usual = (_INFORMED if self.likeness else _PLAIN)[shape]
        if not a or not b:
            return np.full(len(columns), usual)
        found = usual + self._surface(i - a, i, b, columns)
        if self.likeness is None:
            return found
        usual_cosine = self.likeness.translations
        middle = (_TRANSLATIONS * usual_cosine + self.likeness.strangers) / 2
        alike: Any = self.likeness.row(i - a, i, b, columns) - middle
        told: Values = found - _ALIKE * alike / usual_cosine
        return told

    def _surface(self, start: int, end: int, size: int, columns: range) -> Values:
        """What lengths, paragraphs and anchors say of source `start` to `end` with `size` targets up to each column."""
        import numpy as np

        left, right = self.left, self.right
        first, after = slice(columns.start - size, columns.stop - size), slice(columns.start, columns.stop)
        lengths = right.lengths[after] - right.lengths[first]
        cost = _length_costs(left.lengths[end] - left.lengths[start], lengths, self._ratio)
        last = slice(columns.start - 1, columns.stop - 1)
        crossed = right.paragraphs[last] - right.paragraphs[first]
        cost += _OTHER_PARAGRAPH * np.maximum(left.paragraphs[end - 1] - left.paragraphs[start], crossed)
        cost += _OTHER_KIND * (left.headings[start] != right.headings[first])
        shared = np.log1p(self.shared.row(start, end, size, columns))
        if self.likeness:
            cost -= 0.5 * shared
            return cost
        # The reward grows slowly: two sentences of one topic share words without being translations.
        fewest = np.minimum(left.anchored[end] - left.anchored[start], right.anchored[after] - right.anchored[first])
        cost += _STRANGERS * _long_enough(fewest) - 2.2 * shared
        return cost

    def _enough(self, bead: Bead) -> float:
        a, b, c, d = bead
        left, right = self.left.anchored, self.right.anchored
        return float(_long_enough(min(left[b] - left[a], right[d] - right[c])))


def _long_enough(anchors: Any) -> Any:
    """How far segments with so many anchors are so long that translations would share one: 0 to 1."""
    import numpy as np

    return np.minimum(anchors / 10, 1.0)


def _length_costs(source: float, targets: Any, ratio: float) -> Values:
    """What it costs to pair a source length with each target length, after Gale and Church."""
    import numpy as np

    deltas = np.abs(targets - source * ratio) / math.sqrt(max(source, 1) * _VARIANCE)
    grid, costs = _length_table()
    found: Values = np.interp(deltas, grid, costs)
    return found


@functools.cache
def _length_table() -> tuple[Values, Values]:
    """The cost by standard deviations, in steps so fine that lines between them do: numpy has no `erfc`."""
    import numpy as np

    grid = np.linspace(0, 5, 5001)
    surprise = [-math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12)) for delta in grid]
    return grid, np.minimum(surprise, _WORST_LENGTH) * 0.8


def _moved(beads: Iterable[Bead], costs: _Costs) -> list[Bead]:
    """Pair what was left over on both sides where anchors or meaning prove that it only changed its place."""
    beads = list(beads)
    lost = [bead for bead in beads if bead[2] == bead[3]]
    added = {bead for bead in beads if bead[0] == bead[1]}
    taken: set[Bead] = set()
    for bead in lost:
        strength, other = max(((_proof(costs, bead[0], one[2]), one) for one in added), default=(0.0, bead))
        if strength >= 1:
            added.remove(other)
            taken.add(bead)
            beads[beads.index(other)] = (bead[0], bead[1], other[2], other[3])
    return [bead for bead in beads if bead not in taken]


def _proof(costs: _Costs, i: int, j: int) -> float:
    """How sure it is that one segment translates another, wherever they stand: 1 is enough."""
    if costs.likeness:
        return costs.likeness.of(i, j) / (_MOVED_MEANING * costs.likeness.translations)
    return costs.shared(i, j) / _MOVED
