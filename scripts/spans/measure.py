"""How well a network does: words against post-editors' tags, scores against assessments, characters against spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import regex
import torch

from spans.batches import batches, encode, tensors
from spans.data import Example, Span
from spans.network import TAGS, SpanNetwork
from tqcheck.knowledge.e5_pieces import Vocabulary

THRESHOLDS = np.arange(0.05, 0.95, 0.025)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+(?:['’.,-][\p{L}\p{M}\p{N}]+)*")


@dataclass(frozen=True)
class Judgement:
    """Of a target: pieces' spans, their probabilities (pieces, 4) and the score."""

    spans: list[Span]
    tags: Any
    score: float

    def over(self, span: Span, tag: str) -> float:
        """The probability of the worst piece of a word."""
        column = TAGS.index(tag)
        found = [row[column] for (a, b), row in zip(self.spans, self.tags) if a < span[1] and span[0] < b]
        return float(max(found, default=0.0))


def judge(network: SpanNetwork, tokeniser: Vocabulary, examples: Sequence[Example]) -> list[Judgement]:
    """Judgements in the order of the examples."""
    network.eval()
    encoded = [encode(tokeniser, one) for one in examples]
    number = {id(one): n for n, one in enumerate(encoded)}
    found: list[Judgement | None] = [None] * len(encoded)
    for batch in batches(encoded, 1600, 0):
        rows, positions, sides, _, _ = tensors(batch)
        rows, positions, sides = (one[:, : network.shape.positions] for one in (rows, positions, sides))
        with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
            tags, scores = network(rows, positions, sides)
        probabilities = torch.sigmoid(tags.float()).numpy()
        for one, row, score in zip(batch, probabilities, scores.float().numpy()):
            at = number[id(one)]
            spans = [(p.start, p.end) for p in tokeniser.pieces(examples[at].target)]
            found[at] = Judgement(spans, row[one.source + 1 :][: len(spans)], float(score))
    return [one for one in found if one is not None]


def pearson(examples: Sequence[Example], judged: Sequence[Judgement]) -> float:
    """Correlation of scores and assessments."""
    return float(np.corrcoef([one.score for one in judged], [one.z or 0.0 for one in examples])[0, 1])


def word_tags(tokens: Sequence[Sequence[Span]], examples: Sequence[Example], judged: Sequence[Judgement]) -> Any:
    """Probabilities and truths of all words, two arrays; a word is wrong where a marked span touches it."""
    values, truths = [], []
    for spans, one, judgement in zip(tokens, examples, judged):
        for span in spans:
            values.append(judgement.over(span, "edited"))
            truths.append(any(a < span[1] and span[0] < b for a, b in one.spans["edited"]))
    return np.array(values), np.array(truths)


def mcc(guess: Any, truth: Any) -> float:
    """Matthews' correlation coefficient."""
    tp, fp = float((guess & truth).sum()), float((guess & ~truth).sum())
    fn, tn = float((~guess & truth).sum()), float((~guess & ~truth).sum())
    scale = ((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn)) ** 0.5
    return (tp * tn - fp * fn) / scale if scale else 0.0


def best_threshold(values: Any, truths: Any) -> float:
    """The threshold of the highest MCC."""
    return float(max(THRESHOLDS, key=lambda one: mcc(values >= one, truths)))


def characters(
    examples: Sequence[Example], judged: Sequence[Judgement], threshold: float, tag: str = "wrong"
) -> tuple[float, float, float]:
    """Precision, recall and F1 over characters; words over the threshold are marked, neighbours joined."""
    hit = marked = gold = 0
    for one, judgement in zip(examples, judged):
        guess = {i for a, b in suspects(one.target, judgement, threshold, tag) for i in range(a, b)}
        truth = {i for a, b in one.spans["wrong"] for i in range(a, max(b, a + 1))}
        hit, marked, gold = hit + len(guess & truth), marked + len(guess), gold + len(truth)
    precision, recall = hit / max(1, marked), hit / max(1, gold)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def suspects(target: str, judgement: Judgement, threshold: float, tag: str) -> list[Span]:
    """Spans of neighbouring words over the threshold."""
    found: list[Span] = []
    for word in _WORD.finditer(target):
        if judgement.over(word.span(), tag) < threshold:
            continue
        if found and not any(map(str.isalnum, target[found[-1][1] : word.start()])):
            found[-1] = (found[-1][0], word.end())
        else:
            found.append(word.span())
    return found
