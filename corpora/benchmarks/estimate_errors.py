#!/usr/bin/env python3
"""Does the estimate see that a translation has an error? The area under the ROC curve, 0.5 being chance.

    python corpora/benchmarks/estimate_errors.py ROWS.jsonl[.gz]... [--rows 500]

Rows have src_lang, tgt_lang, src, tgt and `spans`, the errors that experts marked; human translations (`system` that
begins with "reference") are left out. Beside the estimate stand the plain cosine and the length of the source alone.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

from tqcheck.knowledge.encoder import sentence_encoders
from tqcheck.languages import base_of
from tqcheck.scoring.estimate import estimate
from tqcheck.scoring.material import Material


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="+")
    parser.add_argument("--rows", type=int, default=500)
    options = parser.parse_args()
    print("file                           rows  with errors  estimate  cosine  length of the source")
    for path in options.files:
        rows = sample(load(path), options.rows)
        wrong = np.array([bool(row["spans"]) for row in rows])
        shares = [area(-one, wrong) for one in (estimates(rows, path.name), cosines(rows))]
        length = area(np.array([len(row["src"]) for row in rows], dtype=float), wrong)
        print(f"{path.name:<30} {len(rows):4}  {wrong.mean():11.2f}  {shares[0]:8.3f}  {shares[1]:6.3f}  {length:.3f}")


def load(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    return [row for row in rows if not str(row.get("system", "")).startswith("reference") and row["tgt"].strip()]


def sample(rows: list[dict[str, Any]], number: int) -> list[dict[str, Any]]:
    step = max(len(rows) // number, 1)
    return rows[::step][:number]


def estimates(rows: list[dict[str, Any]], name: str) -> Any:
    sources, targets = (tuple(row[side] for row in rows) for side in ("src", "tgt"))
    return np.array(estimate(Material(name, rows[0]["src_lang"], rows[0]["tgt_lang"], sources, targets)).segments)


def cosines(rows: list[dict[str, Any]]) -> Any:
    (encoder, *_) = sentence_encoders(base_of(rows[0]["src_lang"]), base_of(rows[0]["tgt_lang"]))
    left, right = (encoder.encode([row[side] for row in rows]) for side in ("src", "tgt"))
    return (left * right).sum(1)


def area(scores: Any, wrong: Any) -> float:
    """The probability that a wrong one has the higher score than a right one (Mann and Whitney), ties halved."""
    order = np.argsort(scores, kind="stable")
    ranks = np.empty(len(scores))
    ranks[order] = np.arange(1, len(scores) + 1)
    for value in np.unique(scores):
        same = scores == value
        ranks[same] = ranks[same].mean()
    positive, negative = wrong.sum(), (~wrong).sum()
    return float((ranks[wrong].sum() - positive * (positive + 1) / 2) / (positive * negative))


if __name__ == "__main__":
    main()
