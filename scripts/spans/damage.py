"""Right translations made wrong in a known place: what machines do that the human-labelled sets show too seldom.

Wrong senses (a word's neighbours in e5's space of words), lost negations, changed numbers and names, dropped and
inserted words, words of the source left standing, other forms of a word, other small words, words the wrong way round.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from os.path import commonprefix
from pathlib import Path
from typing import Any

import numpy as np
import regex
from wordfreq import available_languages, top_n_list

from spans.data import Example, Span
from spans.e5 import E5
from tqcheck.annotate import Text
from tqcheck.annotate.opposites import opposables
from tqcheck.languages import language
from tqcheck.model import Segment

_WORD = regex.compile(r"[\p{L}][\p{L}\p{M}\p{N}'’-]*")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NEGATORS = {  # words whose loss turns a sentence round
    "en": "not never no cannot without neither nor", "de": "nicht kein keine keinen nie niemals ohne",
    "es": "no nunca sin ningún ninguna", "fr": "pas jamais sans aucun aucune", "pt": "não nunca sem nenhum nenhuma",
    "ru": "не нет без никогда", "id": "tidak bukan tanpa jangan", "ar": "لا لم لن ليس غير دون", "hi": "नहीं न बिना",
    "zh": "不 没 没有 无",
}  # fmt: skip
DROPPED, SURE = 0.45, 0.4  # of pairs with links: how many lose words; links that tell what was lost
NEGATION_LOST = 0.4  # of pairs that have one
NEAR, FAR, VOCABULARY = 4, 24, 12_000  # which neighbours stand for a wrong sense, among how many words


@dataclass(frozen=True)
class _Text:
    """A target in the making: what it says now and where it is wrong by now."""

    text: str
    wrong: list[Span]
    gaps: list[Span]

    def is_right(self, span: Span) -> bool:
        """Whether nothing wrong has been put there."""
        return all(span[1] <= a or span[0] >= b for a, b in self.wrong)

    def put(self, span: Span, words: str) -> _Text:
        """The text with a span replaced by wrong words."""
        start, end = span
        shift = len(words) - (end - start)
        text = self.text[:start] + words + self.text[end:]
        wrong, gaps = (_moved(spans, span, shift) for spans in (self.wrong, self.gaps))
        return _Text(text, [*wrong, (start, start + len(words))], gaps)

    def drop(self, span: Span) -> _Text:
        """The text without a span; the word after it stands for the gap."""
        start, end = span
        while end < len(self.text) and self.text[end].isspace():
            end += 1
        text = self.text[:start] + self.text[end:]
        wrong, gaps = (_moved(spans, (start, end), start - end) for spans in (self.wrong, self.gaps))
        return _Text(text, wrong, [*gaps, (start, min(start + 1, len(text)))])


def _moved(spans: list[Span], gone: Span, shift: int) -> list[Span]:
    before = [one for one in spans if one[1] <= gone[0]]
    return before + [(a + shift, b + shift) for a, b in spans if a >= gone[1]]


class Damage:
    """Makes examples wrong; `kept` is a file for the neighbours of words, which take a minute to find."""

    def __init__(self, e5: E5, examples: list[Example], kept: Path) -> None:
        self.random = random.Random(0)
        self._others = examples
        tags = sorted({one.languages[1] for one in examples})
        self._neighbours = _all_neighbours(e5, tags, kept)
        self._forms = {tag: _forms(tag) for tag in tags}
        self._small_words = {tag: _small_words(tag) for tag in tags}
        self._kinds: list[tuple[float, Callable[[_Text, Example], _Text | None]]] = [
            (4, self._sense), (1.5, self._negation), (1, self._number), (1, self._name), (1.5, self._dropped),
            (0.7, self._inserted), (0.8, self._left), (1, self._random_word), (1, self._form), (0.6, self._small),
            (0.4, self._turned), (3, self._opposite),
        ]  # fmt: skip

    def __call__(self, one: Example) -> Example:
        """The example with one or two faults; in a tenth of the cases the source says more than the target."""
        if self.random.random() < 0.1:
            return self._source_longer(one)
        if self.random.random() < NEGATION_LOST:
            turned = self._negation_lost(one)
            if turned:
                return turned
        if one.links and self.random.random() < DROPPED:
            shorter = self._target_shorter(one)
            if shorter:
                return shorter
        text = _Text(one.target, [], [])
        for _ in range(self.random.choice((1, 1, 2))):
            for _ in range(6):
                kind = self.random.choices([k for _, k in self._kinds], [w for w, _ in self._kinds])[0]
                made = kind(text, one)
                if made:
                    text = made
                    break
        return replace(one, target=text.text, spans={"wrong": text.wrong, "gap": text.gaps}, kind="damaged")

    def _source_longer(self, one: Example) -> Example:
        turned = _Text(one.source, [], [])
        made = self._inserted(turned, replace(one, languages=one.languages[::-1])) or turned
        return replace(one, source=made.text, spans={"wrong": [], "untranslated": made.wrong}, kind="damaged source")

    def _negation_lost(self, one: Example) -> Example | None:
        """Without its negation, where each side has one: then the source's is what nothing answers."""
        sides = [_negators(text, tag) for text, tag in zip((one.source, one.target), one.languages)]
        if any(len(found) != 1 for found in sides):
            return None
        text = _Text(one.target, [], []).drop(sides[1][0])
        known: dict[str, list[Span]] = {"wrong": [], "gap": text.gaps, "untranslated": sides[0]}
        return replace(one, target=text.text, spans=known, kind="damaged: not negated")

    def _target_shorter(self, one: Example) -> Example | None:
        """Words or a clause dropped, and what they answered in the source known to be untranslated."""
        words = [match.span() for match in _WORD.finditer(one.target)]
        if len(words) < 7:
            return None
        if self.random.random() < 0.4:
            cuts = [0, *(m.end() for m in re.finditer(r"[,;:()–—]", one.target)), len(one.target)]
            stretches = [[w for w in words if a <= w[0] and w[1] <= b] for a, b in zip(cuts, cuts[1:])]
            stretches = [found for found in stretches if 2 <= len(found) <= 0.6 * len(words)]
            if not stretches:
                return None
            gone = self.random.choice(stretches)
        else:
            number = self.random.choice((1, 1, 2, 2, 3, 4, 5, 7))
            first = self.random.randrange(len(words) - number + 1)
            gone = words[first : first + number]
        start, end = gone[0][0], gone[-1][1]
        inside = {link[:2] for link in one.links if link[4] >= SURE and start <= link[2] and link[3] <= end}
        outside = {link[:2] for link in one.links if not (start <= link[2] and link[3] <= end)}
        small = self._small_words.get(one.languages[0], [])  # often left out rightly
        if all(b - a < 4 or one.source[a:b].lower() in small for a, b in inside - outside):
            return None
        linked = {link[:2] for link in one.links if link[4] >= SURE}
        unsure = [m.span() for m in _WORD.finditer(one.source) if m.span() not in linked] + [*(inside & outside)]
        text = _Text(one.target, [], []).drop((start, end))
        known: dict[str, list[Span]] = {"wrong": [], "gap": text.gaps, "untranslated": sorted(inside - outside)}
        return replace(one, target=text.text, spans=known, kind="damaged: shorter", unsure=tuple(unsure))

    def _words(self, text: _Text, one: Example) -> list[tuple[Span, str]]:
        """The words that are still right."""
        if one.languages[1] == "zh":
            found = _chinese(text.text, self._neighbours["zh"])
        else:
            found = [(match.span(), match.group()) for match in _WORD.finditer(text.text)]
        return [(span, word) for span, word in found if text.is_right(span)]

    def _replaced(
        self, text: _Text, able: list[tuple[Span, str]], others: Callable[[str], Sequence[str]]
    ) -> _Text | None:
        """One of the words replaced by one of the others that it may become."""
        if not able:
            return None
        span, word = self.random.choice(able)
        return text.put(span, _cased(self.random.choice(others(word)), word))

    def _sense(self, text: _Text, one: Example) -> _Text | None:
        near = self._neighbours[one.languages[1]]
        able = [(span, word) for span, word in self._words(text, one) if word.lower() in near]
        return self._replaced(text, able, lambda word: near[word.lower()])

    def _opposite(self, text: _Text, one: Example) -> _Text | None:
        """What says the opposite, by tqcheck's own tables."""
        if one.languages[1] == "zh":  # a table's characters are parts of other words
            return None
        whole = Text(Segment.of(text.text), language(one.languages[1]))
        able = [(found.span, found.entry.repair) for found in opposables(whole) if found.entry.repair]
        able = [(span, repair) for span, repair in able if text.is_right((span.start, span.end))]
        if not able:
            return None
        span, repair = self.random.choice(able)
        return text.put((span.start, span.end), _cased(repair, span.of(text.text)))

    def _random_word(self, text: _Text, one: Example) -> _Text | None:
        near = self._neighbours[one.languages[1]]
        able = [(span, word) for span, word in self._words(text, one) if len(word) > 3 or one.languages[1] == "zh"]
        return self._replaced(text, able if near else [], lambda _: list(near))

    def _form(self, text: _Text, one: Example) -> _Text | None:
        """Another tense, number or gender, or a word that only looks like it."""
        forms = self._forms[one.languages[1]]
        able = [(span, word) for span, word in self._words(text, one) if word.lower() in forms]
        return self._replaced(text, able, lambda word: forms[word.lower()])

    def _small(self, text: _Text, one: Example) -> _Text | None:
        small = self._small_words[one.languages[1]]
        able = [(span, word) for span, word in self._words(text, one) if word in small]
        return self._replaced(text, able, lambda word: [other for other in small if other != word])

    def _turned(self, text: _Text, one: Example) -> _Text | None:
        """Two words of a sentence in each other's place."""
        words = [(span, word) for span, word in self._words(text, one) if len(word) > 2 and word.islower()]
        if len(words) < 4:
            return None
        first, second = sorted(self.random.sample(words, 2))
        if first[1] == second[1]:
            return None
        return text.put(second[0], first[1]).put(first[0], second[1])

    def _negation(self, text: _Text, one: Example) -> _Text | None:
        able = [span for span in _negators(text.text, one.languages[1]) if text.is_right(span)]
        if able:
            return text.drop(self.random.choice(able))
        if one.languages[1] != "en":
            return None
        verbs = [
            m.end() for m in re.finditer(r"\b(?:is|are|was|were|will|would|can|could|should|may|must)\b", text.text)
        ]
        if not verbs:
            return None
        at = self.random.choice(verbs)
        made = text.put((at, at), " not")
        return replace(made, wrong=[*made.wrong[:-1], (at + 1, at + 4)])

    def _number(self, text: _Text, one: Example) -> _Text | None:
        able = list(_NUMBER.finditer(text.text))
        if not able:
            return None
        match = self.random.choice(able)
        digits = list(match.group())
        at = self.random.choice([n for n, digit in enumerate(digits) if digit.isdigit()])
        digits[at] = self.random.choice([d for d in "123456789" if d != digits[at]])
        return text.put(match.span(), "".join(digits))

    def _name(self, text: _Text, one: Example) -> _Text | None:
        able = [(s, w) for s, w in self._words(text, one) if w[0].isupper() and s[0] and len(w) > 2]
        other = self._other(one)
        names = [m.group() for m in _WORD.finditer(other, 1) if m.group()[0].isupper() and len(m.group()) > 2]
        names = [name for name in names if name not in text.text]
        if not able or not names or one.languages[1] == "de":
            return None
        return text.put(self.random.choice(able)[0], self.random.choice(names))

    def _dropped(self, text: _Text, one: Example) -> _Text | None:
        words = self._words(text, one)
        number = self.random.choice((1, 2, 3, 4, 6, 8))
        if len(words) < number + 4:
            return None
        first = self.random.randrange(len(words) - number)
        start, end = words[first][0][0], words[first + number - 1][0][1]
        clear = all(b <= start or a >= end for a, b in (*text.wrong, *text.gaps))
        return text.drop((start, end)) if clear and end - start > 3 else None

    def _inserted(self, text: _Text, one: Example) -> _Text | None:
        other, space = self._other(one).split(" "), "" if one.languages[1] == "zh" else " "
        if not space:
            other = list("".join(other))
        number = self.random.choice((2, 3, 5, 8)) * (1 if space else 2)
        places = [m.end() for m in re.finditer(r"\w\b" if space else "[，。、的]", text.text)]
        places = [at for at in places if all(at <= a or at >= b for a, b in text.wrong)]
        if len(other) <= number or not places:
            return None
        at, first = self.random.choice(places), self.random.randrange(len(other) - number)
        words = space.join(other[first : first + number]).strip()
        made = text.put((at, at), space + words)
        return replace(made, wrong=[*made.wrong[:-1], (at + len(space), at + len(space) + len(words))])

    def _left(self, text: _Text, one: Example) -> _Text | None:
        """A word of the source where about there stands one of the target."""
        if "zh" in one.languages or not text.text:
            return None
        foreign = [m for m in _WORD.finditer(one.source) if len(m.group()) > 3 and m.group().islower()]
        words = [(span, w) for span, w in self._words(text, one) if len(w) > 3]
        if not foreign or not words:
            return None
        match = self.random.choice(foreign)
        share = match.start() / len(one.source)
        span, _ = min(words, key=lambda word: abs(word[0][0] / len(text.text) - share))
        return text.put(span, match.group()) if match.group() not in text.text else None

    def _other(self, one: Example) -> str:
        """A target text in the same language."""
        for _ in range(50):
            other = self.random.choice(self._others)
            if other.languages[1] == one.languages[1] and other.target != one.target:
                return other.target
        return ""


def _negators(text: str, tag: str) -> list[Span]:
    negators = set(NEGATORS.get(tag, "").split())
    if tag == "zh":
        return [match.span() for match in re.finditer("|".join(sorted(negators, key=len)[::-1]), text)]
    return [match.span() for match in _WORD.finditer(text) if match.group().lower() in negators]


def _cased(word: str, like: str) -> str:
    return word.capitalize() if like[0].isupper() else word


def _chinese(text: str, known: dict[str, list[str]]) -> list[tuple[Span, str]]:
    """Known words by longest match from the left."""
    found, at = [], 0
    while at < len(text):
        size = next((n for n in (4, 3, 2) if text[at : at + n] in known), 1)
        if size > 1:
            found.append(((at, at + size), text[at : at + size]))
        at += size
    return found


def _all_neighbours(e5: E5, tags: list[str], kept: Path) -> dict[str, dict[str, list[str]]]:
    if not kept.exists():
        kept.write_text(json.dumps({tag: _neighbours(e5, tag) for tag in tags}), encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = json.loads(kept.read_text(encoding="utf-8"))
    return found


def _forms(tag: str) -> dict[str, list[str]]:
    """For the common words of a language those that begin like it and end otherwise."""
    if tag not in available_languages() or tag == "zh":
        return {}
    words = [w for w in top_n_list(tag, 2 * VOCABULARY) if len(w) > 4 and w.isalpha()]
    groups: dict[str, list[str]] = {}
    for word in words:
        groups.setdefault(word[:4], []).append(word)
    found = {w: [o for o in groups[w[:4]] if o != w and len(commonprefix([w, o])) >= len(w) - 3] for w in words}
    return {word: near for word, near in found.items() if near}


def _small_words(tag: str) -> list[str]:
    """The commonest words of two to five letters."""
    if tag not in available_languages() or tag == "zh":
        return []
    return [word for word in top_n_list(tag, 120) if 2 <= len(word) <= 5 and word.isalpha()][:50]


def _neighbours(e5: E5, tag: str) -> dict[str, list[str]]:
    """For the common words of a language those that stand near it without being a form of it; empty without a list."""
    if tag not in available_languages():
        return {}
    least = 2 if tag == "zh" else 4
    words = [w for w in top_n_list(tag, 2 * VOCABULARY) if len(w) >= least and w.isalpha()][300:VOCABULARY]
    tokeniser, table = e5.tokeniser(), e5.tensors["emb.word"]
    vectors = np.stack([table[[p.row for p in tokeniser.pieces(w)]].astype(np.float32).mean(0) for w in words])
    vectors -= vectors.mean(0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found: dict[str, list[str]] = {}
    for at in range(0, len(words), 1000):
        likeness: Any = vectors[at : at + 1000] @ vectors.T
        near = np.argpartition(-likeness, FAR + 10, axis=1)[:, : FAR + 10]
        for row, columns in enumerate(near):
            word = words[at + row]
            order = sorted(columns, key=lambda column: -likeness[row, column])[1 + NEAR :]
            found[word] = [words[c] for c in order if not _akin(word, words[c], least)][:FAR] or [word]
    return {word: near for word, near in found.items() if near != [word]}


def _akin(left: str, right: str, least: int) -> bool:
    return left[: least if least > 2 else 1] == right[: least if least > 2 else 1] or left in right or right in left
