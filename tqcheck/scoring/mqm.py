"""The MQM score: what the findings weigh against the length of the text.

Formula (linear, uncalibrated, per 100 words; the weights 1, 5 and 25 are the usual ones for minor, major, critical):

    penalty = sum of the findings' weights / target words * 100
    score   = max(0, 100 - penalty)

Linear scores over-penalise short texts (arXiv 2511.13467): with the defaults one major finding fails a text of under
25 words.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Protocol

from tqcheck import __version__
from tqcheck.model import SEVERITIES, Score, Severity

WEIGHTS: Mapping[Severity, float] = {"minor": 1.0, "major": 5.0, "critical": 25.0}
PASS_MARK = 80.0


class Weighed(Protocol):
    """Anything with a severity."""

    @property
    def severity(self) -> Severity:
        """Minor, major or critical."""


def mqm(
    findings: Iterable[Weighed], words: int, weights: Mapping[Severity, float] = WEIGHTS, pass_mark: float = PASS_MARK
) -> Score:
    """The score of a text of `words` target words, 0 to 100; 100 is a text without findings.

    Every finding counts, repeats too. An empty text scores 100 without findings and 0 with one.
    """
    points = sum(weights[finding.severity] for finding in findings)
    value = max(0.0, 100.0 - 100.0 * points / words) if words else (0.0 if points else 100.0)
    weighed = "/".join(f"{weights[severity]:g}" for severity in SEVERITIES)
    signature = f"mqm|weights:{weighed}|per:100words|words:{words}|points:{points:g}|pass:{pass_mark:g}"
    return Score(round(value, 2), f"{signature}|tqcheck:{__version__}", value >= pass_mark)
