"""The words of a language for quantities: CLDR's, with what the language's pack adds or corrects."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from tqcheck.knowledge import calendar, currencies, numerals, units
from tqcheck.knowledge.numerals import folded
from tqcheck.languages import Language


class Lexicon:
    """Tables of one language, folded, each made when it is first asked for."""

    def __init__(self, language: Language) -> None:
        self.language = language
        self.base = language.base
        self.pack: Mapping[str, Any] = language.topic("numbers")

    def _words(self, name: str) -> dict[str, bool]:
        """A list of the pack: phrases of a TOML array, or words of a string."""
        listed = self.pack.get(name, ())
        return {folded(word): True for word in (listed.split() if isinstance(listed, str) else listed)}

    def _values(self, name: str) -> dict[str, float]:
        return {folded(word): float(value) for word, value in self.pack.get(name, {}).items()}

    @cached_property
    def decimal(self) -> str:
        """The decimal separator."""
        return numerals.decimal_separator(self.base)

    @cached_property
    def scales(self) -> dict[str, float]:
        """Words that multiply; where CLDR and the pack differ, the pack is right."""
        own = self._values("scales")
        # Catalan "km", a thousand millions in CLDR, is a kilometre in any text.
        theirs = {word: size for word, size in numerals.scales(self.base).items() if word not in self.units}
        return {**theirs, **own}

    @cached_property
    def cardinals(self) -> dict[str, float]:
        """Cardinals under a thousand in words."""
        known = numerals.cardinals(self.base)
        own = self._values("cardinals")
        return {**(known or self._composed(own)), **own, **self.hints}

    def _composed(self, own: Mapping[str, float]) -> dict[str, float]:
        """Tens and units joined, where CLDR has no rules for the language."""
        tens = [name for name, value in own.items() if value in range(20, 100, 10)]
        units = [name for name, value in own.items() if 0 < value < 10]
        joints = list(self.connectors) or [""]
        return {
            " ".join(f"{ten} {joint} {one}".split()): own[ten] + own[one]
            for ten in tens
            for one in units
            for joint in joints
        }

    @cached_property
    def hints(self) -> dict[str, float]:
        """Words that answer a number and never accuse: both, pair, twice."""
        return self._values("hints")

    @cached_property
    def ordinals(self) -> dict[str, float]:
        """Ordinals in words."""
        return {**numerals.ordinals(self.base), **self._values("ordinals")}

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """What a cardinal or ordinal of several words begins with."""
        listed = (name.split() for name in {**self.cardinals, **self.ordinals})
        return frozenset(" ".join(words[:n]) for words in listed for n in range(1, len(words)))

    @cached_property
    def openers(self) -> frozenset[str] | None:
        """Words that a number in words may begin with; None where others may, written together with clitics."""
        return None if self.clitics else self.numerals.union(self.articles)

    @cached_property
    def numerals(self) -> frozenset[str]:
        """Words of which a number in words has at least one."""
        tables = (self.cardinals, self.ordinals, self.fractions, self.collectives, self.scales)
        return self.beginnings.union(*tables)

    @cached_property
    def fractions(self) -> dict[str, float]:
        """Half, third …"""
        return self._values("fractions")

    @cached_property
    def collectives(self) -> dict[str, float]:
        """Dozens, tens, scores: about so many."""
        return self._values("collectives")

    @cached_property
    def characters(self) -> dict[str, float]:
        """Numerals of one character in a script that composes numbers of them: 三, 万, 억."""
        return {char: float(value) for char, value in self.pack.get("characters", {}).items()}

    @cached_property
    def connectors(self) -> dict[str, bool]:
        """Words inside a number: "and"."""
        return self._words("connectors")

    @cached_property
    def links(self) -> dict[str, bool]:
        """Words between a number and its scale: 20 "de" milioane."""
        return self._words("links")

    @cached_property
    def articles(self) -> dict[str, bool]:
        """Words that stand for one before a scale: "a" million."""
        return self._words("articles")

    @cached_property
    def clitics(self) -> tuple[str, ...]:
        """Prefixes written together with a number: Hebrew and Arabic "and", "in", "to"."""
        return tuple(self.pack.get("clitics", "").split())

    @cached_property
    def endings(self) -> tuple[str, ...]:
        """Case endings that scale words, units and currencies take beyond CLDR's forms; longest first."""
        return tuple(sorted(self.pack.get("endings", "").split(), key=len, reverse=True))

    @cached_property
    def percent(self) -> dict[str, bool]:
        """Words for percent."""
        return {**dict.fromkeys(units.words_for(self.base, "concentr-percent"), True), **self._words("percent")}

    @cached_property
    def points(self) -> dict[str, bool]:
        """Words for percentage points."""
        return self._words("points")

    @cached_property
    def currencies(self) -> dict[str, frozenset[str]]:
        """Words for currencies with their codes."""
        own = {folded(word): frozenset(codes.split()) for word, codes in self.pack.get("currencies", {}).items()}
        return {**currencies.names(self.base), **own}

    @cached_property
    def units(self) -> dict[str, frozenset[str]]:
        """Names and symbols of units with what they can be."""
        own = {folded(word): frozenset(ids.split()) for word, ids in self.pack.get("units", {}).items()}
        listed = {**units.units(self.base), **own}
        return {name: ids for name, ids in listed.items() if ids and name not in self.language.function_words}

    @cached_property
    def centuries(self) -> dict[str, bool]:
        """Words for a century."""
        return {**dict.fromkeys(units.words_for(self.base, "duration-century"), True), **self._words("centuries")}

    @cached_property
    def decades_before(self) -> dict[str, bool]:
        """Words before the number of a decade: "anos" 90."""
        return self._words("decades_before")

    @cached_property
    def decades_after(self) -> dict[str, bool]:
        """Signs and words behind the number of a decade: 1990"s", 90"er"."""
        return self._words("decades_after")

    @cached_property
    def hundreds_after(self) -> dict[str, bool]:
        """Words behind the first year of a century: 1800"-talet" is the nineteenth."""
        return self._words("hundreds_after")

    @cached_property
    def decades(self) -> dict[str, float]:
        """Decades in one word: "nineties"."""
        return self._values("decades")

    @cached_property
    def ranges(self) -> dict[str, bool]:
        """Words between the two ends of a range."""
        return self._words("ranges")

    @cached_property
    def morning(self) -> dict[str, bool]:
        """Words and signs of the hours before noon."""
        return self._words("morning")

    @cached_property
    def afternoon(self) -> dict[str, bool]:
        """Words and signs of the hours after noon."""
        return self._words("afternoon")

    @cached_property
    def clock(self) -> dict[str, bool]:
        """Words behind, or before, an hour of the clock: "Uhr", "klo"."""
        return self._words("clock")

    @cached_property
    def clock_before(self) -> dict[str, bool]:
        """Words before an hour with its minutes, which before a plain number say nothing: "a las" 18.30."""
        return self._words("clock_before")

    @cached_property
    def minutes(self) -> dict[str, bool]:
        """Words behind the minutes of a time: 7시 55"분"."""
        return self._words("minutes")

    @cached_property
    def old(self) -> dict[str, bool]:
        """Words behind the years of an age: "old", "de idade"."""
        return self._words("old")

    @cached_property
    def counters(self) -> dict[str, bool]:
        """Words of counting behind a numeral of one character, which show that it counts: 三"人"."""
        return self._words("counters")

    @cached_property
    def ordinal_signs(self) -> dict[str, bool]:
        """Signs glued behind a number: 2"nd", 3"º"."""
        return {**dict.fromkeys(("º", "ª", "o.", "a."), True), **self._words("ordinal_signs")}

    @cached_property
    def months(self) -> dict[str, int]:
        """Names of months with their numbers."""
        return {**calendar.months(self.base), **{k: int(v) for k, v in self.pack.get("months", {}).items()}}

    @cached_property
    def weekdays(self) -> dict[str, int]:
        """Names of days of the week, Monday 0."""
        return {**calendar.weekdays(self.base), **{k: int(v) for k, v in self.pack.get("weekdays", {}).items()}}

    @cached_property
    def date_signs(self) -> tuple[str, str, str] | None:
        """Signs behind year, month and day, where dates are written so: 年, 月, 日."""
        signs: Iterable[str] = self.pack.get("date_signs", ())
        listed = tuple(signs)
        return (listed[0], listed[1], listed[2]) if len(listed) == 3 else None


@functools.cache
def lexicon(language: Language) -> Lexicon:
    """The lexicon of a language."""
    return Lexicon(language)
