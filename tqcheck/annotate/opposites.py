"""Words of opposed concepts: rise and fall, before and after, open and close.

Each language has a table of its own (`<language>.opposites.tsv`) in which a concept has two poles, so that what one
language says can be held against another without a dictionary of the pair.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from typing import Literal

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.languages import table
from tqcheck.model import Span
from tqcheck.records import dataclass

Pole = Literal["one", "other"]
_POLES: tuple[Pole, Pole] = ("one", "other")
MOST = 300  # words; what is longer is no sentence, and each candidate is encoded with all of it
_MOST_KEPT = 65_536  # words
_LEAST = 2  # letters before a star in a table
_LINKED = 0.2  # confidence of a link between the two words
_BREAKS = frozenset(",;:.!?()–—，。；")
_GAIN, _GAIN_ALONE = -0.005, 0.012  # gain of a cosine: of linked words, and of words that nothing links
_NEGATED = 4  # words before a word in which a negation turns it round


@dataclass(frozen=True, slots=True)
class Entry:
    """A form of a table: `concept` with its pole; `opposite` is a form that turns it round, `repair` the very form.

    One that is not `telling` shows that a text has the concept and is no proof itself: "he rose before he fell" is
    what other languages say with "after that".
    """

    concept: str
    pole: Pole
    opposite: str
    repair: str | None
    telling: bool = True


@dataclass(frozen=True, slots=True)
class Opposable:
    """What stands in a text at `span`, from word number `at`, and means a pole of a concept."""

    entry: Entry
    span: Span
    at: int


def opposables(text: Text) -> tuple[Opposable, ...]:
    """The words of a text that have an opposite, by its language's table; a word may mean several concepts."""
    known = _table(text.language.base)
    if not known.exact and not known.starting:
        return ()
    return tuple(_in_words(text, known) if text.language.spaced else _in_run(text, known))


def _in_words(text: Text, known: _Known) -> Iterator[Opposable]:
    number = {word.start: at for at, word in enumerate(text.words)}
    at = 0
    for here, piece in enumerate(text.pieces):
        at = number.get(piece.start, at)
        for entry in known.of(piece.folded):
            yield Opposable(entry, piece.span, at)
        for parts, entry in known.phrases.get(piece.folded, ()):
            run = text.pieces[here : here + len(parts)]
            if len(run) == len(parts) and all(map(_fits, run, parts)):
                yield Opposable(entry, Span(run[0].start, run[-1].end), at)


def _fits(word: Word, part: str) -> bool:
    return word.folded.startswith(part[:-1]) if part.endswith("*") else word.folded == part


def _in_run(text: Text, known: _Known) -> Iterator[Opposable]:
    """In a script without spaces: the forms wherever they stand, the longer before those inside them."""
    taken: list[Span] = []
    for form in sorted(known.exact, key=len, reverse=True):
        at = text.text.find(form)
        while at >= 0:
            span = Span(at, at + len(form))
            if not any(span.overlaps(other) for other in taken):
                taken.append(span)
                number = next(n for n, word in enumerate(text.words) if word.end > at)
                yield from (Opposable(entry, span, number) for entry in known.exact[form])
            at = text.text.find(form, at + 1)


@dataclass(frozen=True, slots=True)
class _Known:
    exact: Mapping[str, Sequence[Entry]]
    starting: Mapping[str, Sequence[Entry]]
    phrases: Mapping[str, Sequence[tuple[Sequence[str], Entry]]]
    _asked: dict[str, tuple[Entry, ...]] = field(default_factory=dict)

    def of(self, folded: str) -> tuple[Entry, ...]:
        """What a case-folded word means; kept, since most words mean none."""
        if (known := self._asked.get(folded)) is not None:
            return known
        found = list(self.exact.get(folded, ()))
        for length in range(_LEAST, len(folded) + 1):
            found += self.starting.get(folded[:length], ())
        if len(self._asked) > _MOST_KEPT:
            self._asked.clear()
        self._asked[folded] = tuple(found)
        return self._asked[folded]


@functools.cache
def _table(base: str) -> _Known:
    exact: dict[str, list[Entry]] = defaultdict(list)
    starting: dict[str, list[Entry]] = defaultdict(list)
    phrases: dict[str, list[tuple[Sequence[str], Entry]]] = defaultdict(list)
    for row in table(f"{base}.opposites"):
        for pole, contrary in (_POLES, _POLES[::-1]):
            others = row[contrary].split()
            for number, form in enumerate(row[pole].split()):
                opposite = others[min(number, len(others) - 1)]
                opposite = (others[0] if "*" in opposite else opposite).lstrip("~").replace("_", " ")
                # Where all forms are written out they stand in the same order at both poles.
                repair = None if "*" in row["one"] + row["other"] else opposite
                entry = Entry(row["concept"], pole, opposite, repair, not form.startswith("~"))
                form = form.lstrip("~").casefold()
                if "_" in form:
                    parts = form.split("_")
                    phrases[parts[0]].append((parts, entry))
                elif form.endswith("*"):
                    starting[form[:-1]].append(entry)
                else:
                    exact[form].append(entry)
    return _Known(exact, starting, phrases)


def reversals(pair: Pair, article: Article) -> Iterator[tuple[Opposable, Opposable]]:
    """Words of the source with a word of the target that says the opposite, and neither side says both."""
    assert pair.source is not None
    assert pair.target is not None
    if max(len(pair.source.words), len(pair.target.words)) > MOST:
        return
    here, there = _by_concept(opposables(pair.source)), _by_concept(opposables(pair.target))
    accused: set[Span] = set()
    for concept in sorted(here.keys() & there.keys()):
        own, other = here[concept], there[concept]
        poles = {one.entry.pole for one in own}, {one.entry.pole for one in other}
        if len(poles[0]) == len(poles[1]) == 1 and poles[0] != poles[1]:
            for one, two in _partners(own, other, pair):
                if two.entry.telling and two.span not in accused and _is_reversed(one, two, pair, article):
                    accused.add(two.span)
                    yield one, two


def _by_concept(found: Iterable[Opposable]) -> dict[str, list[Opposable]]:
    concepts: dict[str, list[Opposable]] = defaultdict(list)
    for one in found:
        concepts[one.entry.concept].append(one)
    return concepts


def _partners(
    own: Sequence[Opposable], other: Sequence[Opposable], pair: Pair
) -> Iterator[tuple[Opposable, Opposable]]:
    """Those that are linked; else, where each side has one, these two."""
    linked = [(one, two) for one in own for two in other if _confidence(one, two, pair) >= _LINKED]
    if linked:
        yield from linked
    elif len({one.span for one in own}) == len({two.span for two in other}) == 1:
        yield own[0], other[0]


def _confidence(one: Opposable, two: Opposable, pair: Pair) -> float:
    return max(
        (link.confidence for link in pair.links if link.source == one.at and link.target == two.at),
        default=0.0,
    )


def _is_reversed(one: Opposable, two: Opposable, pair: Pair, article: Article) -> bool:
    """Whether the sentence means more nearly what its source does when the word is turned round."""
    assert pair.source is not None
    assert pair.target is not None
    if _is_negated(one, pair.source) or _is_negated(two, pair.target):
        return False
    linked = _confidence(one, two, pair) >= _LINKED
    gain = _gain(two, pair, article)
    return gain is not None and gain >= (_GAIN if linked else _GAIN_ALONE)


def _is_negated(one: Opposable, text: Text) -> bool:
    """Whether a negation before a word, in its clause, turns it round; a word may negate by itself ("nada")."""
    from tqcheck.annotate.negations import negations

    found = negations(text)
    if one.at - 1 in found.carriers:  # "pouco provável" is unlikely
        return True
    near = [other for other in found.negators if one.at - _NEGATED <= other.at <= one.at]
    if any(other.span.overlaps(one.span) for other in near):
        return False
    return any(not set(text.text[other.span.end : one.span.start]) & _BREAKS for other in near)


def _gain(word: Opposable, pair: Pair, article: Article) -> float | None:
    """How much nearer to its source the sentence is with the opposite word, as a difference of cosines."""
    assert pair.source is not None
    assert pair.target is not None
    if article.encoder is None:
        return None
    text, span = pair.target.text, word.span
    turned = text[: span.start] + word.entry.opposite + text[span.end :]
    source, now, then = article.encoder.encode([pair.source.text, text, turned])
    return float(source @ then - source @ now)


def turned_round(at: int, own: Text, other: Text) -> bool:
    """Whether the other side says without a negation what word `at` negates: "não caiu", "rose"."""
    near = range(at - 1, at + 1 + _NEGATED)
    negated = {(one.entry.concept, one.entry.pole) for one in opposables(own) if one.at in near}
    return any(
        (one.entry.concept, pole) in negated for one in opposables(other) for pole in _POLES if pole != one.entry.pole
    )
