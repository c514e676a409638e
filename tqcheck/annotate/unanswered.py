"""Names that the other side does not have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.counterparts import Around, Side, is_acronym, plain
from tqcheck.annotate.names import Name, begins_sentence, names, telling_runs, text_of, tokens
from tqcheck.annotate.uncased import has_capitals, places
from tqcheck.annotate.words import Word
from tqcheck.knowledge import territories
from tqcheck.knowledge.organisations import bodies, counterparts
from tqcheck.knowledge.places import city_names, folded
from tqcheck.model import Span
from tqcheck.records import dataclass

if TYPE_CHECKING:
    from tqcheck.knowledge.encoder import Encoder

_MOST = 300  # words; a longer segment is no sentence, and each name is compared with each word
_NEAR = 2  # pairs before and after in which a name may stand instead
# Likeness in meaning (cosine of the encoder's vectors) under which a name has nothing on the other side, by what shows
# that it is a name; chosen on a quarter of NTREX-128.
_KEPT, _TERRITORY = 0.55, 0.7  # words that are surely names; of a territory, the others of its kind are near
_CITY, _WHOLE = 0.65, 0.45  # cities that both languages name; official names, which may be rendered in any words
_PERHAPS, _TRANSLATED = 0.42, 0.3  # words that may be common ones; names made of common words
_DOUBTED = 0.65  # a likeness under which a name may have nothing
_WRITTEN = 0.5  # places in a script without capitals
_SOUNDS, _ACRONYM = 0.33, 0.38  # something sounds like it; an acronym, whose long form may stand instead


@dataclass(frozen=True, slots=True)
class Unanswered:
    """A name without counterpart in its pair.

    `known` says that it is a country, people, city or organisation; `elsewhere` that it has one in the neighbours, or
    in another pair where it stands; `part` that other words with a capital belong to it, as in an official name;
    `given` that a word follows which the other side has, as a surname follows a given name; `doubtful` that only
    another name that has none either makes it likely.
    """

    pair: Pair
    words: tuple[Word, ...]
    known: bool
    elsewhere: bool
    part: bool
    given: bool
    doubtful: bool = False

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.words[0].start, self.words[-1].end)

    @property
    def text(self) -> str:
        """The words, joined by blanks."""
        return text_of(self.words)


def unanswered(article: Article, side: str) -> list[Unanswered]:
    """The names of one side of an article that the other side has nothing for.

    What has nothing several times is not lost: its counterpart is one that is not known here.
    """
    found: list[Unanswered] = []
    answered: set[str] = set()
    for pair in article.pairs:
        for one in _judged(pair, article, side):
            if isinstance(one, str):
                answered.add(one)
            else:
                found.append(one)
    often = Counter(folded(one.text) for one in found)
    doubted = {folded(one.text) for one in found if one.doubtful}
    return [
        replace(one, elsewhere=True)
        if (text := folded(one.text)) in answered or text in doubted and not one.doubtful
        else one
        for one in found
        if often[folded(one.text)] == 1
    ]


def _judged(pair: Pair, article: Article, side: str) -> Iterator[Unanswered | str]:
    """The names of one side of a pair that have no counterpart, and the folded texts of those that have."""
    text: Text | None = getattr(pair, side)
    other = "source" if side == "target" else "target"
    if text is None or getattr(pair, other) is None or article.source_language is None:
        return
    if len(text.words) > _MOST:
        return
    around = Around(article, pair.index, other, _NEAR)
    judge = Judge(pair, text, around, article.encoder)
    for name in (*names(text, around.home.text.language), *places(text)):
        for run in telling_runs(name, text.text) if name.telling else (name.words,):
            yield judge.judged(run, name) or folded(text_of(run))


class Judge:
    """Looks for the counterparts of a text's names."""

    def __init__(self, pair: Pair, text: Text, around: Around, encoder: Encoder | None) -> None:
        self.pair, self.text, self.around, self.encoder = pair, text, around, encoder
        self._home = territories.at_home(around.home.text.language.tag)
        self._other = around.home.text.language.base

    def judged(self, words: Sequence[Word], name: Name) -> Unanswered | None:
        """Part of a name, or a name that has no telling part, where it has no counterpart."""
        if self.has(words, self.around.home) or self._codes(words) & self._home:
            return None
        if self._has_whole(name):
            return None
        known = self._is_known(words)
        lost = self._is_lost(words, name, known)
        if not lost and not self._is_doubtful(words, name, known):
            return None
        given = any(self.has([word], self.around.home) for word in _behind(words, name))
        part = self._is_part(words, name)
        return Unanswered(self.pair, tuple(words), known, self._is_near(words), part, given, not lost)

    def _has_whole(self, name: Name) -> bool:
        """Whether the other side speaks of the city or country that all words of a name make: Papua New Guinea."""
        base, text, home = self.text.language.base, text_of(name.words), self.around.home
        codes = territories.codes(text, base)
        return bool(codes) and home.speaks_of(codes) or home.has_any(city_names(text, base))

    def _is_lost(self, words: Sequence[Word], name: Name, known: bool) -> bool:
        if self.encoder:
            least = self._least(words, name, known)
            return least > -1 and not self.around.home.is_near(text_of(words), self.encoder, least)
        if not name.sure or any(self.around.home.sounds_like(word.text) for word in words):
            return False
        if known:
            return True
        return not any(is_acronym(word.text) for word in words) and self._is_telling_alone(words)

    def _is_doubtful(self, words: Sequence[Word], name: Name, known: bool) -> bool:
        """Whether it may have nothing on the other side: a likeness in meaning that others of its kind have too."""
        if not name.telling or any(self.around.home.sounds_like(word.text) for word in words):
            return False
        if not self.encoder:
            return True
        least = _DOUBTED if name.sure else _PERHAPS
        return not self.around.home.is_near(text_of(words), self.encoder, least)

    def _is_telling_alone(self, words: Sequence[Word]) -> bool:
        """Whether a name that is not known, and of which no encoder tells more, is lost where nothing is spelt like it.

        Names of the source may be inflected in ways that are not known here.
        """
        if self.text is self.pair.source:
            return len(words) > 1
        return len(words) > 1 or not begins_sentence(self.text.text, words[0].start)

    def _least(self, words: Sequence[Word], name: Name, known: bool) -> float:
        """The likeness in meaning under which a name has nothing on the other side; -1 where that is not to be told."""
        if len(words) == 1 and is_acronym(words[0].text) and not known:
            return _ACRONYM if len(words[0].text) > 2 and words[0].text.isalpha() else -1
        if not name.telling:
            return _TRANSLATED if sum(word.text[0].isupper() for word in words) > 1 else -1
        if not has_capitals(words[0].text):
            return _WRITTEN
        if self._codes(words) or known and is_acronym(words[0].text):
            return _TERRITORY
        if known:
            return _CITY
        if not name.sure:
            return _PERHAPS
        return _SOUNDS if any(self.around.home.sounds_like(word.text) for word in words) else _KEPT

    def _is_part(self, words: Sequence[Word], name: Name) -> bool:
        """Whether a name has other words with a capital than these, and as a whole may have been rendered by others."""
        small = self.text.language.function_words  # "In Babylon", where the sentence begins
        capital = [word for word in name.words if word.text[0].isupper() and word.folded not in small]
        if all(word in words for word in capital) or len(words) > 1 and name.sure:
            return False
        whole = text_of(name.words)
        return self.encoder is None or self.around.home.is_near(whole, self.encoder, _WHOLE)

    def _is_known(self, words: Sequence[Word]) -> bool:
        """Whether it is a country, a city or an organisation that the other language has a name for too."""
        base, other = self.text.language.base, self.around.home.text.language.base
        if self._codes(words) or city_names(text_of(words), base):
            return True
        return len(words) == 1 and bool(counterparts(words[0].text.replace(".", ""), base, other))

    def _is_near(self, words: Sequence[Word]) -> bool:
        return any(self.has(words, side) for side in self.around.near)

    def has(self, words: Sequence[Word], side: Side) -> bool:
        """Whether a side has one of the words of a name, by spelling, sound or knowledge."""
        capital = [word for word in words if not word.text[0].islower()]  # in scripts without capitals, all of them
        base = self.text.language.base
        if any(side.spells(word.text) for word in capital):
            return True
        if (codes := self._codes(words)) and side.speaks_of(codes):
            return True
        if any(is_acronym(word.text) and self._has_acronym(word.text, side) for word in capital):
            return True
        if any(side.has_any(forms) for word in capital if (forms := city_names(word.text, base))):
            return True
        return any(side.sounds_like(word.text) > 1 for word in capital)

    def _has_acronym(self, word: str, side: Side) -> bool:
        """Whether a side has an acronym's counterpart, or one of its own that shares its letters: ODA, APD."""
        base = self.text.language.base
        if side.has_acronym(word, base) or any(side.says(body.name(self._other)) for body in bodies(plain(word), base)):
            return True
        own = {plain(form.text) for form in tokens(self.text)}
        others = {plain(form.text) for form in tokens(side.text) if is_acronym(form.text)} - own
        return any(_shares_letters(plain(word), other) for other in others if not self._means_another(other, side))

    def _means_another(self, acronym: str, side: Side) -> bool:
        """Whether an acronym of a side is known, and so would be known here too."""
        return bool(counterparts(acronym, side.text.language.base, self.text.language.base))

    def _codes(self, words: Sequence[Word]) -> frozenset[str]:
        base = self.text.language.base
        found = (self._codes_of(word.text) for word in words if not word.text[0].islower())
        return territories.codes(text_of(words), base) or frozenset().union(*found)

    def _codes_of(self, word: str) -> frozenset[str]:
        base = self.text.language.base
        return territories.codes(word, base) or territories.codes(word.partition("-")[0], base)


def _shares_letters(one: str, other: str) -> bool:
    """Whether two acronyms may be made of the same words in two languages: half of the letters are the same."""
    shared = sum((Counter(one) & Counter(other)).values())
    return abs(len(one) - len(other)) <= 1 and shared * 2 >= max(len(one), len(other))


def _behind(words: Sequence[Word], name: Name) -> list[Word]:
    """The word of a name that stands right behind these, where it has a capital."""
    following = [word for word in name.words if word.start > words[-1].start][:1]
    return [word for word in following if word.text[0].isupper()]
