"""Settings as the text of a `tqcheck.toml`, each with its documentation."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from tqcheck.config import Accepted, Config, Override, Pairing
from tqcheck.project.configuration import key_of

_TABLES = {"pairs": Pairing, "overrides": Override, "accept": Accepted}


def listing(config: Config) -> str:
    """All settings with their values; those without one, and the tables without entries, as remarks."""
    plain, tables = [], []
    for one in fields(config):
        value = getattr(config, one.name)
        if one.name in _TABLES:
            tables.append(_table(one.name, value, one.metadata["doc"]))
        else:
            plain.append(f"# {one.metadata['doc']}\n{_line('.'.join(key_of(one)), value)}\n")
    return "\n".join((*plain, *tables))


def _table(name: str, entries: tuple[Any, ...], doc: str) -> str:
    text = f"# {doc}\n"
    for entry in entries:
        lines = (_line(".".join(key_of(one)), getattr(entry, one.name)) for one in fields(entry))
        text += f"[[{name}]]\n" + "".join(f"{line}\n" for line in lines if not line.startswith("#")) + "\n"
    if not entries:
        remarks = (f"# {'.'.join(key_of(one))}: {one.metadata['doc']}\n" for one in fields(_TABLES[name]))
        text += f"# [[{name}]]\n{''.join(remarks)}"
    return text


def _line(key: str, value: Any) -> str:
    if value is None or value == () or value == {} or value == "":
        return f"# {key} ="
    return f"{key} = {toml(value)}"


def toml(value: Any) -> str:
    """A value as TOML: texts, numbers, dates, lists and tables within a line."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, float)):
        return f"{value:g}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_key(key)} = {toml(one)}" for key, one in value.items()) + "}"
    if isinstance(value, (tuple, list)):
        return "[" + ", ".join(map(toml, value)) + "]"
    if is_dataclass(value):
        told = {".".join(key_of(one)): getattr(value, one.name) for one in fields(value)}
        return toml({key: one for key, one in told.items() if one not in (None, (), {})})
    return json.dumps(str(value), ensure_ascii=False)


def _key(name: str) -> str:
    return name if name.replace("-", "").replace("_", "").isalnum() and name.isascii() else json.dumps(name)
