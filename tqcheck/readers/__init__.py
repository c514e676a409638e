"""Readers: bytes to a `Document`, one file per format; offsets point into the decoded text."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path, PurePath

from tqcheck.errors import TqcheckError
from tqcheck.model import Document
from tqcheck.project.comments import hide
from tqcheck.readers.decode import Decoded, decode
from tqcheck.records import dataclass

LARGEST = 64_000_000  # bytes of a file that is read whole
LONGEST = 200_000  # characters of a paragraph


@dataclass(frozen=True, slots=True)
class Format:
    """A file format: the ends of its names, how its content begins, and the module whose `read` reads it.

    `read` takes the decoded text (the bytes, where `binary`) and the path, and returns a `Document`. `charset` finds
    the encoding that the content names; `prose` are formats in which a line is text for people.
    """

    name: str
    suffixes: tuple[str, ...]
    module: str
    begins: re.Pattern[bytes] | None = None
    binary: bool = False
    charset: re.Pattern[bytes] | None = None
    prose: bool = False


FORMATS: tuple[Format, ...] = (
    Format("markdown", (".md", ".markdown", ".mdown", ".mkd", ".mdx"), "tqcheck.readers.markdown", prose=True),
    Format(
        "html",
        (".html", ".htm", ".xhtml"),
        "tqcheck.readers.html",
        re.compile(rb"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.I),
        charset=re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I),
    ),
    Format(
        "docx",
        (".docx", ".docm"),
        "tqcheck.readers.docx",
        re.compile(rb"PK\x03\x04.{26,60}(?:\[Con|word/)", re.S),
        True,
    ),
    Format(
        "subtitles",
        (".srt", ".vtt"),
        "tqcheck.readers.subtitles",
        re.compile(rb"(?:\xef\xbb\xbf)?(?:WEBVTT\b|\s*\d+[ \t]*\r?\n\d\d:\d\d:\d\d,\d{3} -->)"),
    ),
    Format("json", (".json", ".arb"), "tqcheck.readers.json_table"),
    Format("yaml", (".yml", ".yaml"), "tqcheck.readers.yaml_table"),
    Format("text", (".txt", ".text"), "tqcheck.readers.plain", prose=True),
)


def format_of(path: str, data: bytes = b"") -> Format:
    """The format of a file, by its name; where that tells nothing (or only "text"), by how its content begins."""
    suffix = PurePath(path).suffix.lower()
    named = next((one for one in FORMATS if suffix in one.suffixes), FORMATS[-1])
    if named is not FORMATS[-1]:
        return named
    if suffix and suffix not in named.suffixes and (plugged := _plugged(suffix)):
        return plugged
    return next((one for one in FORMATS if one.begins and one.begins.match(data[:2000])), named)


def _plugged(suffix: str) -> Format | None:
    """The format of a plug-in: an entry point of `tqcheck.readers`, named by the suffix, whose module has `read`."""
    from tqcheck import plugins

    if suffix not in plugins.found("readers"):
        return None
    return Format(suffix, (suffix,), plugins.load("readers", suffix).__name__)


def read(path: str, encoding: str | None = None) -> Document:
    """The document at `path` (`-` is standard input), read by its format.

    Raises `TqcheckError` where there is no such file, or it is a directory, empty, too large, damaged or not decodable.
    """
    name = "standard input" if path == "-" else path
    data = read_bytes(path)
    form = format_of(path, data)
    if form.binary:
        return _checked(importlib.import_module(form.module).read(data, name), name)
    return parse(_decoded(data, name, encoding, form), path, name, form)


def _decoded(data: bytes, name: str, encoding: str | None, form: Format) -> Decoded:
    declared = form.charset.search(data[:4000]) if form.charset and not encoding else None
    if declared:
        try:
            data.decode(declared[1].decode("ascii"))
            return decode(data, name, declared[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass  # pages lie about it; the bytes do not
    return decode(data, name, encoding)


def parse(decoded: Decoded, path: str, name: str | None = None, form: Format | None = None) -> Document:
    """The decoded text as a document, read by its format, else by the one that the name of `path` tells."""
    form = form or format_of(path)
    if form.binary:
        raise TqcheckError(f"{form.name} is no format of text", path=name or path, remedy="give a text file")
    if form.prose:
        bounded_lines(decoded.text, name or path)
    reader = importlib.import_module(form.module)
    return _checked(reader.read(decoded, name or path), name or path)


def _checked(document: Document, path: str) -> Document:
    """The document without orders to tqcheck. Raises `TqcheckError` where no text is left, or too long a paragraph."""
    document = hide(document)
    if all(block.kind == "other" for block in document.blocks):
        raise TqcheckError("there is no text to check", path=path, remedy="give a file with prose in it")
    for block in document.blocks:
        if block.end - block.start > LONGEST:
            _bounded_text(block.end - block.start, path, document.text.count("\n", 0, block.start) + 1)
    return document


def bounded_lines(text: str, path: str | None) -> None:
    """Raises `TqcheckError`, naming the line, where a line is longer than any paragraph of prose."""
    for number, line in enumerate(text.split("\n"), 1):
        _bounded_text(len(line), path, number)


def _bounded_text(size: int, path: str | None, line: int) -> None:
    if size > LONGEST:
        problem = f"a paragraph of {size:,} characters"
        raise TqcheckError(problem, path=path, line=line, remedy="is it prose? Break it into paragraphs")


def read_bytes(path: str) -> bytes:
    """The bytes at `path`, or of standard input for `-`. Raises `TqcheckError` where they cannot be read."""
    if path == "-":
        return _bounded(sys.stdin.buffer.read(LARGEST + 1), "standard input")
    try:
        with Path(path).open("rb") as file:
            return _bounded(file.read(LARGEST + 1), path)
    except FileNotFoundError:
        raise TqcheckError("there is no such file", path=path, remedy="check the name") from None
    except IsADirectoryError:
        raise TqcheckError("this is a directory", path=path, remedy="give a file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TqcheckError(f"cannot be read ({reason})", path=path, remedy="check that you may read it") from None


def _bounded(data: bytes, path: str) -> bytes:
    if len(data) > LARGEST:
        remedy = "split it, or give segment pairs as a bitext"
        raise TqcheckError(f"the file has more than {LARGEST // 1_000_000} MB", path=path, remedy=remedy)
    return data
