"""TMX 1.4 (translation memories): a row for each translation in a unit; read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import is_tag
from tqcheck.readers.bitext import Given, opened
from tqcheck.readers.xml import XML_LANG, Node, nodes

_CODES = frozenset({"bpt", "ept", "it", "ph", "ut"})


def records(path: str, given: Given, notices: list[str]) -> Iterator[dict[str, Any]]:
    """A record for each target text of a unit, against the text in the source language. Raises `TqcheckError`."""
    units = left_out = 0
    spoken = given.source_lang
    with opened(path) as data:
        for node in nodes(data, path, frozenset({"header", "tu"}), given.encoding):
            if node.name == "header":
                spoken = spoken or _named(node)
                continue
            units += 1
            found = list(_pairs(node, given.source_lang or _named(node) or spoken, given.target_lang, path))
            left_out += not found
            yield from found
    if not units:
        raise TqcheckError("there is no unit to check", path=path, remedy="give a TMX file with <tu> elements")
    if left_out:
        notices.append(f"{path}: {left_out} of {units} units lack a text in one of the languages: not checked")


def _named(node: Node) -> str | None:
    """The source language that a header or a unit names; `*all*` names none."""
    tag = node.attributes.get("srclang", "")
    return tag if is_tag(tag) else None


def _pairs(unit: Node, source_lang: str | None, target_lang: str | None, path: str) -> Iterator[dict[str, Any]]:
    if source_lang is None:
        remedy = "give --source-lang"
        raise TqcheckError("the file names no source language", path=path, line=unit.line, remedy=remedy)
    texts = {(tuv.attributes.get(XML_LANG) or tuv.attributes.get("lang", "")): tuv for tuv in unit.all("tuv")}
    source = _in(texts, source_lang)
    targets = {target_lang: _in(texts, target_lang)} if target_lang else {t: n for t, n in texts.items() if n != source}
    left = source.first("seg") if source else None
    for tag, target in targets.items():
        right = target.first("seg") if target else None
        if left is None or right is None or not _shown(left).strip() or not _shown(right).strip():
            continue
        notes = "\n".join(note.text() for note in unit.all("note"))
        yield {
            "src_lang": source_lang, "tgt_lang": tag, "src": _shown(left), "tgt": _shown(right),
            "id": unit.attributes.get("tuid"), "note": notes, "line": unit.line,
            "src_line": left.line, "tgt_line": right.line,
        }  # fmt: skip


def _in(texts: dict[str, Node], wanted: str) -> Node | None:
    """The text in a language: of the same tag, else of the same language."""

    def base(tag: str) -> str:
        return tag.replace("_", "-").partition("-")[0].lower()

    same = [node for tag, node in texts.items() if tag.lower() == wanted.lower()]
    near = [node for tag, node in texts.items() if base(tag) == base(wanted)]
    return next(iter(same + near), None)


def _shown(node: Node) -> str:
    """The text with native codes as tags; highlighting vanishes, its words stay."""
    return "".join(
        child if isinstance(child, str) else _code(child) if child.name in _CODES else _shown(child)
        for child in node.children
    )


def _code(node: Node) -> str:
    number = node.attributes.get("i") or node.attributes.get("x")
    return f'<{node.name} i="{number}"/>' if number else f"<{node.name}/>"
