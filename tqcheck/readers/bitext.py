"""Bitexts: segment pairs in TSV or JSON Lines, either also gzipped; read row by row, never whole."""

from __future__ import annotations

import gzip
import io
import json
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import is_tag

SUFFIXES = (".tsv", ".jsonl", ".tsv.gz", ".jsonl.gz")
_NEEDED = ("src_lang", "tgt_lang", "src", "tgt")
_OPTIONAL = ("id", "doc", "ref")


@dataclass(frozen=True, slots=True)
class Row:
    """A segment pair; `row` is the 1-based number of the data row (header and blank lines do not count)."""

    row: int
    src_lang: str
    tgt_lang: str
    src: str
    tgt: str
    id: str | None = None
    doc: str | None = None
    ref: str | None = None


def is_bitext(path: str) -> bool:
    """Whether the name of the file is that of a bitext."""
    return path.lower().endswith(SUFFIXES)


def read(path: str, source_lang: str | None = None, target_lang: str | None = None) -> Iterator[Row]:
    """The rows of a bitext. Languages given here count for rows that name none.

    Raises `TqcheckError`, naming the line, for what is not UTF-8, not JSON, lacks columns or names no languages.
    """
    numbered = _lines(path)
    if path.lower().removesuffix(".gz").endswith(".jsonl"):
        records = _json_records(numbered, path)
    else:
        records = _tsv_records(numbered, path, bool(source_lang and target_lang))
    number = 0
    for number, (line, record) in enumerate(records, 1):
        yield _row(number, {"src_lang": source_lang, "tgt_lang": target_lang, **record}, path, line)
    if not number:
        raise TqcheckError("the file has no rows", path=path, remedy="give a bitext with at least one pair")


def _lines(path: str) -> Iterator[tuple[int, str]]:
    """The lines that are not blank, with their numbers; a line ends with \\n or \\r\\n and with nothing else."""
    try:
        with open(path, "rb") as raw:
            data = gzip.GzipFile(fileobj=raw) if path.lower().endswith(".gz") else raw
            for number, line in enumerate(_split(data), 1):
                text = _decode(line, path, number)
                if text.strip():
                    yield number, text
    except FileNotFoundError:
        raise TqcheckError("there is no such file", path=path, remedy="check the name") from None
    except IsADirectoryError:
        raise TqcheckError("this is a directory", path=path, remedy="give a file") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise TqcheckError("this is not a whole gzip file", path=path, remedy="compress it again") from None
    except OSError as error:
        raise TqcheckError(f"cannot be read ({error.strerror or error})", path=path) from None


def _split(data: Any) -> Iterator[bytes]:
    yield from io.BufferedReader(data) if isinstance(data, gzip.GzipFile) else data


def _decode(line: bytes, path: str, number: int) -> str:
    try:
        text = line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError as error:
        problem = f"a byte that is not UTF-8 (0x{line[error.start]:02x})"
        raise TqcheckError(problem, path=path, line=number, remedy="a bitext must be UTF-8") from None
    return text.removesuffix("\n").removesuffix("\r")


def _json_records(lines: Iterable[tuple[int, str]], path: str) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError) as error:
            reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            raise TqcheckError(
                f"this is not JSON ({reason})", path=path, line=number, remedy="write one object a line"
            ) from None
        if not isinstance(record, dict):
            raise TqcheckError("this is not a JSON object", path=path, line=number, remedy="write one object a line")
        yield number, {key: record[key] for key in (*_NEEDED, *_OPTIONAL) if record.get(key) is not None}


def _tsv_records(lines: Iterable[tuple[int, str]], path: str, bare: bool) -> Iterator[tuple[int, dict[str, Any]]]:
    header: list[str] | None = None
    for number, line in lines:
        cells = line.split("\t")
        if header is None:
            header = _header(cells, path, number, bare)
            if header is cells:
                continue
        if len(cells) != len(header):
            problem = f"{len(cells)} columns where the first line has {len(header)}"
            raise TqcheckError(problem, path=path, line=number, remedy="a tab separates columns, and none is quoted")
        yield number, dict(zip(header, cells))


def _header(cells: list[str], path: str, number: int, bare: bool) -> list[str]:
    """The names of the columns: the line itself (then it is the same list), or `src tgt` for a file without names."""
    if {"src", "tgt"} <= set(cells) and (bare or set(_NEEDED) <= set(cells)):
        return cells
    if bare and len(cells) == 2:
        return ["src", "tgt"]
    if bare:
        problem, remedy = f"{len(cells)} columns and no header", "give two columns, or a header with src and tgt"
    else:
        problem = "the first line does not name the columns src_lang, tgt_lang, src and tgt"
        remedy = "add a header, or give --source-lang and --target-lang for two columns without one"
    raise TqcheckError(problem, path=path, line=number, remedy=remedy)


def _row(number: int, record: dict[str, Any], path: str, line: int) -> Row:
    for name in _NEEDED:
        value = record.get(name)
        if not isinstance(value, str):
            problem = f"{name} is missing" if value is None else f"{name} is not text"
            raise TqcheckError(problem, path=path, line=line, remedy="a row needs src_lang, tgt_lang, src and tgt")
    for name in ("src_lang", "tgt_lang"):
        if not is_tag(record[name]):
            raise TqcheckError(
                f"{record[name]!r} is not a language tag", path=path, line=line, remedy="write one such as pt or pt-BR"
            )
    optional = {name: str(record[name]) for name in _OPTIONAL if record.get(name) not in (None, "")}
    return Row(number, *(record[name] for name in _NEEDED), **optional)
