"""How the article renders the terms that it uses again and again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.records import dataclass

_LEAST_LETTERS = 5  # of a term
_LEAST_PAIRS = 3  # in which a term must stand


@dataclass(frozen=True, slots=True)
class Change:
    """A term with its usual rendering, and a pair in which that is missing."""

    term: Word
    pair: Pair
    usual: Word
    usual_pair: Pair
    times: int  # in how many pairs the usual rendering stands


def changes(article: Article) -> Iterator[Change]:
    """Terms of small letters that most of their sentences render by one word, where a sentence lacks it."""
    pairs_of = _terms(article)
    everywhere = Counter(stem for pair in article.pairs for stem in _stems(pair.target))
    for places in pairs_of.values():
        if len(places) < _LEAST_PAIRS:
            continue
        counts = Counter(stem for pair, _ in places for stem in _stems(pair.target))
        usual = max(counts, key=lambda stem: (counts[stem], -everywhere[stem], stem), default=None)
        if usual is None or counts[usual] * 2 < everywhere[usual]:
            continue
        having = [pair for pair, _ in places if usual in _stems(pair.target)]
        lacking = [(pair, word) for pair, word in places if usual not in _stems(pair.target)]
        if len(having) < 2 or len(lacking) * 2 > len(having):
            continue
        shown = _stems(having[0].target)[usual]
        yield from (Change(word, pair, shown, having[0], len(having)) for pair, word in lacking)


def _terms(article: Article) -> dict[str, list[tuple[Pair, Word]]]:
    """The source's words of small letters by a rough stem, once a pair."""
    found: dict[str, dict[int, tuple[Pair, Word]]] = defaultdict(dict)
    for pair in article.pairs:
        if pair.source and pair.target:
            for stem, word in _stems(pair.source).items():
                if len(word.folded) >= _LEAST_LETTERS:
                    found[stem].setdefault(pair.index, (pair, word))
    return {stem: list(places.values()) for stem, places in found.items()}


def _stems(text: Text | None) -> dict[str, Word]:
    """The content words of a text by a rough stem: without a plural's s."""
    if text is None:
        return {}
    found: dict[str, Word] = {}
    for word in text.pieces:
        is_content = len(word.text) > 3 and word.text.isalpha() and word.folded not in text.language.function_words
        if is_content and (word.text.islower() or word.start == 0):
            found.setdefault(word.folded.rstrip("s"), word)
    return found
