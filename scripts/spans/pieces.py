"""Texts cut into the pieces of a unigram vocabulary (Kudo 2018), each with its place in the text.

The best cut is the one whose pieces have the greatest sum of log probabilities (Viterbi). Text is normalised character
by character, words are told apart by spaces, and each word begins with a mark (SentencePiece's U+2581).
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MARK = "▁"
_UNKNOWN = 10.0  # how much worse an unknown character is than the worst piece, as SentencePiece has it


@dataclass(frozen=True)
class Piece:
    """A piece of a text: its row in the vocabulary, and its characters (start and end in code points)."""

    row: int
    start: int
    end: int


class Pieces:
    """A vocabulary: `pieces` by row with their log probabilities, and `normal`, what stands for a character."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], normal: Mapping[str, str], unknown: int) -> None:
        self._rows = {piece: row for row, piece in enumerate(pieces) if piece}
        self._scores = [float(score) for score in scores]
        self._normal = normal
        self._unknown = unknown
        self._bad = min(self._scores) - _UNKNOWN
        self._longest = max(map(len, self._rows))
        self._cut = functools.lru_cache(maxsize=50_000)(self._best_cut)

    def __len__(self) -> int:
        return len(self._scores)

    def encode(self, text: str) -> list[Piece]:
        """The pieces of a text in order. A piece of the mark alone has no characters of its own and stands for none."""
        found: list[Piece] = []
        for word, places in self._words(text):
            at = 0
            for row, length in self._cut(word):
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

    def _best_cut(self, word: str) -> tuple[tuple[int, int], ...]:
        """Rows and lengths (in characters) of the best cut of a word."""
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)  # row, start
        for start in range(size):
            for end in range(start + 1, min(size, start + self._longest) + 1):
                row = self._rows.get(word[start:end], -1)
                if row >= 0 and row != self._unknown and best[start] + self._scores[row] > best[end]:
                    best[end], back[end] = best[start] + self._scores[row], (row, start)
            if best[start] + self._bad > best[start + 1]:
                best[start + 1], back[start + 1] = best[start] + self._bad, (self._unknown, start)
        cut: list[tuple[int, int]] = []
        end = size
        while end:
            row, start = back[end]
            cut.append((row, end - start))
            end = start
        return tuple(reversed(cut))
