"""Past runs: `history.jsonl` in the folder of the reports, one line for each document and run."""

from __future__ import annotations

import json
import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, field, fields
from datetime import datetime, timezone
from itertools import chain, count
from pathlib import Path
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.model import DocumentReport
from tqcheck.records import dataclass

SCHEMA = "tqcheck-history/1"
NAME = "history.jsonl"
_VAGUE = frozenset({"target", "translation", "index"})  # file names that say nothing of the article


@dataclass(frozen=True, slots=True)
class Run:
    """What a run found in a document. `page` is the file of its report, `time` in UTC by ISO 8601."""

    time: str
    target: str
    page: str
    source: str | None = None
    source_lang: str | None = None
    target_lang: str = ""
    words: int = 0
    segments: int = 0
    scores: Mapping[str, float] = field(default_factory=dict)
    passed: bool | None = None
    severities: Mapping[str, int] = field(default_factory=dict)
    rules: Mapping[str, int] = field(default_factory=dict)

    @property
    def score(self) -> float | None:
        """The MQM score."""
        return self.scores.get("mqm")

    @property
    def findings(self) -> int:
        """How many findings there were."""
        return sum(self.severities.values())


def run_of(document: DocumentReport, page: str, time: datetime | None = None) -> Run:
    """The line of a document: what the index tells of it."""
    mqm = document.scores.get("mqm")
    return Run(
        time=(time or datetime.now(timezone.utc)).strftime("%Y-%m-%dT%H:%M:%SZ"),
        target=key_of(document.target),
        page=page,
        source=document.source,
        source_lang=document.source_lang,
        target_lang=document.target_lang,
        words=document.words,
        segments=document.segments,
        scores={name: score.value for name, score in document.scores.items()},
        passed=mqm.passed if mqm else None,
        severities=dict(Counter(one.severity for one in document.findings)),
        rules=dict(sorted(Counter(one.rule for one in document.findings).items())),
    )


def runs_of(documents: Sequence[DocumentReport], past: Sequence[Run]) -> list[Run]:
    """The lines of a run's documents; each keeps the page it had, or gets one that no other article has."""
    pages = {run.target: run.page for run in past}
    time = datetime.now(timezone.utc)
    made = []
    for document in documents:
        key = key_of(document.target)
        if key not in pages:
            pages[key] = _page(key, {page.casefold() for page in pages.values()})
        made.append(run_of(document, pages[key], time))
    return made


def _page(target: str, taken: Collection[str]) -> str:
    """A name from the end of the path: as short as it can be, and telling more than `target`."""
    parts = [part for part in (_slug(part) for part in Path(target).with_suffix("").parts) if part]
    parts = parts or ["translation"]
    start = 2 if parts[-1] in _VAGUE and len(parts) > 1 else 1
    names = ["-".join(parts[-length:-1] if parts[-1] in _VAGUE and length > 1 else parts[-length:])
             for length in range(start, len(parts) + 1)]  # fmt: skip
    numbered = (f"{names[-1]}-{number}" for number in count(2))
    return next(
        f"{name}.html" for name in chain(names, numbered) if f"{name}.html".casefold() not in {*taken, "index.html"}
    )


def _slug(part: str) -> str:
    return re.sub(r"[^\w.-]+", "-", part).strip("-.")


def key_of(target: str) -> str:
    """The path of a translation as history knows it: one spelling for `./a.txt` and `a.txt`."""
    return Path(os.path.normpath(target)).as_posix()


def read(folder: Path) -> list[Run]:
    """The runs that the folder's history tells of, oldest first.

    Raises `TqcheckError`, naming the line, where it cannot be read.
    """
    path = folder / NAME
    try:
        lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    except (OSError, UnicodeDecodeError) as error:
        raise TqcheckError(f"cannot be read ({error})", path=str(path), remedy="mend the file or delete it") from None
    return [_run(line, number, path) for number, line in enumerate(lines, 1) if line.strip()]


def _run(line: str, number: int, path: Path) -> Run:
    try:
        raw: dict[str, Any] = json.loads(line)
        if raw.pop("schema") != SCHEMA:
            raise ValueError
        return _sound(Run(**{one.name: raw[one.name] for one in fields(Run) if one.name in raw}))
    except (ValueError, KeyError, TypeError, AttributeError):
        remedy = "delete this line, or the file to begin anew"
        raise TqcheckError("not a line of tqcheck's history", path=f"{path}:{number}", remedy=remedy) from None


def _sound(run: Run) -> Run:
    """The run, where it is what `append` writes. Raises `ValueError`: a page outside of the folder is not."""
    texts = (run.time, run.target, run.page, run.target_lang, run.source_lang or "", run.source or "")
    counts = (run.scores, run.severities, run.rules)
    numbers = [number for one in counts for number in dict(one).values()]
    sound = all(isinstance(text, str) for text in texts) and all(
        isinstance(n, (int, float)) for n in (run.words, *numbers)
    )
    if not sound or not run.page.endswith(".html") or re.search(r"[/\\\0]", run.page):
        raise ValueError
    return run


def append(folder: Path, runs: Iterable[Run]) -> None:
    """Add runs to the folder's history, in one write. Raises `TqcheckError` where that cannot be done."""
    path = folder / NAME
    text = "".join(json.dumps({"schema": SCHEMA, **asdict(run)}, ensure_ascii=False) + "\n" for run in runs)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as file:
            if file.tell() and (file.seek(-1, os.SEEK_END), file.read())[1] != b"\n":
                file.write(b"\n")  # somebody edited the file
            file.write(text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise TqcheckError(
            f"cannot be written ({error.strerror or error})",
            path=str(path),
            remedy="choose another place with --output",
        ) from None
