"""Gaps: words of one side that nothing on the other side answers.

A stretch of words is a gap when its words have no good links and, above all, when the sentence without it means what
the other side means more closely than the whole sentence does. How likely it is one is a logistic regression whose
weights (`gaps.tsv`) `corpora/training/gaps.py` learns from right translations that it damages.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from tqcheck.annotate.second_opinion import doubts, logistic, logit
from tqcheck.annotate.together import GROWN
from tqcheck.model import Side, Span
from tqcheck.records import dataclass

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    from tqcheck.annotate import Article, Pair, Text
    from tqcheck.annotate.word_alignment import Link
    from tqcheck.knowledge.encoder import Sketch

    Numbers = npt.NDArray[np.float64]
    Matrix = npt.NDArray[np.float32]

_SIDES: tuple[Side, ...] = ("source", "target")
_WEAK = 0.6  # support under which a word counts as unanswered
_SOFT = 0.7  # how far an unlinked word's likeness to its best match supports it
_LONGEST = 16  # words of a gap; a longer one is found by its densest part
_COST = 0.02  # for each word of a stretch, so that it does not trail off over small words
_CANDIDATES = 2  # stretches of a side that are looked at closely
_TELLING = 0.2  # weight from which a word is a content word
UNRELATED = 0.2  # a cosine under which two sentences have nothing to do with each other; free translations reach 0.24
RELATED = 0.5  # a rough cosine from which two sentences are no strangers; those of strangers reached 0.42
_CLAUSE = 8  # words from which a gap is more than the paraphrase of a word
_FREE = 0.25  # weight of unanswered words that others may be the paraphrase of
_NEAR = 1  # pairs around, where alignment may have put an answer
_TOLD = 0.45  # a cosine from which a neighbour tells what is missing
# How much of what the network that reads both sides says counts, and what is added: so 11 files of NTREX have 27 alarms
# instead of 31, and 79 of CED22's bad translations are found by their missing words instead of 37.
_SECOND = 0.6
_SECONDED: dict[Side, float] = {"source": 4.5, "target": 0.25}
_DOUBTFUL = 0.4  # confidence without the network, from which it is asked
_MOST = 120  # words of a side; longer ones are tables and lists


@dataclass(frozen=True, slots=True)
class Gap:
    """Words `first` to `end` (exclusive) of one side have no counterpart; `confidence` from 0 to 1.

    `rival` is the weight of the densest stretch of the other side that nothing answers either: it may be what the
    words render, in other words.
    """

    side: Side
    first: int
    end: int
    confidence: float
    rival: float

    def span(self, text: Text) -> Span:
        """Where it stands in its side's text."""
        return Span(text.words[self.first].start, text.words[self.end - 1].end)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of the words of a pair: sketches of both sides, scores of each word with each, links.

    `ratio` is the usual logarithm of target length over source length.
    """

    source: Text
    target: Text
    sketches: tuple[Sketch, Sketch]
    scores: Matrix
    links: Sequence[Link]
    ratio: float

    @property
    def likeness(self) -> float:
        """The cosine of the two sentences, -1 to 1."""
        return float(self.sketches[0].whole @ self.sketches[1].whole)

    @property
    def spaced(self) -> bool:
        """Whether both languages are written with spaces between words."""
        return self.source.language.spaced and self.target.language.spaced


def gaps(evidence: Evidence, sides: Sequence[Side] = _SIDES, least: float = 0.0) -> Iterator[Gap]:
    """The likely gaps of a pair, of both sides or one; those that are at least so sure."""
    for side, own, other, first, end, features in _found(evidence, sides):
        # The likeness to all phrases of the other side is costly: only where it can still matter.
        if _probability(side, {**features, **_most_telling(side)}) < least:
            continue
        features |= _phrase(own, other, first, end)
        confidence = round(_probability(side, features), 3)
        if confidence >= least:
            yield Gap(side, first, end, confidence, features["other-mass"])


def sure_gaps(pair: Pair, side: Side, least: float) -> Iterator[Gap]:
    """The gaps of one side that are at least so sure, unless the other side's is surer: then that one is the fault."""
    # Words that are gone leave a shorter sentence, and words that came a longer one: the cheap test first.
    if (-pair.growth if side == "source" else pair.growth) < GROWN:
        return
    evidence = pair.evidence
    if evidence is None or not evidence.spaced or evidence.likeness < UNRELATED:
        return
    sure = _sure(evidence, pair, side, least)
    others = _sure(evidence, pair, next(one for one in _SIDES if one != side), least) if sure else ()
    most = max((gap.confidence for gap in others), default=0.0)
    yield from (gap for gap in sure if gap.confidence >= most and not _is_rendering(gap, pair))


def _sure(evidence: Evidence, pair: Pair, side: Side, least: float) -> list[Gap]:
    """The gaps of a side that are so sure, with what the network that reads both sides says, where there is one."""
    if not pair.may_be_judged:
        return list(gaps(evidence, [side], least))
    return [one for gap in gaps(evidence, [side], _DOUBTFUL) if (one := _seconded(gap, pair)).confidence >= least]


def _seconded(gap: Gap, pair: Pair) -> Gap:
    """The gap, surer or less sure by what the network says of its words."""
    text = pair.source if gap.side == "source" else pair.target
    found = doubts(pair, gap.side, gap.span(text)) if text else None
    if found is None:
        return gap
    said = logit(float(found.max())) + logit(float(found.mean()))
    confidence = logistic(logit(gap.confidence) + _SECOND * said + _SECONDED[gap.side])
    return Gap(gap.side, gap.first, gap.end, round(confidence, 3), gap.rival)


def _is_rendering(gap: Gap, pair: Pair) -> bool:
    """Whether the words may render something short: an acronym, a word that only one culture has."""
    return gap.end - gap.first < _CLAUSE and gap.rival > _FREE or _is_shortened(pair, gap.side)


def _is_shortened(pair: Pair, side: Side) -> bool:
    """Whether the other side has an acronym that nothing answers: it may stand for all of the words in the gap."""
    from tqcheck.annotate.acronyms import acronyms

    assert pair.source is not None
    assert pair.target is not None
    own, other = (pair.source, pair.target) if side == "source" else (pair.target, pair.source)
    linked = {link.target if side == "source" else link.source for link in pair.links if link.confidence > _WEAK}
    answered = {other.words[at].start for at in linked}
    spans = [span for _, span in acronyms(other.text)]
    spans += [Span(match.start(), match.end()) for match in re.finditer(r"\b(?:[A-Z]\.){2,}", other.text)]
    return any(span.start not in answered and span.of(other.text) not in own.text for span in spans)


def is_told_near(gap: Gap, pair: Pair, article: Article) -> bool:
    """Whether a neighbour on the other side says what the gap says."""
    own = getattr(pair, gap.side)
    around = article.pairs[max(0, pair.index - _NEAR) : pair.index + _NEAR + 1]
    others = [one.target if gap.side == "source" else one.source for one in around if one is not pair]
    texts = [other.text for other in others if other]
    if not texts or article.encoder is None:
        return False
    vectors = article.encoder.encode([gap.span(own).of(own.text), *texts])
    return bool((vectors[1:] @ vectors[0]).max() >= _TOLD)


def stretches(evidence: Evidence) -> Iterator[tuple[Side, int, int, Mapping[str, float]]]:
    """Stretches of words that may be gaps, with what tells whether they are."""
    for side, own, other, first, end, features in _found(evidence, _SIDES):
        yield side, first, end, features | _phrase(own, other, first, end)


def _found(
    evidence: Evidence, sides: Sequence[Side]
) -> Iterator[tuple[Side, _Half, _Half, int, int, dict[str, float]]]:
    source, target, links, scores = evidence.source, evidence.target, evidence.links, evidence.scores
    if not 2 <= len(source.words) <= _MOST or not 2 <= len(target.words) <= _MOST:
        return
    forth = [(link.source, link.target, link.confidence) for link in links]
    back = [(link.target, link.source, link.confidence) for link in links]
    here = _Half(source, evidence.sketches[0], forth, scores.max(axis=1))
    there = _Half(target, evidence.sketches[1], back, scores.max(axis=0))
    for side in sides:
        own, other, usual = (here, there, -evidence.ratio) if side == "source" else (there, here, evidence.ratio)
        candidates = _candidates(own, other)
        own.only([(first, end) for first, end, _ in candidates])  # at once, and kept
        for first, end, change in candidates:
            yield side, own, other, first, end, _features(own, other, first, end, change, usual)


class _Half:
    """One side of a pair with what is known of its words."""

    def __init__(self, text: Text, sketch: Sketch, links: Sequence[tuple[int, int, float]], best: Matrix) -> None:
        import numpy as np

        self.text, self.sketch, self.size = text, sketch, len(text.words)
        self._only: dict[tuple[int, int], Matrix] = {}
        self.weights = _weights(text)
        # How sure each word is answered: by its links, and by its score with its best match.
        self.soft = 1 / (1 + np.exp(-(best.astype(np.float64) - 0.75) / 0.15))
        self.linked = np.zeros(self.size)
        for own, _, confidence in links:
            self.linked[own] = max(self.linked[own], confidence)
        self.support = np.maximum(self.linked, _SOFT * self.soft)
        self.values = self.weights * (_WEAK - self.support) - _COST
        self.running = np.concatenate([[0], np.cumsum(self.values)])
        self.first_image = {own: other for own, other, _ in sorted(links, key=lambda link: -link[1])}
        self.last_image = {own: other for own, other, _ in sorted(links, key=lambda link: link[1])}

    def only(self, spans: Sequence[tuple[int, int]]) -> Matrix:
        """As its sketch's, each span once."""
        import numpy as np

        if new := [span for span in dict.fromkeys(spans) if span not in self._only]:
            self._only.update(zip(new, self.sketch.only(new)))
        return np.array([self._only[span] for span in spans])

    def mean(self, numbers: Numbers, first: int, end: int) -> float:
        """The weighted mean over a stretch of words."""
        weights = self.weights[first:end]
        return float((numbers[first:end] * weights).sum() / weights.sum())

    def unanswered(self, first: int, end: int) -> float:
        """The weight of unanswered words in a stretch."""
        return float(self.values[first:end].clip(min=0).sum())


def _weights(text: Text) -> Numbers:
    """How much each word tells: function words and very common ones little."""
    import numpy as np

    from tqcheck.knowledge.frequency import zipf

    small = text.language.function_words
    return np.array(
        [
            0.15
            if word.folded in small or len(word.text) == 1
            else min(max((7.2 - zipf(word.folded, text.language)) / 3, 0.15), 1.0)
            for word in text.words
        ]
    )


def _candidates(own: _Half, other: _Half) -> list[tuple[int, int, float]]:
    """The stretches whose absence brings the two sides nearest, with the change of the cosine; none overlap."""
    spans = [
        (first, end)
        for first in range(own.size)
        if own.values[first] > 0
        for end in range(first + 1, min(own.size, first + _LONGEST) + 1)
        if own.values[end - 1] > 0 and own.running[end] > own.running[first] and end - first < own.size
        if own.weights[first:end].max() > _TELLING
    ]
    if not spans:
        return []
    change = own.sketch.without(spans) @ other.sketch.whole - float(own.sketch.whole @ other.sketch.whole)
    worth = [float(c) + 0.06 * (own.running[end] - own.running[first]) for c, (first, end) in zip(change, spans)]
    chosen: list[tuple[int, int, float]] = []
    for at in sorted(range(len(spans)), key=lambda at: -worth[at]):
        first, end = spans[at]
        if all(end <= start or stop <= first for start, stop, _ in chosen):
            chosen.append((first, end, float(change[at])))
        if len(chosen) == _CANDIDATES:
            break
    return chosen


def _features(own: _Half, other: _Half, first: int, end: int, change: float, usual: float) -> dict[str, float]:
    """What tells whether words `first` to `end` are a gap; `change` of the cosine without them."""
    telling = [at for at in range(first, end) if own.weights[at] > _TELLING]
    mass = own.running[end] - own.running[first]
    share = float(own.weights[first:end].sum() / own.weights.sum())
    rest = [at for at in range(own.size) if not first <= at < end]
    low, high = _image(own, other.size, first, end)
    densest = _densest(other.values)
    return {
        "mass": mass,
        "support": own.mean(own.support, first, end),
        "likeness": own.mean(own.soft, first, end),
        "least-likeness": float(own.soft[telling].min()),
        "other-mass": densest,
        "image-mass": other.unanswered(low, high),
        "length": _length_gain(own, other, first, end, usual),
        "cosine": float(own.sketch.whole @ other.sketch.whole),
        "change": change,
        "change-by-words": change * len(telling),
        "change-by-share": change / max(share, 0.03),
        "edges": float(_edges(own.text, first, end)),
        "other-support": other.mean(other.support, 0, other.size),
        "rest-support": float(own.support[rest] @ own.weights[rest] / own.weights[rest].sum()),
        "names": sum(own.text.words[at].text[0].isupper() or own.text.words[at].text[0].isdigit() for at in telling)
        / len(telling),
        "single": float(len(telling) == 1),
        "words": math.log1p(len(telling)),
        "own-cosine": float(own.only([(first, end)])[0] @ other.sketch.whole),
        "mass-ratio": mass / (mass + densest + 0.05),
    }


def _image(own: _Half, size: int, first: int, end: int) -> tuple[int, int]:
    """Where on the other side a translation of the stretch would stand: between those of its linked neighbours."""
    sure = {at for at in range(own.size) if own.linked[at] > 0.5}
    before = next((own.last_image[at] for at in range(first - 1, -1, -1) if at in sure), -1)
    after = next((own.first_image[at] for at in range(end, own.size) if at in sure), size)
    return min(before, after) + 1, max(before, after)


def _densest(values: Numbers) -> float:
    """The greatest sum of a stretch of values, at least 0."""
    best = current = 0.0
    for value in values:
        current = max(current + float(value), 0.0)
        best = max(best, current)
    return best


def _length_gain(own: _Half, other: _Half, first: int, end: int, usual: float) -> float:
    """How much nearer to the usual ratio of lengths the pair is without the stretch, in logarithms."""
    whole, opposite = len(own.text.text), max(len(other.text.text), 1)
    part = own.text.words[end - 1].end - own.text.words[first].start
    now, then = (math.log(max(length, 1) / opposite) - usual for length in (whole, whole - part))
    return abs(now) - abs(then)


def _edges(text: Text, first: int, end: int) -> int:
    """How many of its two edges lie at punctuation or an end of the sentence."""
    before = text.text[: text.words[first].start].rstrip()[-1:]
    after = text.text[text.words[end - 1].end :].lstrip()[:1]
    return (first == 0 or before in ",;:—–(") + (end == len(text.words) or (after in ",;:—–).!?" and after != ""))


def _phrase(own: _Half, other: _Half, first: int, end: int) -> dict[str, float]:
    """The best likeness of the stretch to any about as long on the other side; and that of unanswered ones."""
    import numpy as np

    spans = _alike_long(own, other, first, end)
    alike = other.only(spans) @ own.only([(first, end)])[0]
    free = np.array([1 - other.mean(other.support, *span) for span in spans])
    return {"phrase": float(alike.max()), "free-phrase": float((alike * free).max())}


@functools.cache
def _most_telling(side: Side) -> dict[str, float]:
    """What `_phrase` may say at most for a gap: the best cosine of many is hardly below 0."""
    return {name: 1.0 if _learned()[side][name] > 0 else -0.1 for name in ("phrase", "free-phrase")}


def _alike_long(own: _Half, other: _Half, first: int, end: int) -> list[tuple[int, int]]:
    """The stretches of the other side that are about as long."""
    expected = max(1.0, (end - first) * other.size / own.size)
    lengths = {max(1, round(expected * factor)) for factor in (0.6, 1.0, 1.5)}
    return sorted({(at, min(other.size, at + length)) for at in range(other.size) for length in lengths})


def _probability(side: Side, features: Mapping[str, float]) -> float:
    weights = _learned()[side]
    return logistic(weights["bias"] + sum(weights[name] * value for name, value in features.items()))


@functools.cache
def _learned() -> dict[Side, dict[str, float]]:
    """The weights of `gaps.tsv`, by side and feature."""
    from importlib.resources import files

    lines = (files("tqcheck.annotate") / "gaps.tsv").read_text(encoding="utf-8").splitlines()
    _, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {
        "source": {name: float(one) for name, one, _ in rows},
        "target": {name: float(two) for name, _, two in rows},
    }
