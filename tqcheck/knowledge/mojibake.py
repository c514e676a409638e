"""Mojibake: UTF-8 that was read in another code page, and its repair (ftfy, Apache-2.0; own search beside it)."""

from __future__ import annotations

import functools
from collections.abc import Iterator

# Code pages that a web server or an editor assumes; ftfy undoes the first two on its own.
_CODE_PAGES = (
    "cp1252", "latin-1", "cp1250", "iso8859-2", "cp1251", "iso8859-5", "cp1253", "cp1254", "iso8859-15", "cp1257",
    "mac-roman", "cp437", "cp850", "koi8-r",
)  # fmt: skip


@functools.lru_cache(maxsize=16384)
def repairs(word: str) -> tuple[str, ...]:
    """What `word` was before its UTF-8 bytes were read in another code page; likeliest first, without repeats."""
    return tuple(dict.fromkeys(_repairs(word)))


def _repairs(word: str) -> Iterator[str]:
    if word.isascii():
        return
    fixed = _ftfy(word)
    if fixed != word:
        yield fixed
    for page in _CODE_PAGES:
        again = _decoded(word, page)
        if again and again != word:
            yield again
            # Damaged twice: the same road once more.
            twice = _decoded(again, page)
            if twice and twice != again:
                yield twice


def _ftfy(word: str) -> str:
    import ftfy

    # Curly quotes are right in prose: without this they would be "repaired" too.
    config = ftfy.TextFixerConfig(
        uncurl_quotes=False, fix_latin_ligatures=False, normalization=None, unescape_html=False
    )
    return str(ftfy.fix_encoding(word, config))


def _decoded(word: str, page: str) -> str | None:
    try:
        data = b"".join(_byte(char, page) for char in word)
        found = data.decode("utf-8")
    except (UnicodeError, ValueError):
        return None
    # Real text has fewer characters after the repair, and no control characters.
    if len(found) >= len(word) or any(not char.isprintable() for char in found):
        return None
    return found


def _byte(char: str, page: str) -> bytes:
    try:
        return char.encode(page)
    except UnicodeError:
        # Bytes that the page leaves undefined pass through as control characters.
        if ord(char) < 256:
            return bytes([ord(char)])
        raise
