"""A share of an input: number `index` of `of`, by ranges of bytes."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tqcheck.errors import TqcheckError


@dataclass(frozen=True, slots=True)
class Shard:
    """Share number `index` (from 1) of `of`. Every article belongs to the share that its first byte lies in."""

    index: int = 1
    of: int = 1

    def range(self, size: int) -> tuple[int, int]:
        """The share of `size` bytes or parts: from, and up to."""
        return size * (self.index - 1) // self.of, size * self.index // self.of

    def __str__(self) -> str:
        return f"{self.index}/{self.of}"


def parsed(text: str) -> Shard:
    """`3/8` as a shard. Raises `TqcheckError`."""
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise TqcheckError(f"{text!r} is no shard", remedy="write 3/8 for the third of eight shares")
    return Shard(int(match[1]), int(match[2]))
