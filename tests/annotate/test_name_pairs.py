"""Names in two languages: which are one name, and which are two (`name_pairs.toml`)."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tqcheck.annotate import Article
from tqcheck.annotate.unanswered import unanswered
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Segment

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

TABLE = tomllib.loads((Path(__file__).parent / "name_pairs.toml").read_text(encoding="utf-8"))
# What stands around the name in the translation: a capital that is not the sentence's.
FRAMES = {"en": "Yesterday we saw {} again.", "pt": "Ontem vimos {} de novo.", "es": "Ayer vimos {} de nuevo.",
          "fr": "Hier, nous avons revu {} ici."}  # fmt: skip
LINES = [
    pytest.param(
        *pair.split()[-2:],
        *line.split(" = "),
        kind == "same",
        id=f"{pair}: {line}",
        marks=pytest.mark.xfail(strict=True) if pair.startswith("missed") else (),
    )
    for pair, kinds in TABLE.items()
    for kind, lines in kinds.items()
    for line in lines
]


def segment(text: str) -> Segment:
    return Segment(0, len(text), text)


@pytest.mark.parametrize(("source", "target", "name", "rendering", "same"), LINES)
def test_name_pair(source: str, target: str, name: str, rendering: str, same: bool) -> None:
    pair = AlignedPair(segment(name), segment(FRAMES[target].format(rendering)))
    found = unanswered(Article([pair], language(source), language(target)), "target")
    assert bool(found) == (not same)


def test_table_is_large() -> None:
    assert len(LINES) >= 150
    assert len({param.values[0] for param in LINES}) >= 12
