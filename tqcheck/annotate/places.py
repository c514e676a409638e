"""Countries and cities that a text names, and whether the other side names them too."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tqcheck.annotate import Article, Pair, Text
from tqcheck.knowledge.places import city, country_forms, folded
from tqcheck.languages import Language
from tqcheck.model import Span

_NEAR = 2
_ALIKE = 72  # of 100, by rapidfuzz: forms of one name in two languages


@dataclass(frozen=True, slots=True)
class Place:
    """A country or city, with the folded forms that it may have in the other language."""

    span: Span
    text: str
    forms: frozenset[str]


def places(text: Text, other: Language) -> Iterator[Place]:
    """Countries and known cities of one word, with their folded forms in the other language."""
    for word in text.words:
        if not word.text[0].isupper() or word.text.isupper() or len(word.text) < 4:
            continue
        forms = set(country_forms(text.language.base, other.base).get(folded(word.text), ()))
        if right := city(word.text, text.language.base, other.base):
            forms.add(folded(right))
        if forms:
            yield Place(word.span, word.text, frozenset({*forms, folded(word.text)}))


def stands_in(place: Place, words: Sequence[str]) -> bool:
    """Whether one of its forms, or a word much like it, is among folded words; peoples answer for countries."""
    from rapidfuzz.fuzz import ratio

    for form in place.forms:
        for part in form.split():
            if any(_akin(part, word) or ratio(part, word) >= _ALIKE for word in words):
                return True
    return False


def _akin(form: str, word: str) -> bool:
    """The country and its people: Italy, Italian."""
    return len(form) >= 4 and word[: max(4, len(form) - 2)] == form[: max(4, len(form) - 2)]


def folded_words(pair: Pair, article: Article, side: str, near: int = _NEAR) -> list[str]:
    """The words of one side of a pair and its neighbours, folded."""
    around = article.pairs[max(0, pair.index - near) : pair.index + near + 1]
    texts = [getattr(one, side) for one in around]
    return [piece for text in texts if text for word in text.words for piece in _pieces(word.text)]


@functools.lru_cache(maxsize=65536)
def _pieces(text: str) -> tuple[str, ...]:
    plain = folded(text)
    return (plain, *plain.split("-")) if "-" in plain else (plain.removesuffix("'s"),)
