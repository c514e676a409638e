"""Filters bitexts, file by file; what is written down after each step lets a killed run go on."""

from __future__ import annotations

import json
import os
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from tqcheck import __version__
from tqcheck.annotate.words import count
from tqcheck.atomic import replace_file
from tqcheck.bitexts import examined
from tqcheck.config import Config
from tqcheck.engines import ALONE, Workers
from tqcheck.errors import TqcheckError
from tqcheck.filtering.inputs import Lines, Record
from tqcheck.filtering.outputs import Growing
from tqcheck.filtering.progress import Counts, Progress, resumed
from tqcheck.filtering.verdict import Policy, Reason
from tqcheck.languages import language
from tqcheck.readers.bitext import Row
from tqcheck.shard import Shard

_EVERY = 1.0  # seconds between two entries of how far the run is
_LINES = (".tsv", ".jsonl", ".ndjson")
SUMMARY = "summary.json"


@dataclass(frozen=True, slots=True)
class Settings:
    """How to filter."""

    config: Config
    policy: Policy
    shard: Shard = Shard()
    workers: Workers = ALONE
    restart: bool = False


@dataclass(frozen=True, slots=True)
class Names:
    """The files of one input in the folder of the outputs."""

    kept: Path
    dropped: Path
    progress: Path

    @staticmethod
    def of(path: str, folder: Path, shard: Shard) -> Names:
        """`web.tsv.gz` becomes `web.kept.tsv.gz` and so on; a share has its number in the name."""
        base = os.path.basename(path)
        packed = ".gz" if base.lower().endswith(".gz") else ""
        stem, suffix = os.path.splitext(base[: len(base) - len(packed)])
        share = f".{shard.index}-of-{shard.of}" if shard.of > 1 else ""
        kept, dropped = (folder / f"{stem}{share}.{kind}{suffix}{packed}" for kind in ("kept", "dropped"))
        return Names(kept, dropped, folder / f"{base}{share}.progress.json")


def filter_files(paths: Sequence[str], folder: Path, settings: Settings) -> dict[str, Any]:
    """Filter bitexts into a folder; the summary, as it is written there too.

    Raises `TqcheckError` where an input or the folder cannot be used; what was done until then is kept.
    """
    if len({os.path.basename(path) for path in paths}) < len(paths):
        raise TqcheckError("two of the inputs have the same name", remedy="filter them into folders of their own")
    for path in paths:
        _require_format(path)
    folder.mkdir(parents=True, exist_ok=True)
    share = f".{settings.shard.index}-of-{settings.shard.of}" if settings.shard.of > 1 else ""
    done = {path: _filtered(path, folder, settings) for path in paths}
    total = Counts()
    for counts in done.values():
        total = total.plus(counts)
    summary = {
        "tqcheck": __version__,
        **total.told(),
        "inputs": [{"path": path, "shard": str(settings.shard), **counts.told()} for path, counts in done.items()],
    }
    data = json.dumps(summary, ensure_ascii=False, indent=2) + "\n"
    replace_file(folder / f"summary{share}.json", data.encode("utf-8", "surrogateescape"))
    return summary


def _require_format(path: str) -> None:
    name = path.lower()
    if not name.removesuffix(".gz").endswith(_LINES) and not name.endswith(".parquet"):
        remedy = "give TSV, JSON Lines (also .gz) or Parquet"
        raise TqcheckError("this format cannot be filtered", path=path, remedy=remedy)


def _filtered(path: str, folder: Path, settings: Settings) -> Counts:
    names = Names.of(path, folder, settings.shard)
    try:
        state = os.stat(path)
    except OSError as error:
        raise TqcheckError(f"cannot be read ({error.strerror})", path=path, remedy="check the name") from None
    told = (os.path.abspath(path), state.st_size, state.st_mtime_ns, __version__)
    progress = resumed(names.progress, (told, settings.config, settings.policy, settings.shard), settings.restart)
    if not progress.done:
        if path.lower().endswith(".parquet"):
            from tqcheck.filtering.parquet import filter_parquet

            filter_parquet(path, names.kept, names.dropped, progress, settings)
        else:
            _filter_lines(path, names, progress, settings)
    return progress.counts


def _filter_lines(path: str, names: Names, progress: Progress, settings: Settings) -> None:
    source = Lines(path, settings.config, settings.shard)
    begun = progress.at is not None
    kept, dropped = (
        Growing(file, length, source.packed)
        for file, length in ((names.kept, progress.kept), (names.dropped, progress.dropped))
    )
    try:
        if source.header and not begun:
            kept.add([source.header])
            dropped.add([source.header + b"\treasons"])
            progress.header = True
        written = time.monotonic()
        try:
            for records, verdicts in judged(source.records(progress.at), settings):
                kept.add(record.raw for record, why in zip(records, verdicts) if not why)
                dropped.add(source.with_reasons(record.raw, why) for record, why in zip(records, verdicts) if why)
                for why in verdicts:
                    progress.counts.add(one.rule for one in why)
                progress.at = records[-1].end
                if time.monotonic() - written >= _EVERY:
                    _write_down(progress, kept, dropped)
                    written = time.monotonic()
        except KeyboardInterrupt:
            if progress.at is not None:
                _write_down(progress, kept, dropped)
            raise
        progress.done = True
        _write_down(progress, kept, dropped)
    finally:
        kept.close()
        dropped.close()


def _write_down(progress: Progress, kept: Growing, dropped: Growing) -> None:
    progress.kept, progress.dropped = kept.length(), dropped.length()
    progress.write()


def judged(records: Iterator[Record], settings: Settings) -> Iterator[tuple[list[Record], list[list[Reason]]]]:
    """Records in order, some at a time and never part of an article, each with the reasons to drop it."""
    waiting: deque[Record] = deque()

    def rows() -> Iterator[Row]:
        for record in records:
            waiting.append(record)
            yield record.row

    config = replace(settings.config, heat=False)  # no report shows it
    for groups, part in examined(rows(), config, settings.workers):
        found: dict[int, list[Any]] = {}
        for finding in part.findings:
            found.setdefault(finding.row or 0, []).append(finding)
        some = [waiting.popleft() for group in groups for _ in group]
        yield some, [_reasons(record.row, found, settings) for record in some]


def _reasons(row: Row, found: dict[int, list[Any]], settings: Settings) -> list[Reason]:
    # Counted here only where a score asks for it: this process hands out the work of all others.
    words = count(row.tgt, language(row.tgt_lang)) if settings.policy.min_score is not None else 0
    return settings.policy.reasons(found.get(row.row, []), words, settings.config)
