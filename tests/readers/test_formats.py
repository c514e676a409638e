"""Every format: known by name or content, offsets true for any text, and bad input told in one line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tqcheck.errors import TqcheckError
from tqcheck.model import NOTHING, OBJECT
from tqcheck.readers import FORMATS, LARGEST, LONGEST, format_of, html, markdown, parse, plain, read, subtitles
from tqcheck.readers.decode import Decoded

TEXT = st.text("ab .\n\r\t<>/pbi*_`[]()!#-&;=\"'{}é日1:,|~\\", max_size=80)


@pytest.mark.parametrize("reader", [markdown, plain, html])
@settings(max_examples=200, deadline=None)
@given(TEXT)
def test_what_is_shown_stands_at_its_place(reader: object, text: str) -> None:
    document = reader.read(Decoded(text, "utf-8"), None)
    assert len(document.masked) == len(text)
    assert all(0 <= block.start < block.end <= len(text) for block in document.blocks)
    if "&" in text or "\\" in text:
        return  # entities and escapes show another sign than the file has
    for block in document.blocks:
        for shown, written in zip(document.masked[block.start : block.end], text[block.start : block.end]):
            assert shown in (NOTHING, OBJECT) or shown == written or shown.isspace()


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.text("ab .!?-<>i/&\\{}", max_size=20).map("x{}".format), min_size=1, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
)
def test_subtitles_stand_at_their_place(lines: list[str], end: str) -> None:
    cues = (f"{n}{end}00:00:0{n},000 --> 00:00:0{n},900{end}{line}{end}" for n, line in enumerate(lines, 1))
    text = end.join(cues)
    document = subtitles.read(Decoded(text, "utf-8"), None)
    assert len(document.masked) == len(text)
    assert "00:00:0" not in "".join(document.masked[block.start : block.end] for block in document.blocks)


@pytest.mark.parametrize("name", [suffix for form in FORMATS for suffix in form.suffixes])
def test_every_suffix_leads_to_a_reader(name: str) -> None:
    __import__(format_of(f"a{name}").module, fromlist=["read"]).read  # noqa: B018


def test_file_beyond_all_measure_is_told_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "huge.md"
    with path.open("wb") as file:
        file.truncate(100_000_000)
    with pytest.raises(TqcheckError, match=rf"huge\.md: the file has more than {LARGEST // 1_000_000} MB"):
        read(str(path))


@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html", "a.json"])
def test_paragraph_beyond_all_measure_is_told(name: str) -> None:
    text = "One.\n" * (name != "a.json") + "word " * (LONGEST // 5 + 1)
    if name == "a.json":
        text = f'{{"a": "{text}"}}'
    with pytest.raises(TqcheckError, match=rf"{name}:\d: a paragraph of 200,\d+ characters"):
        parse(Decoded(text, "utf-8"), name)


def test_page_is_read_in_the_charset_that_it_names(tmp_path: Path) -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><body><p>Łódź leży nad rzeką.</p></body></html>'
    path = tmp_path / "a.html"
    path.write_bytes(page.encode("iso-8859-2"))
    assert "Łódź" in read(str(path)).text


def test_page_that_lies_about_its_charset_is_read_by_its_bytes(tmp_path: Path) -> None:
    page = '<html><head><meta charset="ascii"></head><body><p>Łódź leży nad rzeką.</p></body></html>'
    path = tmp_path / "a.html"
    path.write_bytes(page.encode())
    assert "Łódź" in read(str(path)).text


def test_broken_file_does_not_stop_the_others(tmp_path: Path) -> None:
    good, broken = tmp_path / "good.po", tmp_path / "broken.po"
    good.write_text('msgid ""\nmsgstr "Language: pt\\n"\n\nmsgid "Open %s"\nmsgstr "Abrir"\n', "utf-8")
    broken.write_text('msgid ""\nmsgstr "Language: pt\\n"\n\nmsgid "Open %s\n', "utf-8")
    command = [sys.executable, "-c", "from tqcheck.cli import main; main()", "check", "--format", "concise"]
    done = subprocess.run(
        [*command, "--source-lang", "en", str(broken), str(good)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "good.po:4 (row 1:6): major[placeholder]" in done.stdout
    assert "broken.po:4: this line is not PO" in done.stderr
    assert "Traceback" not in done.stderr


def test_word_document_is_no_text_to_be_parsed() -> None:
    with pytest.raises(TqcheckError, match=r"a\.docx: docx is no format of text"):
        parse(Decoded("text", "utf-8"), "a.docx")
