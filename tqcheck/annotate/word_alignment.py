"""Which word translates which, inside a pair.

Witnesses: the same word or number, words that look alike across scripts, what keeps company over the whole article,
place in the sentence, and, where an encoder covers both languages, vectors of words in context (mutual best match, as
in SimAlign, Jalili Sabet et al. 2020). Neighbours of linked words lean towards each other.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from functools import cached_property
from itertools import product
from statistics import median
from typing import TYPE_CHECKING

from tqcheck.annotate.together import comparable
from tqcheck.records import dataclass

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tqcheck.annotate import Article, Pair, Text
    from tqcheck.annotate.gaps import Evidence
    from tqcheck.annotate.words import Word
    from tqcheck.knowledge.encoder import Encoder, Sketch

    Matrix = npt.NDArray[np.float32]

# Weights of the witnesses, beside 1.5 for the vectors; chosen on the gold links of en-es and en-fr.
_VECTORS, _COGNATE, _COMPANY, _PLACE = 1.5, 0.2, 0.3, 0.3
_COGNATE_ALONE, _PLACE_ALONE = 1.0, 0.6  # where there are no vectors
_BESIDE = 0.1  # for the neighbour of a linked word
_GROWN = 0.7  # least score of a second link of a word, right beside its first one
_LEAST_ALONE = 0.2  # least score where there are no vectors
_ENOUGH = 6  # pairs that tell how much longer a translation is
_AKIN = 0.75  # Jaro-Winkler likeness from which words may be cognates


@dataclass(frozen=True, slots=True)
class Link:
    """Word number `source` of the pair's source translates word number `target`; `confidence` from 0 to 1."""

    source: int
    target: int
    confidence: float


class WordAligner:
    """Aligns the words of an article's pairs."""

    def __init__(self, article: Article) -> None:
        self._article = article

    @cached_property
    def encoder(self) -> Encoder | None:
        """The encoder for the article's languages; None without one that looks inside sentences."""
        found = self._article.encoder
        return found if found and found.sketcher else None

    @cached_property
    def _company(self) -> dict[str, dict[str, float]]:
        return _company(self._article.pairs)

    def links(self, pair: Pair) -> tuple[Link, ...]:
        """The links of a pair in the order of the source; empty where a side is missing or too long."""
        if pair.source is None or pair.target is None:
            return ()
        if evidence := pair.evidence:
            return tuple(evidence.links)
        return _linked(self._scores(pair.source, pair.target, None), False) if comparable(pair) else ()

    def likeness(self, pair: Pair) -> float | None:
        """The cosine of the two sentences, -1 to 1; None without an encoder, or where a side is missing or too long."""
        if self.encoder is None or not comparable(pair):
            return None
        assert pair.source is not None
        assert pair.target is not None
        # Asked of few pairs of perhaps millions: not worth a place on disk.
        vectors = self.encoder.encode_parts([pair.source.text, pair.target.text])
        return float(vectors[0] @ vectors[1])

    def rough_likeness(self, pair: Pair) -> float | None:
        """An estimate of `likeness` from words that are taken to stand alone; None where that is None."""
        if self.encoder is None or not comparable(pair):
            return None
        return self._article.together.rough_likeness(pair, self.encoder)

    def growth(self, pair: Pair) -> float:
        """The logarithm of target length over source length, less the usual one; 0 where a side is missing."""
        if pair.source is None or pair.target is None:
            return 0.0
        return math.log(len(pair.target.text) / len(pair.source.text)) - self._ratio

    def evidence(self, pair: Pair) -> Evidence | None:
        """What an encoder tells of a pair's words; None without one, or where a side is missing or too long."""
        source, target = pair.source, pair.target
        if self.encoder is None or source is None or target is None or not comparable(pair):
            return None
        from tqcheck.annotate.gaps import Evidence

        sketches = self._article.together.sketches(pair, self.encoder)
        scores = self._scores(source, target, sketches)
        return Evidence(source, target, sketches, scores, _linked(scores, True), self._ratio)

    @cached_property
    def _ratio(self) -> float:
        """The usual logarithm of target length over source length: in the article, or, for a few pairs, anywhere."""
        lengths = [
            (len(one.source.text), len(one.target.text)) for one in self._article.pairs if one.source and one.target
        ]
        if len(lengths) >= _ENOUGH:
            return median(math.log(there / here) for here, there in lengths)
        source = self._article.source_language
        return self._article.target_language.length - source.length if source else 0.0

    def _scores(self, source: Text, target: Text, sketches: tuple[Sketch, Sketch] | None) -> Matrix:
        """How well each source word fits each target word: shape (source words, target words), about -0.3 to 2."""
        cognate, place = cognates(source.words, target.words), _places(len(source.words), len(target.words))
        together = _COMPANY * self._together(source.words, target.words)
        if sketches is None:
            scores = _COGNATE_ALONE * cognate + _PLACE_ALONE * place + 2 * together
        else:
            alike = sketches[0].words @ sketches[1].words.T
            scores = _VECTORS * alike + _COGNATE * cognate + _PLACE * place + together
        found: Matrix = scores.astype("float32")
        return found

    def _together(self, source: Sequence[Word], target: Sequence[Word]) -> Matrix:
        import numpy as np

        found = np.zeros((len(source), len(target)), dtype=np.float32)
        for i, word in enumerate(source):
            if known := self._company.get(word.folded):
                found[i] = [known.get(other.folded, 0.0) for other in target]
        return found


def cognates(source: Sequence[Word], target: Sequence[Word]) -> Matrix:
    """1 for the same word or number, the likeness of cognates, else 0."""
    import numpy as np
    from rapidfuzz.distance import JaroWinkler
    from rapidfuzz.process import cdist

    left, right = [_plain(word) for word in source], [_plain(word) for word in target]
    alike = cdist(left, right, scorer=JaroWinkler.normalized_similarity, dtype=np.float32)
    long = np.minimum.outer([_letters(word) for word in left], [_letters(word) for word in right]) >= 4
    same = np.asarray(left)[:, None] == np.asarray(right)[None, :]
    found: Matrix = np.where(same, 1.0, np.where(long & (alike >= _AKIN), alike, 0.0)).astype(np.float32)
    return found


def _plain(word: Word) -> str:
    from tqcheck.knowledge.transliteration import to_ascii

    plain = to_ascii(word.text).casefold()
    return "".join(filter(str.isdigit, plain)) if plain[:1].isdigit() else plain


def _letters(plain: str) -> int:
    """How long a word is for likeness; a number is none, since 1990 and 1991 are not akin."""
    return 0 if plain[:1].isdigit() else len(plain)


def _places(rows: int, columns: int) -> Matrix:
    """0 for words at the same part of their sentences, down to -1."""
    import numpy as np

    left, right = (np.arange(rows) + 0.5) / rows, (np.arange(columns) + 0.5) / columns
    found: Matrix = -np.abs(left[:, None] - right[None, :]).astype(np.float32)
    return found


def _company(pairs: Sequence[Pair]) -> dict[str, dict[str, float]]:
    """Words that stand in the same pairs at least twice: Dice's coefficient, 0 to 1."""
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    both: Counter[tuple[str, str]] = Counter()
    repeated = _repeated(pairs)
    for pair in pairs:
        if pair.source and pair.target:
            here, there = pair.source.vocabulary & repeated, pair.target.vocabulary & repeated
            left.update(here)
            right.update(there)
            if len(here) * len(there) <= 10_000:
                both.update(product(here, there))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (one, other), times in both.items():
        if times > 1:
            found[one][other] = 2 * times / (left[one] + right[other])
    return found


def _repeated(pairs: Sequence[Pair]) -> set[str]:
    """Words of either side that stand in several pairs, but not in most."""
    often = Counter(word for pair in pairs for side in (pair.source, pair.target) if side for word in side.vocabulary)
    return {word for word, times in often.items() if 1 < times <= max(2, len(pairs) // 2)}


def _linked(scores: Matrix, informed: bool) -> tuple[Link, ...]:
    """Mutual best matches, then once more with neighbours of links preferred, then second links beside them."""
    least = -9.0 if informed else _LEAST_ALONE
    scores = _leaning(scores, _mutual(scores, least))
    links = _mutual(scores, least)
    links |= _grown(scores, links)
    return tuple(Link(i, j, _confidence(scores, i, j, informed)) for i, j in sorted(links))


def _mutual(scores: Matrix, least: float) -> set[tuple[int, int]]:
    right, left = scores.argmax(axis=1), scores.argmax(axis=0)
    return {(i, int(j)) for i, j in enumerate(right) if left[j] == i and scores[i, j] > least}


def _leaning(scores: Matrix, links: set[tuple[int, int]]) -> Matrix:
    """The scores with a little more for words whose neighbours are linked."""
    scores = scores.copy()
    rows, columns = scores.shape
    lean = scores * 0
    for (i, j), (across, down) in product(links, product((-2, -1, 1, 2), repeat=2)):
        if 0 <= i + across < rows and 0 <= j + down < columns:
            near = (1.0 if abs(across) == 1 else 0.5) / (1 + abs(across - down))
            lean[i + across, j + down] = max(lean[i + across, j + down], near)
    return scores + _BESIDE * lean


def _grown(scores: Matrix, links: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Links of words that have none, to their best match, where that is linked to a word right beside."""
    rows, columns = {i for i, _ in links}, {j for _, j in links}
    best_right, best_left = scores.argmax(axis=1), scores.argmax(axis=0)
    free = [(i, int(best_right[i])) for i in range(scores.shape[0]) if i not in rows]
    free += [(int(best_left[j]), j) for j in range(scores.shape[1]) if j not in columns]
    return {
        (i, j) for i, j in free if scores[i, j] > _GROWN and {(i - 1, j), (i + 1, j), (i, j - 1), (i, j + 1)} & links
    }


def _confidence(scores: Matrix, i: int, j: int, informed: bool) -> float:
    """How likely a link is right: logistic in its score and its lead, fitted on gold links of en-es and en-fr."""
    row, column = scores[i].copy(), scores[:, j].copy()
    row[j] = column[i] = -1.0
    lead = float(scores[i, j] - max(row.max(), column.max()))
    bias, by_score, by_lead = (-2.45, 2.67, 1.54) if informed else (-0.05, 0.5, 2.13)
    return round(1 / (1 + math.exp(-(bias + by_score * float(scores[i, j]) + by_lead * lead))), 3)
