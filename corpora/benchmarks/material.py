"""Pairs to measure on, and the files that each program wants of them."""

from __future__ import annotations

import csv
import json
import random
from collections.abc import Iterator
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).parents[2]
Pair = tuple[str, str]


def pairs(number: int, bitext: Path | None) -> Iterator[Pair]:
    """So many Portuguese-English pairs: those of a bitext, or else of the sample articles, again and again.

    Each time round their numbers are others and two neighbouring pairs are joined now and then, so that no cache of
    whole sentences helps.
    """
    known = _bitext(bitext) if bitext else _samples()
    dice = random.Random(1)
    return islice((_varied(known, at, turn, dice) for turn, at in _turns(len(known))), number)


def _turns(size: int) -> Iterator[tuple[int, int]]:
    for turn in cycle(range(1, 1_000_000)):
        yield from ((turn, at) for at in range(size))


def _varied(known: list[Pair], at: int, turn: int, dice: random.Random) -> Pair:
    source, target = known[at]
    if turn > 1 and dice.random() < 0.3:
        more = known[dice.randrange(len(known))]
        source, target = f"{source} {more[0]}", f"{target} {more[1]}"
    return (source, target) if turn == 1 else (f"{source} ({turn})", f"{target} ({turn})")


def _bitext(path: Path) -> list[Pair]:
    with path.open(encoding="utf-8") as lines:
        return [(row["src"], row["tgt"]) for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)]


def _samples() -> list[Pair]:
    found: list[Pair] = []
    for sample in sorted((ROOT / "corpora" / "pt-en").iterdir()):
        sides = [(sample / f"{side}.txt").read_text(encoding="utf-8").splitlines() for side in ("source", "reference")]
        source, target = ([line for line in side if line.strip()] for side in sides)
        if len(source) == len(target):
            found += zip(source, target)
    return found


def write(folder: Path, found: list[Pair]) -> None:
    """The pairs as TSV, PO and two files of lines."""
    folder.mkdir(parents=True, exist_ok=True)
    rows = [f"pt\ten\t{source}\t{target}" for source, target in found]
    _put(folder / "pairs.tsv", ["src_lang\ttgt_lang\tsrc\ttgt", *rows])
    _put(folder / "source.txt", [source for source, _ in found])
    _put(folder / "target.txt", [target for _, target in found])
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: en\\n"\n'
    entries = (
        f"msgctxt {json.dumps(str(at))}\nmsgid {_quoted(source)}\nmsgstr {_quoted(target)}\n"
        for at, (source, target) in enumerate(found)
    )
    _put(folder / "pairs.po", [head, *entries])


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _put(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def article(folder: Path, words: int = 1000, after: int = 0) -> tuple[Path, Path]:
    """An article and its translation of about so many words, from the samples behind the first `after` words."""
    folder.mkdir(parents=True, exist_ok=True)
    chosen: list[Pair] = []
    passed = 0
    for pair in _samples():
        if after <= passed < after + words:
            chosen.append(pair)
        passed += len(pair[0].split())
    paths = folder / "article.pt.txt", folder / "article.en.txt"
    for side, path in enumerate(paths):
        path.write_text("\n\n".join(pair[side] for pair in chosen) + "\n", encoding="utf-8")
    return paths
