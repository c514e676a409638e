"""The training texts as examples: a pair, which tags are known of it, where they stand, and its assessment."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Span = tuple[int, int]
Link = tuple[int, int, int, int, float]  # start and end in the source and in the target, and how sure
PAIRS = ("en-de", "en-zh", "et-en", "ne-en", "ro-en", "ru-en", "si-en")
HELD_OUT = 200  # rows at the end of each MLQE-PE training set, for thresholds
DOCUMENTS_HELD_OUT = 7  # every n-th document of the MQM sets
PORTUGUESE = 4  # how often a pair of TICO-19 with Portuguese is taken
WHOLE = 0.7  # a mark on more of the target than this says nothing about words


@dataclass(frozen=True)
class Example:
    """`spans` holds, for each tag that is known of this pair, where it applies (`untranslated`: in the source, the
    others: in the target; a gap stands at the word after it). `unsure` are places of the source where it is not known
    whether `untranslated` applies. `z` is the z-scored direct assessment."""

    source: str
    target: str
    languages: tuple[str, str]
    spans: dict[str, list[Span]] = field(default_factory=dict)
    z: float | None = None
    kind: str = ""
    links: tuple[Link, ...] = ()
    unsure: tuple[Span, ...] = ()


def rows(path: Path) -> list[dict[str, Any]]:
    """The records of a file of JSON Lines, gzipped where its name says so."""
    text = path.read_bytes()
    return [json.loads(line) for line in (gzip.decompress(text) if path.suffix == ".gz" else text).splitlines()]


def assessed(home: Path, part: str, pair: str) -> list[Example]:
    """MLQE-PE (Fomicheva et al. 2022, CC0): machine translations with assessments and tags from post-editing."""
    found = []
    texts, tags = (rows(home / folder / part / f"{pair}.jsonl.gz") for folder in (".", "wordtags"))
    for text, tagged in zip(texts, tags):
        placed = places(tagged["tgt"].split(), text["tgt"])
        source, target = text["src"], text["tgt"]
        if placed is None:
            target = tagged["tgt"]
            placed = places(target.split(), target)
        assert placed is not None
        marks = [mark == "BAD" for mark in tagged["tags"].split()]
        spans = {
            "edited": [span for span, bad in zip(placed, marks[1::2]) if bad],
            "gap": [span for span, bad in zip(placed, marks[::2]) if bad],
        }
        if not tagged["hter"]:
            spans["wrong"] = []
        found.append(Example(source, target, _languages(pair), spans, text["da_z"], f"assessed {pair}"))
    return found


def post_edits(home: Path, pair: str) -> list[Example]:
    """The same sources with what post-editors made of them: right translations."""
    texts, tags = (rows(home / folder / "train" / f"{pair}.jsonl.gz") for folder in (".", "wordtags"))
    joined = "" if pair.endswith("-zh") else " "
    return [
        right(text["src"], untokenised(tagged["post_edit"], joined), _languages(pair), f"right {pair}")
        for text, tagged in list(zip(texts, tags))[:-HELD_OUT]
    ]


def right(source: str, target: str, languages: tuple[str, str], kind: str) -> Example:
    """A right translation: no tag applies anywhere."""
    return Example(source, target, languages, {"wrong": [], "gap": [], "untranslated": []}, None, kind)


def health(folder: Path) -> list[Example]:
    """TICO-19 (Anastasopoulos et al. 2020, CC0): right translations of health texts, read in both directions; those of
    Portuguese, which no other set has, stand more often."""
    found = []
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                a, b = row["src_lang"].split("-")[0], row["tgt_lang"].split("-")[0]
                there = right(row["src"], row["tgt"], (a, b), f"right {a}-{b}")
                back = right(row["tgt"], row["src"], (b, a), f"right {b}-{a}")
                found += [there, back] * (PORTUGUESE if "pt" in (a, b) else 1)
    return found


def judged(path: Path, held_out: bool) -> list[Example]:
    """MQM ratings of talks and news (Freitag et al. 2021, Apache-2.0); what several raters marked in a text is put
    together."""
    found: dict[tuple[str, str], Example] = {}
    for row in rows(path):
        number = int(re.sub(r"\D", "", row["doc"]) or 0)
        if (number % DOCUMENTS_HELD_OUT == 0) != held_out:
            continue
        if any(span.get("end", 0) - span.get("start", 0) > max(40, WHOLE * len(row["tgt"])) for span in row["spans"]):
            continue
        key = row["src"], row["tgt"]
        tags = row["src_lang"], row["tgt_lang"]
        one = found.setdefault(key, Example(*key, tags, {"wrong": []}, None, f"judged {'-'.join(tags)}"))
        for span in row["spans"]:
            neutral = span["severity"].lower() == "neutral" or span.get("category", "").startswith("Source")
            if not neutral and span.get("start", 0) < span.get("end", 0):
                one.spans["wrong"].append((span["start"], span["end"]))
    return list(found.values())


def places(tokens: list[str], text: str) -> list[Span] | None:
    """Where tokens stand in the text that they were cut from; None where they do not."""
    found, at = [], 0
    for token in tokens:
        while at < len(text) and text[at].isspace():
            at += 1
        start = at
        for character in token:
            while at < len(text) and text[at].isspace():
                at += 1
            if at >= len(text) or text[at] != character:
                return None
            at += 1
        found.append((start, at))
    return found


def untokenised(text: str, joined: str = " ") -> str:
    """A tokenised text as one would print it, as far as that can be told."""
    if not joined:
        return "".join(_spaced(text))
    text = re.sub(r" +([.,;:!?%)\]}’”]|n't\b|'(?:s|re|ve|ll|d|m)\b)", r"\1", text)
    text = re.sub(r"([(\[{$£“]) +", r"\1", text)
    return re.sub(r'(^|\s)" (.+?) "', r'\1"\2"', text)


def _spaced(text: str) -> Iterator[str]:
    """Tokens without spaces, except between two Latin ones."""
    last = ""
    for token in text.split():
        if last and last[-1].isascii() and last[-1].isalnum() and token[0].isascii() and token[0].isalnum():
            yield " "
        yield token
        last = token


def _languages(pair: str) -> tuple[str, str]:
    source, target = pair.split("-")
    return source, target
