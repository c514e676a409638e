"""Plain text: paragraphs, headings, list items and quotations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.model import NOTHING, Block, BlockKind, Document, Span
from tqcheck.readers.decode import Decoded

_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
# A bullet or a number with its space. A dash may open a dialogue, so only the hyphen counts, and only before a space.
_ITEM = re.compile(r"[ \t]*(?:[-*•‣◦▪][ \t]+|\(?\d{1,3}[.)][ \t]+(?=\S))")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+")
_ENDS_SENTENCE = re.compile(r"[.!?…:;,。！？：；、۔؟।]['\"”’»)\]]*\s*\Z")
_NARROWEST, _WIDEST = 40, 130  # columns of hard-wrapped text; other lines are paragraphs of their own
_LONGEST_HEADING = 160


def read(decoded: Decoded, path: str | None) -> Document:
    """A document from plain text."""
    text = decoded.text
    masked = list(text)
    blocks: list[Block] = []
    for lines in _chunks(text):
        for group in _paragraphs(text, lines):
            alone = len(lines) == 1 or not blocks  # the title may stand right above the text
            if block := _block(text, group, masked, alone):
                blocks.append(block)
    return Document(text, "".join(masked), tuple(blocks), path, decoded.encoding, decoded.notices)


def _chunks(text: str) -> Iterator[list[Span]]:
    """Runs of lines without a blank one between them; spans without the line's end."""
    run: list[Span] = []
    for match in _LINE.finditer(text):
        line = Span(match.start(), match.start() + len(match[0].rstrip("\r\n")))
        if line.of(text).strip():
            run.append(line)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _paragraphs(text: str, lines: list[Span]) -> Iterator[list[Span]]:
    """The chunk as it is where it is wrapped by hand, else a paragraph for each line; an item begins its own."""
    wrapped = _is_wrapped([line.of(text) for line in lines])
    group: list[Span] = []
    for line in lines:
        if group and not (wrapped and not _ITEM.match(line.of(text))):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_wrapped(lines: list[str]) -> bool:
    """Whether each line is as long as it could be: the first word of the next would not have fitted."""
    if len(lines) < 2:
        return False
    if all(_QUOTED.match(line) for line in lines):
        return True
    width = max(map(len, lines))
    if not _NARROWEST <= width <= _WIDEST:
        return False
    return all(
        len(line.rstrip()) + 1 + len((following.split() or [""])[0]) > width or _ITEM.match(following)
        for line, following in zip(lines, lines[1:])
    )


def _block(text: str, lines: list[Span], masked: list[str], alone: bool) -> Block | None:
    kind: BlockKind = "paragraph"
    start, end = lines[0].start, lines[-1].end
    if quoted := _QUOTED.match(lines[0].of(text)):
        kind, start = "quotation", start + quoted.end()
        _hide_quotation_marks(text, lines, masked)
    elif item := _ITEM.match(lines[0].of(text)):
        kind, start = "item", start + item.end()
    inside = text[start:end]
    start += len(inside) - len(inside.lstrip())
    end -= len(inside) - len(inside.rstrip())
    if kind == "paragraph" and alone and len(lines) == 1 and _is_heading(text[start:end]):
        kind = "heading"
    return Block(start, end, kind) if start < end else None


def _hide_quotation_marks(text: str, lines: list[Span], masked: list[str]) -> None:
    for line in lines:
        if quoted := _QUOTED.match(line.of(text)):
            masked[line.start : line.start + quoted.end()] = NOTHING * quoted.end()


def _is_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and not _ENDS_SENTENCE.search(line)
