"""Parquet (pyarrow, extra `parquet`): row group by row group, each into a file of its own in a folder.

A dataset of several files is what readers of Parquet take; a single file could not be continued after a kill. An
article does not go across row groups. Shares are of row groups, not of bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.filtering.inputs import Record
from tqcheck.readers import bitext
from tqcheck.readers.bitext import Given
from tqcheck.readers.parquet import group, opened

if TYPE_CHECKING:
    from tqcheck.filtering.progress import Progress
    from tqcheck.filtering.run import Settings
    from tqcheck.filtering.verdict import Reason


def filter_parquet(path: str, kept: Path, dropped: Path, progress: Progress, settings: Settings) -> None:
    """Filter a file into two folders, from where `progress` says. Raises `TqcheckError` for what is no such bitext."""
    from tqcheck.filtering.run import judged

    source = opened(path)
    given = Given(settings.config.source_lang, settings.config.target_lang)
    begin, end = settings.shard.range(source.num_row_groups)
    kept.mkdir(exist_ok=True)
    dropped.mkdir(exist_ok=True)
    for number in range(begin if progress.at is None else progress.at, end):
        verdicts = [
            why for _, some in judged(_records(group(source, number, path, given), path), settings) for why in some
        ]
        _write(source.read_row_group(number), verdicts, f"part-{number:06}.parquet", kept, dropped)
        for why in verdicts:
            progress.counts.add(one.rule for one in why)
        progress.at = number + 1
        progress.write()
    progress.done = True
    progress.write()


def _records(found: Iterable[Mapping[str, Any]], path: str) -> Iterator[Record]:
    for number, values in enumerate(found, 1):
        yield Record(bitext.row(number, values, path), b"", number, number)


def _write(table: Any, verdicts: Sequence[Sequence[Reason]], name: str, kept: Path, dropped: Path) -> None:
    import pyarrow as pa

    mask = pa.array([not why for why in verdicts])
    lost = table.filter(pa.array([bool(why) for why in verdicts]))
    reasons = [[{"rule": one.rule, "message": one.message} for one in why] for why in verdicts if why]
    kind = pa.list_(pa.struct([("rule", pa.string()), ("message", pa.string())]))
    _put(table.filter(mask), kept / name)
    _put(lost.append_column("reasons", pa.array(reasons, type=kind)), dropped / name)


def _put(table: Any, path: Path) -> None:
    """Write a file whole or not at all."""
    from pyarrow import parquet

    part = path.with_suffix(".part")
    parquet.write_table(table, part)
    os.replace(part, path)
