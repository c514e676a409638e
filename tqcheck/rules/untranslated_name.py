"""The rule `untranslated-name`."""

from __future__ import annotations

import functools
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.places import city, countries, folded, peoples, peoples_by_skeleton, skeleton, stem
from tqcheck.languages import Language, settings
from tqcheck.model import Span
from tqcheck.records import dataclass
from tqcheck.rules import Example, Fault, rule

_HERE = 2.5  # zipf from which the target language has a word


@rule(
    category="entity",
    mqm="accuracy/untranslated",
    severity="major",
    requires={"source-words", "target-words"},
    confidence=0.92,
    bad=[
        Example(pt="O presidente [[cazaque]] viajou.", en="The [[Cazaque => Kazakh]] president travelled."),
        Example(pt="O presidente [[cazaque]] viajou.", en="The [[Kazaque => Kazakh]] president travelled."),
        Example(pt="A fronteira [[sino-cazaque]]", en="The [[Sino-Cazaque => Sino-Kazakh]] border"),
        Example(pt="Ele voou para [[Moscou]].", en="He flew to [[Moscou => Moscow]]."),
        Example(pt="O [[Cazaquistão]] votou.", en="[[Cazaquistão => Kazakhstan]] voted."),
        Example(pt="As tropas da [[Coreia do Norte]]", en="The troops of [[Coreia do Norte => North Korea]]"),
        Example(pt="A atriz [[moldava]] venceu.", en="The [[moldava => Moldovan]] actress won."),
        Example(
            pt="O presidente cazaque viajou.\nEle voltou.",
            en="The Kazakh president travelled.\nThe [[Cazaque => Kazakh]] leader returned.",
        ),
        Example(pt="Em [[Moscou]], Lima falou.", en="In [[Moscou => Moscow]], Lima spoke."),
        Example(pt="[[Cazaque]] venceu ontem.", en="[[Cazaque => Kazakh]] won yesterday."),
    ],
    good=[
        Example(pt="O presidente cazaque viajou.", en="The Kazakh president travelled."),
        Example(pt="Maria da Silva, de São Paulo", en="Maria da Silva of São Paulo"),
        Example(pt="O jornal Folha de Londres", en="The paper Folha de Londres"),
        Example(pt="O árabe e o persa", en="The Arab and the Persian"),
        Example(pt="O mongol, o croata e o persa", en="The Mongol, the Croat and the Persian"),
        Example(pt="O senador Romeno Dias", en="Senator Romeno Dias"),
        Example(pt="Ana Moscou chegou.", en="Ana Moscou arrived."),
        Example(pt="O autor Moscou Lima chegou.", en="The author Moscou Lima arrived."),
        Example(pt="Romeno Dias falou.", en="Romeno Dias spoke."),
    ],
)
def untranslated_name(pair: Pair, article: Article) -> Iterator[Fault]:
    """A country, city, people or language has its name in the source language.

    Why it matters: readers cannot look up "Cazaque", and take it for another people.

    When it is right: names of persons and papers that contain such a word, and words that both languages have.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    if article.source_language.base == article.target_language.base:
        return
    names = _Names(article.source_language, article.target_language)
    used = 0
    for at, word in enumerate(pair.target.words):
        if at < used or names.is_common(word):
            continue
        country, length = names.country(pair.target.words, at)
        if country and (there := _phrase(pair, pair.target.words[at : at + length], article)):
            span = Span(word.start, pair.target.words[at + length - 1].end)
            used = at + length
            yield _fault(span.of(pair.target.text), span, there.span, country)
        elif not _in_name(pair.target.words, at) and (right := names.suggestion(word, pair, article)):
            yield _fault(word.text, word.span, right.evidence, right.text)


def _fault(text: str, span: Span, there: Span | None, right: str) -> Fault:
    return Fault(f"“{text}” is not translated: “{right}”", span, there, right, fix="unsafe")


@dataclass(frozen=True, slots=True)
class _Right:
    text: str
    evidence: Span | None


@dataclass(frozen=True, slots=True)
class _There:
    span: Span | None


def _phrase(pair: Pair, words: tuple[Word, ...], article: Article) -> _There | None:
    """Where the source of the pair, or of the article, has these words in a row."""
    wanted = [word.folded for word in words]
    assert pair.source is not None
    for at in range(len(pair.source.words) - len(wanted) + 1):
        run = pair.source.words[at : at + len(wanted)]
        if [word.folded for word in run] == wanted:
            return _There(Span(run[0].start, run[-1].end))
    return _There(None) if all(one in article.source_vocabulary for one in wanted) and len(wanted) == 1 else None


@functools.cache
def _begun(source: Language, target: Language) -> frozenset[str]:
    """The first words of the countries' names."""
    return frozenset(key[0] for key in countries(source.base, target.base) if key)


def _in_name(words: tuple[Word, ...], at: int) -> bool:
    """Whether a person's or a paper's name is around: "Folha de Londres", "Romeno Dias"."""
    word = words[at]
    if not word.text[0].isupper():
        return False
    return (
        at > 1
        and words[at - 1].folded in settings("names.particles")["within"].split()
        and words[at - 2].text[0].isupper()
    )


def _beside_a_name(pair: Pair, word: Word) -> bool:
    """Whether another capital stands right beside it: then it is part of a person's name."""
    assert pair.target is not None
    text, words = pair.target.text, pair.target.words
    at = words.index(word)
    for first, second in zip(words[max(0, at - 1) : at + 1], words[max(0, at - 1) + 1 : at + 2]):
        other = first if second is word else second
        usual = other.folded in pair.target.language.function_words
        if text[first.end : second.start] == " " and other.text[0].isupper() and not usual:
            return True
    return False


class _Names:
    """The names of one language pair."""

    def __init__(self, source: Language, target: Language) -> None:
        self.source, self.target = source, target

    def is_common(self, word: Word) -> bool:
        """Whether it is a word in small letters that the target language has: the cheap test first."""
        return word.text.islower() and "-" not in word.text and zipf(word.folded, self.target) >= _HERE

    def country(self, words: tuple[Word, ...], at: int) -> tuple[str | None, int]:
        """The country whose name in the source language begins here, and its number of words."""
        known = countries(self.source.base, self.target.base)
        first = words[at]
        if not first.text[0].isupper() or folded(first.text).partition("-")[0] not in _begun(self.source, self.target):
            return None, 1
        for length in (4, 3, 2, 1):
            run = words[at : at + length]
            key = tuple(part for word in run for part in folded(word.text).split("-"))
            # "Mali", "Chade": a word of the target language stands for something else.
            usual = length == 1 and zipf(run[0].folded, self.target) >= 2.8
            if len(run) == length and key in known and len("".join(key)) > 3 and not usual:
                return known[key], length
        return None, 1

    def suggestion(self, word: Word, pair: Pair, article: Article) -> _Right | None:
        """The right form of a word that is a name in the source language and no word of the target's."""
        pieces = word.text.split("-")
        rights = [self._piece(piece, pair, article) for piece in pieces]
        if not any(rights):
            return self._city(word, pair)
        text = "-".join(right.text if right else piece for piece, right in zip(pieces, rights))
        if self.target.base == "en" or word.text[0].isupper():
            text = text[0].upper() + text[1:]
        return _Right(text, self._whole(word, pair) or next(right.evidence for right in rights if right))

    def _whole(self, word: Word, pair: Pair) -> Span | None:
        assert pair.source is not None
        return next((one.span for one in pair.source.words if one.folded == word.folded), None)

    def _piece(self, piece: str, pair: Pair, article: Article) -> _Right | None:
        if len(piece) < 4 or not piece.isalpha() or zipf(piece.casefold(), self.target) >= _HERE:
            return None
        plain = folded(piece)
        bare = skeleton(plain)
        right = peoples(self.source.base, self.target.base).get(stem(plain))
        if right is None:
            right = peoples_by_skeleton(self.source.base, self.target.base).get(bare)
        if right is None or folded(right) in {plain, plain.removesuffix("s")}:
            return None
        # Asked of the source: a word of the target that only looks like a people would have no such source word.
        words = pair.source.words if pair.source else ()
        for at, word in enumerate(words):
            if any(skeleton(folded(part)) == bare for part in word.text.split("-")):
                return None if self._is_surname(words, at) else _Right(right, word.span)
        elsewhere = any(skeleton(folded(one)) == bare for one in article.source_vocabulary if one[0] == one[0].lower())
        return _Right(right, None) if elsewhere else None

    def _is_surname(self, words: tuple[Word, ...], at: int) -> bool:
        """A capital where the source language has none for peoples, or another capital beside it where it has."""
        if not words[at].text[0].isupper():
            return False
        if self.source.topic("typography").get("capital_peoples"):
            around = words[max(0, at - 1) : at] + words[at + 1 : at + 2]
            return len(around) < 2 or any(one.text[0].isupper() for one in around)
        return at > 0 or words[1:2] != () and words[1].text[0].isupper()

    def _city(self, word: Word, pair: Pair) -> _Right | None:
        if not word.text[0].isupper() or word.text.isupper() or len(word.text) < 4:
            return None
        here, home = zipf(word.folded, self.target), zipf(word.folded, self.source)
        if pair.source is None or word.folded not in pair.source.vocabulary or here >= 3.0 or here > home:
            return None
        name = city(word.text, self.source.base, self.target.base)
        if name is None or folded(name) == folded(word.text) or _beside_a_name(pair, word):
            return None
        if zipf(name.split()[-1].casefold(), self.target) <= here + 0.7:
            return None
        there = next((one.span for one in pair.source.words if one.text == word.text), None)
        return _Right(name, there) if there else None
