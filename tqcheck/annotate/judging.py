"""Many pairs judged at once by the network that reads both sides: twice as fast as one by one, with the same result."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tqcheck.annotate import Pair


def judge(pairs: Sequence[Pair]) -> None:
    """Have `judged` ready for pairs, of one article or of several."""
    left = [pair for pair in pairs if "judged" not in pair.__dict__ and pair.network]
    sides = [(pair, pair.source, pair.target) for pair in left]
    whole = [(pair, (source.text, target.text)) for pair, source, target in sides if source and target]
    network = next((pair.network for pair in left), None)  # the same for all
    if network:
        for (pair, _), judged in zip(whole, network.judge([texts for _, texts in whole])):
            pair.__dict__["judged"] = judged
