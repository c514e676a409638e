"""A share of an input: number `index` of `of`, by ranges of bytes, of Parquet by row groups."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tqcheck.errors import TqcheckError

if TYPE_CHECKING:
    from tqcheck.config import Profile
    from tqcheck.model import Finding
    from tqcheck.scoring.tally import Tally


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


WHOLE = Shard()


@dataclass(frozen=True, slots=True)
class Share:
    """What the report of a share says beside its findings, so that it can be joined with the others.

    The score is made anew from the weights of `profile`. `hidden` are findings too unsure to be shown: they count where
    fingerprints are numbered.
    """

    shard: Shard
    profile_name: str
    profile: Profile
    tallies: Mapping[str, Tally | None]
    hidden: tuple[Finding, ...] = ()


def parsed(text: str) -> Shard:
    """`3/8` as a shard. Raises `TqcheckError`."""
    match = re.fullmatch(r"(\d{1,6})/(\d{1,6})", text)
    if not match or not 1 <= int(match[1]) <= int(match[2]):
        raise TqcheckError(f"{text!r} is no shard", remedy="write 3/8 for the third of eight shares")
    return Shard(int(match[1]), int(match[2]))
