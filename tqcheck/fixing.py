"""Applies suggestions to translations: encoding, line ends and everything outside of the spans stay byte for byte."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tqcheck.errors import NotFixable, TqcheckError
from tqcheck.model import Document, DocumentReport, Finding
from tqcheck.readers.decode import Decoded, decode

_ROUNDS = 10  # a repair may show another fault; rules whose repairs undo each other are stopped
_MARKS = (b"", codecs.BOM_UTF8, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# Escape sequences in these change what the bytes after them mean: one edit could damage the rest.
_STATEFUL = ("iso2022", "utf_7", "utf7", "hz")


@dataclass(frozen=True, slots=True)
class Fixed:
    """A file before and after, and how many suggestions were applied; `text` are the two as text."""

    path: str
    before: bytes
    after: bytes
    text: tuple[str, str]
    applied: int


def fix(path: str, encoding: str | None, check: Callable[[Document], DocumentReport], unsafe: bool = False) -> Fixed:
    """The file with the suggestions applied that are safe (or with `unsafe` all), checked again until none is left.

    `check` finds what is wrong with the translation. Raises `TqcheckError` where the file cannot be read, is in a
    format whose text lies elsewhere, in an encoding that does not give the same bytes back, or where repairs
    undo each other.
    """
    from tqcheck.readers import format_of, parse, read_bytes

    before = read_bytes(path)
    if format_of(path, before).binary:
        raise NotFixable("the text of this format cannot be fixed in place", path=path, remedy="mend it by hand")
    decoded = decode(before, path, encoding)
    mark = _mark(before, decoded, path)
    document = parse(decoded, path)
    if document.text != decoded.text:
        raise NotFixable("the text of this format cannot be fixed in place", path=path, remedy="mend it by hand")
    seen, applied = {document.text}, 0
    chosen: list[Finding] = []
    for _ in range(_ROUNDS):
        chosen = list(_apart(_usable(check(document).findings, document, unsafe)))
        chosen = _harmless(chosen, document, path)
        if not chosen:
            after = mark + document.text.encode(decoded.encoding)
            return Fixed(path, before, after, (decoded.text, document.text), applied)
        document = parse(replace(decoded, text=_applied(document.text, chosen)), path)
        if document.text in seen:
            break
        seen.add(document.text)
        applied += len(chosen)
    rules = ", ".join(sorted({one.rule for one in chosen}))
    raise TqcheckError(f"the repairs of {rules} undo each other", path=path, remedy="leave them out with --ignore")


def _mark(data: bytes, decoded: Decoded, path: str) -> bytes:
    """The byte order mark, once it is sure that the text gives the very same bytes again."""
    if not codecs.lookup(decoded.encoding).name.replace("-", "_").startswith(_STATEFUL):
        body = decoded.text.encode(decoded.encoding, "replace")
        for mark in _MARKS:
            if mark + body == data:
                return mark
    problem = f"read as {decoded.encoding} and written again, the file would not be the same"
    raise NotFixable(problem, path=path, remedy="save it as UTF-8")


def _usable(findings: Iterable[Finding], document: Document, unsafe: bool) -> Iterator[Finding]:
    """The findings with a suggestion that can be put in the place of the very words; not where markup is among them."""
    for one in findings:
        if one.suggestion is None or one.target is None or one.suggestion == one.target.text:
            continue
        if not (one.fix == "safe" or (unsafe and one.fix)):
            continue
        start, end = one.target.start, one.target.end
        if document.text[start:end] == one.target.text == document.masked[start:end]:
            try:
                one.suggestion.encode(document.encoding)
            except UnicodeEncodeError:
                continue
            yield one


def _apart(findings: Iterable[Finding]) -> Iterator[Finding]:
    """In order of their places, without those that touch the one before: the next round takes them up."""
    last = -1
    for one in sorted(findings, key=lambda one: (one.target.start, one.target.end) if one.target else (0, 0)):
        assert one.target is not None
        if one.target.start > last:
            yield one
            last = one.target.end


def _harmless(findings: list[Finding], document: Document, path: str) -> list[Finding]:
    """The suggestions after which the rest of the file still says what it said.

    A quotation mark can end a JSON string, an asterisk can be Markdown: what is read again must be what was written.
    """
    if not findings or _reads_as_written(findings, document, path):
        return findings
    alone = [one for one in findings if _reads_as_written([one], document, path)]
    return alone if _reads_as_written(alone, document, path) else alone[:1]


def _reads_as_written(findings: list[Finding], document: Document, path: str) -> bool:
    from tqcheck.readers import parse

    try:
        again = parse(Decoded(_applied(document.text, findings), document.encoding), path)
    except TqcheckError:
        return False
    return again.masked == _applied(document.masked, findings)


def _applied(text: str, findings: Iterable[Finding]) -> str:
    parts, at = [], 0
    for one in findings:
        assert one.target is not None
        parts += [text[at : one.target.start], one.suggestion or ""]
        at = one.target.end
    return "".join((*parts, text[at:]))


def diff(fixed: Fixed) -> str:
    """A unified diff of the two texts."""
    import difflib

    before, after = (text.splitlines(keepends=True) for text in fixed.text)
    lines = difflib.unified_diff(before, after, f"a/{fixed.path}", f"b/{fixed.path}")
    return "".join(line if line.endswith(("\n", "\r")) else f"{line}\n\\ No newline at end of file\n" for line in lines)
