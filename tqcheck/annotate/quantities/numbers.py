"""Numbers in a text, in digits and in words: values composed of cardinals, scales, fractions and collectives.

`100 mil milhões` is 100 · 1,000 · 1,000,000; `three hundred and five thousand` is 305 · 1,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import regex

from tqcheck.annotate.quantities.lexicon import Lexicon
from tqcheck.annotate.quantities.lookup import after, pattern, without_ending
from tqcheck.annotate.quantities.pieces import FRACTIONS, Piece, pieces
from tqcheck.annotate.quantities.quantity import Strength
from tqcheck.knowledge.numerals import folded
from tqcheck.records import dataclass

_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_FORM = regex.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_MOST_WORDS = 9
_LARGEST = 1e18  # scales beyond it are words in a row, not a number


@dataclass(frozen=True, slots=True)
class Number:
    """A bare number: its readings, and how it is written. `lowest` is the scale of its last part."""

    start: int
    end: int
    values: tuple[float, ...]
    foreign: tuple[float, ...] = ()
    strength: Strength = "digits"
    scale: float = 1.0
    ordinal: bool = False
    approximate: bool = False
    fraction: bool = False
    groups: tuple[float, ...] = ()
    lowest: float = 1.0

    def times(self, factor: float, end: int) -> Number:
        """The number with a scale word behind it."""
        return replace(
            self,
            end=end,
            values=tuple(value * factor for value in self.values),
            foreign=tuple(value * factor for value in self.foreign),
            scale=self.scale * factor,
            lowest=self.lowest * factor,
            strength="words" if self.strength == "faint" else self.strength,
        )

    def plus(self, other: Number) -> Number:
        """The number with a smaller one behind it: three thousand and five."""
        return replace(
            self,
            end=other.end,
            values=tuple(one + two for one in self.values for two in other.values),
            foreign=(),
            strength="digits" if "digits" in {self.strength, other.strength} else self.strength,
            lowest=other.lowest,
            approximate=self.approximate and other.approximate,
        )


class Reader:
    """Reads the numbers of a text from its pieces."""

    def __init__(self, text: str, lexicon: Lexicon, taken: Sequence[tuple[int, int]] = ()) -> None:
        self.text = text
        self.lexicon = lexicon
        self.pieces = pieces(text, lexicon, taken)

    def numbers(self) -> Iterator[Number]:
        """The numbers in order."""
        at = 0
        openers = self.lexicon.openers
        while at < len(self.pieces):
            piece = self.pieces[at]
            idle = openers is not None and piece.readings is None and piece.folded not in openers
            found = None if idle else self._number(at)
            if found is None:
                at += 1
                continue
            number, at = found
            yield number

    def _number(self, at: int) -> tuple[Number, int] | None:
        """The number that begins at a piece, and the piece behind it."""
        found = self._term(at)
        if found is None:
            return None
        number, at = found
        while (more := self._continuation(number, at)) is not None:
            number, at = more
        return number, at

    def _term(self, at: int) -> tuple[Number, int] | None:
        """A coefficient and its scales: "2,3 milhões", "cem mil", "half a million", "dezenas de milhares"."""
        found = self._coefficient(at) or self._scale_alone(at)
        if found is None:
            return None
        number, at = found
        if number.ordinal:
            return number, at
        number, at = self._with_half(number, at)
        return self._scaled(number, at)

    def _scaled(self, number: Number, at: int) -> tuple[Number, int]:
        linked = number.fraction or number.approximate
        while at < len(self.pieces):
            scale = self._scale_behind(number, at, linked)
            if scale is None or number.scale * scale[0] > _LARGEST:
                break
            number, at = number.times(scale[0], scale[1]), self._index(scale[1], at)
        return number, at

    def _scale_behind(self, number: Number, at: int, linked: bool) -> tuple[float, int] | None:
        """The scale right behind; after halves and dozens over an article or "of" too."""
        found = self._scale_at(number.end)
        if found is None and at + 1 < len(self.pieces) and self.pieces[at].folded in self.lexicon.links:
            found = self._scale_at(self.pieces[at].end) if self._is_gap(number.end, self.pieces[at].start) else None
        if found is None and linked and at + 1 < len(self.pieces):
            piece = self.pieces[at]
            small = piece.readings is None and (
                piece.folded in self.lexicon.language.function_words or piece.folded in self.lexicon.articles
            )
            if small and self._is_gap(number.end, piece.start):
                found = self._scale_at(piece.end)
        return found

    def _scale_at(self, end: int) -> tuple[float, int] | None:
        lexicon = self.lexicon
        found = after(self.text, end, lexicon.scales, lexicon.language)
        if found is not None:
            value, start, stop = found
            if stop - start == 1 and self.text[start].isascii() and start > end:
                return None  # a lone letter is a scale only when it is glued
            whole = stop == len(self.text) or not self.text[stop].isalpha() or not self.text[stop - 1].isascii()
            return (value, stop) if whole else None
        return self._inflected_scale(end)

    def _inflected_scale(self, end: int) -> tuple[float, int] | None:
        if not self.lexicon.endings:
            return None
        match = pattern(r"[ \u00a0\u202f]?([\p{L}\p{M}]{4,24})").match(self.text, end)
        stem = without_ending(folded(match[1]), self.lexicon.scales, self.lexicon.endings) if match else None
        return (self.lexicon.scales[stem], match.end()) if match and stem else None

    def _coefficient(self, at: int) -> tuple[Number, int] | None:
        piece = self.pieces[at]
        if piece.readings is not None:
            return self._in_digits(piece, at)
        return self._fraction(at) or self._in_words(at) or self._collective(piece, at)

    def _in_digits(self, piece: Piece, at: int) -> tuple[Number, int]:
        assert piece.readings is not None
        own, foreign = piece.readings.own, piece.readings.foreign
        number = Number(piece.start, piece.end, own or foreign, foreign if own or foreign else ())
        if not own:
            number = replace(number, values=foreign, foreign=foreign)
        if " " in piece.text:  # groups of thousands, or two numbers
            groups = piece.text.split(" ")
            number = replace(number, groups=tuple(float(group) for group in groups if group.isdecimal()))
        behind = self.pieces[at + 1] if at + 1 < len(self.pieces) else None
        if behind and behind.text in FRACTIONS and behind.start - piece.end <= 1:  # 2½
            value = number.values[0] + FRACTIONS[behind.text]
            return replace(number, end=behind.end, values=(value,), foreign=()), at + 2
        return number, at + 1

    def _in_words(self, at: int) -> tuple[Number, int] | None:
        """The longest cardinal or ordinal at a piece; "and" inside may be left out or put in."""
        key = ""
        best: tuple[Number, int] | None = None
        connector = ""
        for index in range(at, min(at + _MOST_WORDS, len(self.pieces))):
            piece = self.pieces[index]
            if piece.readings is not None or (index > at and not self._is_gap(self.pieces[index - 1].end, piece.start)):
                break
            word = piece.folded if index > at else self._bare(piece.folded)
            longer = f"{key} {word}".strip()
            if not self._begins(longer) and connector:
                longer = f"{key} {connector} {word}"
            if key and word in self.lexicon.connectors and not self._begins(longer):
                connector = word
                continue
            if not self._begins(longer):
                break
            key, connector = longer, ""
            best = self._named(key, at, index) or best
        return best

    def _begins(self, key: str) -> bool:
        return key in self.lexicon.beginnings or key in self.lexicon.cardinals or key in self.lexicon.ordinals

    def _named(self, key: str, at: int, last: int) -> tuple[Number, int] | None:
        start, end = self.pieces[at].start, self.pieces[last].end
        if (value := self.lexicon.cardinals.get(key)) is not None:
            faint = value < 2 or key in self.lexicon.hints
            return Number(start, end, (float(value),), strength="faint" if faint else "words"), last + 1
        if (value := self.lexicon.ordinals.get(key)) is not None:
            return Number(start, end, (float(value),), strength="faint", ordinal=True), last + 1
        return None

    def _bare(self, word: str) -> str:
        """A word without the clitics before it, where that makes a numeral of it."""
        if self._begins(word) or not self.lexicon.clitics:
            return word
        for clitic in self.lexicon.clitics:
            rest = word.removeprefix(clitic)
            if rest != word and len(rest) > 1 and self._begins(rest):
                return rest
        return word

    def _fraction(self, at: int) -> tuple[Number, int] | None:
        """Half a million, um terço, two thirds, 3/4."""
        piece = self.pieces[at]
        value = self.lexicon.fractions.get(piece.folded)
        if value is not None:
            number = Number(piece.start, piece.end, (value,), strength="faint", fraction=True)
            return number, at + 1
        return None

    def _with_half(self, number: Number, at: int) -> tuple[Number, int]:
        """Two and a half; two thirds."""
        pieces, fractions = self.pieces, self.lexicon.fractions
        if at >= len(pieces) or not self._is_gap(number.end, pieces[at].start):
            return number, at
        if pieces[at].folded in fractions and not number.fraction and number.values[0] < 10:
            values = tuple(value * fractions[pieces[at].folded] for value in number.values)
            return replace(number, end=pieces[at].end, values=values, foreign=(), fraction=True), at + 1
        half = self._half_behind(at)
        if half is None:
            return number, at
        values = tuple(value + half[0] * number.lowest for value in number.values)
        return replace(number, end=pieces[half[1]].end, values=values, foreign=()), half[1] + 1

    def _half_behind(self, at: int) -> tuple[float, int] | None:
        """A connector, perhaps an article, and a fraction: "and a half", "e meio"."""
        pieces = self.pieces
        if pieces[at].folded not in self.lexicon.connectors:
            return None
        for index in range(at + 1, min(at + 3, len(pieces))):
            if pieces[index].folded in self.lexicon.fractions:
                return self.lexicon.fractions[pieces[index].folded], index
            if pieces[index].folded not in self.lexicon.articles:
                return None
        return None

    def _collective(self, piece: Piece, at: int) -> tuple[Number, int] | None:
        value = self.lexicon.collectives.get(piece.folded)
        if value is None:
            return None
        return Number(piece.start, piece.end, (value,), strength="words", approximate=True), at + 1

    def _scale_alone(self, at: int) -> tuple[Number, int] | None:
        """A scale without a number before it: "mil", "a million", "thousands"."""
        piece = self.pieces[at]
        article = piece.folded in self.lexicon.articles and at + 1 < len(self.pieces)
        word = self.pieces[at + 1] if article else piece
        size = self.lexicon.scales.get(self._bare_scale(word.folded))
        if size is None or len(word.text) < 2 and not self.lexicon.characters or word.readings is not None:
            return None
        if article and not self._is_gap(piece.end, word.start):
            return None
        strength: Strength = "words" if article or size == 1000 else "faint"
        number = Number(word.start, word.end, (size,), strength=strength, scale=size, lowest=size)
        return replace(number, approximate=not article), at + (2 if article else 1)

    def _bare_scale(self, word: str) -> str:
        if word in self.lexicon.scales:
            return word
        stripped = (word.removeprefix(clitic) for clitic in self.lexicon.clitics)
        return next((rest for rest in stripped if rest in self.lexicon.scales), word)

    def _continuation(self, number: Number, at: int) -> tuple[Number, int] | None:
        """A smaller part behind a scale: "mil novecentos", "2 milhões e 300 mil"; or "três mil e duzentos milhões"."""
        if number.lowest < 100 or number.ordinal or number.fraction:
            return None
        linked = at < len(self.pieces) and self.pieces[at].folded in self.lexicon.connectors
        start = at + 1 if linked else at
        if start >= len(self.pieces) or not self._is_gap(self.pieces[start - 1].end, self.pieces[start].start):
            return None
        if linked and (half := self._half_behind(at)):
            values = tuple(value + half[0] * number.lowest for value in number.values)
            return replace(number, end=self.pieces[half[1]].end, values=values, lowest=1.0), half[1] + 1
        found = self._term(start)
        if found is None or found[0].ordinal or found[0].approximate or found[0].fraction:
            return None
        part, behind = found
        if part.strength == "digits" and (part.scale == 1 or linked and self.text[part.end - 2].isdigit()):
            return None  # "in 2 million 500 people", "2bn and 125m"
        if number.strength == "digits" and part.strength != "digits":
            return None  # "1.7 million four years ago"
        if part.values[0] < number.lowest:
            return number.plus(part), behind
        if number.lowest < part.scale < _LARGEST / number.scale and part.values[0] / part.scale < number.lowest:
            low = replace(part, values=tuple(value / part.scale for value in part.values), scale=1.0, lowest=1.0)
            return number.plus(low).times(part.scale, part.end), behind
        return None

    def _is_gap(self, end: int, start: int) -> bool:
        return start - end <= 2 and not self.text[end:start].strip(" \u00a0\u202f-\u2010\u2011")

    def _index(self, end: int, at: int) -> int:
        """The first piece from `at` that does not begin before `end`."""
        while at < len(self.pieces) and self.pieces[at].start < end:
            at += 1
        return at


def roman(text: str) -> int | None:
    """The value of a Roman numeral in capitals; None where it is none."""
    if not text or not _ROMAN_FORM.fullmatch(text):
        return None
    digits = [_ROMAN[char] for char in text]
    return sum(-one if one < following else one for one, following in zip(digits, [*digits[1:], 0]))
