"""What of a sentence without counterpart stands elsewhere after all."""

from __future__ import annotations

from tqcheck.annotate import Article, Pair, Text
from tqcheck.knowledge.transliteration import to_ascii

_NEAR = 3


def is_covered(text: Text, pair: Pair, article: Article, side: str) -> bool:
    """Whether the names and numbers of a text stand on the other side near its place: then it was only merged.

    `side` is the other side, "source" or "target".
    """
    wanted = _telling(text)
    if not wanted:
        return False
    here: set[str] = set()
    for at in range(max(0, pair.index - _NEAR), min(len(article.pairs), pair.index + _NEAR + 1)):
        other = getattr(article.pairs[at], side)
        if other is not None:
            here |= _telling(other, everything=True)
    return len(wanted & here) * 2 > len(wanted) and len(wanted) >= 2


def _telling(text: Text, everything: bool = False) -> set[str]:
    """Numbers and capitalised words, compared by their first letters across languages."""
    return {
        to_ascii(word.text).casefold()[:5]
        for at, word in enumerate(text.words)
        if everything or word.text[0].isdigit() or (at > 0 and word.text[0].isupper())
    }
