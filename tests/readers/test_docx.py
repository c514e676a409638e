"""Word documents: text of body, tables and notes; tracked changes; archives that lie."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from tqcheck.errors import TqcheckError
from tqcheck.readers import read

XML = "word/document.xml"


def save(folder: Path, document: docx.document.Document) -> str:
    path = folder / "a.docx"
    document.save(str(path))
    return str(path)


def blocks(path: str) -> list[tuple[str, str]]:
    document = read(path)
    return [(block.kind, document.text[block.start : block.end]) for block in document.blocks]


def test_kinds_and_text_of_paragraphs(tmp_path: Path) -> None:
    word = docx.Document()
    word.add_heading("The harbour", 1)
    paragraph = word.add_paragraph("The ferry ")
    paragraph.add_run("never").bold = True
    paragraph.add_run(" came.")
    word.add_paragraph("One thing", style="List Bullet")
    word.add_paragraph("")
    word.add_paragraph("He waited.", style="Quote")
    word.add_table(1, 1).cell(0, 0).text = "12 boats"
    assert blocks(save(tmp_path, word)) == [
        ("heading", "The harbour"),
        ("paragraph", "The ferry never came."),
        ("item", "One thing"),
        ("quotation", "He waited."),
        ("table", "12 boats"),
    ]


def test_line_is_the_number_of_the_paragraph(tmp_path: Path) -> None:
    word = docx.Document()
    for text in ("One.", "", "Three."):
        word.add_paragraph(text)
    document = read(save(tmp_path, word))
    assert document.text.count("\n", 0, document.blocks[1].start) + 1 == 3


def test_tracked_changes_are_read_as_accepted(tmp_path: Path) -> None:
    word = docx.Document()
    paragraph = word.add_paragraph("The ferry ")
    for tag, kind, text in (("del", "delText", "did "), ("ins", "t", "never "), ("ins", "t", "came.")):
        change = f'<w:{tag} {nsdecls("w")}><w:r><w:{kind} xml:space="preserve">{text}</w:{kind}></w:r></w:{tag}>'
        paragraph._p.append(parse_xml(change))
    assert blocks(save(tmp_path, word)) == [("paragraph", "The ferry never came.")]


def rewritten(path: str, change: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change.get(name, old.read(name)))
        for name in change.keys() - set(old.namelist()):
            new.writestr(name, change[name])
    return out.getvalue()


@pytest.fixture
def whole(tmp_path: Path) -> str:
    word = docx.Document()
    word.add_paragraph("The ferry never came.")
    return save(tmp_path, word)


def test_zip_bomb_is_refused_unopened(tmp_path: Path, whole: str) -> None:
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(rewritten(whole, {f"word/media/{n}.png": bytes(50_000_000) for n in range(5)}))
    assert bomb.stat().st_size < 2_000_000
    with pytest.raises(TqcheckError, match=r"bomb\.docx: the document unpacks to 250 MB.*zip bomb"):
        read(str(bomb))


def test_entities_are_not_expanded(tmp_path: Path, whole: str) -> None:
    with zipfile.ZipFile(whole) as archive:
        xml = archive.read(XML)
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha ha">]>' + xml.split(b"?>", 1)[1].replace(b"never", b"&a;")
    path = tmp_path / "laughs.docx"
    path.write_bytes(rewritten(whole, {XML: laughs}))
    with pytest.raises(TqcheckError, match=r"laughs\.docx: .*entit"):
        read(str(path))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"PK\x03\x04 truncated", "not a whole Word document"),
        (b"\xd0\xcf\x11\xe0 old", "an old or an encrypted Word file"),
        (b"plain text", "not a whole Word document"),
    ],
)
def test_what_is_no_docx_is_an_error(tmp_path: Path, data: bytes, told: str) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(TqcheckError, match=told):
        read(str(path))


def test_truncated_docx_is_an_error(tmp_path: Path, whole: str) -> None:
    path = tmp_path / "half.docx"
    path.write_bytes(Path(whole).read_bytes()[:-2000])
    with pytest.raises(TqcheckError, match="not a whole Word document"):
        read(str(path))


def test_docx_with_broken_xml_is_an_error(tmp_path: Path, whole: str) -> None:
    path = tmp_path / "broken.docx"
    path.write_bytes(rewritten(whole, {XML: b"<w:document><unclosed>"}))
    with pytest.raises(TqcheckError, match=r"broken\.docx: this is not a whole Word document"):
        read(str(path))
