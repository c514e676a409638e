"""HTML pages: the words with their places in the file; the article apart from what surrounds it on the page.

What the article is, trafilatura decides; its text is then found again block by block, because it keeps no offsets.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html import unescape

from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, OBJECT, Block, BlockKind, Document, Span
from tqcheck.readers.decode import Decoded

# Attributes may hold > between quotation marks. Bounded, so that a page of lone < or " costs no more than others.
_TAG = re.compile(r"<(/?)([A-Za-z][^\s/<>]{0,40})((?:[^<>\"']|\"[^\"]{0,10000}\"|'[^']{0,10000}')*)>")
_ENTITY = re.compile(r"&(?:[A-Za-z][A-Za-z0-9]{1,30};?|#\d{1,7};?|#[xX][0-9A-Fa-f]{1,6};?)")
_BLANKS = re.compile(r"\s+")
_WORD = re.compile(r"\w+")
_LANG = re.compile(r"\blang\s*=\s*[\"']?([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})", re.I)

_KINDS: dict[str, BlockKind] = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "table"),
    "blockquote": "quotation",
}


def _set(names: str) -> frozenset[str]:
    return frozenset(names.split())


_BLOCKS = frozenset(_KINDS) | _set(
    "address article aside body caption center details dialog div dl fieldset figcaption figure footer form header "
    "hgroup hr html label legend main menu nav ol option p section select summary table tbody tfoot thead tr ul"
)
_VOID = _set("area base br col embed hr img input link meta source track wbr")
_OBJECTS = _set("code kbd samp var math svg canvas object picture video audio iframe")
_NOT_READ = _set("script style template head pre textarea noscript noembed noframes title")
_AROUND = _set("nav aside footer form button select dialog menu")  # of the page, whatever their text
_ENDLESS = _set("p li dt dd tr td th option")  # their end tags may be left out
_DEEPEST = 60  # open elements that an end tag may close
_LONGEST_CELL = 120  # characters
_LONG = 8  # words of a paragraph that is prose, wherever it was lost


@dataclass
class _Found:
    """A block as it is read: the stretches of its text, and where in the page it stands."""

    kind: BlockKind
    parent: int
    around: bool
    spans: list[Span] = field(default_factory=list)


def read(decoded: Decoded, path: str | None) -> Document:
    """A document from HTML. What is not part of the article becomes blocks of kind "other"."""
    text = decoded.text
    masked = list(text)
    found = [one for one in _Page(text, masked).blocks() if one.spans]
    shown = "".join(masked)
    blocks = [_block(one) for one in found]
    words = [_words(shown[block.start : block.end]) for block in blocks]
    if _is_page(text):
        inside = _article(text, found, words, path)
        blocks = [block if kept else replace(block, kind="other") for block, kept in zip(blocks, inside)]
    lang = _LANG.search(text[:4000])
    declared = lang[1] if lang and "<html" in text[: lang.start()].lower() else None
    return Document(text, shown, tuple(blocks), path, decoded.encoding, decoded.notices, declared)


def _block(found: _Found) -> Block:
    start, end = found.spans[0].start, found.spans[-1].end
    # Old pages are laid out in tables: a long cell is prose.
    is_prose = found.kind == "table" and end - start > _LONGEST_CELL
    return Block(start, end, "paragraph" if is_prose else found.kind)


def _is_page(text: str) -> bool:
    """Whether this is a whole page, rather than the body of an article as a content system stores it."""
    return bool(re.search(r"<(?:html|body|nav|header|footer)\b", text, re.I))


def _words(shown: str) -> str:
    return " ".join(_WORD.findall(shown.replace(NOTHING, "").replace(OBJECT, " ").casefold()))


def _article(text: str, found: Sequence[_Found], words: Sequence[str], path: str | None) -> list[bool]:
    """Which blocks are the article: those whose words trafilatura keeps, prose beside them that it lost, the title."""
    kept = _extracted(text, path)
    if not kept:
        return [not one.around for one in found]
    lines = {_words(part) for line in kept.splitlines() for part in (line, *line.split("|"))}
    whole = f" {_words(kept)} "
    is_prose = [not one.around and text.count(" ") >= _LONG for one, text in zip(found, words)]
    inside = [
        not one.around and bool(text) and (text in lines or (prose and f" {text} " in whole))
        for one, text, prose in zip(found, words, is_prose)
    ]
    homes = Counter(one.parent for one, is_in in zip(found, inside) if is_in)
    inside = [is_in or (prose and homes[one.parent] > 1) for one, is_in, prose in zip(found, inside, is_prose)]
    first = inside.index(True) if True in inside else 0
    titles = (at for at, one in enumerate(found[:first]) if one.kind == "heading" and not one.around)
    if (title := next(titles, None)) is not None:
        inside[title] = True
    return inside


def _extracted(text: str, path: str | None) -> str:
    try:
        from trafilatura import extract
    except ImportError:
        remedy = "install it with `pip install tqcheck[html]`"
        raise TqcheckError("HTML pages need trafilatura", path=path, remedy=remedy) from None
    return extract(text, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False) or ""


class _Page:
    """Walks over the tags once, collects the text between them by block, and masks what readers do not see."""

    def __init__(self, text: str, masked: list[str]) -> None:
        self.text, self.masked = text, masked
        self.open: list[tuple[str, int]] = []  # the open elements, each with a number of its own
        self.around = self.count = 0
        self.found: list[_Found] = []
        self.unclosed: set[str] = set()  # what has no end tag from here on
        self.new = True

    def blocks(self) -> list[_Found]:
        at = 0
        while at < len(self.text):
            start = self.text.find("<", at)
            self._words(at, start if start >= 0 else len(self.text))
            if start < 0:
                break
            at = self._markup(start)
        return self.found

    def _markup(self, start: int) -> int:
        """Read what begins with < and return where it ends."""
        text = self.text
        if text.startswith("<!--", start):
            return self._hide(start, self._after("-->", start + 4))
        if text.startswith(("<!", "<?"), start):
            return self._hide(start, self._after(">", start))
        tag = _TAG.match(text, start)
        if tag is None:
            self._words(start, start + 1)
            return start + 1
        name = tag[2].lower()
        if tag[1]:
            self._close(name)
        elif name in _NOT_READ or (name in _OBJECTS and not tag[3].endswith("/")):
            return self._element(name, start, tag.end())
        else:
            self._open(name)
        if name == "br":
            self.masked[start] = "\n"
            return self._hide(start + 1, tag.end())
        if name == "img":
            return self._object(start, tag.end())
        return self._hide(start, tag.end())

    def _after(self, sign: str, start: int) -> int:
        found = self.text.find(sign, start)
        return found + len(sign) if found >= 0 else len(self.text)

    def _element(self, name: str, start: int, inside: int) -> int:
        """Skip a whole element: code inside a sentence is an object, scripts and the like are nothing."""
        closing = None
        if name not in self.unclosed:
            closing = re.compile(rf"</{re.escape(name)}\s*>", re.I).search(self.text, inside)
        if closing is None:
            self.unclosed.add(name)
        end = closing.end() if closing else len(self.text) if name in _NOT_READ else inside
        if name in _OBJECTS:
            return self._object(start, end)
        self.new = self.new or name == "pre"
        return self._hide(start, end)

    def _open(self, name: str) -> None:
        if name in _BLOCKS:
            self.new = True
            if name in _ENDLESS and self.open and self.open[-1][0] == name:
                self._close(name)
        if name not in _VOID:
            self.count += 1
            self.open.append((name, self.count))
            self.around += name in _AROUND

    def _close(self, name: str) -> None:
        if name in _BLOCKS:
            self.new = True
        for at in range(len(self.open) - 1, max(-1, len(self.open) - _DEEPEST), -1):
            if self.open[at][0] == name:
                self.around -= sum(one in _AROUND for one, _ in self.open[at:])
                del self.open[at:]
                return

    def _words(self, start: int, end: int) -> None:
        """Text between tags: entities are what they stand for, and a run of blanks is one."""
        for match in _ENTITY.finditer(self.text, start, end):
            shown = unescape(match[0])
            if shown != match[0]:
                self.masked[match.start() : match.end()] = (shown + NOTHING * len(match[0]))[: len(match[0])]
        for match in _BLANKS.finditer(self.text, start, end):
            self.masked[match.start() + 1 : match.end()] = NOTHING * (len(match[0]) - 1)
        inside = self.text[start:end]
        if inside.strip():
            left = start + len(inside) - len(inside.lstrip())
            self._add(Span(left, end - len(inside) + len(inside.rstrip())))

    def _object(self, start: int, end: int) -> int:
        self.masked[start:end] = OBJECT * (end - start)
        if not self.new:
            self._add(Span(start, end))
        return end

    def _add(self, span: Span) -> None:
        if self.new:
            near = self.open[-_DEEPEST:]
            kinds = [_KINDS[name] for name, _ in near if name in _KINDS]
            holder = next((number for name, number in reversed(near) if name in _BLOCKS and name != "p"), 0)
            self.found.append(_Found(kinds[-1] if kinds else "paragraph", holder, self.around > 0))
            self.new = False
        self.found[-1].spans.append(span)

    def _hide(self, start: int, end: int) -> int:
        self.masked[start:end] = NOTHING * (end - start)
        return end
