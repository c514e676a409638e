"""What the network's score means: heads of the estimate, from rows that it was not trained on."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from train_estimate import calibration, half, packed

from spans import data
from tqcheck.knowledge.pair_engine import pair_engine
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
    heads = {pair: (_head(scores[pair], levels[pair]), 0.0) for pair in data.PAIRS}
    every = _head(np.concatenate(list(scores.values())), np.concatenate(list(levels.values())))
    off = [float(levels[pair].mean() - every.calibrated(scores[pair])[0].mean()) for pair in data.PAIRS]
    own = 1 / np.sqrt(data.HELD_OUT)  # of the rows that a pair's level is known from
    heads = {pair: (head, float(own * levels[pair].std())) for pair, (head, _) in heads.items()}
    path.write_bytes(packed({**heads, "any": (every, float(np.sqrt(np.mean(np.square(off)))))}))


def _head(scores: Any, levels: Any) -> Head:
    one = np.ones(1, dtype=np.float32)
    tables = map(half, calibration(scores, levels))
    return Head(one * 0, one, one, 0.0, *tables, bias=0.0)
