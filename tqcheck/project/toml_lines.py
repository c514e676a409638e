"""Which line of a TOML file a key stands on: `tomllib` does not tell."""

from __future__ import annotations

import re
from collections.abc import Sequence

_HEADER = re.compile(r"\s*\[(\[?)([^\[\]]+)\]")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, keys: Sequence[str | int]) -> int | None:
    """The line (from 1) of the key, of the value in its list, or of what encloses them; None where nothing is found.

    Tables in several tables (`[[pairs]]`) are named by their number, from 0: `("pairs", 0, "source")`.
    """
    best, depth = None, 0
    table: tuple[str | int, ...] = ()
    numbers: dict[tuple[str | int, ...], int] = {}
    for number, line in enumerate(text.split("\n"), 1):
        if header := _HEADER.match(line):
            table = _parts(header[2])
            if header[1]:
                numbers[table] = numbers.get(table, -1) + 1
                table = (*table, numbers[table])
            else:
                table = _numbered(table, numbers)
            here = table
        elif key := _KEY.match(line):
            here = (*table, *_parts(key[1]))
        else:
            here = ()
        common = _common(here, keys)
        if common == len(here) and common > depth:
            best, depth = number, common
        # The value of a list over several lines: after its key, the first line that quotes it.
        elif best and depth == len(keys) - 1 and isinstance(keys[-1], str) and _quotes(line, keys[-1]):
            return number
    return best


def _parts(dotted: str) -> tuple[str | int, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _numbered(table: tuple[str | int, ...], numbers: dict[tuple[str | int, ...], int]) -> tuple[str | int, ...]:
    """A table below one of several: `[pairs.more]` belongs to the last `[[pairs]]`."""
    for size in range(len(table), 0, -1):
        if table[:size] in numbers:
            return (*table[:size], numbers[table[:size]], *table[size:])
    return table


def _common(left: Sequence[str | int], right: Sequence[str | int]) -> int:
    return next((at for at, (one, other) in enumerate(zip(left, right)) if one != other), min(len(left), len(right)))


def _quotes(line: str, value: str) -> bool:
    return f'"{value}"' in line or f"'{value}'" in line
