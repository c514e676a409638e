"""Word documents (DOCX): body, tables, text boxes and notes as text, a paragraph a line.

The text is not that of the file, which is a zip of XML: lines of findings count paragraphs.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError
from tqcheck.model import OBJECT, Block, BlockKind, Document

if TYPE_CHECKING:
    from docx.document import Document as Word

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_TEXT_BOX = f"{_W}txbxContent"
_NOT_TEXT = frozenset(
    {f"{_W}{name}" for name in ("del", "moveFrom", "instrText", "delText", "pPr", "rPr")} | {_FALLBACK}
)
_SIGNS = {f"{_W}tab": "\t", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "\u2011", f"{_W}drawing": OBJECT}
_HEADING = re.compile(r"(?:heading|title|subtitle|überschrift|título|titre|titolo)\b", re.I)
_MOST_PARTS, _MOST_BYTES = 5_000, 200_000_000  # of what the archive says that it unpacks to
_SHORT = 120  # characters of a table cell that is no prose


def read(data: bytes, path: str | None) -> Document:
    """A document from DOCX; what tracked changes have deleted is left out, what they insert is read.

    Raises `TqcheckError` for what is no whole DOCX, is encrypted, or unpacks beyond all measure.
    """
    word = _opened(data, path)
    text, blocks = "", []
    for kind, line in _paragraphs(word):
        shown = line.strip()
        if shown:
            start = len(text) + len(line) - len(line.lstrip())
            blocks.append(Block(start, start + len(shown), kind))
        text += line + "\n"
    return Document(text, text, tuple(blocks), path)


def _opened(data: bytes, path: str | None) -> Word:
    try:
        import docx
    except ImportError:
        remedy = "install it with `pip install tqcheck[docx]`"
        raise TqcheckError("Word documents need python-docx", path=path, remedy=remedy) from None
    _guard(data, path)
    try:
        return docx.Document(io.BytesIO(data))
    except Exception as error:  # whatever lxml, zipfile or python-docx make of a damaged file
        problem = f"this is not a whole Word document ({type(error).__name__})"
        raise TqcheckError(problem, path=path, remedy="save it again as .docx") from None


def _guard(data: bytes, path: str | None) -> None:
    """Refuse what is no zip, and archives that unpack to more than a document can hold."""
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise TqcheckError("this is an old or an encrypted Word file", path=path, remedy="save it as .docx")
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError):
        problem = "this is not a whole Word document"
        raise TqcheckError(problem, path=path, remedy="save it again as .docx") from None
    parts = archive.infolist()
    size = sum(part.file_size for part in parts)
    if len(parts) > _MOST_PARTS or size > _MOST_BYTES:
        problem = f"the document unpacks to {size // 1_000_000} MB in {len(parts)} parts"
        raise TqcheckError(problem, path=path, remedy="it may be a zip bomb: do not open it")
    for part in parts:
        if part.filename.endswith((".xml", ".rels")) and _declares(archive, part):
            problem = f"{part.filename} declares entities"
            raise TqcheckError(problem, path=path, remedy="no word processor does: do not open it")


def _declares(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> bool:
    try:
        with archive.open(part) as file:
            return b"<!DOCTYPE" in file.read(4_000)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, OSError, EOFError):
        return False  # damaged: whoever reads it will say so


def _paragraphs(word: Word) -> Iterator[tuple[BlockKind, str]]:
    """Kind and text of each paragraph, in reading order; the notes come last."""
    yield from _inside(word.element.body, word)
    for relation in word.part.rels.values():
        if relation.reltype.endswith(("/footnotes", "/endnotes")) and not relation.is_external:
            from docx.oxml import parse_xml

            yield from _inside(parse_xml(relation.target_part.blob), word)


def _inside(element: Any, word: Word) -> Iterator[tuple[BlockKind, str]]:
    for paragraph in element.iter(f"{_W}p"):
        if any(above.tag in _NOT_TEXT for above in paragraph.iterancestors()):
            continue
        text = "".join(_text(paragraph))
        yield _kind(paragraph, text, word), text


def _text(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == f"{_W}t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _NOT_TEXT and child.tag != _TEXT_BOX:
            yield from _text(child)


def _kind(paragraph: Any, text: str, word: Word) -> BlockKind:
    from docx.text.paragraph import Paragraph

    style = Paragraph(paragraph, word._body).style
    name = (style.name if style is not None else "") or ""
    if _HEADING.match(name) or paragraph.find(f"{_W}pPr/{_W}outlineLvl") is not None:
        return "heading"
    if any(above.tag == f"{_W}tc" for above in paragraph.iterancestors()) and len(text) <= _SHORT:
        return "table"
    if paragraph.find(f"{_W}pPr/{_W}numPr") is not None or name.startswith("List"):
        return "item"
    return "quotation" if "quote" in name.lower() else "paragraph"
