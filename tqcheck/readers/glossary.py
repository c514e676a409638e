"""Glossaries and do-not-translate lists: CSV, TSV, TBX, and plain lists of terms that are kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from tqcheck.errors import TqcheckError
from tqcheck.knowledge.cldr import locale
from tqcheck.knowledge.glossary import Entry, Glossary
from tqcheck.languages import base_of, is_tag
from tqcheck.readers import read_bytes
from tqcheck.readers.decode import decode

SUFFIXES = (".csv", ".tsv", ".tbx", ".xml", ".txt")
_COLUMNS = ("source", "target", "source_lang", "target_lang", "forbidden", "case", "note")
_CASES = ("", "any", "exact")
_HEADER = "name the columns source and target (or a language each, such as pt and en) in the first line"


def read(path: str) -> Glossary:
    """The glossary in a file, by its suffix.

    `.csv`, `.tsv`: columns `source`, `target` (empty: the term is kept), optional `source_lang`, `target_lang`,
    `forbidden`, `case` (`exact` or `any`) and `note`; or a column a language (`pt`, `en`, …), with `forbidden:en`
    where wanted. `|` separates alternatives, the preferred one first. `.tbx`: TBX 2 and 3. `.txt`: a term a line.

    Raises `TqcheckError`, naming the line, for a broken row, a duplicate or a language that is none.
    """
    text = decode(read_bytes(path), path).text
    suffix = Path(path).suffix.lower()
    if suffix in {".tbx", ".xml"}:
        from tqcheck.readers.tbx import entries

        found = list(entries(read_bytes(path), path))
    elif suffix == ".txt":
        found = [Entry(line.strip(), path=path, line=number) for number, line in _lines(text)]
    elif suffix in {".csv", ".tsv"}:
        found = list(_table(text, path, "\t" if suffix == ".tsv" else _delimiter(text)))
    else:
        raise TqcheckError("this is no glossary", path=path, remedy=f"give one of {', '.join(SUFFIXES)}")
    _refuse_duplicates(found)
    return Glossary(tuple(found))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            yield number, line


def _delimiter(text: str) -> str:
    """The sign that separates the columns of the first line: spreadsheets write semicolons where commas are decimal."""
    first = text.split("\n", 1)[0]
    return ";" if first.count(";") > first.count(",") else ","


def _table(text: str, path: str, delimiter: str) -> Iterator[Entry]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    header: list[str] | None = None
    line = 1
    try:
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                line = reader.line_num + 1
                continue
            if header is None:
                header = _header(cells, path, line)
            else:
                yield from _row(_record(header, cells, path, line), path, line)
            line = reader.line_num + 1
    except csv.Error as error:
        raise TqcheckError(
            f"this row cannot be read ({error})", path=path, line=line, remedy="close its quotes"
        ) from None
    if header is None:
        raise TqcheckError("the glossary has no header", path=path, remedy=_HEADER)


def _header(cells: Sequence[str], path: str, line: int) -> list[str]:
    names = [cell.strip().casefold() for cell in cells]
    if {"source", "target"} <= set(names):
        unknown = [name for name in names if name not in _COLUMNS]
        if unknown:
            remedy = f"the columns are {', '.join(_COLUMNS)}"
            raise TqcheckError(f"there is no column {unknown[0]!r}", path=path, line=line, remedy=remedy)
    else:
        tags = [name for name in names if name != "note" and not name.startswith("forbidden:")]
        if len(tags) < 2:
            raise TqcheckError("the first line names no two columns of terms", path=path, line=line, remedy=_HEADER)
        for tag in (*tags, *(name.removeprefix("forbidden:") for name in names if name.startswith("forbidden:"))):
            if not _is_language(tag):
                problem = f"{tag!r} is neither a column nor a language"
                raise TqcheckError(problem, path=path, line=line, remedy=_HEADER)
    if len(set(names)) < len(names):
        raise TqcheckError("a column is named twice", path=path, line=line, remedy=_HEADER)
    return names


def _record(header: Sequence[str], cells: Sequence[str], path: str, line: int) -> dict[str, str]:
    if len(cells) != len(header):
        problem = f"{len(cells)} columns where the first line has {len(header)}"
        raise TqcheckError(problem, path=path, line=line, remedy="give every row as many, empty ones too")
    return {name: cell.strip() for name, cell in zip(header, cells)}


def _row(record: Mapping[str, str], path: str, line: int) -> Iterator[Entry]:
    if "source" not in record:
        yield from _by_language(record, path, line)
        return
    if not _forms(record["source"]):
        raise TqcheckError("the source term is missing", path=path, line=line, remedy="fill it in or delete the row")
    case = record.get("case", "").casefold()
    if case not in _CASES:
        raise TqcheckError(f"{case!r} is no rule for case", path=path, line=line, remedy="write exact or any")
    tags = [known_language(record.get(name, ""), path, line) for name in ("source_lang", "target_lang")]
    for term in _forms(record["source"]):
        yield Entry(
            term,
            tuple(_forms(record["target"])),
            tuple(_forms(record.get("forbidden", ""))),
            case == "exact",
            tags[0],
            tags[1],
            record.get("note", ""),
            path,
            line,
        )


def _by_language(record: Mapping[str, str], path: str, line: int) -> Iterator[Entry]:
    """A column a language: every language with every other, either way round."""
    terms = {name: _forms(cell) for name, cell in record.items() if name != "note" and ":" not in name}
    filled = {tag: forms for tag, forms in terms.items() if forms}
    if len(filled) < 2:
        raise TqcheckError("fewer than two languages have a term", path=path, line=line, remedy="fill in two or more")
    yield from crossed(filled, {tag: _forms(record.get(f"forbidden:{tag}", "")) for tag in filled}, path, line)


def crossed(
    terms: Mapping[str, Sequence[str]], forbidden: Mapping[str, Sequence[str]], path: str, line: int
) -> Iterator[Entry]:
    """An entry for each term of a concept and each other language. `terms` and `forbidden` are keyed by language."""
    for source, forms in terms.items():
        for target, targets in terms.items():
            if base_of(source) != base_of(target):
                banned = tuple(forbidden.get(target, ()))
                for form in dict.fromkeys(forms):
                    yield Entry(form, tuple(targets), banned, False, source, target, "", path, line)


def _forms(cell: str) -> list[str]:
    return [form.strip() for form in cell.split("|") if form.strip()]


def known_language(tag: str, path: str, line: int) -> str | None:
    """The tag, or None for an empty one. Raises `TqcheckError` for one that is no language of CLDR."""
    if not tag:
        return None
    if not _is_language(tag):
        raise TqcheckError(
            f"{tag!r} is not a language", path=path, line=line, remedy="write a tag such as pt, pt-BR or en"
        )
    return tag


def _is_language(tag: str) -> bool:
    return is_tag(tag) and base_of(tag) in locale("en").languages


def _refuse_duplicates(entries: Iterable[Entry]) -> None:
    seen: dict[tuple[str, str | None, str | None], Entry] = {}
    for entry in entries:
        key = entry.term if entry.exact else entry.term.casefold(), entry.source_lang, entry.target_lang
        first = seen.setdefault(key, entry)
        if first.line != entry.line:
            problem = f"{entry.term!r} is already in line {first.line}"
            remedy = "join the two rows, their translations separated by |"
            raise TqcheckError(problem, path=entry.path, line=entry.line, remedy=remedy)
