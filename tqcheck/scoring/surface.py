"""BLEU, chrF, chrF++ and TER against references, by sacreBLEU with its signatures.

Settings are those of the `sacrebleu` command, so that both give the same figures; only the tokenizer follows the
target language where words are not divided by blanks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import base_of
from tqcheck.model import Score

METRICS = ("bleu", "chrf", "chrf++", "ter")
DEFAULT = ("bleu", "chrf", "ter")
# sacreBLEU's own choice by target language (its `--language-pair`); Japanese and Korean need packages of their own
# there, so characters are compared.
_TOKENIZERS = {"zh": "zh", "ja": "char", "ko": "char", "th": "char", "lo": "char", "km": "char", "my": "char"}


@dataclass(frozen=True, slots=True)
class Settings:
    """`tokenizer` is a name of sacreBLEU's (None: by language); `resamples` above 1 add a bootstrap interval.

    `download` allows it to fetch the model that some tokenizers need.
    """

    tokenizer: str | None = None
    lowercase: bool = False
    resamples: int = 0
    download: bool = False


def surface(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    target_lang: str,
    metrics: Sequence[str] = DEFAULT,
    settings: Settings = Settings(),
) -> dict[str, Score]:
    """Corpus scores by metric: 0 to 100, for TER from 0 on, and lower is better. `references` holds whole translations.

    Raises `ValueError` where they differ in number; `TqcheckError` where the tokenizer cannot be had.
    """
    for reference in references:
        if len(hypotheses) != len(reference):
            raise ValueError(f"{len(hypotheses)} hypotheses, {len(reference)} references")
    scores = {}
    for name in metrics:
        scorer = metric(name, target_lang, settings)
        found = scorer.corpus_score(list(hypotheses), [list(one) for one in references], max(settings.resamples, 1))
        signature = f"{name}|{scorer.get_signature()}"
        scores[name] = Score(round(float(found.score), 4), signature, interval=_interval(found, settings))
    return scores


def _interval(found: Any, settings: Settings) -> tuple[float, float] | None:
    """The 95% interval of sacreBLEU's bootstrap: its mean less and plus its half width."""
    if settings.resamples < 2:
        return None
    mean, half = float(found._mean), float(found._ci)  # of 32 bits with NumPy 2, which no JSON takes
    return round(mean - half, 4), round(mean + half, 4)


def segments(
    hypotheses: Sequence[str],
    references: Sequence[Sequence[str]],
    target_lang: str,
    name: str,
    settings: Settings = Settings(),
) -> list[float]:
    """The scores of the single segments, as by `sacrebleu --sentence-level`."""
    scorer = metric(name, target_lang, settings, segment=True)
    return [
        round(float(scorer.sentence_score(hypothesis, list(answers)).score), 4)
        for hypothesis, *answers in zip(hypotheses, *references)
    ]


def metric(name: str, target_lang: str, settings: Settings, segment: bool = False) -> Any:
    """sacreBLEU's object for a metric. Raises `TqcheckError` where its tokenizer needs a package that is not here."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.metrics.chrf import CHRF
    from sacrebleu.metrics.ter import TER

    language = base_of(target_lang)
    if name in ("chrf", "chrf++"):
        return CHRF(word_order=2 * (name == "chrf++"), lowercase=settings.lowercase)
    if name == "ter":
        undivided = language in _TOKENIZERS
        return TER(normalized=undivided, asian_support=undivided, case_sensitive=False)
    tokenizer = settings.tokenizer or _TOKENIZERS.get(language, "13a")
    _must_be_here(tokenizer, settings.download)
    try:
        return BLEU(tokenize=tokenizer, lowercase=settings.lowercase, effective_order=segment)
    except (Exception, SystemExit) as error:  # sacreBLEU raises and exits in many ways; all mean the same
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise TqcheckError(f"the tokenizer {tokenizer!r} cannot be had ({reason})", remedy=_OTHERS) from None


_OTHERS = "choose one that needs nothing: 13a, intl, zh, char or none"


def _must_be_here(tokenizer: str, download: bool) -> None:
    """Nothing is downloaded unasked: sacreBLEU would fetch a tokenizer's model in silence."""
    from sacrebleu.metrics.bleu import BLEU
    from sacrebleu.tokenizers import tokenizer_spm
    from sacrebleu.utils import SACREBLEU_DIR

    if tokenizer not in BLEU.TOKENIZERS:
        known = ", ".join(BLEU.TOKENIZERS)
        raise TqcheckError(f"there is no tokenizer {tokenizer!r}", remedy=f"sacreBLEU has {known}")
    model = tokenizer_spm.SPM_MODELS.get(tokenizer)
    if model is None or download:
        return
    path = Path(SACREBLEU_DIR, "models", model["url"].rpartition("/")[2])
    if not path.exists():
        problem = f"the tokenizer {tokenizer!r} needs a model that is not here"
        raise TqcheckError(
            problem, path=str(path), remedy=f"fetch it from {model['url']} with --download, or {_OTHERS}"
        )
