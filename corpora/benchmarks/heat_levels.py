"""What stands out in the heat of a report: the levels on the sample articles and on bitexts.

    python -m corpora.benchmarks.heat_levels [ROWS.tsv | ROWS.jsonl[.gz] ...] [--rows 200]

For each level: how many words of a thousand reach it; how many of a hundred such words are wrong, by the annotations
of the articles or the experts' `spans` of the rows; and how many of a hundred annotated faults have such a word.
Held-out articles are counted apart. Needs the extra `e5`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpora.benchmark import Case, cases, span
from tqcheck.annotate import Article
from tqcheck.annotate.heat import LEVELS, heats
from tqcheck.annotate.words import count
from tqcheck.engine import aligned
from tqcheck.knowledge.pair_engine import pair_engine
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Span
from tqcheck.readers import plain
from tqcheck.readers.decode import Decoded


@dataclass
class Counts:
    """Words, the hot ones as (doubt, whether it is wrong), and the highest doubt of each fault."""

    words: int = 0
    hot: list[tuple[float, bool]] = field(default_factory=list)
    faults: list[float] = field(default_factory=list)

    def add(self, article: Article, faults: Sequence[Sequence[Span]]) -> None:
        """Take up an article; `faults` are those of each pair, or the same of the whole for all."""
        for pair, heat, wrong in zip(article.pairs, heats(article.pairs), faults):
            self.words += count(pair.target.text, pair.target.language) if pair.target else 0
            hot = [(Span(one.start, one.end), one.doubt) for one in heat or ()]
            self.hot += ((doubt, any(words.overlaps(one) for one in wrong)) for words, doubt in hot)
            here = Span(pair.target.segment.start, pair.target.segment.end) if pair.target else Span(0, 0)
            inside = [one for one in wrong if here.start <= one.start < here.end]
            self.faults += (max((doubt for words, doubt in hot if words.overlaps(one)), default=0.0) for one in inside)

    def row(self, name: str) -> str:
        """A line of the table."""
        cells = [f"{name[:30]:<30} {self.words:6}"]
        for least in LEVELS:
            hot = [wrong for doubt, wrong in self.hot if doubt >= least]
            right = f"{100 * sum(hot) / len(hot):3.0f}" if hot and self.faults else "  –"
            found = sum(doubt >= least for doubt in self.faults)
            seen = f"{100 * found / len(self.faults):3.0f}" if self.faults else "  –"
            cells.append(f"{1000 * len(hot) / max(self.words, 1):6.1f} {right} {seen}")
        return "  ".join(cells)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--rows", type=int, default=200)
    options = parser.parse_args()
    if pair_engine() is None:
        parser.error('the network is not here: pip install "tqcheck[e5]"')
    print("of 1,000 words so hot, of 100 such words wrong, of 100 faults seen, at", *LEVELS)
    for held_out in (False, True):
        targets, references = Counts(), Counts()
        for case in cases().values():
            if case.held_out == held_out:
                for counts, text in ((targets, case.target), (references, case.reference)):
                    _article(counts, case, text)
        name = "held-out articles" if held_out else "articles"
        print(targets.row(f"{name}: machine-like"), references.row(f"{name}: clean"), sep="\n")
    for path in options.files:
        counts = Counts()
        for row in _rows(path, options.rows):
            spans = [Span(one["start"], one["end"]) for one in row.get("spans") or ()]
            one = Article(
                [AlignedPair.of(row["src"], row["tgt"])], language(row["src_lang"]), language(row["tgt_lang"])
            )
            counts.add(one, [spans])
        print(counts.row(path.name))


def _article(counts: Counts, case: Case, text: str) -> None:
    source, target = (plain.read(Decoded(one, "utf-8"), None) for one in (case.source, text))
    tags = language(case.gold["src_lang"]), language(case.gold["tgt_lang"])
    article = Article(aligned(source, target, *tags), *tags)
    quoted = [fault for fault in case.gold["findings"] if fault["quote"]] if text == case.target else []
    faults = [Span(*span(case.target, fault)) for fault in quoted]
    counts.add(article, [faults] * len(article.pairs))


def _rows(path: Path, number: int) -> list[dict[str, Any]]:
    rows = [row for row in _read(path) if row["src"].strip() and row["tgt"].strip()]
    return rows[:: max(len(rows) // number, 1)][:number]


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as file:
        if ".jsonl" in path.name:
            yield from map(json.loads, file)
        else:
            yield from csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)


if __name__ == "__main__":
    main()
