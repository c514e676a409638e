"""Plain text: what is a paragraph, a heading, an item, a quotation."""

from __future__ import annotations

from tqcheck.model import Document
from tqcheck.readers import plain
from tqcheck.readers.decode import Decoded


def read(text: str) -> Document:
    return plain.read(Decoded(text, "utf-8"), None)


def blocks(text: str) -> list[tuple[str, str]]:
    document = read(text)
    assert len(document.masked) == len(document.text)
    return [(block.kind, text[block.start : block.end]) for block in document.blocks]


def test_blank_lines_part_paragraphs() -> None:
    assert blocks("One ended.\n\nTwo ended.\r\n\r\nThree ended.") == [
        ("paragraph", "One ended."),
        ("paragraph", "Two ended."),
        ("paragraph", "Three ended."),
    ]


def test_first_line_without_full_stop_is_the_heading() -> None:
    assert blocks("Floods reach the capital\nThe river rose on Monday.\nIt fell.")[0] == (
        "heading",
        "Floods reach the capital",
    )


def test_each_line_is_a_paragraph_where_lines_are_not_wrapped() -> None:
    long = "A sentence that goes on. " * 8
    assert len(blocks(f"{long}\n{long}\nShort one.")) == 3


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    text = "The river rose again over night, and the first\nhouses near the old harbour were lost."
    assert blocks(text) == [("paragraph", text)]


def test_bullet_is_no_part_of_the_item() -> None:
    assert blocks("- one thing.\n- another.") == [("item", "one thing."), ("item", "another.")]


def test_dash_without_space_or_long_dash_is_no_bullet() -> None:
    assert [kind for kind, _ in blocks("-5 degrees fell.\n\n— Não vou, disse ela.")] == ["paragraph", "paragraph"]


def test_quotation_marks_of_a_mail_are_masked() -> None:
    document = read("> first line\n> and second.")
    assert [block.kind for block in document.blocks] == ["quotation"]
    assert ">" not in document.masked
