"""XML, read as a stream and safely: no entities of the document's own, nothing fetched, depth and size bounded.

Expat is used directly because it alone tells the line of every element while it streams.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import IO, NoReturn
from xml.parsers import expat

from tqcheck.errors import TqcheckError

XML_LANG = "http://www.w3.org/XML/1998/namespace lang"
_CHUNK = 1 << 16
_DEEPEST = 200
_LONGEST = 4_000_000  # characters in one of the wanted elements


@dataclass(eq=False)
class Node:
    """An element; `name` without its namespace, `attributes` of no namespace by name. `parent` has no text."""

    name: str
    attributes: dict[str, str]
    line: int
    parent: Node | None = None
    children: list[Node | str] = field(default_factory=list)

    def all(self, *names: str) -> Iterator[Node]:
        """The child elements of these names."""
        return (child for child in self.children if isinstance(child, Node) and child.name in names)

    def first(self, name: str) -> Node | None:
        """The first child element of this name."""
        return next(self.all(name), None)

    def text(self) -> str:
        """All text inside."""
        return "".join(child if isinstance(child, str) else child.text() for child in self.children)

    def inherited(self, *names: str) -> str | None:
        """The nearest of these attributes, here or in what is around."""
        node: Node | None = self
        while node is not None:
            for name in names:
                if name in node.attributes:
                    return node.attributes[name]
            node = node.parent
        return None


def nodes(data: IO[bytes], path: str, wanted: frozenset[str], encoding: str | None = None) -> Iterator[Node]:
    """Each wanted element as soon as it ends, with all that is in it; of the others only the start is kept.

    Raises `TqcheckError`, naming the line, for what is not well-formed or not safe.
    """
    builder = _Builder(path, wanted, encoding)
    while chunk := data.read(_CHUNK):
        builder.feed(chunk)
        yield from builder.taken()
    builder.feed(b"", final=True)
    yield from builder.taken()


class _Builder:
    def __init__(self, path: str, wanted: frozenset[str], encoding: str | None) -> None:
        self.path, self.wanted = path, wanted
        self.done: list[Node] = []
        self.here: Node | None = None
        self.inside = self.depth = self.size = 0
        try:
            self.parser = expat.ParserCreate(encoding, namespace_separator=" ")
        except ValueError:
            raise TqcheckError(f"there is no encoding {encoding!r}", remedy="give one such as utf-8") from None
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters
        self.parser.EntityDeclHandler = self._entity

    def feed(self, chunk: bytes, final: bool = False) -> None:
        try:
            self.parser.Parse(chunk, final)
        except expat.ExpatError as error:
            reason = expat.errors.messages.get(error.code, str(error))
            remedy = "is it whole?" if final else "open it in an editor for XML"
            raise TqcheckError(
                f"this is not XML ({reason})", path=self.path, line=error.lineno, remedy=remedy
            ) from None
        except (LookupError, ValueError) as error:  # an encoding that Python does not know
            self._fail(f"this is not XML ({error})", "save it as UTF-8")

    def taken(self) -> list[Node]:
        found, self.done = self.done, []
        return found

    def _fail(self, problem: str, remedy: str) -> NoReturn:
        raise TqcheckError(problem, path=self.path, line=self.parser.CurrentLineNumber, remedy=remedy)

    def _entity(self, name: str, *_: object) -> None:
        self._fail(f"the file declares an entity ({name})", "write the text itself: entities are not read")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > _DEEPEST:
            self._fail(f"elements nested more than {_DEEPEST} deep", "is it the right file?")
        node = Node(name.rpartition(" ")[2], attributes, self.parser.CurrentLineNumber, self.here)
        if self.inside and self.here is not None:
            self.here.children.append(node)
        if self.inside or node.name in self.wanted:
            self.inside += 1
        self.here = node

    def _end(self, name: str) -> None:
        node = self.here
        assert node is not None
        self.depth -= 1
        self.here = node.parent
        if self.inside:
            self.inside -= 1
            if not self.inside:
                self.size = 0
                self.done.append(node)

    def _characters(self, text: str) -> None:
        if self.inside and self.here is not None:
            self.size += len(text)
            if self.size > _LONGEST:
                self._fail(f"a segment of more than {_LONGEST // 1_000_000} million characters", "split it")
            self.here.children.append(text)
