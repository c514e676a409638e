"""Readers: bytes to a `Document`, one file per format; offsets point into the decoded text."""

from __future__ import annotations

import sys
from pathlib import Path

from tqcheck.errors import TqcheckError
from tqcheck.model import Document
from tqcheck.project.comments import hide
from tqcheck.readers.decode import Decoded, decode

_MARKDOWN = {".md", ".markdown", ".mdown", ".mkd"}


def read(path: str, encoding: str | None = None) -> Document:
    """The document at `path` (`-` is standard input), read by the format its name tells; else as plain text.

    Raises `TqcheckError` where there is no such file, or it is a directory, empty, binary or not decodable.
    """
    name = "standard input" if path == "-" else path
    decoded = decode(read_bytes(path), name, encoding)
    return parse(decoded, path, name)


def parse(decoded: Decoded, path: str, name: str | None = None) -> Document:
    """The decoded text as a document, read by the format that the name of `path` tells."""
    if Path(path).suffix.lower() in _MARKDOWN:
        from tqcheck.readers import markdown

        document = markdown.read(decoded, name or path)
    else:
        from tqcheck.readers import plain

        document = plain.read(decoded, name or path)
    document = hide(document)
    if not document.blocks:
        raise TqcheckError("there is no text to check", path=name or path, remedy="give a file with prose in it")
    return document


def read_bytes(path: str) -> bytes:
    """The bytes at `path`, or of standard input for `-`. Raises `TqcheckError` where they cannot be read."""
    if path == "-":
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except FileNotFoundError:
        raise TqcheckError("there is no such file", path=path, remedy="check the name") from None
    except IsADirectoryError:
        raise TqcheckError("this is a directory", path=path, remedy="give a file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise TqcheckError(f"cannot be read ({reason})", path=path, remedy="check that you may read it") from None
