"""Gettext PO: msgid against msgstr, each plural form a row; what is fuzzy, obsolete or not translated is no row."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from tqcheck.errors import TqcheckError
from tqcheck.languages import is_tag, language
from tqcheck.readers import read_bytes
from tqcheck.readers.bitext import Given

if TYPE_CHECKING:
    from polib import POEntry, POFile

_STRING = r'"(?:[^"\\]|\\.)*"'
_LINE = re.compile(rf"\s*(?:#.*|(?:(?:msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s*)?{_STRING}\s*)?")
_CHARSET = re.compile(rb'^"Content-Type:[^"]*?charset=([^\s"\\;]+)', re.M | re.I)
_PLACEHOLDER = re.compile(r"%(?:\(\w+\)|\d+\$)?[.\d]*[a-zA-Z]|\{\w*\}")
_LEAST, _ENOUGH = 400, 20_000  # characters that decide which language the msgids are in
_LEAST_PROBABILITY = 0.8


def records(path: str, given: Given, notices: list[str]) -> Iterator[dict[str, Any]]:
    """A record for each translated message and plural form. Raises `TqcheckError` naming the line of bad syntax."""
    import polib

    encoding, lines = _checked(path, given, notices)
    try:
        file = polib.pofile(path, encoding=encoding)
    except (OSError, ValueError, IndexError) as error:
        line = re.search(r"line (\d+)", str(error))
        number = int(line[1]) if line else None
        raise TqcheckError("this is not PO", path=path, line=number, remedy=f"`msgfmt -c {path}` says more") from None
    entries = [entry for entry in file if not entry.obsolete and entry.msgid]
    languages = {
        "src_lang": given.source_lang or _source_language(file, entries, notices),
        "tgt_lang": given.target_lang or _target_language(file, path),
    }
    for entry in entries:
        if not entry.fuzzy:
            yield from ({**languages, **record} for record in _forms(entry, lines))
    if left_out := sum(not entry.translated() for entry in entries):
        notices.append(f"{path}: {left_out} of {len(entries)} messages are not translated, or fuzzy: not checked")


def _checked(path: str, given: Given, notices: list[str]) -> tuple[str, list[str]]:
    """The encoding and the lines, after a look at each: polib takes a string that nobody closed for whole."""
    data = read_bytes(path)
    encoding = given.encoding or _charset(data, path, notices)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        at = data.count(b"\n", 0, error.start) + 1
        problem = f"a byte that is not {encoding} (0x{data[error.start]:02x})"
        remedy = "mend the charset in its header, or name its encoding with --encoding"
        raise TqcheckError(problem, path=path, line=at, remedy=remedy) from None
    lines = re.split(r"\r\n?|\n", text)
    for at, line in enumerate(lines, 1):
        if not _LINE.fullmatch(line):
            remedy = "a string stands between quotation marks, and the file must be whole"
            raise TqcheckError("this line is not PO", path=path, line=at, remedy=remedy)
    return encoding, lines


def _charset(data: bytes, path: str, notices: list[str]) -> str:
    if data.startswith(codecs.BOM_UTF8):
        return "utf-8-sig"
    named = _CHARSET.search(data[:20_000])
    name = named[1].decode("ascii", "replace") if named else "utf-8"
    try:
        return codecs.lookup(name).name
    except LookupError:
        notices.append(f"{path}: the header names no known charset ({name}): read as UTF-8")
        return "utf-8"


def _source_language(file: POFile, entries: list[POEntry], notices: list[str]) -> str:
    """As the header says, else as the msgids tell, else English: gettext's custom."""
    from tqcheck.knowledge.language_identification import detect

    if is_tag(named := _tag(file.metadata.get("X-Source-Language", ""))):
        return named
    text = "\n".join(entry.msgid for entry in entries)[:_ENOUGH]
    found = detect(text) if len(text) >= _LEAST else []
    if found and found[0][1] >= _LEAST_PROBABILITY:
        notices.append(f"source language: {found[0][0]} (detected, probability {found[0][1]:.2f})")
        return found[0][0]
    notices.append("source language: en (the custom of gettext)")
    return "en"


def _target_language(file: POFile, path: str) -> str:
    """As the header says, else as the path does: `pt_BR.po`, `locale/pt_BR/LC_MESSAGES/app.po`."""
    if is_tag(named := _tag(file.metadata.get("Language", ""))):
        return named
    parts = PurePath(path).parts
    places = [before for before, part in zip(parts, parts[1:]) if part == "LC_MESSAGES"]
    for name in (*places, PurePath(path).stem):
        if is_tag(tag := _tag(name)) and (places or language(tag).name != tag):  # "app" is no language
            return tag
    remedy = "add it, or give --target-lang"
    raise TqcheckError("the header has no Language", path=path, line=1, remedy=remedy)


def _tag(name: str) -> str:
    return re.sub(r"[.@].*", "", name.strip()).replace("_", "-")


def _forms(entry: POEntry, lines: list[str]) -> Iterator[dict[str, Any]]:
    note = "\n".join(part for part in (entry.tcomment, entry.comment) if part)
    common = {"id": entry.msgctxt, "note": note, "src_line": _line(lines, entry.linenum, "msgid")}
    forms = entry.msgstr_plural or {0: entry.msgstr}
    for number, text in forms.items():
        if text.strip():
            source = _source(entry, number, text)
            keyword = f"msgstr[{number}]" if entry.msgstr_plural else "msgstr"
            yield {**common, "src": source, "tgt": text, "tgt_line": _line(lines, entry.linenum, keyword)}


def _source(entry: POEntry, form: int, text: str) -> str:
    """What a plural form translates: the plural, but of the first form, which may stand for 1 alone, the singular.

    Where a language counts 21 as it counts 1, or has one form only, the first has the number as the plural does.
    """
    if not entry.msgid_plural:
        return str(entry.msgid)
    here, one, many = map(_placeholders, (text, entry.msgid, entry.msgid_plural))
    alone = form == 0 and (here != many or (here == one and len(entry.msgstr_plural) > 1))
    return str(entry.msgid if alone else entry.msgid_plural)


def _placeholders(text: str) -> list[str]:
    return sorted(_PLACEHOLDER.findall(text))


def _line(lines: list[str], first: int | None, keyword: str) -> int:
    """The line on which the text after a keyword begins, from the entry's first line on."""
    start = first or 1
    for number in range(start, min(start + 2_000, len(lines)) + 1):
        line = lines[number - 1].lstrip()
        if line.startswith(keyword) and line[len(keyword) :].lstrip().startswith('"'):
            wrapped = line[len(keyword) :].strip() == '""' and lines[number : number + 1]
            return number + 1 if wrapped and lines[number].lstrip().startswith('"') else number
    return start
