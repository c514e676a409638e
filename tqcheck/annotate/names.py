"""Names in a text: by capitals, as the language uses them."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Sequence

import regex

from tqcheck.annotate import Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.calendar import calendar_words
from tqcheck.knowledge.currencies import codes_in_use
from tqcheck.knowledge.name_words import name_strength
from tqcheck.knowledge.places import is_metropolis
from tqcheck.knowledge.territories import codes
from tqcheck.languages import Language, settings
from tqcheck.model import Span
from tqcheck.records import dataclass

_STOPS = (".", "!", "?", ":", "…", "。", "\n", ";", "|", "·")
_OPENING = " \u00a0\t“”„\"'«»‘’‹›([–—-•*¿¡\u2060"
_LONGEST = 60  # letters; what is longer is no name

_ELIDED = re.compile(r"\w{1,2}[’'](?=\w)")


@dataclass(frozen=True, slots=True)
class Name:
    """Neighbouring words that make a name, in one language's text.

    `telling` are the words of it that translators keep or spell anew, as against those that they translate: "Kazan"
    in "Kazan Federal University"; `sure` says that they are no common words at all.
    """

    words: tuple[Word, ...]
    telling: tuple[Word, ...]
    sure: bool

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.words[0].start, self.words[-1].end)


@functools.cache
def _dotted() -> regex.Pattern[str]:
    return regex.compile(r"(?<![\p{L}.])\p{Lu}\.(?:\p{Lu}\.?)++(?!\p{L})")


def tokens(text: Text) -> list[Word]:
    """The words, with dotted abbreviations ("U.S.") as one word each and English genitives cut off."""
    dotted = [Word(m.start(), m.end(), m[0], m[0].replace(".", "").casefold()) for m in _dotted().finditer(text.text)]
    if not dotted and text.language.spaced and "'s" not in text.text and "’s" not in text.text:
        return list(text.words)
    found: list[Word] = []
    at = 0
    for word in text.words:
        while at < len(dotted) and dotted[at].end <= word.start:
            at += 1
        if at == len(dotted) or word.end <= dotted[at].start:
            found.append(bare(word) if text.language.spaced else _latin_part(word))
        elif not found or found[-1].start != dotted[at].start:
            found.append(dotted[at])
    return found


def _latin_part(word: Word) -> Word:
    """The Latin letters that a word begins with, where other letters follow without a space: "NFLとの"."""
    match = _latin_head().match(word.text)
    if not match or match.end() == len(word.text):
        return word
    return Word(word.start, word.start + match.end(), match[0], match[0].casefold())


@functools.cache
def _latin_head() -> regex.Pattern[str]:
    return regex.compile(r"[\p{Latin}\p{N}'’-]++")


def bare(word: Word) -> Word:
    """Without an English genitive."""
    if len(word.text) < 4 or word.text[-2:] not in ("'s", "’s"):
        return word
    return Word(word.start, word.end - 2, word.text[:-2], word.folded[:-2])


def begins_sentence(text: str, at: int) -> bool:
    """Whether a word that begins here would have a capital anyway; a quotation is taken to begin a sentence."""
    before = text[max(0, at - 8) : at]
    bare_before = before.rstrip(_OPENING)
    return not bare_before and at <= 8 or bare_before.endswith(_STOPS) or before.rstrip() != bare_before


def names(text: Text, other: Language) -> Iterator[Name]:
    """Runs of capitalised words, with their telling words; small words ("de", "of the") may stand inside."""
    if text.text.isupper():
        return
    headline = text.is_title_case
    nouns = text.language.topic("typography").get("capital_nouns")  # every noun has a capital
    for run in _runs(text):
        telling, sure = _telling(run, text, other)
        if nouns and not sure:
            continue
        hidden = headline or begins_sentence(text.text, run[0].start)
        if hidden and not sure:  # capitals that say nothing
            telling, run = (), run[1:] if not headline else []
        elif headline:
            run = list(telling)
        run = _trimmed(run, text.language)
        if run:
            yield Name(tuple(run), telling, sure)


def _trimmed(run: Sequence[Word], language: Language) -> list[Word]:
    """From its first capital on that is no title, weekday, currency's code or the like."""
    idle, codes = _idle(language), codes_in_use()
    first = (
        at
        for at, word in enumerate(run)
        if word.text[0].isupper() and word.folded not in (codes if word.text.isupper() else idle)
    )
    return list(run[next(first, len(run)) :])


def _telling(run: Sequence[Word], text: Text, other: Language) -> tuple[tuple[Word, ...], bool]:
    """The words of a run that are surely names; failing them, those that may be; and whether they surely are."""
    rated = [(word, _strength(word.text, word.folded, text.language, other)) for word in run]
    best = max(strength for _, strength in rated)
    return tuple(word for word, strength in rated if strength == best > 0), best > 1


@functools.lru_cache(maxsize=65536)
def _strength(word: str, folded: str, own: Language, other: Language) -> int:
    plain = word.replace(".", "")
    if not word[0].isupper() or not 1 < len(plain) <= _LONGEST or folded in _idle(own):
        return 0
    if folded in (codes_in_use() if plain.isupper() else own.function_words):
        return 0
    elided = _ELIDED.match(word)
    if elided and word[elided.end()].islower():  # L’équipe
        return 0
    first, _, second = word.partition("-")
    if codes(first, own.base) or is_metropolis(word):
        return 2
    return name_strength(first if second[:1].islower() else word, own, other)  # "Netherlands-based"


@functools.cache
def _idle(language: Language) -> frozenset[str]:
    """Titles, weekdays and months, which some languages write with a capital."""
    return calendar_words(language.base) | frozenset(language.topic("names").get("titles", "").split())


def _runs(text: Text) -> Iterator[list[Word]]:
    run: list[Word] = []
    held: list[Word] = []
    for word in tokens(text):
        if run and not _joined(text.text[(held or run)[-1].end : word.start]):
            yield run
            run, held = [], []
        if word.text[0].isupper():
            run += [*held, word]
            held = []
        elif run and len(held) < 2 and word.folded in _inner(text.language):
            held.append(word)
        elif run:
            yield run
            run, held = [], []
    if run:
        yield run


def _joined(gap: str) -> bool:
    return gap in (" ", "-", "\u00a0", ". ")


@functools.cache
def _inner(language: Language) -> frozenset[str]:
    """Small words that may stand inside a name of the language."""
    always = settings("names.particles")["within"].split()
    return frozenset([*always, *language.topic("names").get("within", "").split()])


def telling_runs(name: Name, text: str) -> Iterator[tuple[Word, ...]]:
    """The telling words of a name, those that stand side by side together: "Barack Obama"."""
    run: list[Word] = []
    for word in name.telling:
        if run and text[run[-1].end : word.start] not in (" ", "-"):
            yield tuple(run)
            run = []
        run.append(word)
    if run:
        yield tuple(run)


def text_of(words: Iterable[Word]) -> str:
    """Words as they are spoken: joined by blanks."""
    return " ".join(word.text for word in words)
