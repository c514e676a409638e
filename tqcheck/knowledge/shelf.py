"""Dictionaries too large to be loaded for some hundred words, kept in the user's cache folder so that words are found
on disk.

A file is a sorted table of two columns, cut into blocks of two kilobytes, with the first word of each block and its
checksum before it. Only the blocks that a word falls into are ever read. Files are named and written as in `compact`;
a spoilt one is as good as none, and where a block is spoilt, the dictionary itself is asked.
"""

from __future__ import annotations

import contextlib
import mmap
import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import islice, pairwise
from pathlib import Path
from typing import Protocol
from zlib import crc32

from tqcheck.knowledge.compact import path_of, put

Items = Iterable[tuple[str, str]]
_MAGIC = b"tqshelf1"
_HEAD = struct.Struct("<8sIIII")  # magic, blocks, bytes of their first words, of all words, checksum of the index
_BLOCK = 2048  # bytes from which on a block ends
_AT_ONCE = 10_000  # words


class Dictionary(Protocol):
    """What words are looked up in."""

    def get(self, word: str, /) -> str | None:
        """What stands beside a word; None for one that is not there."""
        ...


def shelved(
    name: str,
    packages: tuple[str, ...],
    make: Callable[[], Items],
    spare: Callable[[], Dictionary] | None = None,
) -> Dictionary:
    """The dictionary that `make` makes from what these packages ship: from disk, where it is put the first time.

    It comes in the order of code points; neither words nor what stands beside them may hold a tab or a line feed.
    `spare` gives the dictionary where nothing can be kept on disk; left out, it is what `make` makes, in memory.
    """
    instead: Callable[[], Dictionary] = spare or (lambda: dict(make()))
    path = path_of(name, packages, make)
    if path is None:
        return instead()
    with contextlib.suppress(OSError, ValueError):
        return Shelf(path, instead)
    try:
        put(path, name, _packed(make()))
        return Shelf(path, instead)
    except (OSError, ValueError):
        return instead()


class Shelf:
    """A dictionary on disk. Raises `OSError` or `ValueError` where the file is none."""

    def __init__(self, path: Path, instead: Callable[[], Dictionary]) -> None:
        self._instead = instead
        self._spare: Dictionary | None = None
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        if len(self._data) < _HEAD.size:
            raise ValueError("too short")
        magic, blocks, size, words, checksum = _HEAD.unpack(self._data[: _HEAD.size])
        self._begin = _HEAD.size + size + 4 * (2 * blocks + 1)
        index = self._data[_HEAD.size : self._begin]
        if magic != _MAGIC or len(self._data) != self._begin + words or crc32(index) != checksum:
            raise ValueError("no shelf, or a spoilt one")
        self._first = index[:size].split(b"\n")
        numbers = array("I", index[size:])
        if sys.byteorder == "big":
            numbers.byteswap()
        self._cuts, self._sums = numbers[: blocks + 1], numbers[blocks + 1 :]
        self._sound = bytearray(blocks)  # whether a block was checked

    def get(self, word: str, /) -> str | None:
        """What stands beside a word; None for one that is not there."""
        if self._spare is not None:
            return self._spare.get(word)
        line = b"\n%b\t" % word.encode("utf-8", "surrogatepass")
        number = bisect_right(self._first, line[1:-1]) - 1
        if number < 0:
            return None
        block = self._block(number)
        if block is None:  # the disk lied: never again in this process
            self._spare = self._instead()
            return self._spare.get(word)
        at = block.find(line)
        if at < 0:
            return None
        at += len(line)
        return block[at : block.index(b"\n", at)].decode()

    def __iter__(self) -> Iterator[tuple[str, str]]:
        """All words, with what stands beside them. Raises `ValueError` at a spoilt block."""
        for number in range(len(self._sums)):
            block = self._block(number)
            if block is None:
                raise ValueError("a spoilt block")
            for line in block.decode()[1:-1].split("\n"):
                word, _, value = line.partition("\t")
                yield word, value

    def _block(self, number: int) -> bytes | None:
        block: bytes = self._data[self._begin + self._cuts[number] : self._begin + self._cuts[number + 1] + 1]
        if not self._sound[number]:
            if crc32(block) != self._sums[number]:
                return None
            self._sound[number] = 1
        return block


def _packed(items: Items) -> bytes:
    """The file of a dictionary. Raises `ValueError` where words are not in order, or for what cannot stand in it."""
    table = bytearray(b"\n")
    rest, number, last = iter(items), 0, ""
    while some := list(islice(rest, _AT_ONCE)):
        words = [word for word, _ in some]
        if words != sorted(words) or number and words[0] <= last:
            raise ValueError("not in order")
        table += "".join([f"{word}\t{value}\n" for word, value in some]).encode("utf-8", "surrogatepass")
        number, last = number + len(some), words[-1]
    if not table.count(b"\t") == table.count(b"\n") - 1 == number > 0:
        raise ValueError("a tab or a line feed in a word, or no word at all")
    cuts = [0]  # line feeds: each ends one block and begins the next
    while cuts[-1] < len(table) - 1:
        end = table.find(b"\n", cuts[-1] + _BLOCK)
        cuts.append(end if end >= 0 else len(table) - 1)
    first = b"\n".join(table[start + 1 : table.index(b"\t", start)] for start in cuts[:-1])
    sums = [crc32(table[start : end + 1]) for start, end in pairwise(cuts)]
    numbers = array("I", [*cuts, *sums])
    if sys.byteorder == "big":
        numbers.byteswap()
    index = first + numbers.tobytes()
    return _HEAD.pack(_MAGIC, len(sums), len(first), len(table), crc32(index)) + index + table
