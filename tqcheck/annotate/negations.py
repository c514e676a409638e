"""Where a text negates, and where the other side would have to negate too."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from tqcheck.annotate import Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.languages import Language
from tqcheck.model import Span
from tqcheck.records import dataclass

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

_SCOPE = 4  # words after a negator that it may negate
_AROUND = 4  # words around its counterpart in which the other side's negation may stand
_CLOSE = 2  # words around it in which a word that carries a negation may stand
_BESIDE = 1  # words around its counterpart that must be answered
_SURE, _FAIR = 0.45, 0.35  # confidence of links
_SMALL = 6.2  # zipf of auxiliaries and other words that say little
_USUAL = 3.3  # zipf of a word that a prefix may negate
_LISTS = ("negators", "clausal", "carriers", "focus", "comparison", "never")
_SPLIT = 9  # letters up to which an ending may be a negator's: "couldn't"


@dataclass(frozen=True, slots=True)
class Negator:
    """What negates, at `span` in word number `at`; `clausal` where it negates a verb and so the clause."""

    at: int
    span: Span
    clausal: bool


@dataclass(frozen=True, slots=True)
class Negations:
    """What negates in a text, and the numbers of the words that may do the work of a negator."""

    negators: tuple[Negator, ...]
    carriers: tuple[int, ...]

    @property
    def clausal(self) -> tuple[Negator, ...]:
        """Those that negate a verb."""
        return tuple(one for one in self.negators if one.clausal)

    def around(self, where: range) -> bool:
        """Whether anything negates in or near a stretch of words."""
        if any(where.start - _AROUND <= one.at < where.stop + _AROUND for one in self.negators):
            return True
        return any(where.start - _CLOSE <= at < where.stop + _CLOSE for at in self.carriers)


def negations(text: Text) -> Negations:
    """What negates in a text, by its language's pack."""
    known = _known(text.language)
    negators, carriers = list(_inside(text)), []
    taken = {one.at for one in negators}
    for at, word in enumerate(text.words):
        part = _part(word.folded, text.language)
        if part == "carrier":
            if at not in taken:
                carriers.append(at)
        elif part:
            negators.append(Negator(at, word.span, part == "clausal" and not _is_idle(text, at, known)))
    return Negations(tuple(negators), tuple(carriers))


@functools.cache
def _known(language: Language) -> Mapping[str, frozenset[str]]:
    """The lists of a language's pack."""
    pack = language.topic("negation")
    return {name: frozenset(str(pack.get(name, "")).split()) for name in _LISTS}


@functools.cache
def _listed(language: Language, name: str) -> tuple[str, ...]:
    """A list of a language's pack, in order."""
    return tuple(str(language.topic("negation").get(name, "")).split())


@functools.lru_cache(maxsize=65536)
def _part(word: str, language: Language) -> Literal["clausal", "negator", "carrier", ""]:
    """What a case-folded word has to do with negation, whatever stands around it."""
    known, folded = _known(language), word.replace("’", "'")
    contracted = folded.endswith(_listed(language, "endings")) and len(folded) <= _SPLIT
    if folded in known["negators"] or contracted or folded.startswith(_listed(language, "beginnings")):
        return "clausal" if contracted or folded in known["clausal"] else "negator"
    if "-" in folded and known["negators"] & set(folded.split("-")):  # "no-deal"
        return "negator"
    # "no-deal" holds a negator
    return "carrier" if _carries(folded, known["carriers"] | known["negators"], language) else ""


def _inside(text: Text) -> Iterator[Negator]:
    """Syllables and characters that negate inside words, where languages have such, but for the words that only
    look so.
    """
    syllables = _listed(text.language, "inside")
    if not syllables:
        return
    idle = _listed(text.language, "idle")
    for at, word in enumerate(text.words):
        rest = word.folded
        for one in idle:
            rest = rest.replace(one, "\n" * len(one))
        for syllable in syllables:
            place = rest.find(syllable)
            while place >= 0:
                yield Negator(at, Span(word.start + place, word.start + place + len(syllable)), True)
                rest = rest[:place] + "\n" * len(syllable) + rest[place + len(syllable) :]
                place = rest.find(syllable)


def _carries(folded: str, carrying: frozenset[str], language: Language) -> bool:
    if not language.spaced:
        return any(one in folded for one in carrying)
    return any(part in carrying or negates_by_prefix(part, language) for part in folded.split("-"))


def _is_idle(text: Text, at: int, known: Mapping[str, frozenset[str]]) -> bool:
    """Whether a negator negates no verb: "not only … but", "than never", "not impossible", tag questions, answers."""
    after = text.words[at + 1 : at + 4]
    if any(word.folded in known["focus"] for word in after):
        return True
    if after and negates_by_prefix(after[0].folded, text.language):
        return True
    if at and text.words[at - 1].folded in known["comparison"] and text.words[at].folded in known["never"]:
        return True
    rest = text.text[text.words[at].end :]
    return "?" in rest[:25] or rest[:1] == "," or not after


@functools.lru_cache(maxsize=65536)
def negates_by_prefix(folded: str, language: Language) -> bool:
    """Whether a word is another one with a negating prefix or ending: "impossible", "unaware", "useless"."""
    pack = language.topic("negation")
    stems = [
        folded.removeprefix(prefix) for prefix in str(pack.get("prefixes", "")).split() if folded.startswith(prefix)
    ]
    stems += [
        folded.removesuffix(ending) for ending in str(pack.get("suffixes", "")).split() if folded.endswith(ending)
    ]
    return any(len(stem) > 2 and zipf(stem, language) >= _USUAL for stem in stems)


def without(negator: Negator, text: Text) -> str:
    """The text without what negates: "does not sign" becomes "does sign", "couldn't" becomes "could"."""
    span, word = negator.span, text.words[negator.at]
    if span == word.span and (short := _stem(word, text.language)):
        return text.text[: span.start] + short + text.text[span.end :]
    before, after = text.text[: span.start], text.text[span.end :]
    return before.rstrip() + " " + after.lstrip() if before.endswith(" ") and after.startswith(" ") else before + after


def _stem(word: Word, language: Language) -> str:
    """What is left of "couldn't" without its ending; "" of a word that negates as a whole."""
    folded = word.folded.replace("’", "'")
    endings = str(language.topic("negation").get("endings", "")).split()
    return next((word.text[: -len(one)] for one in endings if folded.endswith(one)), "")


def counterpart(at: int, own: Text, other: Text, links: Sequence[tuple[int, int, float]]) -> range | None:
    """Where on the other side stands what word `at` negates, by links (own, other, confidence) of the word after it.

    None where that is not sure: where the next content word has no good link, or words around its counterpart have
    none, so that the other side may say it in other words.
    """
    follow = [near for near in range(at + 1, min(len(own.words), at + 1 + _SCOPE)) if _is_content(own, near)][:1]
    linked = [there for here, there, sure in links if here in follow and sure >= _SURE]
    if not linked:
        return None
    answered = {there for _, there, sure in links if sure >= _FAIR}
    around = range(max(0, min(linked) - _BESIDE), min(len(other.words), max(linked) + _BESIDE + 1))
    if any(near not in answered and _is_content(other, near) for near in around):
        return None
    return range(min(linked), max(linked) + 1)


def place(at: int, own: Text, fit: Matrix | None) -> range | None:
    """Where on the other side stands, most likely, what word `at` negates.

    `fit` tells how well each own word fits each other word, shape (own words, other words); None where nothing does.
    """
    if fit is None:
        return None
    nearby = [*range(at + 1, at + 1 + _SCOPE), *range(at - 1, at - 1 - _SCOPE, -1)]
    negated = next((near for near in nearby if 0 <= near < len(own.words) and _is_content(own, near)), None)
    if negated is None or len(own.words) != len(fit):
        return None
    best = int(fit[negated].argmax())
    return range(best, best + 1)


def _is_content(text: Text, at: int) -> bool:
    word = text.words[at]
    return word.folded not in text.language.function_words and zipf(word.folded, text.language) < _SMALL
