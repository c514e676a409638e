"""The rows that a share of a bitext has, numbered as in the whole file.

Lines (TSV, JSON Lines) are shared by ranges of bytes, Parquet by row groups. An article belongs, whole, to the share
that its first byte lies in. What stands before a share is read to count it, and not checked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import IO

from tqcheck.config import Config
from tqcheck.errors import TqcheckError
from tqcheck.readers import bitext
from tqcheck.readers.bitext import Given, Row
from tqcheck.shard import Shard


def rows(path: str, config: Config, shard: Shard) -> Iterator[Row]:
    """The rows of a share. Raises `TqcheckError` for a format that has no shares, and for what cannot be read."""
    name = path.lower()
    if name.endswith(".parquet"):
        return _of_parquet(path, config, shard)
    if name.removesuffix(".gz").endswith((".tsv", ".jsonl", ".ndjson")):
        return _of_lines(path, config, shard)
    remedy = "convert it to TSV, JSON Lines or Parquet, or check it whole with --jobs"
    raise TqcheckError("this format has no shares", path=path, remedy=remedy)


def _of_lines(path: str, config: Config, shard: Shard) -> Iterator[Row]:
    from tqcheck.filtering.inputs import Lines

    source = Lines(path, config, shard)
    number = line = end = -1
    with bitext.opened(path) as data:
        for record in source.records():
            if end < 0:
                number, line = _counted(data, source.first, record.begin)
            elif record.begin > end:  # blank lines
                data.seek(end)
                line += data.read(record.begin - end).count(b"\n")
            number, line, end = number + 1, line + 1, record.end
            yield replace(record.row, row=number, src_line=line, tgt_line=line)


def _counted(data: IO[bytes], first: int, end: int) -> tuple[int, int]:
    """How many rows, and how many lines, there are before byte `end` of a file whose first row is at byte `first`."""
    data.seek(0)
    lines = data.read(first).count(b"\n")
    rows, at = 0, first
    for raw in data:
        if at >= end:
            break
        at += len(raw)
        lines += 1
        rows += bool(raw.strip())
    return rows, lines


def _of_parquet(path: str, config: Config, shard: Shard) -> Iterator[Row]:
    from tqcheck.readers import parquet

    file = parquet.opened(path)
    begin, end = shard.range(file.num_row_groups)
    number = sum(file.metadata.row_group(group).num_rows for group in range(begin))
    given = Given(config.source_lang, config.target_lang)
    for group in range(begin, end):
        for record in parquet.group(file, group, path, given):
            number += 1
            yield bitext.row(number, {**record, "line": number}, path)
