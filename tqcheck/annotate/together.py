"""Pairs that are encoded together: a sentence at a time, the network's weights would be fetched anew for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tqcheck.annotate import Pair
    from tqcheck.knowledge.encoder import Encoder, Sketch

GROWN = 0.15  # logarithm of the share by which a side is shorter than usual, where words may be missing
_AHEAD = 16  # pairs whose sketches are made at a time; they are large
_ROUGH = 128  # pairs whose rough vectors are made at a time
_MOST = 600  # words of a side; a longer segment is no sentence, and its matrices would be large


class Together:
    """The pairs of an article, or of several short ones, in order."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self._pairs = pairs
        self._places = {id(pair): at for at, pair in enumerate(pairs)}
        self._likenesses: dict[int, float] = {}
        self._sketches: dict[int, tuple[Sketch, Sketch]] = {}

    def rough_likeness(self, pair: Pair, encoder: Encoder) -> float:
        """The cosine of the two sentences' rough vectors, asked of those that share no words. Both must have some."""
        if id(pair) not in self._likenesses:
            strangers = (one for one in self._from(pair, encoder) if one is pair or not one.shares_words)
            some = list(islice(strangers, _ROUGH))
            vectors = encoder.rough([text for one in some for text, _ in _sides(one)])
            alike = (vectors[::2] * vectors[1::2]).sum(axis=1)
            self._likenesses.update(zip(map(id, some), map(float, alike)))
        return self._likenesses[id(pair)]

    def sketches(self, pair: Pair, encoder: Encoder) -> tuple[Sketch, Sketch]:
        """The sketches of both sides, which must have words; given out once."""
        if id(pair) not in self._sketches:
            some = list(islice(self._like(pair, encoder), _AHEAD))
            made = encoder.sketches([side for one in some for side in _sides(one)])
            self._sketches.update(zip(map(id, some), zip(made[::2], made[1::2])))
        return self._sketches.pop(id(pair))

    def _like(self, pair: Pair, encoder: Encoder) -> Iterator[Pair]:
        """A pair, and those behind it that will be asked for, and soon: what grew as it did, or shrank."""
        sign = 1 if pair.growth > 0 else -1
        others = self._from(pair, encoder) if sign * pair.growth >= GROWN else iter([pair])
        return (one for one in others if one is pair or sign * one.growth >= GROWN)

    def _from(self, pair: Pair, encoder: Encoder) -> Iterator[Pair]:
        """A pair and those behind it that the encoder knows the languages of."""
        at = self._places.get(id(pair))
        behind = () if at is None else islice(self._pairs, at + 1, None)
        return chain([pair], (one for one in behind if comparable(one) and one.encoder is encoder))


def comparable(pair: Pair) -> bool:
    """Whether both sides have words, and no more than a sentence has."""
    return all(side is not None and 0 < len(side.words) <= _MOST for side in (pair.source, pair.target))


def _sides(pair: Pair) -> list[tuple[str, list[tuple[int, int]]]]:
    """The texts of both sides with the spans of their words."""
    sides = (side for side in (pair.source, pair.target) if side is not None)
    return [(side.text, [(word.start, word.end) for word in side.words]) for side in sides]
