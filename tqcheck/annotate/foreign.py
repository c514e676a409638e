"""Which words of a text belong to another language: by function words and word frequencies, cheaply."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import covers, zipf
from tqcheck.languages import Language
from tqcheck.records import dataclass


@dataclass(frozen=True, slots=True)
class Leaning:
    """How many words speak for one language against another."""

    ours: int
    theirs: int
    words: int


def leaning(words: Sequence[Word], ours: Language, theirs: Language) -> Leaning:
    """Words that are far commoner in one of two languages than in the other; both need a word list."""
    spoken = [_speaks(word.folded, ours, theirs) for word in words]
    return Leaning(spoken.count(1), spoken.count(-1), len(words))


@functools.lru_cache(maxsize=65536)
def _speaks(folded: str, ours: Language, theirs: Language) -> int:
    """1 for a word that speaks for our language, -1 for one that speaks for theirs, else 0."""
    here, there = zipf(folded, ours), zipf(folded, theirs)
    if folded in ours.function_words and folded not in theirs.function_words:
        here += 1
    if folded in theirs.function_words and folded not in ours.function_words:
        there += 1
    return 1 if here >= there + 1.5 else -1 if there >= here + 1.5 else 0


def comparable(one: Language, other: Language) -> bool:
    """Whether words of the two can be told apart: different languages, each with a word list."""
    return one.base != other.base and covers(one) and covers(other)


def is_theirs(words: Sequence[Word], ours: Language, theirs: Language) -> bool:
    """Whether the words are a sentence of the other language: nearly all that speak, speak for it."""
    found = leaning(words, ours, theirs)
    if not ours.spaced:
        return False  # words in Latin letters say nothing about a text without blanks
    return found.theirs >= 4 and found.theirs >= 4 * found.ours and found.theirs * 2 >= found.words
