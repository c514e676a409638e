"""Texts cut into the pieces of a unigram vocabulary (Kudo 2018), as XLM-R's and multilingual-e5's tokenizer does.

The best cut is the one whose pieces have the greatest sum of log probabilities (Viterbi). Text is normalised character
by character; each word begins with a mark (SentencePiece's U+2581), and no piece has it elsewhere.
"""

from __future__ import annotations

import functools
from array import array
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


# Pieces that begin alike, parted by line breaks (none has one), and their rows, numbers of four bytes: by their first
# character, or the first two where it is the mark.
Groups = Mapping[str, tuple[str, bytes]]


def grouped(pieces: Sequence[str], unknown: int) -> dict[str, tuple[str, bytes]]:
    """The pieces, but for the unknown one, by how they begin."""
    groups: dict[str, dict[str, int]] = {}
    for row, piece in enumerate(pieces):
        if piece and row != unknown and "\n" not in piece:
            groups.setdefault(_beginning(piece, 0), {})[piece] = row
    return {begin: ("\n".join(group), array("I", group.values()).tobytes()) for begin, group in groups.items()}


def _beginning(word: str, start: int) -> str:
    return word[start : start + 2] if word[start] == MARK else word[start]


class Vocabulary:
    """`groups` of pieces, their log probabilities by row, `normal`, what stands for a character, and the row `unknown`.

    A group is taken apart when a word needs it: of 250,000 pieces most are for other scripts.
    """

    def __init__(self, groups: Groups, scores: Sequence[float], normal: Mapping[str, str], unknown: int) -> None:
        self._packed = groups
        self._groups: dict[str, tuple[dict[str, int], int]] = {}  # rows by piece, and the length of the longest
        self._scores = [float(score) for score in scores]
        self._normal = str.maketrans(dict(normal))
        self._becomes = normal
        self._unknown = unknown
        self._bad = min(self._scores) - _UNKNOWN
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

    def _group(self, begin: str) -> tuple[dict[str, int], int]:
        found = self._groups.get(begin)
        if found is None:
            names, rows = self._packed.get(begin, ("", b""))
            group = dict(zip(names.split("\n"), memoryview(rows).cast("I"))) if rows else {}
            if len(begin) > 1:  # the mark alone is a piece too
                group |= self._group(begin[0])[0]
            found = self._groups[begin] = group, max(map(len, group), default=1)
        return found

    def _best_cut(self, word: str) -> tuple[tuple[int, int], ...]:
        """Rows and lengths (in characters) of the best cut of a word."""
        size, scores = len(word), self._scores
        best = [0.0] + [float("-inf")] * size
        back: list[tuple[int, int]] = [(0, 0)] * (size + 1)  # row, start
        for start in range(size):
            here = best[start]
            rows, longest = self._group(_beginning(word, start))
            for end in range(start + 1, min(size, start + longest) + 1):
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
