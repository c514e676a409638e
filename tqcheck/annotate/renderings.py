"""How the names of the source are rendered over the whole article."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.places import folded

_LEAST_LETTERS = 4
_ALIKE = 75  # of 100, by rapidfuzz: spellings of one name


@dataclass(slots=True)
class Renderings:
    """A name of the source with what stands for it: target spellings to their places."""

    name: str
    forms: dict[str, list[tuple[Pair, Word, Word]]] = field(default_factory=dict)


def names(text: Text) -> Iterator[Word]:
    """Words that are names by their capital: not at a sentence's start, unless no word of the language."""
    if text.kind == "heading" and sum(word.text[0].isupper() for word in text.words) * 3 > len(text.words) * 2:
        return
    for at, word in enumerate(map(_bare, text.words)):
        if not word.text[0].isupper() or len(word.text) < _LEAST_LETTERS or not word.text.replace("-", "").isalpha():
            continue
        if word.text.isupper():
            continue
        starts = at == 0 or text.text[: word.start].rstrip(" “\"'«(").endswith((".", "!", "?", ":"))
        if not starts or zipf(word.folded, text.language) < 2.0:
            yield word


def _bare(word: Word) -> Word:
    """Without an English genitive."""
    text = word.text.removesuffix("'s").removesuffix("’s")
    return Word(word.start, word.start + len(text), text, text.casefold())


def renderings(article: Article) -> dict[str, Renderings]:
    """The source's names, folded, each with its spellings in the aligned target sentences."""
    found: dict[str, Renderings] = {}
    for pair in article.pairs:
        if pair.source is None or pair.target is None:
            continue
        targets = list(names(pair.target))
        for word in names(pair.source):
            answer = _answer(word, targets)
            if answer is not None:
                entry = found.setdefault(folded(word.text), Renderings(word.text))
                entry.forms.setdefault(answer.text, []).append((pair, answer, word))
    return found


def _answer(word: Word, targets: list[Word]) -> Word | None:
    """The target word that is the same name, or spelt most like it."""
    from rapidfuzz.fuzz import ratio

    name = folded(word.text)
    same = next((one for one in targets if folded(one.text) == name), None)
    if same is not None:
        return same
    likeness = [(ratio(name, folded(one.text)), one.start, one) for one in targets if folded(one.text)[:1] == name[:1]]
    best = max(likeness, default=None)
    return best[2] if best and best[0] >= _ALIKE else None
