"""Tables that take long to make, kept in the user's cache folder in a form that loads at once.

A file holds a checksum and what `marshal` writes, as Python's own compiled modules do; its name tells everything the
table depends on: this version, Python's, the packages it is made from and the code that makes it. A file that is
spoilt, or cannot be read or written, is as good as none. `TQCHECK_CACHE=off` switches it off.
"""

from __future__ import annotations

import contextlib
import functools
import hashlib
import marshal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tqcheck.knowledge.installed import version
from tqcheck.knowledge.vector_cache import cache_folder

Table = TypeVar("Table")
_DIGEST = 16  # bytes


def kept(name: str, packages: tuple[str, ...], make: Callable[[], Table]) -> Table:
    """The table that `make` makes from what these packages ship, from disk where it was made before.

    It must be of what `marshal` knows: numbers, texts, tuples, lists, dictionaries and frozen sets of such.
    """
    path = path_of(name, packages, make)
    if path is None:
        return make()
    found = _read(path)
    if found is not None:
        table: Table = found[0]
        return table
    made = make()
    with contextlib.suppress(OSError):
        plain: Any = made
        data = marshal.dumps(plain)
        put(path, name, _checksum(data) + data)
    return made


def path_of(name: str, packages: tuple[str, ...], make: Callable[..., object]) -> Path | None:
    """Where the table of this name is kept, or would be; None where there is no cache."""
    folder = cache_folder()
    return folder / "tables" / f"{name}.{_edition(packages, make)}" if folder else None


def put(path: Path, name: str, data: bytes | bytearray, size: int | None = None) -> None:
    """Write the file of a table, whole or not at all, and remove older ones but one. Raises `OSError`.

    `size` is that of the file, where zeros follow the data.
    """
    from tqcheck.atomic import replace_file

    path.parent.mkdir(parents=True, exist_ok=True)
    replace_file(path, data, size)
    with contextlib.suppress(OSError):  # another process may do the same
        others = [(other.stat().st_mtime, other) for other in path.parent.glob(f"{name}.*") if other.name != path.name]
        for _, other in sorted(others)[:-1]:  # the last one may be that of another version in use
            other.unlink(missing_ok=True)


def _edition(packages: tuple[str, ...], make: Callable[..., object]) -> str:
    from tqcheck import __version__

    told = (__version__, sys.version, *map(version, packages), _code(make.__code__.co_filename))
    return hashlib.blake2b(repr(told).encode(), digest_size=8).hexdigest()


@functools.cache
def _code(path: str) -> bytes:
    """What a module says; not when it was written, or two copies of one version would take each other's place."""
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=8).digest()
    except OSError:  # in an archive
        return b""


def _read(path: Path) -> tuple[Any] | None:
    try:
        data = path.read_bytes()
        if data[:_DIGEST] == _checksum(data[_DIGEST:]):
            return (marshal.loads(data[_DIGEST:]),)  # nosec B302: our own file, numbers and texts only
    except (OSError, ValueError, EOFError, TypeError):
        pass
    return None


def _checksum(data: bytes) -> bytes:
    return hashlib.blake2b(data, digest_size=_DIGEST).digest()
