"""Reads the marked examples of rules into articles and what is expected of them."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tqcheck.annotate import Article
from tqcheck.knowledge.glossary import Glossary
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Segment
from tqcheck.rules import Example

_MARK = re.compile(r"\[\[(.*?)(?: => (.*?))?\]\]")


@dataclass(frozen=True)
class Marked:
    """A line of an example without its marks; `spans` are (start, end, repair or None)."""

    text: str
    spans: tuple[tuple[int, int, str | None], ...]


def unmark(line: str) -> Marked:
    plain, spans, last = "", [], 0
    for match in _MARK.finditer(line):
        plain += line[last : match.start()]
        spans.append((len(plain), len(plain) + len(match[1]), match[2]))
        plain, last = plain + match[1], match.end()
    return Marked(plain + line[last:], tuple(spans))


def sides(example: Example) -> tuple[list[Marked], list[Marked]]:
    """The marked lines of source and target; no source lines for a target-only example."""
    *source, target = [[unmark(line) for line in text.split("\n")] for text in example.texts]
    return (source[0] if source else []), target


def article(example: Example) -> Article:
    source, target = sides(example)
    pairs = []
    for index in range(max(len(source), len(target))):
        left = source[index].text if index < len(source) else ""
        right = target[index].text if index < len(target) else ""
        pairs.append(AlignedPair(_segment(left, index), _segment(right, index)))
    *source_tag, target_tag = example.languages
    return Article(
        [pair for pair in pairs if pair.source or pair.target],
        language(source_tag[0]) if source_tag else None,
        language(target_tag),
        Glossary(example.glossary),
    )


def articles(example: Example) -> list[Article]:
    """Each line of the example as an article of its own."""
    lines = [dict(zip(example.languages, texts)) for texts in zip(*(text.split("\n") for text in example.texts))]
    return [article(Example(glossary=example.glossary, **line)) for line in lines]


def _segment(text: str, index: int) -> Segment | None:
    return Segment(0, len(text), text, index) if text else None
