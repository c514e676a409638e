"""The rule `lowercase-start`."""

from __future__ import annotations

from collections.abc import Iterator

import regex

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.sentence_ends import is_terminal, last_sign
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.languages import settings
from tqcheck.rules import Example, Fault, rule

_USUAL = 3.0  # zipf: rarer words with a small letter may be brands (eBay, adidas)
_LEAST_WORDS = 4
_PROSE = frozenset({"paragraph", "quotation"})
_OPENING = regex.compile(r"[\s\p{Ps}\p{Pi}\"'*_\u2060\ufeff¿¡]*+")


@rule(
    category="casing",
    mqm="linguistic-conventions/capitalization",
    severity="minor",
    scope="article",
    requires={"source", "target-words", "spaces"},
    confidence=0.9,
    fix="safe",
    bad=[
        Example(pt="O acordo foi assinado ontem.", en="[[the => The]] deal was signed yesterday."),
        Example(zh="协议昨天签署。", en="[[the => The]] deal was signed yesterday."),
        Example(pt="Ele disse: sim. Ela saiu cedo.", en="“[[he => He]] said yes, and she left early.”"),
    ],
    good=[
        Example(pt="o acordo foi assinado ontem.", en="the deal was signed yesterday."),
        Example(pt="Ele disse que\nO acordo foi assinado.", en="He said that\nthe deal was signed yesterday."),
        Example(pt="A adidas abriu uma loja.", en="adidas opened a shop here."),
        Example(pt="O iPhone foi vendido ontem.", en="iPhone sales began here yesterday."),
        Example(pt="Von der Leyen falou ontem.", en="von der Leyen spoke here yesterday."),
        Example(pt="… e então ele saiu.", en="… and then he left the house."),
        Example(pt="E-mail: escreva para nós.", en="e-mail: write to us today."),
    ],
)
def lowercase_start(article: Article) -> Iterator[Fault]:
    """A sentence begins with a small letter.

    Why it matters: it looks like a torn sentence, and often is one.

    When it is right: brands such as iPhone, particles of names, fragments, and wherever the source does the same.
    """
    before: Pair | None = None
    for pair in article.pairs:
        word = _first_word(pair.target) if pair.target else None
        if pair.target and pair.source and word and _is_fault(word, pair.target, pair.source, before):
            right = word.text[0].upper() + word.text[1:]
            yield Fault(f"“{word.text}” begins a sentence: “{right}”", word.span, suggestion=right, pair=pair)
        before = pair


def _first_word(text: Text) -> Word | None:
    """The first word, where nothing but opening signs stands before it."""
    word = text.words[0] if text.words else None
    before = text.text[: word.start] if word else ""
    return word if _OPENING.fullmatch(before) else None


def _is_fault(word: Word, target: Text, source: Text, before: Pair | None) -> bool:
    if not word.text.islower() or not word.text.isalpha() or target.kind not in _PROSE:
        return False
    if len(target.words) < _LEAST_WORDS or not is_terminal(last_sign(target.text)):
        return False
    if before and before.target and before.target.kind in _PROSE and not is_terminal(last_sign(before.target.text)):
        return False  # it goes on from there
    particles = settings("names.particles").get("within", "").split()
    if word.folded in particles or word.folded in source.vocabulary or zipf(word.folded, target.language) < _USUAL:
        return False
    return _begins_with_capital(source)


def _begins_with_capital(source: Text) -> bool:
    """Whether the source's first letter is one, or of a script that has none, in a whole sentence."""
    first = regex.search(r"\p{L}", source.text)
    if first is None or regex.search(r"[…\d]|\.\.", source.text[: first.start()]):
        return False
    return first[0].isupper() or (first[0].lower() == first[0].upper() and is_terminal(last_sign(source.text)))
