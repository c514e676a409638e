"""How far each rule can be trusted: `python -m corpora.benchmarks.rule_precision EVAL`.

It writes `tqcheck/rules/measured.tsv`, of which `tqcheck explain` and the rule's page in the documentation
print a row. EVAL is a folder with public test sets:

    ced22/*.jsonl    WMT22's critical errors (Zerva et al. 2022): rows of `src_lang tgt_lang src tgt label` (OK or BAD)
    ntrex/*.tsv      NTREX-128 (Federmann et al. 2022), professional translations

Columns: findings of the rule in the sample articles, and how many of them are right (they answer an annotated fault or
a matter of taste); segments of WMT22 that it marks, and how many of them are bad; findings per 100,000 words of NTREX,
of which some are slips of that data. The sample articles were written by those who wrote the rules.
"""

from __future__ import annotations

import csv
import json
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from click.testing import CliRunner

from corpora.benchmark import answers, cases, check
from tqcheck.cli.app import cli
from tqcheck.rules import catalogue
from tqcheck.rules.measured import MEASURED

# The files of NTREX that the rules are judged by: those of the languages with the deepest packs.
NTREX = (
    "por-BR-eng",
    "por-eng",
    "spa-eng",
    "fra-eng",
    "deu-eng",
    "ita-eng",
    "rus-eng",
    "eng-por-BR",
    "eng-spa",
    "eng-deu",
)


def main(folder: Path) -> None:
    """Measure and write."""
    columns = [*_articles(), *_labelled(sorted(folder.glob("ced22/*.jsonl"))), _clean(folder / "ntrex")]
    with MEASURED.open("w", encoding="utf-8", newline="") as file:
        file.write("# Made by corpora/benchmarks/rule_precision.py, which says what the columns are; do not edit.\n")
        table = csv.writer(file, delimiter="\t", lineterminator="\n")
        table.writerow(("rule", "found", "right", "marked", "bad", "clean"))
        table.writerows((name, *(column[name] for column in columns)) for name in catalogue())


def _articles() -> tuple[Counter[str], Counter[str]]:
    found: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for case in cases().values():
        annotated = (*case.gold["findings"], *case.gold["acceptable"])
        for finding in check(case, case.target, strict=True):
            found[finding.rule] += 1
            right[finding.rule] += any(answers(finding, item, case) for item in annotated)
        found.update(finding.rule for finding in check(case, case.reference, strict=True))
    return found, right


def _labelled(paths: Iterable[Path]) -> tuple[Counter[str], Counter[str]]:
    marked: Counter[str] = Counter()
    bad: Counter[str] = Counter()
    for path in paths:
        labels = [json.loads(line)["label"] for line in path.read_text(encoding="utf-8").splitlines()]
        for row, rule in {(one["row"], one["rule"]) for one in _findings(path)[0]}:
            marked[rule] += 1
            bad[rule] += labels[row - 1] == "BAD"
    return marked, bad


def _clean(folder: Path) -> dict[str, float]:
    found: Counter[str] = Counter()
    words = 0
    for name in NTREX:
        findings, size = _findings(folder / f"{name}.tsv")
        found.update(one["rule"] for one in findings)
        words += size
    return {name: round(100_000 * found[name] / words, 1) for name in catalogue()}


def _findings(path: Path) -> tuple[list[dict[str, object]], int]:
    """What the command finds in a bitext with all rules, and the words that it reads."""
    options = ["--format", "json", "--no-config", "--strict", "--fail-on", "never"]
    done = CliRunner().invoke(cli, ["check", str(path), *options], standalone_mode=False)
    (document,) = json.loads(done.stdout)["documents"]
    return document["findings"], document["words"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
