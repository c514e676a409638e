"""The figures of a network on the development sets, printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from spans import data, measure
from spans.data import Example
from spans.network import SpanNetwork
from tqcheck.knowledge.e5_pieces import Vocabulary

EXPERTS = ("pt-BR_en", "es_en", "en_es", "fr_en", "en_fr", "de_en", "it_en")


def report(network: SpanNetwork, tokeniser: Vocabulary, home: Path, quick: bool) -> None:
    """Word MCC and Pearson by pair of MLQE-PE; thresholds come from held-out rows of the training set."""
    table = []
    limit = 150 if quick else 1000
    for pair in data.PAIRS:
        held = data.assessed(home / "qe", "train", pair)[-data.HELD_OUT :][:: 2 if quick else 1]
        dev = data.assessed(home / "qe", "dev", pair)[:limit]
        values, truths = _tags(network, tokeniser, held, home, "train", pair)
        threshold = measure.best_threshold(values, truths)
        judged = measure.judge(network, tokeniser, dev)
        values, truths = measure.word_tags(_tokens(home, "dev", pair, dev), dev, judged)
        table.append((measure.mcc(values >= threshold, truths), measure.pearson(dev, judged), threshold))
    print("  ".join(f"{pair} {a:.3f}/{b:.3f} (at {t:.2f})" for pair, (a, b, t) in zip(data.PAIRS, table)))
    means = np.mean(table, axis=0)
    print(f"words' MCC {means[0]:.3f}, Pearson {means[1]:.3f}")
    for name in EXPERTS[: 2 if quick else None]:
        _experts(network, tokeniser, name, experts(home, name, 300 if quick else None))
    for path in sorted([*home.glob("google_mqm/*.gz"), *home.glob("wmtqe_spans/2021_*.gz")]):
        if held := data.judged(path, held_out=True)[:limit]:  # no talk of one file is held out
            _experts(network, tokeniser, f"{path.name.partition('.')[0]}, held out", held)
    print(flush=True)


def _tags(
    network: SpanNetwork, tokeniser: Vocabulary, examples: list[Example], home: Path, part: str, pair: str
) -> Any:
    return measure.word_tags(_tokens(home, part, pair, examples), examples, measure.judge(network, tokeniser, examples))


def _tokens(home: Path, part: str, pair: str, examples: list[Example]) -> list[list[data.Span]]:
    """The words that were tagged, by where they stand in the targets."""
    by_text = {}
    for row in data.rows(home / "qe" / "wordtags" / part / f"{pair}.jsonl.gz"):
        by_text["".join(row["tgt"].split())] = row["tgt"].split()
    return [data.places(by_text["".join(one.target.split())], one.target) or [] for one in examples]


def experts(home: Path, name: str, limit: int | None) -> list[Example]:
    """Bio-MQM (Zouhar et al. 2024): spans marked by experts; for measuring only."""
    path = home / "biomqm" / f"{name}.dev.jsonl"
    rows = data.rows(path if path.exists() else path.with_suffix(".jsonl.gz"))
    found = []
    for row in rows[:: max(1, len(rows) // limit) if limit else 1]:
        kept = [s for s in row["spans"] if s.get("severity", "").lower() != "neutral" and s.get("exact", True)]
        spans = {"wrong": [(s["start"], s["end"]) for s in kept]}
        found.append(Example(row["src"], row["tgt"], (row["src_lang"], row["tgt_lang"]), spans))
    return found


def _experts(network: SpanNetwork, tokeniser: Vocabulary, name: str, rows: list[Example]) -> None:
    judged = measure.judge(network, tokeniser, rows)
    for tag in ("wrong", "edited"):
        lines = [(*measure.characters(rows, judged, t, tag), t) for t in measure.THRESHOLDS]
        best = max(lines, key=lambda one: one[2])
        sure = max((one for one in lines if one[1] >= 0.05), key=lambda one: one[0])
        print(
            f"{name} {tag}: best F1 {best[2]:.3f} (p {best[0]:.2f} r {best[1]:.2f} at {best[3]:.2f}); "
            f"at recall .05 p {sure[0]:.2f} (r {sure[1]:.2f} at {sure[3]:.2f})"
        )
