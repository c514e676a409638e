"""Parquet (pyarrow, extra `parquet`): row group by row group, each into a file of its own in a folder.

A dataset of several files is what readers of Parquet take; a single file could not be continued after a kill. An
article does not go across row groups. Shares are of row groups, not of bytes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError
from tqcheck.filtering.inputs import Record
from tqcheck.readers import bitext
from tqcheck.readers.bitext import NEEDED, OPTIONAL

if TYPE_CHECKING:
    from tqcheck.filtering.progress import Progress
    from tqcheck.filtering.run import Settings
    from tqcheck.filtering.verdict import Reason


def filter_parquet(path: str, kept: Path, dropped: Path, progress: Progress, settings: Settings) -> None:
    """Filter a file into two folders, from where `progress` says. Raises `TqcheckError` for what is no such bitext."""
    from tqcheck.filtering.run import judged

    source = _opened(path)
    names = set(source.schema_arrow.names)
    columns = [name for name in (*NEEDED, *OPTIONAL) if name in names]
    languages = {"src_lang": settings.config.source_lang, "tgt_lang": settings.config.target_lang}
    for needed in NEEDED:
        if needed not in names and not languages.get(needed):
            remedy = (
                "it needs the columns src_lang, tgt_lang, src and tgt; --source-lang and --target-lang stand for two"
            )
            raise TqcheckError(f"there is no column {needed}", path=path, remedy=remedy)
    begin, end = settings.shard.range(source.num_row_groups)
    kept.mkdir(exist_ok=True)
    dropped.mkdir(exist_ok=True)
    for number in range(begin if progress.at is None else progress.at, end):
        rows = source.read_row_group(number, columns=columns).to_pylist()
        verdicts = [why for _, some in judged(_records(rows, languages, path), settings) for why in some]
        _write(source.read_row_group(number), verdicts, f"part-{number:06}.parquet", kept, dropped)
        for why in verdicts:
            progress.counts.add(one.rule for one in why)
        progress.at = number + 1
        progress.write()
    progress.done = True
    progress.write()


def _opened(path: str) -> Any:
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise TqcheckError("Parquet needs pyarrow", path=path, remedy="pip install 'tqcheck[parquet]'") from None
    try:
        return parquet.ParquetFile(path)
    except (ArrowException, OSError) as error:
        problem = f"this is no Parquet file ({' '.join(str(error).split())[:80]})"
        raise TqcheckError(problem, path=path, remedy="write it again") from None


def _records(rows: Sequence[Mapping[str, Any]], languages: Mapping[str, Any], path: str) -> Iterator[Record]:
    for number, values in enumerate(rows, 1):
        told = {name: value for name, value in values.items() if value is not None}
        yield Record(bitext.row(number, {**languages, **told}, path), b"", number, number)


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
