"""JSON string tables, nested or flat (i18next, Chrome's messages.json, Flutter's ARB): texts by their keys."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from json.decoder import scanstring  # type: ignore[attr-defined]  # the stubs lack it

from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, Block, Document, Span
from tqcheck.readers.decode import Decoded, well_formed
from tqcheck.readers.keys import is_language, language_of_path

_SIGN = re.compile(r'[{}\[\],:"]')
_ESCAPE = re.compile(r"\\(?:u[dD][89abAB]..\\u[dD][c-fC-F]..|u....|.)")
# Beside the text itself, Chrome's tables have these; in ARB "@key" describes "key".
_DESCRIBES = frozenset({"description", "placeholders"})

Path = tuple[str, ...]


def read(decoded: Decoded, path: str | None) -> Document:
    """A document with a block for each text. Raises `TqcheckError` for what is not JSON, naming the line."""
    text = decoded.text
    data = _checked(text, path)
    masked = list(text)
    blocks: list[Block] = []
    root = _root(data)
    for keys, span in _strings(text):
        if _is_text(keys, data):
            for match in _ESCAPE.finditer(text, span.start, span.end):
                shown = well_formed(json.loads(f'"{match[0]}"'))
                masked[match.start() : match.end()] = (shown + NOTHING * len(match[0]))[: len(match[0])]
            if "".join(masked[span.start : span.end]).replace(NOTHING, "").strip():
                key = well_formed(".".join(keys[1:] if root else keys))
                blocks.append(Block(span.start, span.end, "table", key=key))
    declared = root or _locale(data) or language_of_path(path)
    return Document(text, "".join(masked), tuple(blocks), path, decoded.encoding, decoded.notices, declared)


def _checked(text: str, path: str | None) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        remedy = "is it whole? Are the commas right?"
        raise TqcheckError(f"this is not JSON ({error.msg})", path=path, line=error.lineno, remedy=remedy) from None
    except (ValueError, RecursionError) as error:
        reason = "nested too deeply" if isinstance(error, RecursionError) else str(error).partition(";")[0]
        raise TqcheckError(f"this is not a string table ({reason})", path=path, remedy="give a simpler one") from None


def _root(data: object) -> str | None:
    """The language that the one key at the top names, as in Rails: its texts are all below."""
    if isinstance(data, dict) and len(data) == 1:
        (name,) = data
        if is_language(name) and isinstance(data[name], dict):
            return str(name)
    return None


def _locale(data: object) -> str | None:
    named = data.get("@@locale") if isinstance(data, dict) else None
    return named if isinstance(named, str) and is_language(named) else None


def _is_text(keys: Path, data: object) -> bool:
    if any(key.startswith("@") for key in keys):
        return False
    chrome = isinstance(data, dict) and isinstance(data.get(keys[0]), dict) and "message" in data[keys[0]]
    return not (chrome and len(keys) > 1 and keys[1] in _DESCRIBES)


def _strings(text: str) -> Iterator[tuple[Path, Span]]:
    """The strings that are values, with the keys (or positions) that lead to them; the text is known to be JSON."""
    path: list[str] = []
    lists: list[bool] = []  # whether each open bracket is a list
    is_key = False
    at = 0
    while match := _SIGN.search(text, at):
        sign, at = match[0], match.end()
        if sign in "{[":
            lists.append(sign == "[")
            path.append("0")
            is_key = sign == "{"
        elif sign in "}]":
            lists.pop()
            path.pop()
            is_key = False
        elif sign == ":":
            is_key = False
        elif sign == ",":
            is_key = not lists[-1]
            if lists[-1]:
                path[-1] = str(int(path[-1]) + 1)
        else:
            value, at = scanstring(text, at)
            if is_key:
                path[-1] = value
            else:
                yield tuple(path), Span(match.end(), at - 1)
