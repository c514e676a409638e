"""Repairs: what is changed, and that nothing else is."""

from __future__ import annotations

import codecs
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import tqcheck
from tqcheck import engine
from tqcheck.config import Config
from tqcheck.errors import TqcheckError
from tqcheck.fixing import Fixed, diff, fix
from tqcheck.model import Document, DocumentReport, Fix, Place

CONFIG = Config(target_lang="en", select=("repeated-word",))


def check(document: Document) -> DocumentReport:
    return engine.check_article(None, document, CONFIG)


def fixed(path: Path, data: bytes, encoding: str | None = None) -> Fixed:
    path.write_bytes(data)
    return fix(str(path), encoding, check)


@pytest.mark.parametrize(
    "data",
    [
        "Olá, the the minister — spoke.\r\nHe left.\nAnd and\rit it rained…".encode(),
        codecs.BOM_UTF8 + b"The the minister spoke.\n",
        codecs.BOM_UTF16_LE + "The the minister — spoke.\r\n".encode("utf-16-le"),
        b"The the minister spoke.\x0b\x0c \t\n\n\n",
        b"# Title with with words\r\n\r\n* the the `code the the` \\* [link link](a.md 'the the')  \r\n<b>x</b>\r\n",
    ],
)
def test_everything_outside_of_the_spans_stays_byte_for_byte(tmp_path: Path, data: bytes) -> None:
    one = fixed(tmp_path / "a.md", data)
    assert one.applied
    matching = iter(one.before)
    assert all(byte in matching for byte in one.after), "bytes were only taken away, for the repair is to delete"
    assert (b"\r\n" in one.after, one.after[-3:]) == (b"\r\n" in one.before, one.before[-3:])


def test_other_encodings_stay(tmp_path: Path) -> None:
    one = fixed(tmp_path / "a.txt", "The the café was closed: “no”.".encode("cp1252"), "cp1252")
    assert one.after.decode("cp1252") == "The café was closed: “no”."


def test_second_run_changes_nothing(tmp_path: Path) -> None:
    one = fixed(tmp_path / "a.md", b"The the the the minister and and he spoke.\n")
    again = fixed(tmp_path / "a.md", one.after)
    assert (again.applied, again.after) == (0, one.after)


def test_encoding_that_edits_could_damage_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TqcheckError, match="save it as UTF-8"):
        fixed(tmp_path / "a.txt", "The the 東京 tower.".encode("iso2022_jp"), "iso2022_jp")


def saying(*wanted: tuple[str, str], safety: Fix = "safe") -> Callable[[Document], DocumentReport]:
    """A check that finds these words, as long as they are there."""
    report = tqcheck.check(None, "The the end.", CONFIG).documents[0]

    def found(document: Document) -> DocumentReport:
        findings = []
        for words, suggestion in wanted:
            start = document.text.find(words)
            place = Place(start, start + len(words), words, 1, start + 1)
            if start >= 0:
                findings.append(replace(report.findings[0], target=place, suggestion=suggestion, fix=safety))
        return replace(report, findings=tuple(findings))

    return found


def test_overlapping_suggestions_are_applied_one_after_the_other(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one two three")
    one = fix(str(path), None, saying(("one two", "1 2"), ("two three", "2 3"), ("2 three", "2 3")))
    assert one.text[1] == "1 2 3"


def test_repairs_that_undo_each_other_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("left")
    with pytest.raises(TqcheckError, match="undo each other"):
        fix(str(path), None, saying(("left", "right"), ("right", "left")))


@pytest.mark.parametrize(
    ("text", "words"),
    [("a **bold** word", "**bold** word"), ("a `code` word", "`code` word")],
)
def test_words_with_markup_among_them_are_left_alone(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(text)
    assert fix(str(path), None, saying((words, "x"))).applied == 0


def test_letters_that_the_encoding_lacks_are_not_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("café - bar".encode("latin-1"))
    assert fix(str(path), "latin-1", saying((" - ", " — "))).applied == 0


def test_unsafe_suggestions_wait_until_they_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("left")
    wanted = saying(("left", "right"), safety="unsafe")
    assert fix(str(path), None, wanted).applied == 0
    assert fix(str(path), None, wanted, unsafe=True).text[1] == "right"


def test_difference_reads_as_a_patch(tmp_path: Path) -> None:
    one = fixed(tmp_path / "a.md", b"The the end.")
    assert diff(replace(one, path="a.md")) == (
        "--- a/a.md\n+++ b/a.md\n@@ -1 +1 @@\n-The the end.\n\\ No newline at end of file\n"
        "+The end.\n\\ No newline at end of file\n"
    )


@pytest.mark.parametrize(
    ("name", "text", "words", "suggestion"),
    [
        ("a.json", '{"a": "the left hand"}', "left", 'so-called "right"'),
        ("a.md", "a left hand", "left", "<b>right</b>"),
        ("a.md", "a left hand", "left", "`right`"),
    ],
)
def test_suggestions_that_would_be_markup_are_not_written(
    tmp_path: Path, name: str, text: str, words: str, suggestion: str
) -> None:
    path = tmp_path / name
    path.write_text(text)
    assert fix(str(path), None, saying((words, suggestion))).applied == 0
    assert fix(str(path), None, saying((words, "right"))).applied == 1


def test_formats_whose_text_lies_elsewhere_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04")
    with pytest.raises(TqcheckError, match="cannot be fixed in place"):
        fix(str(path), None, check)
