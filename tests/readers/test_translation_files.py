"""PO, XLIFF, TMX and CSV: rows with their languages and lines; what is not translated is told and not checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from tqcheck.errors import TqcheckError
from tqcheck.readers import bitext

PO = r"""# Portuguese
msgid ""
msgstr ""
"Language: pt_BR\n"
"X-Source-Language: en\n"
"Content-Type: text/plain; charset=UTF-8\n"
"Plural-Forms: nplurals=2; plural=(n > 1);\n"

# tqcheck: ignore number
#, c-format
msgctxt "menu"
msgid ""
"Open %s now\n"
"or \"never\""
msgstr ""
"Abrir %s agora\n"
"ou \"nunca\""

#, fuzzy
msgid "Close"
msgstr "Abrir"

msgid "Save"
msgstr ""

msgid "One file"
msgid_plural "%d files"
msgstr[0] "Um arquivo"
msgstr[1] "%d arquivos"

#~ msgid "Old"
#~ msgstr "Velho"
"""

XLIFF_1 = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xliff PUBLIC "-//XLIFF//DTD XLIFF//EN" "http://www.oasis-open.org/xliff.dtd">
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
 <file source-language="en" target-language="pt-BR" original="guide.docx" datatype="x-docx"><body>
  <group id="g">
   <trans-unit id="u1"><source>Press <g id="1">here</g><x id="2"/> &amp; <mrk mtype="term">wait</mrk></source>
    <target>Aperte <g id="1">aqui</g><x id="2"/> &amp; <mrk mtype="term">espere</mrk></target>
    <alt-trans><source>Old</source><target>Velho</target></alt-trans><note>Be brief</note></trans-unit>
  </group>
  <trans-unit id="u2"><source>Close</source></trans-unit>
  <trans-unit id="u3" translate="no"><source>X</source><target>X</target></trans-unit>
  <trans-unit id="u4"><source>Go<ph id="3">&lt;br/&gt;</ph></source>
  <target>Vá<ph id="3">&lt;br/&gt;</ph></target></trans-unit>
 </body></file>
</xliff>
"""

XLIFF_2 = """<xliff version="2.0" srcLang="en" trgLang="fr" xmlns="urn:oasis:names:tc:xliff:document:2.0">
 <file id="f"><unit id="u"><notes><note>Menu</note></notes>
  <segment><source>A <pc id="1">cat</pc> slept.</source>
           <target>Un <pc id="1">chat</pc> dormait.</target></segment>
  <ignorable><source> </source></ignorable>
  <segment><source>It<ph id="2"/> woke.</source><target>Il<ph id="2"/> s’éveilla.</target></segment>
 </unit></file>
</xliff>
"""

TMX = """<?xml version="1.0"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4"><header srclang="en-US" segtype="sentence"/><body>
 <tu tuid="a">
  <tuv xml:lang="en-US"><seg>Press <bpt i="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept></seg></tuv>
  <tuv xml:lang="pt-BR"><seg>Aperte <bpt i="1">&lt;b&gt;</bpt>OK<ept i="1">&lt;/b&gt;</ept></seg></tuv>
  <tuv xml:lang="de"><seg>Drücken Sie OK</seg></tuv>
 </tu>
 <tu><tuv xml:lang="de"><seg>Nur deutsch</seg></tuv></tu>
</body></tmx>
"""


def put(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return str(path)


def rows(path: str, *languages: str, **options: object) -> list[bitext.Row]:
    return list(bitext.read(path, *languages, **options))


def test_po_rows_are_what_is_translated(tmp_path: Path) -> None:
    notices: list[str] = []
    found = rows(put(tmp_path, "a.po", PO), notices=notices)
    assert [(row.src_lang, row.tgt_lang, row.src, row.tgt) for row in found] == [
        ("en", "pt-BR", 'Open %s now\nor "never"', 'Abrir %s agora\nou "nunca"'),
        ("en", "pt-BR", "One file", "Um arquivo"),
        ("en", "pt-BR", "%d files", "%d arquivos"),
    ]
    assert "2 of 4 messages are not translated" in notices[-1]


def test_po_rows_know_their_lines_and_comments(tmp_path: Path) -> None:
    found = rows(put(tmp_path, "a.po", PO))
    assert [(row.src_line, row.tgt_line) for row in found] == [(13, 16), (26, 28), (26, 29)]
    assert (found[0].id, found[0].note) == ("menu", "tqcheck: ignore number")


def test_po_with_line_ends_of_all_kinds(tmp_path: Path) -> None:
    mixed = PO.replace('\nmsgid "Close"', '\r\nmsgid "Close"').replace("\nmsgctxt", "\rmsgctxt").encode()
    assert [row.tgt_line for row in rows(put(tmp_path, "a.po", mixed))] == [16, 28, 29]


@pytest.mark.parametrize("form", ["Um arquivo", "%d arquivo"])
def test_po_singular_is_compared_with_the_form_it_translates(tmp_path: Path, form: str) -> None:
    text = PO.replace("Um arquivo", form)
    sources = {row.tgt: row.src for row in rows(put(tmp_path, "a.po", text))}
    assert sources[form] == ("%d files" if "%d" in form else "One file")


@pytest.mark.parametrize("path", ["pt_BR.po", "locale/pt_BR/LC_MESSAGES/app.po"])
def test_po_without_language_has_that_of_its_path(tmp_path: Path, path: str) -> None:
    (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
    text = PO.replace('"Language: pt_BR\\n"\n', "")
    assert {row.tgt_lang for row in rows(put(tmp_path, path, text))} == {"pt-BR"}


def test_po_in_the_charset_of_its_header(tmp_path: Path) -> None:
    text = PO.replace("UTF-8", "ISO-8859-1").replace("agora", "já")
    assert rows(put(tmp_path, "a.po", text.encode("latin-1")))[0].tgt.startswith("Abrir %s já")


def test_xliff_1_keeps_inline_elements_as_tags(tmp_path: Path) -> None:
    notices: list[str] = []
    found = rows(put(tmp_path, "a.xlf", XLIFF_1), notices=notices)
    assert [(row.id, row.src, row.tgt) for row in found] == [
        ("u1", 'Press <g id="1">here</g><x id="2"/> & wait', 'Aperte <g id="1">aqui</g><x id="2"/> & espere'),
        ("u4", 'Go<ph id="3"/>', 'Vá<ph id="3"/>'),
    ]
    assert [(row.src_lang, row.tgt_lang, row.doc, row.tgt_line) for row in found] == [
        ("en", "pt-BR", "guide.docx", 7),
        ("en", "pt-BR", "guide.docx", 13),
    ]
    assert found[0].note == "Be brief"
    assert "1 of 3 units are not translated" in notices[0]


def test_xliff_2_has_a_row_a_segment(tmp_path: Path) -> None:
    found = rows(put(tmp_path, "a.xliff", XLIFF_2))
    assert [(row.tgt_lang, row.tgt, row.tgt_line, row.note) for row in found] == [
        ("fr", 'Un <pc id="1">chat</pc> dormait.', 4, "Menu"),
        ("fr", 'Il<ph id="2"/> s’éveilla.', 6, "Menu"),
    ]


def test_tmx_has_a_row_a_translation(tmp_path: Path) -> None:
    notices: list[str] = []
    path = put(tmp_path, "a.tmx", TMX)
    found = rows(path, notices=notices)
    assert [(row.src_lang, row.tgt_lang, row.tgt, row.tgt_line) for row in found] == [
        ("en-US", "pt-BR", 'Aperte <bpt i="1"/>OK<ept i="1"/>', 6),
        ("en-US", "de", "Drücken Sie OK", 7),
    ]
    assert "1 of 2 units lack a text" in notices[0]
    assert [(row.src, row.tgt) for row in rows(path, "de", "pt")] == [
        ("Drücken Sie OK", 'Aperte <bpt i="1"/>OK<ept i="1"/>')
    ]


@pytest.mark.parametrize(
    ("text", "languages"),
    [
        ('src_lang,tgt_lang,src,tgt\npt,en,"Olá, ""você""","Hi,\nyou"\npt,en,Sim,Yes\n', ()),
        ('pt;en\n"Olá, ""você""";"Hi,\nyou"\nSim;Yes\n', ()),
        ('"Olá, ""você""","Hi,\nyou"\r\nSim,Yes\r\n', ("pt", "en")),
    ],
)
def test_csv_cells_may_hold_separators_and_lines(tmp_path: Path, text: str, languages: tuple[str, ...]) -> None:
    found = rows(put(tmp_path, "a.csv", "\ufeff" + text), *languages)
    assert [(row.src_lang, row.src, row.tgt) for row in found] == [
        ("pt", 'Olá, "você"', "Hi,\nyou"),
        ("pt", "Sim", "Yes"),
    ]
    begins = 1 if languages else 2
    assert [row.tgt_line for row in found] == [begins, begins + 2]


LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>\n'
FETCHED = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>\n'


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.po", PO[:-60], r"a\.po:\d+: this line is not PO"),
        ("a.po", PO.replace('msgid "Save"', 'msgid "Sa"ve"'), r"a\.po:23: this line is not PO"),
        ("a.po", PO.replace('msgid "Save"\n', ""), r"a\.po:\d+: this is not PO.*msgfmt"),
        ("a.po", PO.replace("agora", "já").encode("latin-1"), r"a\.po:16: a byte that is not utf-8.*charset"),
        ("a.po", PO.replace('"Language: pt_BR\\n"\n', ""), r"a\.po:1: the header has no Language.*--target-lang"),
        ("a.xlf", XLIFF_1[:700], r"a\.xlf:\d+: this is not XML .*whole"),
        ("a.xlf", XLIFF_1.replace("</group>", "</grup>"), r"a\.xlf:9: this is not XML \(mismatched tag\)"),
        ("a.xlf", "<xliff/>", "there is no unit"),
        ("a.xlf", XLIFF_1.replace(' target-language="pt-BR"', ""), r"names no target language; give --target-lang"),
        ("a.xlf", LAUGHS + "<xliff>&b;</xliff>", r"a\.xlf:1: the file declares an entity"),
        ("a.tmx", FETCHED + "<tmx>&a;</tmx>", r"a\.tmx:1: the file declares an entity"),
        ("a.tmx", TMX.replace('srclang="en-US"', 'srclang="*all*"'), r"names no source language"),
        ("a.tmx", "<tmx>" + "<a>" * 300, "nested more than"),
        ("a.tmx", TMX.encode("utf-16")[:-40], "this is not XML"),
        ("a.tmx", "<tmx><tu>" + "x" * 5_000_000, "a segment of more than 4 million"),
        ("a.csv", 'pt,en\n"a,b\n', r"a\.csv:2: a quotation mark is not closed"),
        ("a.csv", "pt,en\na,b,c\n", r"a\.csv:2: 3 columns where the first line has 2"),
        ("a.csv", "a,b\n", r"a\.csv:1: the first line does not name"),
        ("a.tsv", "pt\ten\n" + "x" * 5_000_000, r"a\.tsv:2: a line of more than 4 MB"),
        ("a.jsonl", "x" * 5_000_000, r"a\.jsonl:1: a line of more than 4 MB"),
    ],
)
def test_broken_file_is_an_error_that_names_the_line(tmp_path: Path, name: str, text: str | bytes, told: str) -> None:
    with pytest.raises(TqcheckError, match=told):
        rows(put(tmp_path, name, text))


def test_po_whose_header_names_no_charset_is_read_as_utf_8(tmp_path: Path) -> None:
    notices: list[str] = []
    path = put(tmp_path, "a.po", PO.replace("charset=UTF-8", "charset=CHARSET"))
    assert len(rows(path, notices=notices)) == 3
    assert "no known charset (CHARSET)" in notices[0]
