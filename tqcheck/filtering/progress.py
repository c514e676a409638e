"""How far a run is: what was read, how long the outputs are, and what was counted."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tqcheck.atomic import replace_file
from tqcheck.errors import TqcheckError


@dataclass(slots=True)
class Counts:
    """Pairs, how many of them were kept, and how many each rule dropped (several may drop one pair)."""

    pairs: int = 0
    kept: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, rules: Iterable[str]) -> None:
        """Count a pair, dropped by these rules or kept."""
        dropped_by = set(rules)
        self.pairs += 1
        self.kept += not dropped_by
        self.reasons.update(dropped_by)

    def plus(self, other: Counts) -> Counts:
        """Both together."""
        return Counts(self.pairs + other.pairs, self.kept + other.kept, self.reasons + other.reasons)

    def told(self) -> dict[str, Any]:
        """For a summary."""
        reasons = dict(sorted(self.reasons.items(), key=lambda one: (-one[1], one[0])))
        return {"pairs": self.pairs, "kept": self.kept, "dropped": self.pairs - self.kept, "reasons": reasons}

    @staticmethod
    def read(told: dict[str, Any]) -> Counts:
        """The counts that `told` wrote."""
        return Counts(told["pairs"], told["kept"], Counter(told["reasons"]))


@dataclass(slots=True)
class Progress:
    """A run over one input: `at` is where its next record begins, the others are the outputs' lengths in bytes (of
    Parquet: row groups and files).
    """

    file: Path
    run: str
    at: int | None = None
    kept: int = 0
    dropped: int = 0
    done: bool = False
    header: bool = False  # whether the outputs begin with one
    counts: Counts = field(default_factory=Counts)

    def write(self) -> None:
        """Write it down, whole or not at all."""
        told = {
            "run": self.run,
            "at": self.at,
            "kept": self.kept,
            "dropped": self.dropped,
            "done": self.done,
            "header": self.header,
        }
        replace_file(self.file, json.dumps({**told, "counts": self.counts.told()}).encode())


def resumed(file: Path, settings: object, restart: bool) -> Progress:
    """The progress of a run with these settings: from its file, else at its beginning.

    Raises `TqcheckError` where the file tells of a run with other settings or another input.
    """
    run = hashlib.blake2b(repr(settings).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
    if restart or not file.exists():
        return Progress(file, run)
    try:
        told = json.loads(file.read_bytes())
        found = Progress(
            file=file,
            counts=Counts.read(told["counts"]),
            **{name: told[name] for name in ("run", "at", "kept", "dropped", "done", "header")},
        )
    except (ValueError, KeyError, TypeError):
        remedy = "give --restart to begin anew"
        raise TqcheckError("this is no file that tells how far a run is", path=str(file), remedy=remedy) from None
    if found.run != run:
        remedy = "give another folder, or --restart to begin anew"
        raise TqcheckError("here lies a run with other settings, or of another input", path=str(file), remedy=remedy)
    return found
