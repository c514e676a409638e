"""Texts cut into pieces of a vocabulary, each with its place."""

from __future__ import annotations

from tqcheck.knowledge.e5_pieces import Vocabulary, grouped

VOCABULARY = {"": 0.0, "▁": -4.0, "▁bridge": -6.0, "▁br": -5.0, "idge": -5.5, "s": -3.0, "...": -4.0, "fi": -4.0}
LETTERS = dict.fromkeys("abcdefghijklmnopqrstuvwxyz", -9.0) | {"s": -3.0}
ALL = VOCABULARY | LETTERS
CUTTER = Vocabulary(grouped(list(ALL), 0), list(ALL.values()), {"…": "...", "ﬁ": "fi", "\t": " "}, 0)


def cut(text: str) -> list[str]:
    return [text[piece.start : piece.end] for piece in CUTTER.pieces(text)]


def test_likeliest_cut_wins() -> None:
    assert cut("bridges") == ["bridge", "s"]


def test_places_count_from_the_beginning_of_the_text() -> None:
    assert [(piece.start, piece.end) for piece in CUTTER.pieces("a  bridge")][-1] == (3, 9)


def test_character_that_becomes_several_keeps_its_place() -> None:
    assert cut("bridge…") == ["bridge", "…"]


def test_ligature_is_read_as_its_letters() -> None:
    assert "".join(cut("ﬁsh")) == "ﬁsh"


def test_unknown_character_is_a_piece_of_its_own() -> None:
    assert [piece.row for piece in CUTTER.pieces("☃s")] == [list(ALL).index("▁"), 0, list(ALL).index("s")]


def test_tab_parts_words_as_a_space_does() -> None:
    assert cut("bridge\tbridge") == ["bridge", "bridge"]


def test_nothing_has_no_pieces() -> None:
    assert CUTTER.pieces(" \n ") == []
