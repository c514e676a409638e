"""Subtitles, SubRip (SRT) and WebVTT: the words of the cues, with their times, numbers and tags masked.

A sentence may run over several cues, so cues are one paragraph until one of them ends a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, Block, Document, Span
from tqcheck.readers.decode import Decoded

_TIME = r"(?:\d{1,3}:)?\d{1,2}:\d{2}[,.]\d{1,3}"
_TIMING = re.compile(rf"[ \t]*{_TIME}[ \t]*-->[ \t]*{_TIME}[^\r\n]*")
_LINE = re.compile(r"[^\r\n]*(?:\r\n?|\n|\Z)")
# <i>, </i>, <v Ana>, <c.loud>, <00:01.000>, <font color="…">, {\an8} and {y:i} of older players.
_TAG = re.compile(r"</?[A-Za-z][^<>\r\n]{0,200}>|</?\d[\d:.]{0,20}>|\{(?:\\|[A-Za-z]:)[^{}\r\n]{0,100}\}")
_ENTITY = re.compile(r"&(?:amp|lt|gt|nbsp|lrm|rlm|quot|#\d{1,6});")
_ENDS_SENTENCE = re.compile(r"(?:[.!?。！？؟।]|\]|\))['\"”’»♪]*\s*\Z")
_DIALOGUE = re.compile(r"[ \t]*[-–—][ \t]*(?=\S)")
_MOST_JOINED = 8  # cues


def read(decoded: Decoded, path: str | None) -> Document:
    """A document from SRT or WebVTT. Raises `TqcheckError` where no line gives the times of a cue."""
    text = decoded.text
    masked = list(text)
    cues = list(_cues(text))
    if not cues:
        remedy = "a cue begins with a line such as 00:00:01,000 --> 00:00:03,000"
        raise TqcheckError("there are no subtitles in it", path=path, line=1, remedy=remedy)
    lines = [[part for line in cue for part in _shown(text, line, masked)] for cue in cues]
    blocks = tuple(_blocks(text, lines, masked))
    return Document(text, "".join(masked), blocks, path, decoded.encoding, decoded.notices)


def _cues(text: str) -> Iterator[list[Span]]:
    """The lines of words of each cue: from below its times to the next blank line or times."""
    cue: list[Span] | None = None
    for match in _LINE.finditer(text):
        line = Span(match.start(), match.start() + len(match[0].rstrip("\r\n")))
        if _TIMING.fullmatch(text, line.start, line.end):
            if cue and text[cue[-1].start : cue[-1].end].strip().isdigit():
                cue.pop()  # the number of this cue, where no blank line parts the two
            if cue:
                yield cue
            cue = []
        elif not line.of(text).strip():
            if cue:
                yield cue
            cue = None if cue else cue
        elif cue is not None:
            cue.append(line)
    if cue:
        yield cue


def _shown(text: str, line: Span, masked: list[str]) -> Iterator[Span]:
    """The line, without blanks and tags at its ends; tags inside are masked."""
    for match in _TAG.finditer(text, line.start, line.end):
        masked[match.start() : match.end()] = NOTHING * len(match[0])
    for match in _ENTITY.finditer(text, line.start, line.end):
        masked[match.start() : match.end()] = _unescaped(match[0])
    start, end = line.start, line.end
    while start < end and (masked[start].isspace() or masked[start] == NOTHING):
        start += 1
    while end > start and (masked[end - 1].isspace() or masked[end - 1] == NOTHING):
        end -= 1
    if start < end:
        yield Span(start, end)


def _unescaped(entity: str) -> str:
    import html

    return (html.unescape(entity) + NOTHING * len(entity))[: len(entity)]


def _blocks(text: str, cues: list[list[Span]], masked: list[str]) -> Iterator[Block]:
    """A block for each run of lines that make sentences; a line of dialogue ("- Yes.") begins its own."""
    run: list[Span] = []
    joined = 0
    for cue in cues:
        joined += 1
        for line in cue:
            dialogue = _DIALOGUE.match(text, line.start, line.end)
            if run and dialogue and _ENDS_SENTENCE.search(_text(masked, run[-1])):
                yield _block(run, masked)
                run = []
            run.append(Span(dialogue.end(), line.end) if dialogue and not run else line)
        if run and (joined >= _MOST_JOINED or _ENDS_SENTENCE.search(_text(masked, run[-1]))):
            yield _block(run, masked)
            run, joined = [], 0
    if run:
        yield _block(run, masked)


def _text(masked: list[str], line: Span) -> str:
    return "".join(masked[line.start : line.end])


def _block(run: list[Span], masked: list[str]) -> Block:
    """The lines as one block: what stands between them is a line end and nothing else."""
    for before, after in zip(run, run[1:]):
        gap = after.start - before.end
        masked[before.end : after.start] = "\n" + NOTHING * (gap - 1)
    return Block(run[0].start, run[-1].end)
