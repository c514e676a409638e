"""The built-in estimate: how adequate a translation is, without reference, network or torch.

Small regressions on frozen sentence vectors and on what can be counted or, with the extra `e5` and for pairs that it
has seen, a small network that reads both sides together (`knowledge/pair_engine.py`); both trained on people's direct
assessments of machine translation (MLQE-PE). It sees gross mismatch, omission and weak translations; of the errors that
good machine translation still makes it sees little. docs/scores.md says how well it does.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from tqcheck.errors import TqcheckError
from tqcheck.languages import base_of
from tqcheck.scoring.estimate.heads import VERSION, heads_for
from tqcheck.scoring.estimate.readers import PairReader, Reader, VectorReader, pair_reader
from tqcheck.scoring.material import Material
from tqcheck.scoring.tally import Tally

if TYPE_CHECKING:
    from tqcheck.scoring.estimate.heads import Row
    from tqcheck.scoring.run import Scored


def available(source_lang: str | None, target_lang: str) -> bool:
    """Whether something is installed that knows both languages and has heads."""
    return source_lang is not None and reader_for(source_lang, target_lang) is not None


def estimate(material: Material) -> Scored:
    """The estimate of a translation, 0 to 1: what share of the points people would give it for adequacy.

    The interval is for the mean over the text. Raises `TqcheckError` where no encoder knows the languages, or there is
    nothing to compare.
    """
    from tqcheck.scoring.run import Scored

    values: list[float | None] = [None] * len(material.targets)
    variances, biases, signatures = [], [], []
    for tags, rows in _by_languages(material):
        reader = reader_for(*tags) if tags[0] else None
        if reader is None:
            raise TqcheckError(f"the estimate is {not_available(tags)}", path=material.name, remedy=_REMEDY)
        texts = [(material.sources[row], material.targets[row]) for row in rows]
        levels, spread, bias, signature = _estimated(texts, tags, reader)
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


def reader_for(source: str, target: str) -> Reader | None:
    """What reads pairs of two languages best, of what is installed: what has seen them in training comes first.

    The network before the vectors there, but after them for pairs that are new to it: it learns languages by heart.
    """
    from tqcheck.knowledge.encoder import sentence_encoders

    bases = base_of(source), base_of(target)
    pair = "-".join(bases)
    if _has_seen(PairReader.name, pair) and (network := _network(*bases)):
        return network
    vectors = [VectorReader(one) for one in sentence_encoders(*bases) if heads_for(one.name)]
    seen = [one for one in vectors if _has_seen(one.name, pair)]
    return next(iter([*seen, *vectors]), None) or _network(*bases)


def _network(source: str, target: str) -> Reader | None:
    found = pair_reader()  # half a second, so not before it is needed
    return found if found and found.covers(source, target) else None


def _has_seen(name: str, pair: str) -> bool:
    heads = heads_for(name)
    return heads is not None and pair in heads.pairs


def _estimated(texts: Sequence[tuple[str, str]], tags: tuple[str, str], reader: Reader) -> tuple[Row, Row, float, str]:
    pair = f"{base_of(tags[0])}-{base_of(tags[1])}"
    heads = heads_for(reader.name)
    assert heads is not None
    head, seen = heads.of(pair)
    levels, spread = head.calibrated(head.predict(*reader.features(texts, tags)))
    known = "seen" if seen else "unseen"
    name = f"{reader.name}+{reader.engine}".removesuffix("+")
    signature = f"estimate|model:{heads.digest}|enc:{name}|pair:{pair},{known}|v:{VERSION}"
    return levels, spread, head.bias, signature
