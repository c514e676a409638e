"""The built-in estimate: how adequate a translation is, without reference, network or torch.

Small regressions (`heads.py`) on frozen sentence vectors and on what can be counted, trained on people's direct
assessments of machine translation (MLQE-PE). It sees gross mismatch, omission and weak translations; of the errors
that good machine translation still makes it sees next to nothing. docs/scores.md says how well it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from tqcheck.errors import TqcheckError
from tqcheck.languages import base_of, language
from tqcheck.scoring.estimate.heads import VERSION, Heads, heads_for
from tqcheck.scoring.material import Material
from tqcheck.scoring.tally import Tally

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Encoder
    from tqcheck.scoring.estimate.heads import Matrix, Row
    from tqcheck.scoring.run import Scored


def available(source_lang: str | None, target_lang: str) -> bool:
    """Whether an encoder is installed that knows both languages and has heads."""
    return source_lang is not None and _encoder(source_lang, target_lang) is not None


def estimate(material: Material) -> Scored:
    """The estimate of a translation, 0 to 1: what share of the points people would give it for adequacy.

    The interval is for the mean over the text. Raises `TqcheckError` where no encoder knows the languages, or there is
    nothing to compare.
    """
    from tqcheck.scoring.run import Scored

    values: list[float | None] = [None] * len(material.targets)
    variances, biases, signatures = [], [], []
    for tags, rows in _by_languages(material):
        encoder = _encoder(*tags) if tags[0] else None
        if encoder is None:
            raise TqcheckError(f"the estimate is {not_available(tags)}", path=material.name, remedy=_REMEDY)
        heads = heads_for(encoder.name)
        assert heads is not None
        texts = [(material.sources[row], material.targets[row]) for row in rows]
        levels, spread, bias, signature = _estimated(texts, tags, encoder, heads)
        for row, level in zip(rows, levels):
            values[row] = round(float(level), 4)
        variances += [float(one) ** 2 for one in spread]
        biases += [bias] * len(rows)
        signatures.append(signature)
    found = [value for value in values if value is not None]
    if not found:
        remedy = "check that the files belong together"
        raise TqcheckError("no segment has a counterpart", path=material.name, remedy=remedy)
    tally = Tally(
        segments=len(found),
        total=sum(found),
        variance=sum(variances),
        bias=sum(biases),
        ranged=True,
        signatures=tuple(dict.fromkeys(signatures)),
    )
    return Scored(tally.score(), tuple(values), tally=tally)


_REMEDY = 'pip install "tqcheck[e5]" for about 100 languages, or choose another metric'


def not_available(tags: tuple[str, str]) -> str:
    """Why there is no estimate for a pair, in words."""
    return f"not available for the pair {'-'.join(map(str, tags))}: no encoder that is installed knows both languages"


def _by_languages(material: Material) -> list[tuple[tuple[str, str], list[int]]]:
    """The rows that have both sides, by their languages."""
    tags = material.tags or ((material.source_lang or "", material.target_lang),) * len(material.targets)
    whole = [n for n, pair in enumerate(zip(material.sources, material.targets)) if all(map(str.strip, pair))]
    ordered = sorted(whole, key=lambda n: (tags[n], n))
    return [(pair, list(rows)) for pair, rows in groupby(ordered, lambda n: tags[n])]


def _encoder(source: str, target: str) -> Encoder | None:
    """The installed encoder that does best: one that has seen the pair in training before one that has not."""
    from tqcheck.knowledge.encoder import sentence_encoders

    bases = base_of(source), base_of(target)
    able = [(one, heads) for one in sentence_encoders(*bases) if (heads := heads_for(one.name))]
    seen = [one for one, heads in able if "-".join(bases) in heads.pairs]
    return next(iter([*seen, *(one for one, _ in able)]), None)


def _estimated(
    texts: Sequence[tuple[str, str]], tags: tuple[str, str], encoder: Encoder, heads: Heads
) -> tuple[Row, Row, float, str]:
    pair = f"{base_of(tags[0])}-{base_of(tags[1])}"
    head, seen = heads.of(pair)
    matrix, cosines = features_of(texts, tags, encoder)
    levels, spread = head.calibrated(head.predict(matrix, cosines))
    known = "seen" if seen else "unseen"
    name = f"{encoder.name}+{encoder.engine}".removesuffix("+")
    signature = f"estimate|model:{heads.digest}|enc:{name}|pair:{pair},{known}|v:{VERSION}"
    return levels, spread, head.bias, signature


def features_of(texts: Sequence[tuple[str, str]], tags: tuple[str, str], encoder: Encoder) -> tuple[Matrix, Row]:
    """The features of pairs of texts, shape (pairs, features), and their cosines."""
    import numpy as np

    from tqcheck.scoring.estimate.features import surface, vectors

    languages = language(tags[0]), language(tags[1])
    counted = np.array([surface(*pair, languages) for pair in texts], dtype=np.float32)
    left, right = (encoder.encode([pair[side] for pair in texts]) for side in (0, 1))
    found = vectors(left, right)
    return np.concatenate([found, counted], axis=1), found[:, -1]
