"""Sentence boundaries (sentencex, MIT, about 300 languages)."""

from __future__ import annotations


def split(text: str, language: str) -> list[str]:
    """The sentences of a paragraph, each with the blanks that follow it: joined, they are `text` again."""
    import sentencex

    return list(sentencex.segment(language, text))
