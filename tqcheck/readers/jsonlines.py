"""JSON Lines: a segment pair an object, with the columns of a bitext as keys."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.readers.bitext import NEEDED, OPTIONAL, Given, lines


def records(path: str, given: Given, notices: list[str]) -> Iterator[dict[str, Any]]:
    """An object a line that is not blank. Raises `TqcheckError` for what is not JSON, naming the line."""
    for number, line in lines(path, given.encoding):
        if line.strip():
            yield {**record(line, path, number, given), "line": number}


def record(line: str, path: str, number: int, given: Given) -> dict[str, Any]:
    """The object that a line holds, with the languages given. Raises `TqcheckError` for what is not JSON."""
    found = _loaded(line, path, number)
    named = {key: found[key] for key in (*NEEDED, *OPTIONAL) if found.get(key) is not None}
    return {"src_lang": given.source_lang, "tgt_lang": given.target_lang, **named}


def _loaded(line: str, path: str, number: int) -> dict[str, Any]:
    remedy = "write one object a line"
    try:
        record = json.loads(line)
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
        raise TqcheckError(f"this is not JSON ({reason})", path=path, line=number, remedy=remedy) from None
    if not isinstance(record, dict):
        raise TqcheckError("this is not a JSON object", path=path, line=number, remedy=remedy)
    return record
