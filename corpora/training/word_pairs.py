"""Compiles `tqcheck/languages/en.never.tsv`: common words of English that never follow each other.

    python corpora/training/word_pairs.py FOLDER [--output tqcheck/languages/en.never.tsv]

FOLDER holds `unigrams.txt` and `bigrams.txt` as the package wordsegment 1.3.1 ships them (Apache-2.0; counts over a
trillion words of web text). Two words are taken to never stand together where chance would have brought them
together often and the text has hardly any: a pair's surprise is its count over the count that chance expects, the
product of the two words' shares. Clauses may part any two words but those after a determiner: only these are sure.
Names of months and days are left out, whose counts are those of other words too.
Menus and forms of the web crowd the counts ("home", "video", "the the"), so a word's share is the smaller one of the
web's and wordfreq's.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import wordfreq
from babel import Locale

TOKENS = 1_024_908_267_229  # words that the counts were taken from (Brants and Franz 2006)
LEAST_COUNT = 100_000  # pairs that are rarer are not listed
# For each grade: how often chance would have brought a pair together at least, and the most that its share may be.
GRADES = {"surely": (1e6, 0.03), "hardly": (4e5, 0.15)}

# Only what these begin must go on: a clause may end after any other word, and a relative clause without pronoun begin
# ("the car the police found", "how busy we are is plain").
DETERMINERS = {"the", "a", "an", "my", "your", "our", "their", "its"}
ATTRIBUTIVE = {"away"}  # adverbs that stand before nouns: "the away fans"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--output", type=Path, default=Path("tqcheck/languages/en.never.tsv"))
    options = parser.parse_args()
    shares = read_shares(options.folder / "unigrams.txt")
    counts = read_pairs(options.folder / "bigrams.txt")
    lines = ["first\tsurely\thardly\tprovenance"]
    for first in sorted(shares):
        found: dict[str, list[str]] = {grade: [] for grade in GRADES}
        for second, grade in followers(first, shares, counts.get(first, {})):
            found[grade].append(second)
        if any(found.values()):
            lines.append(
                "\t".join([first, *(" ".join(sorted(words)) for words in found.values()), "wordsegment 1.3.1"])
            )
    options.output.write_text("\n".join(lines) + "\n", encoding="utf-8")


def followers(first: str, shares: dict[str, float], counts: dict[str, float]) -> Iterator[tuple[str, str]]:
    """The words that never follow `first`, each with its grade."""
    least = min(expected for expected, _ in GRADES.values())
    for second, share in shares.items():  # the commonest first
        expected = shares[first] * share * TOKENS
        if expected < least:
            return
        surprise = counts.get(second, LEAST_COUNT / 2) / expected
        grades = (grade for grade, (often, most) in GRADES.items() if expected >= often and surprise < most)
        if second != first and (grade := next(grades, None)):
            yield second, "hardly" if may_part(first, second) else grade


def may_part(first: str, second: str) -> bool:
    """Whether a clause may end between the two words without a comma, or the second belong to a noun after it."""
    return first not in DETERMINERS or second in ATTRIBUTIVE


def read_shares(path: Path) -> dict[str, float]:
    """The share of each word, from 0 to 1, the commonest first."""
    found = {}
    english = Locale("en")
    dates = {name.casefold() for names in (english.months, english.days) for name in names["format"]["wide"].values()}
    for line in path.read_text(encoding="utf-8").splitlines():
        word, count = line.split("\t")
        share = min(float(count) / TOKENS, wordfreq.word_frequency(word, "en"))
        if share > 1e-6 and word.isalpha() and word not in dates and (len(word) > 1 or word in ("a", "i")):
            found[word] = share
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def read_pairs(path: Path) -> dict[str, dict[str, float]]:
    """The counts of pairs, by the first word and the second."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for line in path.read_text(encoding="utf-8").splitlines():
        pair, count = line.split("\t")
        first, _, second = pair.partition(" ")
        found[first][second] = float(count)
    return found


if __name__ == "__main__":
    main()
