"""YAML string tables (Rails and others): texts by their keys. The tree is read and never built into objects."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, Block, Document, Span
from tqcheck.readers.decode import Decoded, well_formed
from tqcheck.readers.keys import is_language, language_of_path

_STRING = "tag:yaml.org,2002:str"
_INDENT = re.compile(r"(?<=\n)[ \t]+")
_ESCAPES = {'"': re.compile(r"\\(?:x..|u....|U........|\r?\n[ \t]*|.)", re.S), "'": re.compile("''")}
_PROPERTIES = re.compile(r"(?:[&!]\S*\s+)+")
_MOST = 4_000_000  # characters: the parser is slow

Path = tuple[str, ...]


def read(decoded: Decoded, path: str | None) -> Document:
    """A document with a block for each text. Raises `TqcheckError` for what is not YAML, naming the line."""
    text = decoded.text
    found = _composed(text, path)
    root = _root([keys for keys, _, _ in found])
    masked = list(text)
    blocks = []
    for keys, span, style in found:
        _unescape(text, span, style, masked)
        blocks.append(Block(span.start, span.end, "table", key=".".join(keys[1:] if root else keys)))
    declared = root or language_of_path(path)
    return Document(text, "".join(masked), tuple(blocks), path, decoded.encoding, decoded.notices, declared)


def _composed(text: str, path: str | None) -> list[tuple[Path, Span, str]]:
    """What `_scalars` finds in the text."""
    import yaml

    if len(text) > _MOST:
        raise TqcheckError(f"more than {_MOST // 1_000_000} MB of YAML", path=path, remedy="split the table")
    try:
        top = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        return list(_scalars(top, text, (), set())) if top else []
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        reason = getattr(error, "problem", None) or getattr(error, "reason", None) or "not readable"
        problem, line = f"this is not YAML ({reason})", mark.line + 1 if mark else None
        raise TqcheckError(problem, path=path, line=line, remedy="mind the indentation") from None
    except RecursionError:
        problem = "this is not a string table (nested too deeply)"
        raise TqcheckError(problem, path=path, remedy="give a simpler one") from None


def _root(paths: list[Path]) -> str | None:
    """The language that the one key at the top names, as in Rails: its texts are all below."""
    if any(len(keys) < 2 for keys in paths):
        return None  # texts stand beside the key, or the whole file is one text
    tops = {keys[0] for keys in paths}
    if len(tops) == 1 and is_language(*tops):
        return tops.pop()
    return None


def _scalars(node: object, text: str, keys: Path, seen: set[int]) -> Iterator[tuple[Path, Span, str]]:
    """The texts with the keys that lead to them, their stretch of the file and how they are quoted.

    An alias is the very node that it names: each is visited once, so that a bomb of aliases costs nothing.
    """
    from yaml.nodes import MappingNode, ScalarNode, SequenceNode

    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, MappingNode):
        for key, value in node.value:
            yield from _scalars(value, text, (*keys, str(key.value) if isinstance(key, ScalarNode) else "?"), seen)
    elif isinstance(node, SequenceNode):
        for at, value in enumerate(node.value):
            yield from _scalars(value, text, (*keys, str(at)), seen)
    elif isinstance(node, ScalarNode) and node.tag == _STRING and node.value.strip():
        style = node.style or ""
        yield keys, _inner(text, node.start_mark.index, node.end_mark.index, style), style


def _inner(text: str, start: int, end: int, style: str) -> Span:
    """The text itself: without anchor, tag and quotation marks, or the line with | or > and blanks at the ends."""
    if properties := _PROPERTIES.match(text, start, end):
        start = properties.end()
    if style in ("'", '"'):
        return Span(start + 1, end - 1)
    if style in ("|", ">"):
        start = text.find("\n", start) + 1
    inside = text[start:end]
    return Span(start + len(inside) - len(inside.lstrip()), end - len(inside) + len(inside.rstrip()))


def _unescape(text: str, span: Span, style: str, masked: list[str]) -> None:
    """Show what an escape stands for, and hide the indentation of further lines."""
    for match in _INDENT.finditer(text, span.start, span.end):
        masked[match.start() : match.end()] = NOTHING * len(match[0])
    if style in _ESCAPES:
        for match in _ESCAPES[style].finditer(text, span.start, span.end):
            shown = "'" if style == "'" else _character(match[0])
            masked[match.start() : match.end()] = (shown + NOTHING * len(match[0]))[: len(match[0])]


def _character(escape: str) -> str:
    """What an escape in double quotation marks stands for (YAML 1.2, chapter 5.7)."""
    sign, code = escape[1], escape[2:]
    if sign in "xuU":
        return well_formed(chr(int(code, 16)))
    named = {"n": "\n", "t": "\t", "r": "\r", "_": "\u00a0", "N": "\u0085", "L": "\u2028", "P": "\u2029"}
    return named.get(sign, "" if sign in "\r\n" else sign)
