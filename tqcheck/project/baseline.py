"""The baseline: findings that are known, so that only new ones count.

A JSON file, `{"schema": "tqcheck-baseline/1", "findings": [{"fingerprint": "…", "rule": "…", "path": "…", "text": "…",
"decision": "false-alarm | accepted | fix-later", "reason": "…", "expires": "YYYY-MM-DD"}]}`; only `fingerprint` is
needed, the rest is for people.
"""

from __future__ import annotations

import functools
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.model import Report
from tqcheck.records import dataclass

SCHEMA = "tqcheck-baseline/1"
DEFAULT_NAME = "tqcheck-baseline.json"
_REMEDY = "make one with `tqcheck baseline`"


@dataclass(frozen=True, slots=True)
class Known:
    """An entry of the baseline."""

    fingerprint: str
    rule: str | None = None
    path: str | None = None
    text: str | None = None
    decision: str | None = None
    reason: str | None = None
    expires: date | None = None


def load(path: str) -> Mapping[str, Known]:
    """The entries by fingerprint. Raises `TqcheckError` where the file is no baseline."""
    try:
        stamp = Path(path).stat()
        return _load(path, stamp.st_mtime_ns, stamp.st_size)
    except FileNotFoundError:
        raise TqcheckError("there is no such baseline", path=path, remedy=_REMEDY) from None
    except OSError as error:
        raise TqcheckError(f"cannot be read ({error.strerror})", path=path, remedy=_REMEDY) from None


@functools.lru_cache(8)
def _load(path: str, changed: int, size: int) -> Mapping[str, Known]:
    try:
        raw = json.loads(Path(path).read_bytes().decode("utf-8"))
        if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
            raise TqcheckError("this is not a baseline of tqcheck", path=path, remedy=_REMEDY)
        return {one.fingerprint: one for one in map(_known, raw["findings"])}
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise TqcheckError(f"this baseline is damaged ({error})", path=path, remedy=_REMEDY) from None


def _known(raw: Mapping[str, Any]) -> Known:
    told = {name: raw.get(name) for name in ("rule", "path", "text", "decision", "reason")}
    expires = date.fromisoformat(raw["expires"]) if raw.get("expires") else None
    return Known(str(raw["fingerprint"]), **{name: str(one) for name, one in told.items() if one}, expires=expires)


def made(report: Report, before: Mapping[str, Known]) -> list[Known]:
    """A baseline of what the report holds, whether it counts or is in the baseline already.

    What people wrote into the entries before stays with them.
    """
    found: dict[str, Known] = {}
    for document in report.documents:
        known = (one.finding for one in document.suppressed if one.by == "baseline")
        for finding in (*document.findings, *known):
            place = finding.target or finding.source
            old = before.get(finding.fingerprint, Known(finding.fingerprint, decision="fix-later"))
            found[finding.fingerprint] = Known(
                finding.fingerprint, finding.rule, document.target, place.text if place else None,
                old.decision, old.reason, old.expires,
            )  # fmt: skip
    return sorted(found.values(), key=lambda one: (one.path or "", one.rule or "", one.fingerprint))


def dump(entries: Iterable[Known]) -> str:
    """The entries as the text of a baseline file, an entry a line, so that differences read well."""
    plain = ({key: value for key, value in asdict(one).items() if value} for one in entries)
    lines = [json.dumps(one, ensure_ascii=False, default=str) for one in plain]
    body = ",\n".join(f"    {line}" for line in lines)
    return f'{{\n  "schema": "{SCHEMA}",\n  "findings": [\n{body}\n  ]\n}}\n'
