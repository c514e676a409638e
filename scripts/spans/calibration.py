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
    train, dev = home / "qe" / "train", home / "qe" / "dev"
    held = {pair: _read(engine, train / f"{pair}.jsonl.gz", data.HELD_OUT) for pair in data.PAIRS}
    new = {pair: _read(engine, dev / f"{pair}.jsonl.gz", 0) for pair in data.PAIRS}
    heads = {pair: _head(*one) for pair, one in held.items()}
    every = _head(*(np.concatenate(parts) for parts in zip(*held.values())))
    unseen = _size([_off(every, *one) for one in held.values()])
    seen = _size([_off(heads[pair], *one) for pair, one in new.items()])
    path.write_bytes(packed({**{pair: (head, seen) for pair, head in heads.items()}, "any": (every, unseen)}))


def _read(engine: PairEngine, path: Path, last: int) -> tuple[Any, Any]:
    """Scores of the last rows of a file (0: of all), and what people gave them, 0 to 1."""
    rows = data.rows(path)[-last:]
    scores = np.array([one.score for one in engine.judge([(row["src"], row["tgt"]) for row in rows])])
    return scores, np.array([row["da_mean"] for row in rows]) / 100


def _off(head: Head, scores: Any, levels: Any) -> float:
    """How far the mean of a text is from what people gave."""
    return float(levels.mean() - head.calibrated(scores)[0].mean())


def _size(values: list[float]) -> float:
    return float(np.sqrt(np.mean(np.square(values))))


def _head(scores: Any, levels: Any) -> Head:
    one = np.ones(1, dtype=np.float32)
    tables = map(half, calibration(scores, levels))
    return Head(one * 0, one, one, 0.0, *tables, bias=0.0)
