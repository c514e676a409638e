"""Glossaries are read whole or refused with the line named."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck.errors import TqcheckError
from tqcheck.knowledge.glossary import Entry
from tqcheck.readers.glossary import read

TBX = """<?xml version="1.0"?>
<tbx type="TBX-Basic" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"><text><body>
<conceptEntry id="c1">
 <langSec xml:lang="pt"><termSec><term>cúpula</term></termSec></langSec>
 <langSec xml:lang="en">
  <termSec><term>dome</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
  <termSec><term>leaders' meeting</term></termSec>
  <termSec><term>summit</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
 </langSec>
</conceptEntry></body></text></tbx>
"""
LAUGHS = """<?xml version="1.0"?>
<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<martif><text><body><termEntry>
<langSet xml:lang="pt"><tig><term>&c;</term></tig></langSet></termEntry></body></text></martif>
"""


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def one(entries: tuple[Entry, ...], source: str, target: str) -> Entry:
    return next(entry for entry in entries if entry.serves(source, target))


def test_columns_by_name(tmp_path: Path) -> None:
    text = "source,target,forbidden,case\ncúpula,summit|leaders' meeting,dome,exact\n"
    entry = read(put(tmp_path, "a.csv", text)).entries[0]
    assert (entry.term, entry.targets, entry.forbidden, entry.exact) == (
        "cúpula", ("summit", "leaders' meeting"), ("dome",), True,
    )  # fmt: skip


def test_semicolons_and_quotes_of_a_spreadsheet(tmp_path: Path) -> None:
    entry = read(put(tmp_path, "a.csv", '\ufeffsource;target\n"cúpula; encontro";summit\n')).entries[0]
    assert (entry.term, entry.targets) == ("cúpula; encontro", ("summit",))


def test_a_column_a_language_serves_both_directions(tmp_path: Path) -> None:
    entries = read(put(tmp_path, "a.tsv", "pt\ten\tfr\tforbidden:en\ncúpula\tsummit\tsommet\tdome\n")).entries
    assert one(entries, "pt-BR", "en").forbidden == ("dome",)
    assert one(entries, "fr", "pt").targets == ("cúpula",)
    assert one(entries, "en", "fr").targets == ("sommet",)


def test_a_row_without_target_keeps_the_term(tmp_path: Path) -> None:
    assert read(put(tmp_path, "a.csv", "source,target\nMinha Casa,\n")).entries[0].allowed == ("Minha Casa",)


def test_plain_list_keeps_its_terms(tmp_path: Path) -> None:
    entries = read(put(tmp_path, "keep.txt", "# brands\nPetrobras\n\nMinha Casa\n")).entries
    assert [(entry.term, entry.kept) for entry in entries] == [("Petrobras", True), ("Minha Casa", True)]


def test_region_of_an_entry_must_not_contradict(tmp_path: Path) -> None:
    entry = read(put(tmp_path, "a.tsv", "source\ttarget\tsource_lang\nautocarro\tbus\tpt-PT\n")).entries[0]
    assert entry.serves("pt", "en")
    assert not entry.serves("pt-BR", "en")


def test_tbx_has_preferred_and_deprecated_terms(tmp_path: Path) -> None:
    entry = one(read(put(tmp_path, "a.tbx", TBX)).entries, "pt", "en")
    assert (entry.targets, entry.forbidden) == (("summit", "leaders' meeting"), ("dome",))


def test_tbx_of_version_2(tmp_path: Path) -> None:
    text = """<martif type="TBX"><text><body><termEntry>
    <langSet xml:lang="pt"><ntig><termGrp><term>bloco</term></termGrp></ntig></langSet>
    <langSet xml:lang="en"><tig><term>bloc</term></tig></langSet></termEntry></body></text></martif>"""
    assert one(read(put(tmp_path, "a.tbx", text)).entries, "pt", "en").targets == ("bloc",)


@pytest.mark.parametrize(
    ("name", "text", "line", "problem"),
    [
        ("columns.csv", "source,target\ncúpula,summit\nbloco\n", 3, "1 columns where the first line has 2"),
        ("term.csv", "source,target\n,summit\n", 2, "source term is missing"),
        ("twice.csv", "source,target\ncúpula,summit\nbloco,bloc\nCúpula,dome\n", 4, "already in line 2"),
        ("tag.csv", "source,target,target_lang\ncúpula,summit,xq\n", 2, "'xq' is not a language"),
        ("tags.csv", "pt,qqq\ncúpula,summit\n", 1, "'qqq' is neither a column nor a language"),
        ("header.csv", "cúpula,summit\n", 1, "name the columns source and target"),
        ("column.csv", "source,target,colour\na,b,c\n", 1, "no column 'colour'"),
        ("case.csv", "source,target,case\na,b,upper\n", 2, "no rule for case"),
        ("quote.csv", 'source,target\n"cúpula,summit\n', 2, "cannot be read"),
        ("laughs.tbx", LAUGHS, 1, "declares entities"),
        ("broken.tbx", "<martif><text>\n<body></text></martif>", 2, "not well-formed"),
        ("nothing.tbx", "<martif/>", None, "no concept"),
        ("tag.tbx", TBX.replace('"pt"', '"zz"'), 4, "'zz' is not a language"),
        ("a.docx", "x", None, "no glossary"),
    ],
)
def test_bad_glossary_is_refused_with_its_line(
    tmp_path: Path, name: str, text: str, line: int | None, problem: str
) -> None:
    path = put(tmp_path, name, text)
    with pytest.raises(TqcheckError) as caught:
        read(path)
    assert (caught.value.path, caught.value.line) == (path, line)
    assert problem in str(caught.value)
