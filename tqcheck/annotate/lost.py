"""What a source names and its translation seems to lack: evidence for a hole, not enough to be a fault alone.

Where the script has capitals, these are names; where it has none, places that gazetteers know, words in Katakana (which
spells foreign names) and words in Latin letters.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence

import regex

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.counterparts import Around, pieces
from tqcheck.annotate.names import Name, names, telling_runs
from tqcheck.annotate.unanswered import Judge
from tqcheck.annotate.words import Word
from tqcheck.knowledge.places import written_city
from tqcheck.knowledge.territories import is_written
from tqcheck.model import Span

_LONGEST = 8  # letters of a place's name, where the script has no spaces


def doubtful_losses(pair: Pair, article: Article) -> Iterator[Span]:
    """Where the source has names that nothing in the target is spelt like, sounds like or is known to be."""
    if pair.source is None or pair.target is None:
        return
    around = Around(article, pair.index, "target", 0)
    judge = Judge(pair, pair.source, around, None)
    for words, name in _named(pair.source, pair.target):
        if not judge.has(words, around.home) and not (name and any(map(around.home.sounds_like, _texts(words)))):
            yield Span(words[0].start, words[-1].end)


def _texts(words: Sequence[Word]) -> list[str]:
    return [word.text for word in words]


def _named(source: Text, target: Text) -> Iterator[tuple[Sequence[Word], Name | None]]:
    for name in names(source, target.language):
        for run in telling_runs(name, source.text) if name.telling else (name.words,):
            yield run, name
    for word in _uncased(source):
        yield [word], None


@functools.cache
def _parts() -> regex.Pattern[str]:
    return regex.compile(r"\p{Katakana}[\p{Katakana}ー・]{2,}+|[\p{Han}]++|[\p{L}\p{M}]++")


def _uncased(text: Text) -> Iterator[Word]:
    """Names in a script without capitals."""
    base = text.language.base
    for match in _parts().finditer(text.text):
        found = match[0]
        if pieces(found) or found[0].isupper() or found[0].islower():
            continue
        if regex.match(r"\p{Katakana}", found):
            for part in regex.finditer(r"[^・]+", found):
                yield _word(match.start() + part.start(), part[0])
        elif text.language.spaced:
            if is_written(found, base) or written_city(found):
                yield _word(match.start(), found)
        else:
            yield from (_word(match.start() + at, name) for at, name in _places(found, base))


def _places(run: str, base: str) -> Iterator[tuple[int, str]]:
    """The places in letters of a script without spaces; the longest that begins at a letter."""
    at = 0
    while at < len(run):
        for size in range(min(_LONGEST, len(run) - at), 1, -1):
            name = run[at : at + size]
            if is_written(name, base) or written_city(name):
                yield at, name
                at += size - 1
                break
        at += 1


def _word(start: int, text: str) -> Word:
    return Word(start, start + len(text), text, text.casefold())
