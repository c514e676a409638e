"""The rule `reordered-name`."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.acronyms import explained, initials
from tqcheck.annotate.words import Word
from tqcheck.knowledge.organisations import long_names
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, Witness, rule

_LEAST, _MOST = 3, 8  # words of an official name that have a capital

_Key = tuple[str, ...]


@rule(
    category="word_order",
    mqm="terminology/wrong-term",
    severity="major",
    scope="article",
    confidence=0.85,
    fix="unsafe",
    yields_to={"inconsistent-rendering"},
    bad=[
        Example(
            pt="A Estação Internacional de Pesquisa Lunar (ILRS) abrirá.",
            en="The [[Lunar International Research Station]] (ILRS) will open.",
        ),
        Example(
            en="The Joint River Basin Council met in April after a long winter.\n"
            "Later the Joint River Basin Council closed all of its offices.\n"
            "The [[River Joint Basin Council => Joint River Basin Council]] is hardly known to them."
        ),
        Example(en="The [[Monetary International Fund => International Monetary Fund]] paid."),
    ],
    good=[
        Example(en="The International Lunar Research Station (ILRS) will open."),
        Example(pt="O Tratado de Paz do Norte (TPN)", en="The Northern Peace Treaty (TPN)"),
        Example(en="The University of Northern Lakes met Northern Lakes University."),
        Example(en="The International Monetary Fund (IMF) paid."),
        Example(pt="A Organização Mundial da Saúde (OMS)", en="The World Health Organization (WHO)"),
        Example(en="The Workers Youth Party (YPW) met."),
    ],
)
def reordered_name(article: Article) -> Iterator[Fault]:
    """The words of an official name stand in another order than in the name.

    Why it matters: a search for "Lunar International Research Station" finds nothing.

    When it is right: two bodies whose names share their words, and names that turn round with "of".
    """
    runs = [(pair, run) for pair in article.pairs if pair.target for run in _runs(pair.target)]
    if not runs:
        return
    counts = Counter(_key(run) for _, run in runs)
    known = _official(article.target_language.base)
    for pair, run in runs:
        key = _key(run)
        right = _usual(key, counts) or known.get(tuple(sorted(key)), key)
        if right != key:
            yield _fault(pair, run, right, next((one for one in runs if _key(one[1]) == right), None))
        elif _is_turned(pair, run, article):
            span = Span(run[0].start, run[-1].end)
            yield Fault("the words do not stand in the order of the acronym's letters", span, pair=pair)


@functools.cache
def _official(base: str) -> dict[_Key, _Key]:
    """The names of known bodies, by their words in alphabetical order."""
    return {tuple(sorted(key)): key for key in map(_key_of, long_names(base))}


def _runs(text: Text) -> Iterator[list[Word]]:
    """Capitalised words side by side, without small words: those of "Bank of China" turn round rightly."""
    if text.is_title_case or text.text.isupper():
        return
    run: list[Word] = []
    for word in (*text.words, None):
        joined = bool(run) and word is not None and text.text[run[-1].end : word.start] == " "
        if run and (not joined or word is None or not word.text[0].isupper()):
            if _LEAST <= len(run) <= _MOST:
                yield run
            run = []
        small = word is None or word.folded in text.language.function_words
        if word is not None and word.text[0].isupper() and not (small and not run) and word.text.isalpha():
            run.append(word)


def _key(run: list[Word]) -> _Key:
    return tuple(word.folded for word in run)


def _key_of(name: str) -> _Key:
    return tuple(name.casefold().split())


def _usual(key: _Key, counts: Counter[_Key]) -> _Key | None:
    """The order in which the article has these words twice or more, where it has them so but once."""
    others = [other for other in counts if other != key and sorted(other) == sorted(key) and counts[other] > 1]
    return others[0] if len(others) == 1 and counts[key] == 1 else None


def _fault(pair: Pair, run: list[Word], right: _Key, other: tuple[Pair, list[Word]] | None) -> Fault:
    written = {word.folded: word.text for word in run}
    text = " ".join(written[word] for word in right)
    evidence: tuple[Witness, ...] = ()
    if other:
        there = Span(other[1][0].start, other[1][-1].end)
        evidence = (Witness("target", there, "in this order here", other[0]),)
    span = Span(run[0].start, run[-1].end)
    return Fault(f"the name is “{text}”", span, suggestion=text, evidence=evidence, pair=pair)


def _is_turned(pair: Pair, run: list[Word], article: Article) -> bool:
    """Whether an acronym in brackets behind has the initials in another order, and is not the source words' either."""
    if pair.target is None or pair.source is None or article.source_language is None:
        return False
    small = article.target_language.function_words
    there = {one.acronym: one for one in explained(pair.source.text, article.source_language)}
    for one in explained(pair.target.text, article.target_language):
        original = there.get(one.acronym)
        if one.long_span.end != run[-1].end or original is None:
            continue
        form = initials(" ".join(word.text for word in run), small)
        letters = iter(initials(original.long, article.source_language.function_words))
        theirs = all(char in letters for char in one.acronym)  # in this order, perhaps with others between
        return form != one.acronym and sorted(form) == sorted(one.acronym) and not theirs
    return False
