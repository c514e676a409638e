"""Files that grow and can be cut back to where they were: text, or gzip members in a row."""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable
from pathlib import Path


class Growing:
    """A file of lines. What is written after `length` was read is gone when it is opened at that length again."""

    def __init__(self, path: Path, length: int, packed: bool) -> None:
        self._packed = packed
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._file.truncate(length)
        self._file.seek(length)

    def add(self, lines: Iterable[bytes]) -> None:
        """Write lines; with gzip, as a member of its own."""
        data = b"".join(line + b"\n" for line in lines)
        if data:
            self._file.write(gzip.compress(data, mtime=0) if self._packed else data)

    def length(self) -> int:
        """How many bytes are safely on disk."""
        self._file.flush()
        os.fsync(self._file.fileno())
        return self._file.tell()

    def close(self) -> None:
        """Close the file."""
        self._file.close()
