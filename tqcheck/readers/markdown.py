"""Markdown: what CommonMark shows as text is read, markup is masked character for character."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from tqcheck.model import NOTHING, OBJECT, Block, BlockKind, Document
from tqcheck.readers.decode import Decoded

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

# YAML between lines of ---, TOML between lines of +++, at the very beginning.
_FRONT_MATTER = re.compile(r"(---|\+\+\+)[ \t]*\r?\n(?:.*?\r?\n)?\1[ \t]*(?:\r?\n|\Z)", re.S)
_KINDS: dict[str, BlockKind] = {
    "heading_open": "heading",
    "list_item_open": "item",
    "blockquote_open": "quotation",
    "tr_open": "table",
}


@functools.cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    # text_join would glue entities and escapes to their neighbours, and their raw length would be lost.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).disable("text_join")


def read(decoded: Decoded, path: str | None) -> Document:
    """A document from Markdown; front matter, code blocks and HTML blocks are no text to check."""
    text = decoded.text
    front = _FRONT_MATTER.match(text)
    offset = front.end() if front else 0
    # markdown-it counts lines by \n: other line ends become one of the same length.
    body = text[offset:].replace("\r\n", " \n").replace("\r", "\n").replace("\0", "\ufffd")
    masked = list(text)
    masked[:offset] = NOTHING * offset
    blocks = tuple(_blocks(body, masked, offset))
    return Document(text, "".join(masked), blocks, path, decoded.encoding, decoded.notices)


def _blocks(body: str, masked: list[str], offset: int) -> Iterator[Block]:
    lines = _line_starts(body)
    open_kinds: list[BlockKind] = []
    at = 0
    for token in _parser().parse(body):
        if token.type in _KINDS:
            open_kinds.append(_KINDS[token.type])
        elif token.type.replace("_close", "_open") in _KINDS:
            open_kinds.pop()
        elif token.type == "inline" and token.children:
            start, end = (lines[line] for line in token.map or (0, len(lines) - 1))
            span = _Inline(body, max(at, start), end, masked, offset).walk(token.children)
            if span:
                at = span[1]
                yield Block(span[0] + offset, span[1] + offset, open_kinds[-1] if open_kinds else "paragraph")


def _line_starts(body: str) -> list[int]:
    starts = [0] + [match.end() for match in re.finditer("\n", body)]
    return [*starts, len(body)]


class _Inline:
    """Finds the inline tokens of a block in its raw text, one after the other, and masks what lies between."""

    def __init__(self, body: str, start: int, end: int, masked: list[str], offset: int) -> None:
        self.body, self.at, self.end = body, start, end
        self.masked, self.offset = masked, offset

    def walk(self, tokens: Sequence[Token]) -> tuple[int, int] | None:
        """The span from the first to the last text of the block; None where it has none."""
        first = last = None
        for token in tokens:
            found = self._find(token)
            if found is None:
                continue
            start, end = found
            if first is None:
                first = start
            else:
                self._hide(self.at, start)
            self.at = last = end
        return None if first is None or last is None else (first, last)

    def _find(self, token: Token) -> tuple[int, int] | None:
        if token.type in {"text", "text_special"}:
            return self._text(token)
        if token.type == "code_inline":
            return self._object(token.markup, token.content, token.markup)
        if token.type == "image":
            return self._image()
        if token.type == "html_inline":
            self._skip(token.content)
        elif token.type == "link_close" and token.markup != "autolink":
            self._skip_address()
        elif token.markup and token.type.endswith(("_open", "_close")) and token.markup != "autolink":
            self._skip(token.markup)
        elif token.type in {"softbreak", "hardbreak"}:
            self._skip_line()
        return None

    def _text(self, token: Token) -> tuple[int, int] | None:
        if not token.content:
            return None
        raw = token.markup if token.type == "text_special" else token.content
        start = self.body.find(raw, self.at, self.end)
        if start < 0:
            return None
        end = start + len(raw)
        if token.type == "text_special":
            shown = (token.content + NOTHING * len(raw))[: len(raw)]
            self.masked[start + self.offset : end + self.offset] = shown
        return start, end

    def _object(self, *parts: str) -> tuple[int, int] | None:
        start = self.body.find(parts[0], self.at, self.end)
        end = start
        for part in parts:
            found = self.body.find(part, end, self.end) if start >= 0 else -1
            if found < 0:
                return None
            end = found + len(part)
        self._mask(start, end, OBJECT)
        return start, end

    def _image(self) -> tuple[int, int] | None:
        start = self.body.find("![", self.at, self.end)
        if start < 0:
            return None
        self.at = start + 2
        self._skip_address()
        self._mask(start, self.at, OBJECT)
        return start, self.at

    def _skip(self, raw: str) -> None:
        found = self.body.find(raw, self.at, self.end)
        if found >= 0:
            self._hide(self.at, found + len(raw))
            self.at = found + len(raw)

    def _skip_line(self) -> None:
        # The break itself stays a space between words; what opens the next line ("> ", indentation) is hidden.
        found = self.body.find("\n", self.at, self.end)
        if found >= 0:
            self._hide(self.at, found)
            self.at = found + 1

    def _skip_address(self) -> None:
        """Skip the end of a link or image: `](address "title")`, `][reference]` or `]`."""
        from markdown_it.helpers import parseLinkDestination, parseLinkTitle

        start = self.at
        close = self.body.find("]", self.at, self.end)
        if close < 0:
            return
        at = close + 1
        if self.body[at : at + 1] == "(":
            target = parseLinkDestination(self.body, self._blank(at + 1), self.end)
            at = self._blank(target.pos if target.ok else at + 1)
            title = parseLinkTitle(self.body, at, self.end)
            at = self._blank(title.pos if title.ok else at)
            at += self.body[at : at + 1] == ")"
        elif self.body[at : at + 1] == "[":
            end = self.body.find("]", at, self.end)
            at = end + 1 if end >= 0 else at
        self._hide(start, at)
        self.at = at

    def _blank(self, at: int) -> int:
        while at < self.end and self.body[at].isspace():
            at += 1
        return at

    def _hide(self, start: int, end: int) -> None:
        self._mask(start, end, NOTHING)

    def _mask(self, start: int, end: int, sign: str) -> None:
        for at in range(start + self.offset, end + self.offset):
            # Line ends stay: they separate words.
            self.masked[at] = "\n" if self.masked[at] == "\n" else sign
