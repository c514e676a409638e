"""Bitexts as records that keep their bytes: TSV and JSON Lines, also .gz. A record is a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Any

from tqcheck.config import Config
from tqcheck.errors import TqcheckError
from tqcheck.filtering.verdict import Reason
from tqcheck.readers import bitext, jsonlines, tabular
from tqcheck.readers.bitext import LONGEST_LINE, Given, Row
from tqcheck.shard import Shard

_BLOCK = 1 << 16


@dataclass(frozen=True, slots=True)
class Record:
    """A row with its own bytes, without the line's end; `begin` is where it stands in the (decompressed) file."""

    row: Row
    raw: bytes
    begin: int
    end: int


class Lines:
    """The records of a text file from any of their places on, the first at byte `first`.

    Raises `TqcheckError` where it is opened or read.
    """

    def __init__(self, path: str, config: Config, shard: Shard) -> None:
        self.path, self._shard = path, shard
        self._given = Given(config.source_lang, config.target_lang, config.encoding)
        self._codec = bitext.codec_of(config.encoding)
        self._is_json = path.lower().removesuffix(".gz").endswith((".jsonl", ".ndjson"))
        self.packed = path.lower().endswith(".gz")
        if self.packed and shard.of > 1:
            raise TqcheckError("a compressed file has no shares", path=path, remedy="decompress it, or split it")
        with bitext.opened(path) as data:
            self.header, self._parse, self.first = self._opening(data)
            size = None if self.packed else data.seek(0, 2)
        self._begin, self._stop = shard.range(size) if size is not None else (0, 1 << 62)

    def records(self, begin: int | None = None) -> Iterator[Record]:
        """The records that belong to the shard, from `begin` on, where a record begins, or from its start."""
        with bitext.opened(self.path) as data:
            number, last = 0, None
            if begin is None:
                begin = max(self._begin, self.first)
                last = self._before(data, begin) if begin > self.first else None
                begin = last.end if last else begin
            data.seek(begin)
            skipping = last is not None
            for line, at, end in self._lines(data, begin):
                number += 1
                record = Record(self._row(line, number, at), line, at, end)
                if skipping and last and _same_article(last.row, record.row):
                    last = record
                    continue
                skipping = False
                beyond = at >= self._stop
                if beyond and not (last and _same_article(last.row, record.row)):
                    return
                last = record
                yield record

    def with_reasons(self, raw: bytes, reasons: Sequence[Reason]) -> bytes:
        """A line with why it was dropped: a last column, or a key `reasons`."""
        if self._is_json:
            told = [{"rule": one.rule, "message": one.message} for one in reasons]
            return json.dumps({**json.loads(raw), "reasons": told}, ensure_ascii=False).encode(self._codec, "replace")
        told_briefly = "; ".join(f"{one.rule}: {' '.join(one.message.split())}" for one in reasons)
        return raw + b"\t" + told_briefly.encode(self._codec, "replace")

    def _opening(self, data: IO[bytes]) -> tuple[bytes, Callable[[str, int], dict[str, Any]], int]:
        """The header's bytes, what makes a record of a line, and where the first record begins."""
        if self._is_json:
            return b"", lambda text, line: jsonlines.record(text, self.path, line, self._given), 0
        line = data.readline(LONGEST_LINE).rstrip(b"\r\n")
        first = data.tell()
        cells = self._text(line, 1).removeprefix("\ufeff").split("\t")
        header, named = tabular.read_header(cells, self.path, 1, self._given)
        known = {"src_lang": self._given.source_lang, "tgt_lang": self._given.target_lang, **named}
        bare = header is not cells and not named

        def parse(text: str, line: int) -> dict[str, Any]:
            found = text.split("\t")
            if len(found) != len(header):
                problem = f"{len(found)} columns where the first line has {len(header)}"
                raise TqcheckError(
                    problem, path=self.path, line=line or None, remedy="a tab separates columns, and none is quoted"
                )
            return {**known, **dict(zip(header, found))}

        return (b"", parse, 0) if bare else (line, parse, first)

    def _lines(self, data: IO[bytes], at: int) -> Iterator[tuple[bytes, int, int]]:
        """The lines that are not blank, each with where it begins and ends."""
        while raw := data.readline(LONGEST_LINE + 1):
            if len(raw) > LONGEST_LINE:
                problem = f"a line of more than {LONGEST_LINE // 1_000_000} MB, at byte {at:,}"
                raise TqcheckError(problem, path=self.path, remedy="write one segment pair a line")
            if raw.strip():
                yield raw.rstrip(b"\r\n"), at, at + len(raw)
            at += len(raw)

    def _row(self, line: bytes, number: int, at: int) -> Row:
        text = self._text(line, None, at)
        try:
            return bitext.row(number, self._parse(text.removeprefix("\ufeff"), 0), self.path)
        except TqcheckError as error:
            raise TqcheckError(f"{error.problem}, at byte {at:,}", path=self.path, remedy=error.remedy) from None

    def _text(self, line: bytes, number: int | None, at: int = 0) -> str:
        try:
            return line.decode(self._codec)
        except UnicodeDecodeError:
            problem = f"a byte that is not {self._codec.upper()}, in the line at byte {at:,}"
            remedy = "save it as UTF-8 or name its encoding with --encoding"
            raise TqcheckError(problem, path=self.path, line=number, remedy=remedy) from None

    def _before(self, data: IO[bytes], at: int) -> Record | None:
        """The last record that begins before a place."""
        low = at
        while low > self.first:
            low = max(self.first, low - _BLOCK)
            data.seek(low)
            begin = low if low == self.first else low + len(data.readline(LONGEST_LINE + 1))
            if begin >= at:
                continue
            found = None
            for line, start, end in self._lines(data, begin):
                if start >= at:
                    break
                found = line, start, end
            if found:
                line, start, end = found
                return Record(self._row(line, 0, start), line, start, end)
        return None


def _same_article(one: Row, other: Row) -> bool:
    return one.doc is not None and (one.src_lang, one.tgt_lang, one.doc) == (other.src_lang, other.tgt_lang, other.doc)
