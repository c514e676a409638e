"""Markdown: what a reader sees is read, with true offsets; markup is masked."""

from __future__ import annotations

from tqcheck.model import NOTHING, OBJECT, Document
from tqcheck.readers import markdown
from tqcheck.readers.decode import Decoded


def read(text: str) -> Document:
    document = markdown.read(Decoded(text, "utf-8"), None)
    assert len(document.masked) == len(document.text)
    return document


def seen(text: str) -> list[tuple[str, str]]:
    document = read(text)
    return [
        (block.kind, document.masked[block.start : block.end].replace(NOTHING, "").replace(OBJECT, "@"))
        for block in document.blocks
    ]


def test_emphasis_is_hidden_and_offsets_hold() -> None:
    document = read("The **brave** minister")
    assert document.masked.index("minister") == document.text.index("minister")
    assert seen("The **brave** *old* minister") == [("paragraph", "The brave old minister")]


def test_address_of_a_link_is_hidden_even_where_it_repeats_the_text() -> None:
    text = 'See [the vote](https://x.org/a_(b) "a vote") and a vote.'
    assert seen(text) == [("paragraph", "See the vote and a vote.")]


def test_reference_link_is_hidden() -> None:
    assert seen("See [the vote][1].\n\n[1]: https://x.org") == [("paragraph", "See the vote.")]


def test_code_and_images_are_objects() -> None:
    assert [set(text) & {"@"} for _, text in seen("Run `a b` and ![alt](b.png) now")] == [{"@"}]


def test_entity_and_escape_are_what_they_show() -> None:
    assert seen("Bread &amp; butter, 2 \\* 3") == [("paragraph", "Bread & butter, 2 * 3")]


def test_kinds() -> None:
    text = "# Title\n\nText.\n\n- one\n- two\n\n> Said.\n\n| a | b |\n|---|---|\n| c | d |\n"
    assert [kind for kind, _ in seen(text)] == [
        "heading", "paragraph", "item", "item", "quotation", "table", "table", "table", "table",
    ]  # fmt: skip


def test_front_matter_and_code_blocks_are_not_read() -> None:
    assert seen("---\ntitle: x\n---\nText.\n\n```\ncode\n```\n") == [("paragraph", "Text.")]


def test_line_ends_of_windows_keep_offsets() -> None:
    document = read("# One\r\n\r\nTwo *three*\r\n")
    assert [document.text[block.start : block.end] for block in document.blocks] == ["One", "Two *three"]


def test_unclosed_markup_is_text() -> None:
    assert seen("A [ bracket and *star ![") == [("paragraph", "A [ bracket and *star ![")]
