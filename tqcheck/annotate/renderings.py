"""How the names of the source are rendered over the whole article."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.places import folded
from tqcheck.languages import Language

_LEAST_LETTERS = 4
_MOST = 200  # names of a sentence
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
    for at, written in enumerate(text.words):
        if not written.text[0].isupper():
            continue
        word = _bare(written)
        if len(word.text) < _LEAST_LETTERS or not word.text.replace("-", "").isalpha():
            continue
        if word.text.isupper():
            continue
        starts = at == 0 or text.text[: word.start].rstrip(" “\"'«(").endswith((".", "!", "?", ":"))
        if not starts or zipf(word.folded, text.language) < 2.0:
            yield word


def is_misspelling(form: str, usual: str, name: str, times: int, usual_times: int, language: Language) -> bool:
    """Whether a form of a name, `times` found, is neither the usual one inflected nor a word of its own."""
    from rapidfuzz.distance import Levenshtein

    one, other = folded(form), folded(usual)
    if one == other or times > usual_times or one == folded(name) != other and times > 1:
        return False
    if zipf(form.casefold(), language) >= 2.5 and form != name:
        return False  # Brazilian, Mary
    shared = _shared_start(one, other)
    # Endings differ by case, gender and people; a misspelling differs inside.
    if shared >= min(len(one), len(other)) - 1 or shared >= 0.75 * max(len(one), len(other)):
        return False
    return Levenshtein.distance(one, other) <= 2


def _shared_start(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


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
        targets: dict[str, Word] = {}
        for word in names(pair.target):
            targets.setdefault(folded(word.text), word)
        for word in names(pair.source):
            answer = _answer(folded(word.text), targets)
            if answer is not None:
                entry = found.setdefault(folded(word.text), Renderings(word.text))
                entry.forms.setdefault(answer.text, []).append((pair, answer, word))
    return found


def _answer(name: str, targets: Mapping[str, Word]) -> Word | None:
    """The target word that is the same folded name, or spelt most like it."""
    from rapidfuzz.fuzz import ratio

    if name in targets:
        return targets[name]
    if len(targets) > _MOST:  # no sentence; each name would be compared with each
        return None
    likeness = [(ratio(name, form), one.start, one) for form, one in targets.items() if form[:1] == name[:1]]
    best = max(likeness, default=None)
    return best[2] if best and best[0] >= _ALIKE else None
