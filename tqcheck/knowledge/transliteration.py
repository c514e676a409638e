"""Any script to ASCII (anyascii, ISC), for comparing names across languages."""

from __future__ import annotations

import functools


@functools.lru_cache(maxsize=65536)
def to_ascii(text: str) -> str:
    """`text` in ASCII letters, by Unicode tables: diacritics dropped, other scripts romanised."""
    if text.isascii():
        return text
    import anyascii

    return str(anyascii.anyascii(text))
