"""What the estimate reads of a pair: vectors of both sides, and what can be counted on their surface."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import regex

from tqcheck.annotate.word_alignment import cognates
from tqcheck.annotate.words import Word, words
from tqcheck.knowledge.frequency import covers, zipf
from tqcheck.languages import Language

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Matrix = npt.NDArray[np.float32]

_DIGITS = regex.compile(r"\p{Nd}++")


def surface(source: str, target: str, languages: tuple[Language, Language]) -> list[float]:
    """Lengths, numbers, punctuation, frequencies, copied words, repeats and cognates of a pair, in a fixed order.

    NaN stands for what cannot be known: frequencies in a language without a word list.
    """
    left, right = words(source), words(target)
    return [
        *_lengths(source, target, len(left), len(right)),
        *_differences(_numbers(source), _numbers(target), 10 / max(len(left), 1)),
        *_differences(_marks(source), _marks(target), 1 / max(len(left), 1)),
        *_frequencies(left, languages[0]),
        *_frequencies(right, languages[1]),
        *_copies(left, right, languages[1]),
        *_capitals(left, right),
        *_repeats(left, right),
        *_akin(left, right),
    ]


def _lengths(source: str, target: str, left: int, right: int) -> Iterator[float]:
    yield math.log(max(len(source), 1))
    yield math.log(max(len(target), 1))
    yield math.log(max(len(target), 1) / max(len(source), 1))
    yield math.log(max(right, 1) / max(left, 1))


def _numbers(text: str) -> Counter[str]:
    return Counter(_DIGITS.findall(text))


def _marks(text: str) -> Counter[str]:
    return Counter(char for char in text if not char.isalnum() and not char.isspace())


def _differences(left: Counter[str], right: Counter[str], scale: float) -> tuple[float, float, float]:
    """What only the source has, what only the translation has, and how much there was."""
    return scale * (left - right).total(), scale * (right - left).total(), scale * left.total()


def _frequencies(found: Sequence[Word], language: Language) -> list[float]:
    """Mean, least, share of unknown and of rare words, and deviation of the Zipf frequencies."""
    values = [zipf(word.folded, language) for word in found if word.text[0].isalpha()]
    if not covers(language) or not values:
        return [math.nan] * 5
    mean = sum(values) / len(values)
    deviation = math.sqrt(sum((value - mean) ** 2 for value in values) / len(values))
    rare = sum(value < 3 for value in values) / len(values)
    return [mean, min(values), sum(value == 0 for value in values) / len(values), rare, deviation]


def _copies(left: Sequence[Word], right: Sequence[Word], language: Language) -> Iterator[float]:
    """The share of target words that the source has too, and of those that the target language hardly knows."""
    known = {word.folded for word in left}
    copied = [word.folded for word in right if word.folded in known and word.text[0].isalpha()]
    size = max(len(right), 1)
    yield len(copied) / size
    yield sum(zipf(word, language) < 2 for word in copied) / size if covers(language) else math.nan


def _capitals(left: Sequence[Word], right: Sequence[Word]) -> Iterator[float]:
    shares = [sum(word.text[0].isupper() for word in side) / max(len(side), 1) for side in (left, right)]
    yield from (*shares, shares[1] - shares[0])


def _repeats(left: Sequence[Word], right: Sequence[Word]) -> Iterator[float]:
    """Repeated words of the target and of the source, and the share of different pairs of neighbours."""
    for side in (right, left):
        yield 1 - len({word.folded for word in side}) / max(len(side), 1)
    folded = [word.folded for word in right]
    yield len(set(zip(folded, folded[1:]))) / max(len(right) - 1, 1)


def _akin(left: Sequence[Word], right: Sequence[Word]) -> list[float]:
    """Coverage by names, numbers and cognates from either side; the share of target names without one."""
    if not left or not right:
        return [0.0] * 4
    likeness = cognates(left, right)
    names = [at for at, word in enumerate(right) if at and word.text[0].isupper()]
    strange = sum(likeness[:, at].max() == 0 for at in names) / max(len(names), 1)
    return [float(likeness.max(0).mean()), float(likeness.max(1).mean()), strange, len(names) / len(right)]


def vectors(source: Matrix, target: Matrix) -> Matrix:
    """Products, absolute differences, both vectors and the cosine: shape (pairs, 4 * dimensions + 1)."""
    import numpy as np

    product = source * target
    return np.concatenate([product, np.abs(source - target), source, target, product.sum(1, keepdims=True)], axis=1)
