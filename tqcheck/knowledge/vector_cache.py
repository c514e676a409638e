"""Vectors of sentences on disk, by content: a text is encoded once, however often it is checked.

Beneath the user's cache folder lies a folder for each model with sixteen files, numpy arrays of records without pickle.
A file is replaced as a whole, so that a run that is cut off, or two at once, lose entries but never spoil one; a
spoilt or foreign file is ignored and written anew. The oldest entries go first. `TQCHECK_CACHE=off` switches it off.
"""

from __future__ import annotations

import atexit
import contextlib
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Vectors

_FILES = 16
_MOST = 4000  # records of a file: about 4 MB, 64 MB for a model
_DIGEST = 16  # bytes
_AT_ONCE = 512  # new vectors that are written in one go


def cache_folder() -> Path | None:
    """Where caches lie: `TQCHECK_CACHE`, else `tqcheck` in the user's cache folder; None where it is `off`."""
    chosen = os.environ.get("TQCHECK_CACHE", "")
    if chosen.casefold() in {"off", "0", "no"}:
        return None
    if chosen:
        return Path(chosen)
    base = os.environ.get("XDG_CACHE_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(base) / "tqcheck" if base else Path.home() / ".cache" / "tqcheck"


class VectorCache:
    """The vectors of one model, `dimensions` each."""

    def __init__(self, model: str, dimensions: int, folder: Path | None) -> None:
        self._folder = folder / "vectors" / model if folder else None
        self._dimensions = dimensions
        self._known: dict[int, dict[bytes, Any]] = {}
        self._new: dict[bytes, Any] = {}

    def encode(self, texts: Sequence[str], encode: Callable[[list[str]], Vectors]) -> Vectors:
        """The vectors of `texts`, shape (texts, dimensions): from disk, the others by `encode`, which are then kept."""
        import numpy as np

        if self._folder is None:
            return encode(list(texts))
        keys = [_key(text) for text in texts]
        known = self._read(keys)
        missing = {key: text for key, text in zip(keys, texts) if key not in known}
        if missing:
            made = dict(zip(missing, encode(list(missing.values()))))
            known |= made
            self._keep(made)
        vectors: Vectors = np.stack([known[key] for key in keys]).astype(np.float32)
        return vectors

    def _read(self, keys: Iterable[bytes]) -> dict[bytes, Any]:
        found: dict[bytes, Any] = {}
        for number, wanted in _by_file(keys).items():
            if number not in self._known:
                records = self._records(number)
                self._known[number] = dict(zip(map(bytes, records["key"]), records["vector"]))
            here = self._known[number]
            found.update((key, here[key]) for key in wanted if key in here)
        return found

    def _keep(self, made: dict[bytes, Any]) -> None:
        """Remember vectors; they go to disk many at a time, the last ones when the program ends."""
        if not self._new:
            atexit.register(self.flush)
        self._new |= made
        for key, vector in made.items():
            here = self._known[key[0] % _FILES]
            if len(here) >= 2 * _MOST:
                here.clear()
            here[key] = vector
        if len(self._new) >= _AT_ONCE:
            self.flush()

    def flush(self) -> None:
        """Write what is new."""
        new, self._new = self._new, {}
        atexit.unregister(self.flush)
        self._write(new)

    def _write(self, made: dict[bytes, Any]) -> None:
        import numpy as np

        with contextlib.suppress(OSError):  # a cache that cannot be written is none
            for number, keys in _by_file(made).items():
                new = np.array([(key, made[key]) for key in keys], dtype=self._type())
                self._replace(number, np.concatenate([self._records(number), new])[-_MOST:])

    def _records(self, number: int) -> Any:
        import numpy as np

        read: Any = np.lib.format.read_array  # typed by NumPy 2 alone
        try:
            with self._path(number).open("rb") as lines:
                records = read(lines, allow_pickle=False)
        except (OSError, ValueError, EOFError):
            return np.zeros(0, dtype=self._type())
        return records if records.dtype == self._type() and records.ndim == 1 else np.zeros(0, dtype=self._type())

    def _replace(self, number: int, records: Any) -> None:
        import tempfile

        import numpy as np

        path = self._path(number)
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name)
        try:
            with os.fdopen(handle, "wb") as out:
                np.save(out, records, allow_pickle=False)
            os.replace(name, path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise

    def _path(self, number: int) -> Path:
        assert self._folder is not None
        return self._folder / f"{number:02}.npy"

    def _type(self) -> Any:
        import numpy as np

        # V, not S: numpy strips zero bytes from the end of strings.
        return np.dtype([("key", f"V{_DIGEST}"), ("vector", np.float16, (self._dimensions,))])


def _key(text: str) -> bytes:
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=_DIGEST).digest()


def _by_file(keys: Iterable[bytes]) -> dict[int, list[bytes]]:
    files: dict[int, list[bytes]] = defaultdict(list)
    for key in dict.fromkeys(keys):
        files[key[0] % _FILES].append(key)
    return files
