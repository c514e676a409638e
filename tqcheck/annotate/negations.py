"""Where a text negates, and where the other side would have to negate too."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tqcheck.annotate import Text
from tqcheck.knowledge.frequency import zipf
from tqcheck.languages import Language

_SCOPE = 4  # words after a negator that it may negate
_AROUND = 4  # words around its counterpart in which the other side's negation may stand
_BESIDE = 1  # words around its counterpart that must be answered
_SURE, _FAIR = 0.45, 0.35  # confidence of links
_SMALL = 6.2  # zipf of auxiliaries and other words that say little
_USUAL = 3.3  # zipf of a word that a prefix may negate
_SPLIT = 9  # letters up to which an ending may be a negator's: "couldn't"


@dataclass(frozen=True, slots=True)
class Negations:
    """Numbers of the words that negate: all, those that negate a verb, and those that may do the work of one."""

    negators: tuple[int, ...]
    clausal: tuple[int, ...]
    carriers: tuple[int, ...]

    def around(self, where: range) -> bool:
        """Whether anything negates in or near a stretch of words."""
        return any(where.start - _AROUND <= at < where.stop + _AROUND for at in (*self.negators, *self.carriers))


def negations(text: Text) -> Negations:
    """What negates in a text, by its language's pack."""
    pack = text.language.topic("negation")
    known = {name: frozenset(str(pack.get(name, "")).split()) for name in ("negators", "clausal", "carriers", "focus")}
    carrying = known["carriers"] | known["negators"]  # "no-deal" holds a negator
    negators, clausal, carriers = [], [], []
    for at, word in enumerate(text.words):
        folded = word.folded.replace("’", "'")
        if folded in known["negators"] or _is_contracted(folded, pack):
            negators.append(at)
            if (folded in known["clausal"] or _is_contracted(folded, pack)) and not _is_idle(text, at, known["focus"]):
                clausal.append(at)
        elif any(part in carrying or negates_by_prefix(part, text.language) for part in folded.split("-")):
            carriers.append(at)
    return Negations(tuple(negators), tuple(clausal), tuple(carriers))


def _is_contracted(folded: str, pack: Mapping[str, object]) -> bool:
    return folded.endswith(tuple(str(pack.get("endings", "\n")).split() or ["\n"])) and len(folded) <= _SPLIT


def _is_idle(text: Text, at: int, focus: frozenset[str]) -> bool:
    """Whether a negator negates no verb: "not only … but", a tag question, an answer."""
    after = text.words[at + 1 : at + 4]
    if any(word.folded in focus for word in after[:2]):
        return True
    rest = text.text[text.words[at].end :]
    return "?" in rest[:25] or rest[:1] == "," or not after


@functools.lru_cache(maxsize=65536)
def negates_by_prefix(folded: str, language: Language) -> bool:
    """Whether a word is another one with a negating prefix or ending: "impossible", "unaware", "useless"."""
    pack = language.topic("negation")
    stems = [
        folded.removeprefix(prefix) for prefix in str(pack.get("prefixes", "")).split() if folded.startswith(prefix)
    ]
    stems += [
        folded.removesuffix(ending) for ending in str(pack.get("suffixes", "")).split() if folded.endswith(ending)
    ]
    return any(len(stem) > 2 and zipf(stem, language) >= _USUAL for stem in stems)


def counterpart(at: int, own: Text, other: Text, links: Sequence[tuple[int, int, float]]) -> range | None:
    """Where on the other side stands what word `at` negates, by links (own, other, confidence) of the word after it.

    None where that is not sure: where the next content word has no good link, or words around its counterpart have
    none, so that the other side may say it in other words.
    """
    follow = [near for near in range(at + 1, min(len(own.words), at + 1 + _SCOPE)) if _is_content(own, near)][:1]
    linked = [there for here, there, sure in links if here in follow and sure >= _SURE]
    if not linked:
        return None
    answered = {there for _, there, sure in links if sure >= _FAIR}
    around = range(max(0, min(linked) - _BESIDE), min(len(other.words), max(linked) + _BESIDE + 1))
    if any(near not in answered and _is_content(other, near) for near in around):
        return None
    return range(min(linked), max(linked) + 1)


def _is_content(text: Text, at: int) -> bool:
    word = text.words[at]
    return word.folded not in text.language.function_words and zipf(word.folded, text.language) < _SMALL
