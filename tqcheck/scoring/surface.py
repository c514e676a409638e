"""BLEU, chrF and TER against a reference, by sacreBLEU with its signatures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tqcheck.languages import base_of
from tqcheck.model import Score

METRICS = ("bleu", "chrf", "ter")
# sacreBLEU's own choice by target language (its `--language-pair`); Japanese and Korean need packages of their own
# there, so characters are compared.
_TOKENIZERS = {"zh": "zh", "ja": "char", "ko": "char", "th": "char", "lo": "char", "km": "char", "my": "char"}


def surface(
    hypotheses: Sequence[str], references: Sequence[str], target_lang: str, metrics: Sequence[str] = METRICS
) -> dict[str, Score]:
    """Corpus scores of segments against one reference each, by metric.

    Raises `ValueError` where the two differ in number.
    """
    if len(hypotheses) != len(references):
        raise ValueError(f"{len(hypotheses)} hypotheses, {len(references)} references")
    scores = {}
    for name in metrics:
        metric = _metric(name, target_lang)
        found = metric.corpus_score(list(hypotheses), [list(references)])
        scores[name] = Score(round(float(found.score), 2), f"{name}|{metric.get_signature()}")
    return scores


def segments(hypotheses: Sequence[str], references: Sequence[str], target_lang: str, metric: str) -> list[float]:
    """The scores of the single segments."""
    scorer = _metric(metric, target_lang, segment=True)
    return [
        round(float(scorer.sentence_score(hypothesis, [reference]).score), 2)
        for hypothesis, reference in zip(hypotheses, references)
    ]


def _metric(name: str, target_lang: str, segment: bool = False) -> Any:
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    asian = base_of(target_lang) in _TOKENIZERS
    if name == "bleu":
        return BLEU(tokenize=_TOKENIZERS.get(base_of(target_lang), "13a"), effective_order=segment)
    if name == "chrf":
        return CHRF()
    return TER(normalized=True, asian_support=asian)
