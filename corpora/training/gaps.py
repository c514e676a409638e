"""Learns the weights of `tqcheck/annotate/gaps.tsv`: what tells a missing or added stretch of words.

    python corpora/training/gaps.py BITEXT.tsv... [--rows N] [--output tqcheck/annotate/gaps.tsv]

The bitexts hold right translations (columns `src_lang tgt_lang src tgt`; the shipped weights come from TICO-19, CC0:
es-LA-en, fr-en, pt-BR-en, ru-en, in both directions). Into their translations faults are put: a clause, a few words or
one content word dropped, words of another sentence added, words replaced. Two logistic regressions, one for each side,
learn to part the stretches that were damaged from those that were not. Rows with odd numbers are held out; what is
found of the damage at 1% flagged right translations is printed.
"""

from __future__ import annotations

import argparse
import csv
import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import regex

import tqcheck.annotate.gaps as engine
from tqcheck.annotate import Article, Pair
from tqcheck.annotate.words import Word, words
from tqcheck.languages import Language, language
from tqcheck.model import AlignedPair

PUNCTUATION = regex.compile(r"[,;:()–—]")
PENALTY = 1.0  # of squared weights


@dataclass(frozen=True)
class Damage:
    """A translation made wrong: `target` words added, or what answers the `source` words dropped."""

    kind: str
    text: str
    source: frozenset[int] = frozenset()
    target: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Sample:
    """A stretch of words with its features; `gap` whether it is damage."""

    side: str
    words: frozenset[int]
    features: Mapping[str, float]
    gap: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bitext", type=Path, nargs="+")
    parser.add_argument("--rows", type=int, default=200, help="of each bitext and direction")
    parser.add_argument("--output", type=Path, default=Path(engine.__file__).with_suffix(".tsv"))
    options = parser.parse_args()
    train: list[Sample] = []
    held: list[tuple[Damage | None, list[Sample]]] = []
    for path in options.bitext:
        for number, damage, samples in studied(path, options.rows):
            if number % 2:
                held.append((damage, samples))
            else:
                train += samples
        print(path.name, len(train), flush=True)
    names = list(train[0].features)
    models = {side: fitted([one for one in train if one.side == side], names) for side in ("source", "target")}
    report(models, names, held)
    write(models, names, options.output)


def studied(path: Path, limit: int) -> Iterator[tuple[int, Damage | None, list[Sample]]]:
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if 5 <= len(row["tgt"].split()) <= 60]
    rows = rows[:: max(1, len(rows) // limit)][:limit]
    dice = random.Random(0)
    for source, target in (("src", "tgt"), ("tgt", "src")):
        languages = language(rows[0][f"{source}_lang"]), language(rows[0][f"{target}_lang"])
        article = Article([AlignedPair.of(row[source], row[target]) for row in rows], *languages)
        for number, pair in enumerate(article.pairs):
            yield number, None, list(samples(pair, article, None))
            for damage in damaged(pair, dice.choice(rows)[target], languages[1], dice):
                hurt = Article([AlignedPair.of(rows[number][source], damage.text)], *languages).pairs[0]
                yield number, damage, list(samples(hurt, article, damage))


def samples(pair: Pair, article: Article, damage: Damage | None) -> Iterator[Sample]:
    """The stretches of a pair; those that lie half in the damage teach nothing and are left out."""
    evidence = article.word_aligner.evidence(pair)
    if evidence is None:
        return
    for side, first, end, features in engine.stretches(evidence):
        stretch = frozenset(range(first, end))
        hurt = (damage.source if side == "source" else damage.target) if damage else frozenset()
        within = len(stretch & span_of(hurt)) / len(stretch)
        if within == 0 and (damage is None or not damage.kind.startswith("replaced")) or within >= 0.5:
            yield Sample(side, stretch, features, within >= 0.5)


def span_of(numbers: frozenset[int]) -> frozenset[int]:
    return frozenset(range(min(numbers), max(numbers) + 1)) if numbers else numbers


def damaged(pair: Pair, donor: str, target: Language, dice: random.Random) -> Iterator[Damage]:
    for make in (dropped, added, replaced):
        damage = make(pair, donor, target, dice)
        if damage is not None:
            yield damage


def dropped(pair: Pair, donor: str, target: Language, dice: random.Random) -> Damage | None:
    assert pair.target
    text, found = pair.target.text, pair.target.words
    kind = dice.choice(["clause", "chunk", "chunk", "word", "words"])
    cuts = boundaries(text, found, target, kind == "clause")
    if kind == "clause":
        options = [(a, b) for a, b in zip(cuts, cuts[1:]) if 2 <= b - a <= 0.6 * len(found)]
    elif kind == "chunk":
        options = [
            (a, b) for n, a in enumerate(cuts) for b in cuts[n + 1 : n + 4] if 2 <= b - a <= min(8, len(found) / 2)
        ]
    else:
        size = 1 if kind == "word" else 2
        options = [
            (a, a + size)
            for a in range(len(found) - size + 1)
            if all(is_content(word, target) for word in found[a : a + size])
        ]
    options = [(a, b) for a, b in options if any(is_content(word, target) for word in found[a:b])]
    if not options or len(found) < 7:
        return None
    first, end = dice.choice(options)
    answered = frozenset(link.source for link in pair.links if first <= link.target < end)
    if not answered or len(span_of(answered)) > 2.5 * len(answered) + 2:
        return None
    rest = text[: found[first].start].rstrip() + " " + text[found[end - 1].end :].lstrip()
    return Damage(f"dropped {kind}", regex.sub(r"\s+([,.;:!?])", r"\1", rest.strip()), source=answered)


def added(pair: Pair, donor: str, target: Language, dice: random.Random) -> Damage | None:
    assert pair.target
    text, found, foreign = pair.target.text, pair.target.words, words(donor)
    size = dice.choice([1, 2, 3, 4, 5, 6, 8, 10])
    starts = [at for at in boundaries(donor, foreign, target) if at + size <= len(foreign)]
    places = boundaries(text, found, target)[1:-1]
    if not starts or not places:
        return None
    start, at = dice.choice(starts), dice.choice(places)
    if not any(is_content(word, target) for word in foreign[start : start + size]):
        return None
    piece = donor[foreign[start].start : foreign[start + size - 1].end]
    place = found[at].start
    return Damage(f"added {size}", f"{text[:place]}{piece} {text[place:]}", target=frozenset(range(at, at + size)))


def replaced(pair: Pair, donor: str, target: Language, dice: random.Random) -> Damage | None:
    assert pair.target
    text, found, foreign = pair.target.text, pair.target.words, words(donor)
    here = [at for at, word in enumerate(found) if is_content(word, target)]
    there = [at for at, word in enumerate(foreign) if is_content(word, target)]
    if len(here) < 3 or not there:
        return None
    at, other = dice.choice(here), dice.choice(there)
    size = min(dice.choice([1, 1, 2, 3]), len(found) - at, len(foreign) - other)
    piece = donor[foreign[other].start : foreign[other + size - 1].end]
    changed = text[: found[at].start] + piece + text[found[at + size - 1].end :]
    return Damage(f"replaced {size}", changed, target=frozenset(range(at, at + size)))


def is_content(word: Word, spoken: Language) -> bool:
    return word.folded not in spoken.function_words and len(word.text) > 3


def boundaries(text: str, found: Sequence[Word], spoken: Language, only_punctuation: bool = False) -> list[int]:
    """Numbers of the words at which a clause or a phrase may begin, and the end."""
    inner = (
        at
        for at in range(1, len(found))
        if PUNCTUATION.search(text[found[at - 1].end : found[at].start])
        or (not only_punctuation and found[at].folded in spoken.function_words)
    )
    return [0, *inner, len(found)]


def fitted(some: Sequence[Sample], names: Sequence[str]) -> np.ndarray:
    """Weights for the features as they are, the bias last: Newton's method on standardised features."""
    table = np.array([[one.features[name] for name in names] for one in some])
    truth = np.array([one.gap for one in some], dtype=float)
    middle, spread = table.mean(axis=0), table.std(axis=0) + 1e-6
    inputs = np.column_stack([(table - middle) / spread, np.ones(len(table))])
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        guess = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (truth - guess) - PENALTY * weights
        curve = (inputs * (guess * (1 - guess))[:, None]).T @ inputs + PENALTY * np.eye(len(weights))
        step = np.linalg.solve(curve, slope)
        weights += step
        if np.abs(step).max() < 1e-6:
            break
    plain = weights[:-1] / spread
    return np.append(plain, weights[-1] - plain @ middle)


def score(model: np.ndarray, names: Sequence[str], sample: Sample) -> float:
    return float(model[:-1] @ np.array([sample.features[name] for name in names]) + model[-1])


def report(
    models: Mapping[str, np.ndarray], names: Sequence[str], held: Sequence[tuple[Damage | None, Sequence[Sample]]]
) -> None:
    right = sorted(
        (
            max((score(models[one.side], names, one) for one in some), default=-99.0)
            for damage, some in held
            if not damage
        ),
        reverse=True,
    )
    bar = right[len(right) // 100]
    print(f"held out: {len(right)} right pairs, 1% of them flagged at a probability of {1 / (1 + np.exp(-bar)):.3f}")
    found: dict[str, list[bool]] = defaultdict(list)
    for damage, some in held:
        if damage:
            hits = (one.gap and score(models[one.side], names, one) > bar for one in some)
            found[damage.kind].append(any(hits))
    for kind, hits in sorted(found.items()):
        print(f"  {kind:<16} found {sum(hits) / len(hits):.2f} of {len(hits)}")


def write(models: Mapping[str, np.ndarray], names: Sequence[str], path: Path) -> None:
    lines = ["# Written by corpora/training/gaps.py: weights of two logistic regressions.", "feature\tsource\ttarget"]
    for number, name in enumerate([*names, "bias"]):
        lines.append(f"{name}\t{models['source'][number]:.4f}\t{models['target'][number]:.4f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
