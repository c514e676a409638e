"""Which words answer each other in right translations: so it is known what is missing where words are dropped.

tqcheck's own aligner tells; it takes minutes, so its links are kept in a file.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from spans.data import Example, Link
from tqcheck.annotate import Article, Pair
from tqcheck.languages import language
from tqcheck.model import AlignedPair

PORTION = 400  # pairs that are read as one article
UNSPACED = {"zh", "hi", "ar", "ne", "si"}  # and those where words are written together, or the aligner knows little
EVERY = {"pt": 1, "": 3, "edited": 12}  # one in so many pairs of TICO-19 with Portuguese, of the others, of post-edits


def with_links(examples: Sequence[Example], kept: Path) -> list[Example]:
    """The examples; those that were chosen know their links."""
    if not kept.exists():
        kept.write_text(json.dumps(_all(examples)), encoding="utf-8")
    found = {(source, target): links for source, target, links in json.loads(kept.read_text(encoding="utf-8"))}
    done = []
    for one in examples:
        there, back = found.get((one.source, one.target)), found.get((one.target, one.source))
        links = [tuple(link) for link in there or ()]
        links = links or [(c, d, a, b, sure) for a, b, c, d, sure in back or ()]
        done.append(replace(one, links=tuple(links)) if links else one)
    return done


def _all(examples: Sequence[Example]) -> list[tuple[str, str, list[Link]]]:
    groups: dict[tuple[str, str], dict[tuple[str, str], Example]] = defaultdict(dict)
    for one in examples:
        if UNSPACED.isdisjoint(one.languages) and (one.target, one.source) not in groups[one.languages[::-1]]:
            groups[one.languages].setdefault((one.source, one.target), one)
    found: list[tuple[str, str, list[Link]]] = []
    for tags, group in groups.items():
        every = EVERY["edited" if len(group) > 4000 else "pt" if "pt" in tags else ""]
        chosen = list(group.values())[::every]
        for at in range(0, len(chosen), PORTION):
            found += _aligned(chosen[at : at + PORTION], tags)
    return found


def _aligned(examples: Sequence[Example], tags: tuple[str, str]) -> Iterable[tuple[str, str, list[Link]]]:
    pairs = [AlignedPair.of(one.source, one.target) for one in examples]
    for pair in Article(pairs, language(tags[0]), language(tags[1])).pairs:
        yield pair.source.text, pair.target.text, _places(pair)  # type: ignore[union-attr]


def _places(pair: Pair) -> list[Link]:
    source, target = pair.source, pair.target
    assert source is not None
    assert target is not None
    return [
        (
            source.words[one.source].start, source.words[one.source].end,
            target.words[one.target].start, target.words[one.target].end, round(one.confidence, 2),
        )
        for one in pair.links
    ]  # fmt: skip
