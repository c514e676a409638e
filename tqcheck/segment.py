"""Documents to sentences: offsets into the document, nothing lost but the blanks between them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.languages import Language
from tqcheck.model import NOTHING, Block, Document, Segment, Span

# What is left open at the end of a piece is closed in the next: a bracket, or a quotation of several sentences stays
# split; only closing signs that begin a piece belong to the one before.
_CLOSING = re.compile(r"[)\]”’»」』]+")
_ENDS_WITH_ABBREVIATION = re.compile(r"(?:^|[\s(“\"«])([^\s(“\"«]+)\.\s*\Z")
_INITIAL = re.compile(r"(?:^|\s)\w\.\s*\Z")
_KEPT_WHOLE = frozenset({"heading", "table"})


def segment(document: Document, language: Language) -> list[Segment]:
    """The sentences of a document in order. Headings and table cells are one segment each.

    Blocks of kind "other" have none: they are not part of the article.
    """
    return [
        Segment(span.start, span.end, document.masked[span.start : span.end], number, block.kind)
        for number, block in enumerate(document.blocks)
        if block.kind != "other"
        for span in _sentences(document.masked, block, language)
    ]


def _sentences(masked: str, block: Block, language: Language) -> Iterator[Span]:
    text = masked[block.start : block.end]
    pieces = [text] if block.kind in _KEPT_WHOLE else _joined(text, language)
    at = block.start
    for piece in pieces:
        start, end = _trimmed(masked, at, at + len(piece))
        if start < end:
            yield Span(start, end)
        at += len(piece)


def _trimmed(masked: str, start: int, end: int) -> tuple[int, int]:
    def blank(at: int) -> bool:
        return masked[at].isspace() or masked[at] == NOTHING

    while start < end and blank(start):
        start += 1
    while end > start and blank(end - 1):
        end -= 1
    return start, end


def _joined(text: str, language: Language) -> list[str]:
    """Sentences, after mending what the splitter cut too early."""
    from tqcheck.knowledge.sentences import split

    shown = re.sub(r"\s", " ", text)
    pieces = split(shown, language.base)
    if "".join(pieces) != shown:  # never trust offsets that do not add up
        return [text]
    abbreviations = frozenset(str(language.topic("sentences").get("abbreviations", "")).split())
    sentences: list[str] = []
    for piece in pieces:
        if sentences and _belongs_to(sentences[-1], piece, abbreviations):
            sentences[-1] += piece
        else:
            sentences.append(piece)
    return sentences


def _belongs_to(before: str, piece: str, abbreviations: frozenset[str]) -> bool:
    start = piece.lstrip(" " + NOTHING)
    if not start:
        return True
    if closing := _CLOSING.match(start):
        start = start[closing.end() :].lstrip(" ,;—–-")
        return not start or start[0].islower()
    if start[0].islower() or start[0] in ",;:.":
        return True
    if _INITIAL.search(before):
        return True
    ended = _ENDS_WITH_ABBREVIATION.search(before)
    return bool(ended and ended[1].casefold() in abbreviations)
