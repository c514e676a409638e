"""Texts cut into the pieces of a vocabulary (`tqcheck.knowledge.e5_pieces`), each with its place in the text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tqcheck.knowledge.e5_pieces import MARK, Vocabulary


@dataclass(frozen=True)
class Piece:
    """A piece of a text: its row in the vocabulary, and its characters (start and end in code points)."""

    row: int
    start: int
    end: int


class Pieces:
    """A vocabulary: `pieces` by row with their log probabilities, and `normal`, what stands for a character."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], normal: Mapping[str, str], unknown: int) -> None:
        self._vocabulary = Vocabulary(pieces, scores, normal, unknown)
        self._normal = normal

    def __len__(self) -> int:
        return len(self._vocabulary)

    def encode(self, text: str) -> list[Piece]:
        """The pieces of a text in order. A piece of the mark alone has no characters of its own and stands for none."""
        found: list[Piece] = []
        for word, places in self._words(text):
            at = 0
            for row, length in self._vocabulary.cut(word):
                covered = [place for place in places[at : at + length] if place is not None]
                start = covered[0] if covered else next(place for place in places if place is not None)
                found.append(Piece(row, start, covered[-1] + 1 if covered else start))
                at += length
        return found

    def _words(self, text: str) -> list[tuple[str, list[int | None]]]:
        """Normalised words with their marks, and for each character where in the text it stood (None: the mark)."""
        words: list[tuple[str, list[int | None]]] = []
        open_word = False
        for place, character in enumerate(text):
            for one in self._normal.get(character, character):
                if one.isspace():
                    open_word = False
                    continue
                if not open_word:
                    words.append((MARK, [None]))
                    open_word = True
                word, places = words[-1]
                places.append(place)
                words[-1] = (word + one, places)
        return words
