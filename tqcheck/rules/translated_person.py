"""The rule `translated-person`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.given_names import equivalents
from tqcheck.knowledge.lemmas import lemma_has_capital
from tqcheck.knowledge.places import folded
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_COMMON = 3.5  # zipf of a surname that is a word
_MEANING = 0.5  # cosine of a surname and of the word that renders it
_ROMAN = frozenset("IVXLC")


@rule(
    category="entity",
    mqm="accuracy/mistranslation/entity",
    severity="major",
    requires={"source"},
    confidence=0.9,
    fix="unsafe",
    yields_to={"changed-name"},
    bad=[
        Example(
            pt="O engenheiro [[João Branco]] assinou o contrato.",
            en="The engineer [[John White => João Branco]] signed the contract.",
        ),
        Example(
            es="El diputado [[Juan Iglesias]] renunció ayer.",
            en="The deputy [[John Churches => Juan Iglesias]] resigned yesterday.",
        ),
        Example(
            pt="A escritora Maria Falcato e [[José Serrano]] saíram.",
            en="The writer Maria Falcato and [[Joseph Serrano => José Serrano]] left.",
        ),
        Example(
            pt="O engenheiro Xisto Lima e [[José Serrano]] saíram.",
            en="The engineer Xisto Lima and [[Joseph Serrano => José Serrano]] left.",
        ),
    ],
    good=[
        Example(pt="O engenheiro João Branco assinou.", en="The engineer João Branco signed."),
        Example(pt="O papa João Paulo II falou.", en="Pope John Paul II spoke."),
        Example(pt="A rainha Isabel Tudor reinou.", en="Queen Elizabeth Tudor reigned."),
        Example(pt="Ele leu João Calvino ontem.", en="He read John Calvin yesterday."),
        Example(pt="Foi a São José Serrano.", en="He went to Saint Joseph Serrano."),
        Example(pt="O senhor João Branco e o John White saíram.", en="Mr João Branco and John White left."),
        Example(pt="Hoje São José Serrano ajuda.", en="Today Joseph Serrano helps."),
        Example(pt="João VI chegou ao Brasil.", en="John VI arrived in Brazil."),
    ],
)
def translated_person(pair: Pair, article: Article) -> Iterator[Fault]:
    """A person's name is translated.

    Why it matters: nobody is called so, and the person meant cannot be found.

    When it is right: saints, popes, kings and queens, and people of history whom each language has its own name for.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    source, target = article.source_language, article.target_language
    if source.base == target.base:
        return
    for given, surname in _persons(pair.source):
        forms = equivalents(given.text, source.base, target.base)
        if not forms or _is_crowned(pair.source, given, surname):
            continue
        for one, other in _persons(pair.target):
            if one.text not in forms or one.folded in pair.source.vocabulary or _is_crowned(pair.target, one, other):
                continue
            if other.text == surname.text or _is_rendered(surname, other, article):
                there, here = Span(given.start, surname.end), Span(one.start, other.end)
                right = there.of(pair.source.text)
                message = f"“{here.of(pair.target.text)}” is “{right}” in the source: names of persons stay"
                yield Fault(message, here, there, right)


def _persons(text: Text) -> Iterator[tuple[Word, Word]]:
    """Two words with a capital, side by side."""
    for one, other in zip(text.words, text.words[1:]):
        if one.text[0].isupper() and other.text[0].isupper() and text.text[one.end : other.start] == " ":
            yield one, other


def _is_crowned(text: Text, given: Word, surname: Word) -> bool:
    """Whether a title of a saint, pope or monarch stands before, or a numeral is in the name."""
    after = next((word for word in text.words if word.start > surname.start), None)
    if set(surname.text) <= _ROMAN or after and set(after.text) <= _ROMAN:
        return True
    titles = text.language.topic("names").get("crowned", "").split()
    before = [word for word in text.words if word.end < given.start][-2:]
    return any(word.folded in titles for word in before)


def _is_rendered(surname: Word, word: Word, article: Article) -> bool:
    """Whether a word of the translation is what the surname means as a common word."""
    source, target = article.source_language, article.target_language
    assert source is not None
    if zipf(surname.folded, source) < _COMMON or zipf(word.folded, target) < _COMMON:
        return False
    if folded(word.text) == folded(surname.text) or lemma_has_capital(word.text.lower(), target.base):
        return False
    if article.encoder is None:
        return False
    vectors = article.encoder.encode([surname.folded, word.folded])
    return float(vectors[0] @ vectors[1]) >= _MEANING
