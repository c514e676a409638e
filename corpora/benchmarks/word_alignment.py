"""How well words are aligned: precision, recall and F1 against gold links, with and without the encoder.

    python corpora/benchmarks/word_alignment.py GOLD.jsonl... [--eflomal]

A line of gold has `src_lang tgt_lang src_tokens tgt_tokens sure`, the last a list of [source, target] indices. A file
is one article. `--eflomal` aligns the same lines with eflomal (pip install eflomal), trained on them alone.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from tqcheck.annotate import Article, Text
from tqcheck.annotate.words import Word
from tqcheck.languages import language
from tqcheck.model import AlignedPair

Links = set[tuple[int, int]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--eflomal", action="store_true")
    options = parser.parse_args()
    for path in options.gold:
        rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        report(path.name, "with the encoder", rows, ours(rows, encoder=True))
        report(path.name, "without", rows, ours(rows, encoder=False))
        if options.eflomal:
            report(path.name, "eflomal", rows, eflomal(rows))


def report(name: str, system: str, rows: Sequence[dict[str, Any]], found: Iterable[Links]) -> None:
    right = proposed = gold = 0
    for row, links in zip(rows, found):
        sure = {(i, j) for i, j in row["sure"]}
        right, proposed, gold = right + len(sure & links), proposed + len(links), gold + len(sure)
    precision, recall = right / max(proposed, 1), right / max(gold, 1)
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{name:<24} {system:<17} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")


def ours(rows: Sequence[dict[str, Any]], encoder: bool) -> list[Links]:
    article = Article([], language(rows[0]["src_lang"]), language(rows[0]["tgt_lang"]))
    whole = Article([pair_of(row) for row in rows], article.source_language, article.target_language)
    if not encoder:
        whole.word_aligner.__dict__["_encoder"] = None
    for pair, row in zip(whole.pairs, rows):
        tokenised(pair.source, row["src_tokens"])
        tokenised(pair.target, row["tgt_tokens"])
    return [{(link.source, link.target) for link in pair.links} for pair in whole.pairs]


def pair_of(row: dict[str, Any]) -> AlignedPair:
    return AlignedPair.of(" ".join(row["src_tokens"]), " ".join(row["tgt_tokens"]))


def tokenised(text: Text | None, tokens: Sequence[str]) -> None:
    """Give a text the gold's tokens for words."""
    assert text is not None
    words, at = [], 0
    for token in tokens:
        words.append(Word(at, at + len(token), token, token.casefold()))
        at += len(token) + 1
    text.__dict__["words"] = tuple(words)


def eflomal(rows: Sequence[dict[str, Any]]) -> list[Links]:
    """The intersection of both directions."""
    import tempfile

    from eflomal import Aligner

    lines = [[" ".join(row[side]) for row in rows] for side in ("src_tokens", "tgt_tokens")]
    with tempfile.TemporaryDirectory() as folder:
        names = [f"{folder}/{direction}" for direction in ("forward", "backward")]
        Aligner().align(*lines, links_filename_fwd=names[0], links_filename_rev=names[1])
        forward, backward = (Path(name).read_text(encoding="utf-8").splitlines() for name in names)
    return [parsed(one) & parsed(other) for one, other in zip(forward, backward)]


def parsed(line: str) -> Links:
    return {(int(i), int(j)) for i, j in (link.split("-") for link in line.split())}


if __name__ == "__main__":
    main()
