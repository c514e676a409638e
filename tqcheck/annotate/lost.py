"""What a source names and its translation seems to lack: evidence for a hole, not enough to be a fault alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.counterparts import Around
from tqcheck.annotate.names import names, telling_runs
from tqcheck.annotate.unanswered import Judge
from tqcheck.annotate.uncased import foreign, places
from tqcheck.annotate.words import Word
from tqcheck.model import Span


def doubtful_losses(pair: Pair, article: Article) -> Iterator[Span]:
    """Where the source has names that nothing in the target is spelt like, sounds like or is known to be."""
    if pair.source is None or pair.target is None:
        return
    home = Around(article, pair.index, "target", 0)
    judge = Judge(pair, pair.source, home, None)
    for words in _named(pair.source, pair.target):
        if not judge.has(words, home.home) and not any(home.home.sounds_like(word.text) for word in words):
            yield Span(words[0].start, words[-1].end)


def _named(source: Text, target: Text) -> Iterator[Sequence[Word]]:
    for name in names(source, target.language):
        yield from telling_runs(name, source.text) if name.telling else (name.words,)
    for name in (*places(source), *foreign(source)):
        yield name.words
