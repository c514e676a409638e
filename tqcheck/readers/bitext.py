"""Bitexts: files of segment pairs, one reader for each format; read row by row where the format allows."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import IO, Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import is_tag
from tqcheck.readers.decode import well_formed
from tqcheck.records import dataclass

# By name, to the module that reads it; all but PO and Parquet may be gzipped.
READERS: Mapping[str, str] = {
    ".tsv": "tqcheck.readers.tabular",
    ".csv": "tqcheck.readers.tabular",
    ".jsonl": "tqcheck.readers.jsonlines",
    ".ndjson": "tqcheck.readers.jsonlines",
    ".po": "tqcheck.readers.po",
    ".pot": "tqcheck.readers.po",
    ".xlf": "tqcheck.readers.xliff",
    ".xliff": "tqcheck.readers.xliff",
    ".sdlxliff": "tqcheck.readers.xliff",
    ".mqxliff": "tqcheck.readers.xliff",
    ".mxliff": "tqcheck.readers.xliff",
    ".tmx": "tqcheck.readers.tmx",
    ".parquet": "tqcheck.readers.parquet",
}
NEEDED = ("src_lang", "tgt_lang", "src", "tgt")
OPTIONAL = ("id", "doc", "ref")
LONGEST_LINE = 4_000_000  # bytes: a longer one is no segment, and checking it would not end


@dataclass(frozen=True, slots=True)
class Row:
    """A segment pair; `row` is the 1-based number of the data row (header and blank lines do not count).

    `src_line` and `tgt_line` are the 1-based lines of the file where the two texts begin. `note` is what the file says
    of the row to translators. `stretch` numbers the stretches of a file that no article goes across.
    """

    row: int
    src_lang: str
    tgt_lang: str
    src: str
    tgt: str
    id: str | None = None
    doc: str | None = None
    ref: str | None = None
    src_line: int = 1
    tgt_line: int = 1
    note: str | None = None
    stretch: int = 0


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says of a bitext: it counts where the file does not say it itself."""

    source_lang: str | None = None
    target_lang: str | None = None
    encoding: str | None = None


def is_bitext(path: str) -> bool:
    """Whether the name of the file is that of a bitext."""
    return _suffix(path) in READERS


def _suffix(path: str) -> str:
    name = path.lower().removesuffix(".gz")
    return name[name.rfind(".") :] if "." in name else ""


def read(
    path: str,
    source_lang: str | None = None,
    target_lang: str | None = None,
    *,
    encoding: str | None = None,
    notices: list[str] | None = None,
) -> Iterator[Row]:
    """The rows of a bitext. Languages given here count for rows that name none.

    What the user should know, such as how many entries are not translated, is added to `notices` by the end.
    Raises `TqcheckError`, naming the line, for what is not whole, lacks columns or names no languages.
    """
    import importlib

    reader = importlib.import_module(READERS[_suffix(path)])
    told: list[str] = []
    number = 0
    for number, record in enumerate(reader.records(path, Given(source_lang, target_lang, encoding), told), 1):
        yield row(number, record, path)
    if not number and not told:
        raise TqcheckError("the file has no rows", path=path, remedy="give a bitext with at least one pair")
    if notices is not None:
        notices.extend(told)


def row(number: int, record: Mapping[str, Any], path: str) -> Row:
    """A record as a row. Raises `TqcheckError` for one that lacks texts or languages."""
    line = record.get("line")
    for name in NEEDED:
        value = record.get(name)
        if not isinstance(value, str):
            problem = f"{name} is missing" if value is None else f"{name} is not text"
            raise TqcheckError(problem, path=path, line=line, remedy="a row needs src_lang, tgt_lang, src and tgt")
    for name in ("src_lang", "tgt_lang"):
        if not is_tag(record[name]):
            raise TqcheckError(
                f"{record[name]!r} is not a language tag", path=path, line=line, remedy="write one such as pt or pt-BR"
            )
    texts: Any = (well_formed(record[name]) for name in NEEDED)
    optional: dict[str, Any] = {
        name: well_formed(str(record[name])) for name in (*OPTIONAL, "note") if record.get(name) not in (None, "")
    }
    optional |= {name: record.get(name) or line or 1 for name in ("src_line", "tgt_line")}
    optional["stretch"] = record.get("stretch", 0)
    return Row(number, *texts, **optional)


@contextmanager
def opened(path: str) -> Iterator[IO[bytes]]:
    """The bytes of a file, decompressed where its name ends with .gz.

    Raises `TqcheckError` where it cannot be opened or is not whole, also while it is read.
    """
    try:
        with open(path, "rb") as raw:
            yield gzip.GzipFile(fileobj=raw) if path.lower().endswith(".gz") else raw  # type: ignore[misc]
    except FileNotFoundError:
        raise TqcheckError("there is no such file", path=path, remedy="check the name") from None
    except IsADirectoryError:
        raise TqcheckError("this is a directory", path=path, remedy="give a file") from None
    except (EOFError, zlib.error, gzip.BadGzipFile):
        raise TqcheckError("this is not a whole gzip file", path=path, remedy="compress it again") from None
    except OSError as error:
        remedy = "check that you may read it"
        raise TqcheckError(f"cannot be read ({error.strerror or error})", path=path, remedy=remedy) from None


def lines(path: str, encoding: str | None = None) -> Iterator[tuple[int, str]]:
    """The lines of a text file with their numbers; a line ends with \\n or \\r\\n and with nothing else.

    Raises `TqcheckError` for a byte that is not in the encoding (UTF-8), and for a line beyond all measure.
    """
    codec = codec_of(encoding)
    with opened(path) as data:
        number = 0
        while line := data.readline(LONGEST_LINE + 1):
            number += 1
            if len(line) > LONGEST_LINE:
                problem = f"a line of more than {LONGEST_LINE // 1_000_000} MB"
                raise TqcheckError(problem, path=path, line=number, remedy="write one segment pair a line")
            text = _decoded(line, codec, path, number).removesuffix("\n").removesuffix("\r")
            yield number, text.removeprefix("\ufeff") if number == 1 else text


def codec_of(encoding: str | None) -> str:
    """The encoding, UTF-8 where none is given. Raises `TqcheckError` for one that there is not."""
    try:
        return "".encode(encoding or "utf-8") and "" or encoding or "utf-8"
    except LookupError:
        remedy = "give one such as utf-8, cp1252 or iso-8859-2"
        raise TqcheckError(f"there is no encoding {encoding!r}", remedy=remedy) from None


def _decoded(line: bytes, codec: str, path: str, number: int) -> str:
    try:
        return line.decode(codec)
    except UnicodeDecodeError as error:
        problem = f"a byte that is not {codec.upper()} (0x{line[error.start]:02x})"
        remedy = "save it as UTF-8 or name its encoding with --encoding"
        raise TqcheckError(problem, path=path, line=number, remedy=remedy) from None
