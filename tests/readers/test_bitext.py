"""Bitexts: rows, and errors that name the line."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from tqcheck.errors import TqcheckError
from tqcheck.readers import bitext

HEADER = "src_lang\ttgt_lang\tsrc\ttgt\tdoc\n"


def put(folder: Path, name: str, text: str) -> str:
    path = folder / name
    data = text.encode()
    path.write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    return str(path)


@pytest.mark.parametrize("name", ["a.tsv", "a.tsv.gz"])
def test_tsv_with_header(tmp_path: Path, name: str) -> None:
    path = put(tmp_path, name, HEADER + "pt\ten\tOlá\tHello\td1\n\npt\ten\tSim\tYes\t\n")
    rows = list(bitext.read(path))
    assert [(row.row, row.src, row.tgt, row.doc) for row in rows] == [
        (1, "Olá", "Hello", "d1"),
        (2, "Sim", "Yes", None),
    ]


def test_two_columns_with_languages_given(tmp_path: Path) -> None:
    rows = list(bitext.read(put(tmp_path, "a.tsv", "Olá\tHello\r\n"), "pt", "en"))
    assert [(row.src_lang, row.src, row.tgt) for row in rows] == [("pt", "Olá", "Hello")]


def test_only_a_newline_ends_a_row(tmp_path: Path) -> None:
    path = put(tmp_path, "a.tsv", "Olá\u2028lá\x0bem\tHello\x85there\n")
    assert [row.tgt for row in bitext.read(path, "pt", "en")] == ["Hello\x85there"]


def test_json_lines(tmp_path: Path) -> None:
    path = put(tmp_path, "a.jsonl.gz", '{"src_lang": "pt", "tgt_lang": "en", "src": "Olá", "tgt": "", "x": 1}\n')
    assert [(row.src, row.tgt) for row in bitext.read(path)] == [("Olá", "")]


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("a.tsv", "Olá\tHello\n", r"a\.tsv:1: .*header"),
        ("a.tsv", HEADER + "pt\ten\tOlá\n", r"a\.tsv:2: 3 columns"),
        ("a.tsv", HEADER + "português\ten\tOlá\tHello\t\n", r"a\.tsv:2: 'português' is not a language tag"),
        ("a.tsv", HEADER, r"no rows"),
        ("a.jsonl", '{"src": "a"}\n', r"a\.jsonl:1: src_lang is missing"),
        ("a.jsonl", '\n{"src": }\n', r"a\.jsonl:2: this is not JSON"),
        ("a.jsonl", "[1]\n", r"a\.jsonl:1: .*not a JSON object"),
        ("a.jsonl", '{"src_lang": "pt", "tgt_lang": "en", "src": 1, "tgt": "a"}\n', r"a\.jsonl:1: src is not text"),
    ],
)
def test_bad_row_is_an_error_that_names_the_line(tmp_path: Path, name: str, text: str, told: str) -> None:
    with pytest.raises(TqcheckError, match=told):
        list(bitext.read(put(tmp_path, name, text)))


def test_invalid_byte_is_an_error_that_names_the_line(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_bytes(HEADER.encode() + b"pt\ten\tOl\xe1\tHello\t\n")
    with pytest.raises(TqcheckError, match=r"a\.tsv:2: .*0xe1"):
        list(bitext.read(str(path)))


def test_broken_gzip_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv.gz"
    path.write_bytes(gzip.compress(HEADER.encode() * 50)[:-12])
    with pytest.raises(TqcheckError, match="gzip"):
        list(bitext.read(str(path)))


def test_missing_file_is_an_error() -> None:
    with pytest.raises(TqcheckError, match="no such file"):
        list(bitext.read("nowhere.tsv"))
