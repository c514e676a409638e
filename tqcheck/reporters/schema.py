"""The JSON Schema of the JSON report, made from the model: what a report is sure to hold; it may hold more later."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from tqcheck.model import DocumentReport, Failure, Overdue, RuleText
from tqcheck.reporters.json import SCHEMA
from tqcheck.shard import Share

_PLAIN: Mapping[Any, str] = {str: "string", bool: "boolean", int: "integer", float: "number"}
_UNSHOWN = {"names"}  # serve the comparison of articles and are in no report
_SOMETIMES = {"share", "heat"}  # where there is one


def schema() -> dict[str, Any]:
    """The schema of what `tqcheck check --format json` writes (JSON Schema, draft 2020-12)."""
    tool = {"name": {"const": "tqcheck"}, "version": {"type": "string"}}
    properties = {
        "schema": {"const": SCHEMA},
        "tool": {"type": "object", "properties": tool, "required": list(tool)},
        "documents": {"type": "array", "items": _of(DocumentReport)},
        "rules": {"type": "object", "additionalProperties": _of(RuleText)},
        "overdue": {"type": "array", "items": _of(Overdue)},
        "failures": {"type": "array", "items": _of(Failure)},
        "notices": {"type": "array", "items": {"type": "string"}},
        "settings": {"type": "object"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": SCHEMA,
        "description": "A report of tqcheck. Offsets count code points, end exclusive; lines and columns from 1.",
        "type": "object",
        "properties": properties,
        "required": ["schema", "tool", "documents", "rules"],
    }


def _of(hint: Any) -> dict[str, Any]:
    origin, inside = get_origin(hint), get_args(hint)
    if origin in (Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if one is type(None) else _of(one) for one in inside]}
    if origin is Literal:
        return {"enum": list(inside)}
    if origin is tuple:
        bounds = {} if inside[-1] is Ellipsis else {"minItems": len(inside), "maxItems": len(inside)}
        return {"type": "array", "items": _of(inside[0]), **bounds}
    if origin is not None:
        return {"type": "object", "additionalProperties": _of(inside[1])}
    if hint is Share:  # tqcheck's own notes, by which shares are joined: no promise to others
        return {"type": "object"}
    if is_dataclass(hint):
        hints = get_type_hints(hint, localns={"Share": Share})
        shown = {one.name: _of(hints[one.name]) for one in fields(hint) if one.name not in _UNSHOWN}
        return {"type": "object", "properties": shown, "required": [one for one in shown if one not in _SOMETIMES]}
    return {"type": _PLAIN[hint]}
