"""How well sentences are aligned, on documents damaged on purpose: strict F1, and F1 for dropped and inserted ones.

    python corpora/benchmarks/sentence_alignment.py BITEXT.tsv... [--no-encoder] [--half even|odd] [--repeat N]

A bitext has the columns `src_lang tgt_lang doc src tgt`; the rows of a `doc` are a document, aligned one to one. Of its
target sentences some are dropped, some merged with the next, some split at a comma, some moved, and some sentences of
another document are inserted, each of them with a chance of 4 in 100. No paragraph helps the aligner. A bead counts
when it joins exactly the right sentences ("strict"); dropped and inserted ones are beads with one empty side.
"""

from __future__ import annotations

import argparse
import csv
import random
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from tqcheck.align import align
from tqcheck.languages import language
from tqcheck.model import Segment

CHANCE = 0.04
Bead = tuple[frozenset[int], frozenset[int]]
Piece = tuple[str, frozenset[int]]  # a target sentence with the source sentences it translates


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bitext", type=Path, nargs="+")
    parser.add_argument("--no-encoder", action="store_true")
    parser.add_argument("--half", choices=["even", "odd"], help="only every other document")
    parser.add_argument("--repeat", type=int, default=1, help="damage each document so many times")
    options = parser.parse_args()
    if options.no_encoder:
        without_encoder()
    for path in options.bitext:
        documents = list(read(path).values())
        if options.half:
            documents = documents[options.half == "odd" :: 2]
        begun = time.perf_counter()
        counts = [measure(documents, random.Random(seed)) for seed in range(options.repeat)]
        strict, lonely = (f1([sum(run[k][n] for run in counts) for n in range(3)]) for k in (0, 1))
        print(f"{path.name:<20} strict F1 {strict:.3f}  dropped and inserted F1 {lonely:.3f}  "
              f"({sum(map(len, documents))} sentences, {time.perf_counter() - begun:.1f} s)")  # fmt: skip


def without_encoder() -> None:
    from tqcheck.knowledge import encoder

    encoder._installed.cache_clear()
    encoder._installed = lambda: ()  # type: ignore[assignment]


def read(path: Path) -> dict[str, list[dict[str, str]]]:
    documents: dict[str, list[dict[str, str]]] = defaultdict(list)
    with path.open(encoding="utf-8") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            documents[row["doc"]].append(row)
    return documents


def measure(documents: Sequence[Sequence[dict[str, str]]], dice: random.Random) -> tuple[list[int], list[int]]:
    """Right, proposed and gold beads: with two sides, and with one."""
    strict, lonely = [0, 0, 0], [0, 0, 0]
    for number, rows in enumerate(documents):
        if len(rows) < 4:
            continue
        strangers = [row["tgt"] for row in documents[number - 1]]
        source = [row["src"] for row in rows]
        pieces = damaged([row["tgt"] for row in rows], strangers, dice)
        gold, found = beads_of(pieces, len(source)), proposed(source, [text for text, _ in pieces], rows[0])
        for counts, both in ((strict, True), (lonely, False)):
            right, ours = ({bead for bead in some if all(bead) == both} for some in (gold, found))
            counts[0] += len(right & ours)
            counts[1] += len(ours)
            counts[2] += len(right)
    return strict, lonely


def damaged(target: Sequence[str], strangers: Sequence[str], dice: random.Random) -> list[Piece]:
    pieces: list[Piece] = []
    moved: list[Piece] = []
    carry: Piece | None = None
    for number, text in enumerate(target):
        piece = (text, frozenset({number}))
        if carry:
            pieces.append((f"{carry[0]} {text}", carry[1] | piece[1]))
            carry = None
            continue
        kind = dice.random() / CHANCE
        if kind < 1:
            continue
        if kind < 2 and number + 1 < len(target):
            carry = piece
        elif kind < 3 and (halves := cut(text)):
            pieces += [(half, piece[1]) for half in halves]
        elif kind < 4:
            moved.append(piece)
        elif kind < 5:
            pieces += [piece, (dice.choice(strangers), frozenset())]
        else:
            pieces.append(piece)
    for piece in moved:
        pieces.insert(dice.randrange(len(pieces) + 1), piece)
    return pieces


def cut(text: str) -> tuple[str, str] | None:
    """A sentence as two, at the comma nearest its middle."""
    commas = [at for at in range(15, len(text) - 15) if text[at] in ",;，、；"]
    if not commas:
        return None
    at = min(commas, key=lambda comma: abs(comma - len(text) // 2)) + 1
    return text[:at].strip(), text[at:].strip()


def beads_of(pieces: Sequence[Piece], size: int) -> set[Bead]:
    """The gold: split pieces of one sentence are one bead when they are neighbours."""
    beads: set[Bead] = set()
    at = 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and pieces[at][1] and pieces[end][1] == pieces[at][1]:
            end += 1
        beads.add((pieces[at][1], frozenset(range(at, end))))
        at = end
    covered = frozenset().union(*(origin for _, origin in pieces)) if pieces else frozenset()
    return beads | {(frozenset({number}), frozenset()) for number in range(size) if number not in covered}


def proposed(source: Sequence[str], target: Sequence[str], row: dict[str, str]) -> set[Bead]:
    (left, left_text), (right, right_text) = segments(source), segments(target)
    pairs = align(
        left,
        right,
        language(row["src_lang"]),
        language(row["tgt_lang"]),
        source_text=left_text,
        target_text=right_text,
    )
    return {(members(left, pair.source), members(right, pair.target)) for pair in pairs}


def segments(sentences: Sequence[str]) -> tuple[list[Segment], str]:
    found, at = [], 0
    for sentence in sentences:
        found.append(Segment(at, at + len(sentence), sentence))
        at += len(sentence) + 1
    return found, " ".join(sentences)


def members(segments: Sequence[Segment], joined: Segment | None) -> frozenset[int]:
    if joined is None:
        return frozenset()
    return frozenset(at for at, one in enumerate(segments) if one.start >= joined.start and one.end <= joined.end)


def f1(counts: Sequence[int]) -> float:
    right, ours, gold = counts
    return 2 * right / max(ours + gold, 1)


if __name__ == "__main__":
    main()
