"""Segment pairs in Parquet (pyarrow, extra `parquet`): the columns of a bitext. No article goes across row groups."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.readers.bitext import NEEDED, OPTIONAL, Given

_ROWS = 1024  # that are made at a time: row groups may be as large as memory


def records(path: str, given: Given, notices: list[str]) -> Iterator[dict[str, Any]]:
    """A record a row; its line is its number. Raises `TqcheckError` for what is no such bitext."""
    file = opened(path)
    number = 0
    for index in range(file.num_row_groups):
        for record in group(file, index, path, given):
            number += 1
            yield {**record, "line": number}


def opened(path: str) -> Any:
    """A `pyarrow.parquet.ParquetFile`. Raises `TqcheckError` where pyarrow is not installed or the file is none."""
    try:
        from pyarrow import ArrowException, parquet
    except ImportError:
        raise TqcheckError("Parquet needs pyarrow", path=path, remedy='pip install "tqcheck[parquet]"') from None
    try:
        return parquet.ParquetFile(path)
    except (ArrowException, OSError) as error:
        problem = f"this is no Parquet file ({' '.join(str(error).split())[:80]})"
        raise TqcheckError(problem, path=path, remedy="write it again") from None


def group(file: Any, index: int, path: str, given: Given) -> Iterator[dict[str, Any]]:
    """The records of a row group. Raises `TqcheckError` for columns that are missing, and for damage."""
    from pyarrow import ArrowException

    names = set(file.schema_arrow.names)
    languages = {"src_lang": given.source_lang, "tgt_lang": given.target_lang}
    for needed in NEEDED:
        if needed not in names and not languages.get(needed):
            remedy = (
                "it needs the columns src_lang, tgt_lang, src and tgt; --source-lang and --target-lang stand for two"
            )
            raise TqcheckError(f"there is no column {needed}", path=path, remedy=remedy)
    columns = [name for name in (*NEEDED, *OPTIONAL) if name in names]
    try:
        for batch in file.iter_batches(_ROWS, row_groups=[index], columns=columns):
            for values in batch.to_pylist():
                told = {name: value for name, value in values.items() if value is not None}
                yield {**languages, **told, "stretch": index}
    except (ArrowException, OSError) as error:
        problem = f"row group {index} cannot be read ({' '.join(str(error).split())[:80]})"
        raise TqcheckError(problem, path=path, remedy="write the file again") from None
