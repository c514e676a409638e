"""Encodings: UTF-8 by right, others detected and reported, nothing guessed silently."""

from __future__ import annotations

import pytest

from tqcheck.errors import TqcheckError
from tqcheck.readers.decode import decode

SENTENCES = (
    "O ministro das Relações Exteriores chegou à capital na terça-feira e não falou com a imprensa. "
    "A comissão votará o relatório amanhã, após três adiamentos e muita discussão entre os líderes."
)


def test_byte_order_mark_is_no_part_of_the_text() -> None:
    assert decode(b"\xef\xbb\xbfOl\xc3\xa1").text == "Olá"


def test_line_ends_stay_so_that_offsets_hold() -> None:
    assert decode(b"one\r\ntwo\n").text == "one\r\ntwo\n"


@pytest.mark.parametrize("encoding", ["cp1252", "iso-8859-1"])
def test_other_encoding_is_detected_and_reported(encoding: str) -> None:
    decoded = decode(SENTENCES.encode(encoding), "a.txt")
    assert decoded.text == SENTENCES
    assert "not UTF-8" in decoded.notices[0]
    assert "a.txt" in decoded.notices[0]


def test_utf_16_is_read_by_its_mark() -> None:
    assert decode("Olá".encode("utf-16")).text == "Olá"


def test_named_encoding_is_believed() -> None:
    assert decode("António".encode("cp1250"), encoding="cp1250").text == "António"


@pytest.mark.parametrize("data", [b"", b" \n\t\n"])
def test_empty_file_is_an_error(data: bytes) -> None:
    with pytest.raises(TqcheckError, match="empty"):
        decode(data, "a.txt")


def test_binary_file_is_an_error() -> None:
    with pytest.raises(TqcheckError, match="binary"):
        decode(b"\x89PNG\r\n\0\0\0", "a.png")


def test_invalid_byte_amid_utf8_is_an_error_that_names_the_line() -> None:
    with pytest.raises(TqcheckError, match=r"a\.txt:3: .*0xff.*--encoding"):
        decode("Olá\né\n".encode() + b"ruim \xff aqui", "a.txt")


def test_unknown_encoding_is_an_error() -> None:
    with pytest.raises(TqcheckError, match="no encoding 'nope'"):
        decode(b"text", encoding="nope")
