#!/usr/bin/env python3
"""How fast COMET runs on CPU: `comet-score`, COMET's `predict()` and `tqcheck score`, side by side on one machine.

    python -m corpora.benchmarks.comet_speed [--pairs 500] [--threads 2] [--kind unified|regression|referenceless]

Makes a checkpoint of XLM-R base's size (12 layers, 768 wide) with random weights and a tokenizer of syllables, and
made-up sentences as long as those of articles; nothing is downloaded. Times are of whole commands, loading included.
Differences are from `predict()` in fp32; `comet-score` itself computes in half precision.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.scoring.tiny_comet import encoder, save

SYLLABLES = [a + b + c for a in "bcdfglmnprstvz" for b in "aeiou" for c in ("", "n", "r", "s", "l")]
SETTINGS = {
    "nr_frozen_epochs": 0.3, "keep_embeddings_frozen": True, "encoder_model": "XLM-RoBERTa",
    "hidden_sizes": [3072, 1024], "activations": "Tanh", "final_activation": None, "dropout": 0.1, "layer_norm": False,
}  # fmt: skip
EMBEDDING = {"pool": "avg", "layer": "mix", "layer_transformation": "softmax"}
KINDS = {
    "regression": ("regression_metric", EMBEDDING),
    "referenceless": ("referenceless_regression_metric", EMBEDDING),
    "unified": ("unified_metric", {"sent_layer": "mix", "layer_transformation": "sparsemax", "word_layer": 12,
                                   "input_segments": ["mt", "src"], "word_level_training": False}),
}  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pairs", type=int, default=500)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--kind", choices=sorted(KINDS), default="unified")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        model = checkpoint(folder, options.kind)
        files = sentences(folder, options.pairs)
        measure(model, files, options)


def checkpoint(folder: Path, kind: str) -> Path:
    """A model of base size with random weights, as Lightning stores it."""
    import torch
    from comet.models import str2model

    identifier, own = KINDS[kind]
    settings = {**SETTINGS, **own, "pretrained_model": str(encoder(folder / "encoder", 768, 12, 12, syllables()))}
    torch.manual_seed(0)
    model = str2model[identifier](**settings, load_pretrained_weights=False, local_files_only=True)
    path = folder / "model" / "checkpoints" / "model.ckpt"
    save(model, identifier, settings, path)
    return path


def syllables() -> list[tuple[str, float]]:
    """What stands for XLM-R's vocabulary, whose size does not matter for speed."""
    pieces = [("\u2581", -4.0)] + [(start + one, -6.0) for one in SYLLABLES for start in ("\u2581", "")]
    return pieces + [(mark, -5.0) for mark in ".,"]


def sentences(folder: Path, number: int) -> dict[str, Path]:
    """Sentences of an article's lengths (log-normal, about 22 words of one to three syllables), one a line."""
    chance = random.Random(0)

    def sentence() -> str:
        size = min(max(round(chance.lognormvariate(3.0, 0.45)), 4), 70)
        return " ".join("".join(chance.choices(SYLLABLES, k=chance.randint(1, 3))) for _ in range(size)) + "."

    files = {}
    for name in ("source", "target", "reference"):
        files[name] = folder / f"{name}.txt"
        files[name].write_text("".join(f"{sentence()}\n" for _ in range(number)), encoding="utf-8")
    return files


def measure(model: Path, files: dict[str, Path], options: argparse.Namespace) -> None:
    references = ["--reference", str(files["reference"])] if options.kind == "regression" else []
    output = files["source"].parent / "scores.json"
    ours = [sys.executable, "-c", "from tqcheck.cli import main; main()", "score", str(files["source"]),
            str(files["target"]), "--lines", "--target-lang", "en", "--metric", f"comet:{model}", "--threads",
            str(options.threads), "--format", "json", "-o", str(output), *references]  # fmt: skip
    theirs = [sys.executable, "-c", "from comet.cli.score import score_command; score_command()", "-s",
              str(files["source"]), "-t", str(files["target"]), "--model", str(model), "--gpus", "0", "--quiet",
              "--num_workers", "0", *(["-r", str(files["reference"])] if references else [])]  # fmt: skip
    seconds = {"tqcheck score": timed(ours, options.threads)}
    found = [row["scores"][f"comet:{model}"] for row in json.loads(output.read_text())["documents"][0]["segments"]]
    expected, seconds["predict(), fp32"] = predicted(model, files, options, bool(references))
    seconds["comet-score"] = timed(theirs, options.threads)
    print(f"{options.kind}, {options.pairs} pairs, {options.threads} threads, loading included")
    for name, value in seconds.items():
        pace = options.pairs / value
        print(f"{name:<16} {value:7.1f} s  {pace:6.2f} pairs a second  {seconds['comet-score'] / value:5.2f} times")
    worst = max(abs(one - two) for one, two in zip(found, expected))
    print(f"largest difference from predict(): {worst:.6f}")


def timed(command: list[str], threads: int) -> float:
    environment = {**os.environ, "OMP_NUM_THREADS": str(threads), "MKL_NUM_THREADS": str(threads)}
    began = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, env=environment)
    return time.perf_counter() - began


def predicted(
    model: Path, files: dict[str, Path], options: argparse.Namespace, references: bool
) -> tuple[list[float], float]:
    """The scores of COMET's own function with its defaults, and its seconds."""
    names = {"src": "source", "mt": "target", **({"ref": "reference"} if references else {})}
    script = (
        "import json, sys, torch; from comet import load_from_checkpoint\n"
        "torch.set_num_threads(int(sys.argv[2])); model = load_from_checkpoint(sys.argv[1], local_files_only=True)\n"
        "samples = json.load(sys.stdin)\n"
        "found = model.predict(samples, gpus=0, num_workers=0, progress_bar=False)\n"
        "print('SCORES', json.dumps(found.scores))"
    )
    lines = {key: files[name].read_text(encoding="utf-8").splitlines() for key, name in names.items()}
    samples = [dict(zip(lines, row)) for row in zip(*lines.values())]
    began = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-c", script, str(model), str(options.threads)]
    done = subprocess.run(command, input=json.dumps(samples), check=True, capture_output=True, text=True)
    seconds = time.perf_counter() - began
    line = next(line for line in done.stdout.splitlines() if line.startswith("SCORES"))
    return json.loads(line.removeprefix("SCORES")), seconds


if __name__ == "__main__":
    main()
