"""The JSON Schema of the configuration, made from the dataclasses; editors complete and check `tqcheck.toml` by it."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import Field, fields
from datetime import date
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tqcheck.config import Config
from tqcheck.project.configuration import key_of, required

_PLAIN: Mapping[Any, str] = {str: "string", bool: "boolean", float: "number"}


def schema() -> dict[str, Any]:
    """The schema of `tqcheck.toml` and of `[tool.tqcheck]` (JSON Schema, draft 7, which editors read for TOML)."""
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "tqcheck.toml",
        "description": "Settings of tqcheck, a linter for translations.",
        **_table(Config),
    }


def _table(cls: type) -> dict[str, Any]:
    hints = get_type_hints(cls)
    found: dict[str, Any] = {}
    for one in fields(cls):
        place = found
        *groups, key = key_of(one)
        for group in groups:
            place = place.setdefault(group, _object({}))["properties"]
        place[key] = {"description": one.metadata["doc"], **_value(hints[one.name], one)}
    needed = [key_of(one)[0] for one in fields(cls) if required(one)]
    return _object(found) | ({"required": needed} if needed else {})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _value(hint: Any, one: Field[Any]) -> dict[str, Any]:
    if get_origin(hint) in (Union, types.UnionType):
        (hint,) = (part for part in get_args(hint) if part is not type(None))
    origin, inside = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is tuple:
        return {"type": "array", "items": _value(inside[0], one)}
    if hint is date:
        return {"type": "string", "format": "date"}
    if hint is str and one.metadata["kind"] == "rules":
        return {"type": "string", "examples": _names()}
    if hint in _PLAIN:
        bounds = {"minimum": 0, "maximum": 1} if one.metadata["kind"] == "fraction" else {}
        return {"type": _PLAIN[hint], **bounds}
    if origin is not None:
        return _mapping(inside[0], _value(inside[1], one))
    return _table(hint)


def _mapping(key: Any, value: dict[str, Any]) -> dict[str, Any]:
    if names := get_args(key):
        return _object(dict.fromkeys(names, value))
    return {"type": "object", "additionalProperties": value}


def _names() -> list[str]:
    # Plug-ins add rules, so these are examples rather than all there is.
    from tqcheck.model import CATEGORIES

    return sorted(CATEGORIES)
