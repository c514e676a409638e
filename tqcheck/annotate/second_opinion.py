"""What the network that reads both sides makes of words that a rule doubts: it makes the rule more or less sure.

Odds are multiplied, as if the two opinions were independent (Bayes); how much the network's counts is measured.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tqcheck.annotate import Pair
    from tqcheck.knowledge.e5_file import Floats
    from tqcheck.model import Side, Span

# Which of the network's tags tells that something is amiss.
_TAGS: dict[Side, str] = {"source": "untranslated", "target": "wrong"}


def doubts(pair: Pair, side: Side, span: Span) -> Floats | None:
    """The network's doubt in each piece of some words, 0 to 1; None without the network, and beyond what it reads."""
    if pair.judged is None:
        return None
    found = pair.judged.over(side, _TAGS[side], span)
    return found if len(found) else None


def logistic(score: float) -> float:
    """The probability of a score."""
    return 1 / (1 + math.exp(-min(max(score, -30.0), 30.0)))


def logit(probability: float) -> float:
    """The score of a probability, within bounds."""
    kept = min(max(probability, 1e-4), 1 - 1e-4)
    return math.log(kept / (1 - kept))
