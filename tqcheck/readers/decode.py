"""Bytes to text: UTF-8 by right, other encodings only by evidence and never silently."""

from __future__ import annotations

import codecs
import re

from tqcheck.errors import TqcheckError
from tqcheck.records import dataclass

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MOST_CANDIDATES = 8
_SAMPLE = 20_000  # characters that decide
_SURROGATE = re.compile("[\ud800-\udfff]")
_REMEDY = "save it as UTF-8 or name its encoding with --encoding"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text without its byte order mark, the encoding it was in, and what the user should know of it."""

    text: str
    encoding: str
    notices: tuple[str, ...] = ()


def well_formed(text: str) -> str:
    """The text with U+FFFD for each lone surrogate, which JSON's escapes can write and no encoding has."""
    return _SURROGATE.sub("\ufffd", text)


def decode(data: bytes, path: str | None = None, encoding: str | None = None) -> Decoded:
    """The text in `data`. Line ends stay as they are, so that offsets point into what an editor shows.

    Raises `TqcheckError` for an empty or binary file, for bytes that are not in `encoding`, and for UTF-8 with
    invalid bytes in it (naming the line).
    """
    if not data.strip():
        raise TqcheckError("the file is empty", path=path, remedy="give a file with text in it")
    if encoding:
        return _as_named(data, path, encoding)
    for mark, name in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _marked(data[len(mark) :], path, name)
    if b"\0" in data:
        raise TqcheckError("this is a binary file", path=path, remedy="give a text or Markdown file")
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _legacy(data, path, error)


def _as_named(data: bytes, path: str | None, encoding: str) -> Decoded:
    try:
        return Decoded(data.decode(encoding).removeprefix("\ufeff"), encoding)
    except LookupError:
        raise TqcheckError(
            f"there is no encoding {encoding!r}", remedy="give one such as utf-8, cp1252 or iso-8859-2"
        ) from None
    except UnicodeDecodeError as error:
        raise _invalid(data, path, error, f"this is not {encoding}") from None


def _marked(data: bytes, path: str | None, name: str) -> Decoded:
    try:
        text = data.decode(name)
    except UnicodeDecodeError as error:
        raise _invalid(data, path, error, f"bytes that are not {name}") from None
    if not text.strip():
        raise TqcheckError("the file is empty", path=path, remedy="give a file with text in it")
    notices = () if name == "utf-8" else (f"{path or 'the text'} was read as {name}, as its byte order mark says",)
    return Decoded(text, name, notices)


def _legacy(data: bytes, path: str | None, error: UnicodeDecodeError) -> Decoded:
    if _damaged_utf8(data):
        raise _invalid(data, path, error, "a byte that is not UTF-8") from None
    from charset_normalizer import from_bytes

    candidates = list(from_bytes(data))
    if not candidates:
        raise _invalid(data, path, error, "neither UTF-8 nor an encoding that could be detected") from None
    # charset-normalizer ranks code pages by the look of the letters and takes cp1250 ("Relaçőes") for Portuguese:
    # of what it thinks possible, the one with the most words that exist is the right one.
    best = max(candidates[:_MOST_CANDIDATES], key=lambda candidate: _known_words(str(candidate)))
    notice = f"{path or 'the text'} is not UTF-8: it was read as {best.encoding} (detected; if wrong, use --encoding)"
    return Decoded(str(best), best.encoding, (notice,))


def _known_words(text: str) -> int:
    """How many words with letters beyond ASCII are known in the language that the text seems to be in."""
    from tqcheck.knowledge.frequency import zipf
    from tqcheck.knowledge.language_identification import detect
    from tqcheck.languages import language

    sample = text[:_SAMPLE]
    found = detect(sample)
    if not found:
        return 0
    words = {word for word in re.findall(r"[^\W\d_]+", sample.casefold()) if not word.isascii()}
    return sum(zipf(word, language(found[0][0])) > 0 for word in words)


def _damaged_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8 with a few invalid ones among them, rather than another encoding."""
    rest = data.decode("utf-8", "replace")
    return sum(ord(char) > 127 and char != "\ufffd" for char in rest) > rest.count("\ufffd")


def _invalid(data: bytes, path: str | None, error: UnicodeDecodeError, problem: str) -> TqcheckError:
    line = len(re.findall(rb"\r\n?|\n", data[: error.start])) + 1
    return TqcheckError(f"{problem} (0x{data[error.start]:02x})", path=path, line=line, remedy=_REMEDY)
