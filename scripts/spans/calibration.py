"""What the network's score means: heads of the estimate, from rows that it was not trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from train_estimate import calibration, half, packed

from spans import data
from tqcheck.knowledge.pair_engine import PairEngine, pair_engine
from tqcheck.scoring.estimate.heads import Head


def write(home: Path, path: Path) -> None:
    """Write a head for each pair of languages, and `any` for others, whose bias is how far these are off."""
    engine = pair_engine()
    if engine is None:
        raise SystemExit('the network cannot run: pip install "tqcheck[e5]"')
    scores, levels = {}, {}
    for pair in data.PAIRS:
        rows = data.rows(home / "qe" / "train" / f"{pair}.jsonl.gz")[-data.HELD_OUT :]
        scores[pair] = np.array([one.score for one in engine.judge([(row["src"], row["tgt"]) for row in rows])])
        levels[pair] = np.array([row["da_mean"] for row in rows]) / 100
    heads = {pair: _head(scores[pair], levels[pair]) for pair in data.PAIRS}
    every = _head(np.concatenate(list(scores.values())), np.concatenate(list(levels.values())))
    unseen = [float(levels[pair].mean() - every.calibrated(scores[pair])[0].mean()) for pair in data.PAIRS]
    seen = [_off(engine, heads[pair], data.rows(home / "qe" / "dev" / f"{pair}.jsonl.gz")) for pair in data.PAIRS]
    biases = {pair: (head, _size(seen)) for pair, head in heads.items()}
    path.write_bytes(packed({**biases, "any": (every, _size(unseen))}))


def _off(engine: PairEngine, head: Head, rows: list[dict[str, Any]]) -> float:
    """How far the mean of a text of other rows is from what people gave."""
    scores = np.array([one.score for one in engine.judge([(row["src"], row["tgt"]) for row in rows])])
    return float(np.mean([row["da_mean"] for row in rows]) / 100 - head.calibrated(scores)[0].mean())


def _size(values: list[float]) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


def _head(scores: Any, levels: Any) -> Head:
    one = np.ones(1, dtype=np.float32)
    tables = map(half, calibration(scores, levels))
    return Head(one * 0, one, one, 0.0, *tables, bias=0.0)
