"""XLIFF 1.2 and 2.x (OASIS): a row for each translated unit or segment; inline elements stay as tags in the text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.readers.bitext import Given, opened
from tqcheck.readers.xml import Node, nodes

# Inline elements whose content is code of the original format, and those that only point at a place.
_CODES = frozenset({"ph", "bpt", "ept", "it", "x", "bx", "ex", "sc", "ec"})
_PAIRED = frozenset({"g", "pc"})
_DOCUMENTS = (".docx", ".odt", ".html", ".htm", ".md", ".txt", ".idml", ".pptx", ".dita", ".rtf")
_UNITS = frozenset({"trans-unit", "unit"})


def records(path: str, given: Given, notices: list[str]) -> Iterator[dict[str, Any]]:
    """A record for each unit (1.2) or segment (2.x) with a translation. Raises `TqcheckError` naming the line."""
    units = untranslated = 0
    with opened(path) as data:
        for unit in nodes(data, path, _UNITS, given.encoding):
            if unit.inherited("translate") == "no":
                continue
            for place in unit.all("segment") if unit.name == "unit" else (unit,):
                units += 1
                source, target = place.first("source"), place.first("target")
                if source is None:
                    problem = f"a <{place.name}> without <source>"
                    raise TqcheckError(problem, path=path, line=place.line, remedy="add its source")
                if target is None or not _shown(target).strip() or not _shown(source).strip():
                    untranslated += 1
                    continue
                yield _record(unit, source, target, given, path)
    if not units:
        raise TqcheckError("there is no unit to check", path=path, remedy="give XLIFF 1.2 or 2")
    if untranslated:
        notices.append(f"{path}: {untranslated} of {units} units are not translated: not checked")


def _record(unit: Node, source: Node, target: Node, given: Given, path: str) -> dict[str, Any]:
    original = unit.inherited("original")
    source_language = given.source_lang or unit.inherited("source-language", "srcLang")
    target_language = given.target_lang or unit.inherited("target-language", "trgLang")
    for side, language in (("source", source_language), ("target", target_language)):
        if not language:
            remedy = f"give --{side}-lang"
            raise TqcheckError(f"the file names no {side} language", path=path, line=unit.line, remedy=remedy)
    return {
        "src_lang": source_language,
        "tgt_lang": target_language,
        "src": _shown(source),
        "tgt": _shown(target),
        "id": unit.attributes.get("id"),
        # Only the units of a document are an article; the strings of a program stand alone.
        "doc": original if original and original.lower().endswith(_DOCUMENTS) else None,
        "note": "\n".join(note.text() for note in _notes(unit)),
        "line": unit.line,
        "src_line": source.line,
        "tgt_line": target.line,
    }


def _notes(unit: Node) -> Iterator[Node]:
    yield from unit.all("note")
    for notes in unit.all("notes"):
        yield from notes.all("note")


def _shown(node: Node) -> str:
    """The text with its inline elements as tags; comments and marks on words vanish, their words stay."""
    parts = []
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
        elif child.name in _CODES:
            parts.append(f"<{child.name}{_identity(child)}/>")
        elif child.name in _PAIRED:
            parts.append(f"<{child.name}{_identity(child)}>{_shown(child)}</{child.name}>")
        elif child.name == "cp":
            parts.append("\ufffd")  # a character that XML cannot hold
        else:
            parts.append(_shown(child))
    return "".join(parts)


def _identity(node: Node) -> str:
    name = next((name for name in ("id", "startRef", "rid") if name in node.attributes), None)
    return f' {name}="{node.attributes[name]}"' if name else ""
