"""Whether a pair is kept, and why not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tqcheck.config import Config
from tqcheck.model import Finding
from tqcheck.rules import check_names
from tqcheck.scoring.mqm import mqm, profile_of


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a pair is dropped: the rule, or `min-score`, and what is wrong."""

    rule: str
    message: str


@dataclass(frozen=True, slots=True)
class Policy:
    """What drops a pair: a finding of the rules or categories in `drop` (none: of all that run) that is none of those
    in `keep`; and a score of the pair by MQM under `min_score`, which counts all findings but those.
    """

    keep: frozenset[str] = frozenset()
    drop: frozenset[str] = frozenset()
    min_score: float | None = None

    def reasons(self, findings: Sequence[Finding], words: int, config: Config) -> list[Reason]:
        """Why a pair with these findings and so many target words is dropped; empty where it is kept."""
        counted = [
            one
            for one in findings
            if one.confidence >= config.least_confidence and self.keep.isdisjoint({one.rule, one.category})
        ]
        # A score alone decides where nothing else is asked for.
        every = not self.drop and self.min_score is None
        found = [
            Reason(one.rule, one.message)
            for one in counted
            if every or not self.drop.isdisjoint({one.rule, one.category})
        ]
        if self.min_score is not None:
            score = mqm(counted, words, *profile_of(config)).value
            if score < self.min_score:
                found.append(Reason("min-score", f"the score is {score:g}"))
        return found


def policy(keep: Sequence[str], drop: Sequence[str], min_score: float | None) -> Policy:
    """The policy that names of rules and categories make. Raises `TqcheckError` for a name that is neither."""
    check_names((*keep, *drop))
    return Policy(frozenset(keep), frozenset(drop), min_score)
