"""Segment pairs in columns: TSV (a tab separates, nothing is quoted) and CSV (RFC 4180; comma, semicolon or tab)."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import is_tag
from tqcheck.readers.bitext import LONGEST_LINE, NEEDED, Given, lines

Cells = list[str]


def records(path: str, given: Given, notices: list[str]) -> Iterator[dict[str, Any]]:
    """A record a data row. Raises `TqcheckError` for a row of another length than the first, naming the line."""
    rows = _csv_rows(path, given) if path.lower().removesuffix(".gz").endswith(".csv") else _tsv_rows(path, given)
    known = {"src_lang": given.source_lang, "tgt_lang": given.target_lang}
    header: Cells | None = None
    for line, cells in rows:
        if header is None:
            header, named = read_header(cells, path, line, given)
            known = {**known, **named}
            if header is not cells and not named:
                yield {**known, **dict(zip(header, cells)), "line": line}
            continue
        if len(cells) != len(header):
            problem = f"{len(cells)} columns where the first line has {len(header)}"
            raise TqcheckError(problem, path=path, line=line, remedy=_remedy(path))
        yield {**known, **dict(zip(header, cells)), "line": line}


def _remedy(path: str) -> str:
    if path.lower().removesuffix(".gz").endswith(".csv"):
        return "quote cells that hold the separator or a quotation mark"
    return "a tab separates columns, and none is quoted"


def _tsv_rows(path: str, given: Given) -> Iterator[tuple[int, Cells]]:
    for number, line in lines(path, given.encoding):
        if line.strip():
            yield number, line.split("\t")


def _csv_rows(path: str, given: Given) -> Iterator[tuple[int, Cells]]:
    """Rows with the line each begins on; a quoted cell may hold line ends."""
    numbered = lines(path, given.encoding)
    first = next(numbered, None)
    if first is None:
        return
    csv.field_size_limit(LONGEST_LINE)
    separator = max(",;\t", key=first[1].count)
    reader = csv.reader(_again(first, numbered), delimiter=separator, strict=True)
    before = 0
    try:
        for cells in reader:
            if any(cells):
                yield before + 1, cells
            before = reader.line_num
    except csv.Error as error:
        problem = "a quotation mark is not closed" if "end of data" in str(error) else f"this is not CSV ({error})"
        raise TqcheckError(problem, path=path, line=before + 1, remedy=_remedy(path)) from None


def _again(first: tuple[int, str], rest: Iterator[tuple[int, str]]) -> Iterator[str]:
    yield first[1] + "\n"
    for _, line in rest:
        yield line + "\n"


def read_header(cells: Cells, path: str, line: int, given: Given) -> tuple[Cells, dict[str, str]]:
    """The names of the columns and the languages that they tell; the very list given where the line is a header.

    A header names the columns of a bitext, or is two language tags; a file without one has two columns.
    """
    bare = bool(given.source_lang and given.target_lang)
    if {"src", "tgt"} <= set(cells) and (bare or set(NEEDED) <= set(cells)):
        return cells, {}
    if len(cells) == 2 and all(len(cell) <= 11 and is_tag(cell) for cell in cells) and _names_given(cells, given):
        return ["src", "tgt"], {"src_lang": cells[0], "tgt_lang": cells[1]}
    if bare and len(cells) == 2:
        return ["src", "tgt"], {}
    if bare:
        problem, remedy = f"{len(cells)} columns and no header", "give two columns, or a header with src and tgt"
    else:
        problem = "the first line does not name the columns src_lang, tgt_lang, src and tgt"
        remedy = "add a header, or give --source-lang and --target-lang for two columns without one"
    raise TqcheckError(problem, path=path, line=line, remedy=remedy)


def _names_given(cells: Cells, given: Given) -> bool:
    """Whether two cells that look like tags are the languages: "no" and "ja" may be words of a first row."""
    for cell, tag in zip(cells, (given.source_lang, given.target_lang)):
        if tag and tag.partition("-")[0].lower() != cell.partition("-")[0].lower():
            return False
    return True
