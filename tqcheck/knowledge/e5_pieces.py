"""Texts cut into the pieces of a unigram vocabulary (Kudo 2018), as XLM-R's and multilingual-e5's tokenizer does.

The best cut is the one whose pieces have the greatest sum of log probabilities (Viterbi). Text is normalised character
by character; each word begins with a mark (SentencePiece's U+2581), and no piece has it elsewhere.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

MARK = "▁"
_UNKNOWN = 10.0  # how much worse an unknown character is than the worst piece, as SentencePiece has it
_MOST_WORDS = 50_000  # whose cuts are kept


@dataclass(frozen=True)
class Piece:
    """A piece of a text: its row in the vocabulary, and its characters (start and end in code points)."""

    row: int
    start: int
    end: int


class Vocabulary:
    """`pieces` by row with their log probabilities, `normal`, what stands for a character, and the row `unknown`."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float], normal: Mapping[str, str], unknown: int) -> None:
        self._rows = {piece: row for row, piece in enumerate(pieces) if piece}
        self._rows.pop(pieces[unknown], None)
        self._scores = [float(score) for score in scores]
        self._normal = str.maketrans(dict(normal))
        self._becomes = normal
        self._unknown = unknown
        self._bad = min(self._scores) - _UNKNOWN
        self._longest = self._lengths()
        self.cut = functools.lru_cache(maxsize=_MOST_WORDS)(self._best_cut)

    def __len__(self) -> int:
        return len(self._scores)

    def rows(self, text: str) -> list[int]:
        """The pieces of a text in order, by row. A blank at its end is a word of its own: a mark."""
        found: list[int] = []
        words = text.translate(self._normal).split(" ")
        last = len(words) - 1
        for at, word in enumerate(words):
            if word or at == last:
                found += [row for row, _ in self.cut(MARK + word)]
        return found

    def pieces(self, text: str) -> list[Piece]:
        """The pieces of a text with their places. One of the mark alone has no characters and stands for none."""
        found: list[Piece] = []
        for word, places in self._words(text):
            at = 0
            for row, length in self.cut(word):
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
            for one in self._becomes.get(character, character):
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

    def _lengths(self) -> dict[str, int]:
        """The length of the longest piece that begins so, by its first two characters."""
        longest: dict[str, int] = {}
        for piece in self._rows:
            start = piece[:2]
            if len(piece) > longest.get(start, 0):
                longest[start] = len(piece)
        return longest

    def _best_cut(self, word: str) -> tuple[tuple[int, int], ...]:
        """Rows and lengths (in characters) of the best cut of a word."""
        size, rows, scores = len(word), self._rows, self._scores
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)  # row, start
        for start in range(size):
            here = best[start]
            for end in range(start + 1, min(size, start + self._longest.get(word[start : start + 2], 1)) + 1):
                row = rows.get(word[start:end])
                if row is not None and here + scores[row] > best[end]:
                    best[end], back[end] = here + scores[row], (row, start)
            if here + self._bad > best[start + 1]:
                best[start + 1], back[start + 1] = here + self._bad, (self._unknown, start)
        cut: list[tuple[int, int]] = []
        end = size
        while end:
            row, start = back[end]
            cut.append((row, end - start))
            end = start
        return tuple(reversed(cut))
