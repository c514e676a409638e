"""Has the other side anything for a name? By spelling, by sound across scripts, by what is known, and by meaning."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

import regex

from tqcheck.annotate import Text
from tqcheck.annotate.names import tokens
from tqcheck.knowledge import territories
from tqcheck.knowledge.organisations import counterparts as acronyms_of
from tqcheck.knowledge.places import folded
from tqcheck.knowledge.transliteration import likeness_of_sound, sounds

if TYPE_CHECKING:
    from tqcheck.annotate import Article
    from tqcheck.knowledge.encoder import Encoder, Vectors

_ALIKE = 72  # of 100, by rapidfuzz: spellings of one name in two languages
_WINDOWS = 4  # words that a name may have on the other side
_STRETCHES = (1, 2, 3, 4, 5, 6, 8)  # letters that a name may have where the script has no spaces
_MOST_STRETCHES = 400
_LIKELIEST = 8  # stretches that are looked at before the others
# How far a rough cosine may lie under the true one, of stretches behind the likeliest: 1,354 names of NTREX-128 in ten
# languages were answered by none that lay further than 0.15.
_OFF = 0.25
_BEGINNING = 5  # letters that inflected forms share
_LONGEST = 200  # letters; what is longer is no word (where the script has no spaces, a clause is one)


@functools.cache
def _latin() -> regex.Pattern[str]:
    return regex.compile(r"\p{Latin}")


@functools.lru_cache(maxsize=65536)
def spelt_alike(one: str, other: str) -> bool:
    """Whether two folded words of Latin letters may be one name, inflected, compounded or spelt anew."""
    from rapidfuzz.fuzz import ratio

    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < 4:
        return long.startswith(short) and len(long) <= len(short) + 3 and len(short) > 1
    shared = next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), len(short))
    if shared >= 4 and shared * 2 >= len(short):
        return True
    return len(short) > 4 and short in long or ratio(one, other) >= _ALIKE


class Side:
    """A text in which names of the other language are looked for."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self._rough: Vectors | None = None  # of the windows of several words
        self._words = [word.text for word in text.words if len(word.text) <= _LONGEST]

    @functools.cached_property
    def latin(self) -> tuple[str, ...]:
        """The words in Latin letters, folded, parts of compounds too."""
        return tuple(part for word in self._words for part in pieces(word))

    @functools.cached_property
    def _spelt(self) -> frozenset[str]:
        """Each of the words in Latin letters once."""
        return frozenset(self.latin)

    @functools.cached_property
    def _dotted(self) -> tuple[str, ...]:
        """Abbreviations with full stops, folded without them: "U.S."."""
        return tuple(word.folded for word in tokens(self.text) if "." in word.text)

    @functools.cached_property
    def _run(self) -> str:
        """The words in Latin letters, folded, with a blank around each."""
        return f" {' '.join(self.latin)} "

    @functools.cached_property
    def foreign(self) -> tuple[str, ...]:
        """The words in other scripts, without what is written together with them too: "and", "in", "the"."""
        found = [word for word in self._words if word[0].isalpha() and not _latin().match(word)]
        found += [part for word in found if "-" in word for part in word.split("-") if part]
        clitics = tuple(self.text.language.topic("names").get("clitics", "").split())
        bare = (
            word[len(one) :] for word in found for one in clitics if word.startswith(one) and len(word) > len(one) + 2
        )
        return tuple(dict.fromkeys([*found, *bare]))

    @functools.cached_property
    def stretches(self) -> tuple[str, ...]:
        """Where the script has no spaces, every stretch of letters that could be a name; else the words."""
        if self.text.language.spaced:
            return self.foreign
        sizes = range(2, 8)
        found = (word[at : at + size] for word in self.foreign for size in sizes for at in range(len(word) - size + 1))
        return tuple(islice(found, 4 * _MOST_STRETCHES))

    @functools.cached_property
    def windows(self) -> tuple[str, ...]:
        """Stretches of up to four words (of some letters where the script has no spaces)."""
        found = dict.fromkeys(self._windows())
        return tuple(islice(found, _MOST_STRETCHES))

    @functools.cached_property
    def _single(self) -> tuple[str, ...]:
        """The windows of one word; none where the script has no spaces."""
        return tuple(dict.fromkeys(self._words))[:_MOST_STRETCHES] if self.text.language.spaced else ()

    @functools.cached_property
    def _several(self) -> tuple[str, ...]:
        """The other windows."""
        return self.windows[len(self._single) :]

    def _windows(self) -> Iterator[str]:
        words = self._words
        if self.text.language.spaced:
            for size in range(1, _WINDOWS + 1):
                yield from (" ".join(words[at : at + size]) for at in range(len(words) - size + 1))
        else:
            for size in _STRETCHES:
                yield from (word[at : at + size] for word in words for at in range(max(1, len(word) - size + 1)))

    def spells(self, word: str) -> bool:
        """Whether a word in Latin letters is much like the name."""
        wanted = pieces(word)
        if not self._spelt.isdisjoint(wanted):
            return True
        return any(spelt_alike(piece, own) for piece in wanted for own in self._spelt)

    def sounds_like(self, word: str) -> int:
        """Whether a word of another script sounds like the name: 2 surely, 1 perhaps, 0 no."""
        others = self.stretches if _latin().match(word) else self.latin
        if not others or not any(sounds(word)):
            return 0
        parts = [part for part in word.split("-") if len(part) > 1]
        return max((likeness_of_sound(part, own) for part in parts for own in others), default=0)

    def speaks_of(self, codes: frozenset[str]) -> bool:
        """Whether one of the territories, its people or language is spoken of."""
        base = self.text.language.base
        if not self.text.language.spaced:
            return any(name in self.text.text for code in codes for name in territories.written(code, base))
        stems = tuple(stem for code in codes for stem in territories.stems(code, base))
        words = (*self.latin, *(folded(word) for word in self.foreign), *self._dotted)
        return any(word.startswith(stems) or word[1:].startswith(stems) for word in words)

    def has_any(self, forms: frozenset[str]) -> bool:
        """Whether one of the folded names stands there, in a short inflected form too."""
        if not self.text.language.spaced:
            whole = folded(self.text.text).replace(" ", "")
            return any(form.replace(" ", "") in whole for form in forms if len(form) > 3)
        if any(" " in form and f" {form} " in self._run for form in forms):
            return True
        words = {word for word in (*self.latin, *map(folded, self.foreign)) if len(word) > 3}
        return any(word in forms or any(word[:-cut] in forms for cut in range(1, _ending(word) + 1)) for word in words)

    def has_acronym(self, word: str, own: str) -> bool:
        """Whether an acronym's counterpart, or words with its initials in any order, stand there."""
        plain = word.replace(".", "")
        there = {found.text.replace(".", "") for found in tokens(self.text)}
        if there & set(acronyms_of(plain, own, self.text.language.base)):
            return True
        letters = sorted(folded(plain))
        heads = [piece[0] for piece in self.latin if piece and piece not in self.text.language.function_words]
        size = len(letters)
        return any(sorted(heads[at : at + size]) == letters for at in range(len(heads) - size + 1))

    def says(self, long: str) -> bool:
        """Whether most of the long words of a name stand there, perhaps inflected."""
        wanted = [folded(word)[:_BEGINNING] for word in long.split() if len(word) > _BEGINNING]
        there = {word[:_BEGINNING] for word in self.latin}
        return bool(wanted) and sum(word in there for word in wanted) * 2 > len(wanted)

    def is_near(self, name: str, encoder: Encoder, least: float) -> bool:
        """Whether some stretch is at least so near in meaning: -1 to 1, by the encoder's vectors."""
        if not self.windows:
            return least <= 0
        wanted = encoder.encode_words([name])[0]
        # A single word most often, whose vector is kept.
        if self._single and float((encoder.encode_words(self._single) @ wanted).max()) >= least:
            return True
        if not self._several:
            return False
        if self._rough is None:
            self._rough = encoder.rough(self._several)
        rough = self._rough @ encoder.rough([name])[0]
        likeliest = [int(at) for at in rough.argsort()[::-1]]
        others = [at for at in likeliest[_LIKELIEST:] if rough[at] >= least - _OFF]
        return any(
            float((encoder.encode_parts([self._several[at] for at in some]) @ wanted).max()) >= least
            for some in (likeliest[:_LIKELIEST], others)
            if some
        )


def _ending(word: str) -> int:
    """The letters that a word's ending may have: Lontoossa, London."""
    return 0 if len(word) < 6 else 2 if len(word) < 8 else 3


@functools.lru_cache(maxsize=65536)
def pieces(word: str) -> tuple[str, ...]:
    """A word in Latin letters, folded, with its parts where it is a compound; nothing for other scripts."""
    if not _latin().match(word):
        return ()
    plain = folded(word).replace(".", "").removesuffix("'s")
    parts = plain.replace("'", "-").split("-")
    return (plain, *(part for part in parts if part)) if len(parts) > 1 else (plain,)


def is_acronym(word: str) -> bool:
    """Whether a word is written in capitals: an acronym, not a name."""
    return 1 < len(word.replace(".", "")) <= 8 and plain(word).isupper()


def plain(acronym: str) -> str:
    """An acronym without full stops and the plural's ending."""
    return acronym.replace(".", "").removesuffix("s")


class Around:
    """One side of a pair with its neighbours: where the counterpart of a name may stand."""

    def __init__(self, article: Article, index: int, side: str, near: int) -> None:
        texts = (getattr(pair, side) for pair in article.pairs[max(0, index - near) : index + near + 1])
        home = getattr(article.pairs[index], side)
        self.home = Side(home)
        self.near = tuple(Side(text) for text in texts if text and text is not home)
