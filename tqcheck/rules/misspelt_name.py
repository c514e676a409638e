"""The rule `misspelt-name`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.names import bare, begins_sentence
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.knowledge.places import city_names, folded, skeleton
from tqcheck.knowledge.territories import codes
from tqcheck.rules import Example, Fault, rule

_LEAST = 6  # letters; shorter names are near each other
_RARE = 1.5  # zipf of a spelling that nobody uses
_GAIN = 1.2  # zipf by which the source's own spelling is more common in the target language
_ENDING = 2  # letters in which inflected forms differ


@rule(
    category="entity",
    mqm="linguistic-conventions/spelling",
    severity="major",
    requires={"source", "target-words"},
    confidence=0.85,
    fix="unsafe",
    yields_to={"inconsistent-rendering", "changed-name", "misspelling", "untranslated-name", "encoding-damage"},
    bad=[
        Example(pt="O ex-presidente [[Bolsonaro]] falou.", en="Former president [[Bolsanaro => Bolsonaro]] spoke."),
        Example(
            de="Die Kanzlerin Merkel sprach mit [[Zuckerberg]].", en="Merkel spoke to [[Zuckerbreg => Zuckerberg]]."
        ),
        Example(pt="O ministro [[Shevardnadze]] falou.", en="Minister [[Shevarnadse => Shevardnadze]] spoke."),
    ],
    good=[
        Example(pt="O presidente Tokaiev chegou.", en="President Tokayev arrived."),
        Example(pt="O presidente Bolsonaro falou.", en="President Bolsonaro spoke."),
        Example(pl="Widziałem Kowalskiego wczoraj.", en="I saw Kowalski yesterday."),
        Example(es="Zelenski llegó a Lisboa ayer.", en="Yesterday Zelensky arrived in Lisbon."),
        Example(pt="Ele leu Aristóteles e Cervantes.", en="He read Aristotle and Cervantes."),
        Example(de="Die Hamburger Firma Andersen zahlte an Anderson.", en="Hamburg's Andersen paid Anderson."),
        Example(pt="A deputada Merkel falou.", en="The deputy Markle spoke."),
    ],
)
def misspelt_name(pair: Pair, article: Article) -> Iterator[Fault]:
    """A name is spelt otherwise than in the source, and as nobody spells it.

    Why it matters: nobody finds "Bolsanaro", and the reader doubts the rest.

    When it is right: forms of another script's names (Tokaiev, Tokayev), inflected names, and a language's own forms.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    there = _names(pair.source)
    if not there:
        return
    here = {folded(word.text) for word in map(bare, pair.target.words)}
    kept = {folded(word.text) for word in there}
    lost = [word for word in there if folded(word.text) not in here]
    if not lost:
        return
    for word in _names(pair.target):
        if folded(word.text) not in kept:
            right = next((one for one in lost if _is_misspelt(word, one, article)), None)
            if right:
                message = f"“{word.text}” is “{right.text}” in the source"
                yield Fault(message, word.span, right.span, right.text)


def _names(text: Text) -> list[Word]:
    capital = (bare(word) for word in text.words if word.text[0].isupper())
    return [word for word in capital if _is_name(word, text)]


def _is_name(word: Word, text: Text) -> bool:
    if len(word.text) < _LEAST or not word.text.isalpha() or word.text.isupper():
        return False
    return not begins_sentence(text.text, word.start) or zipf(word.folded, text.language) < _RARE


def _is_misspelt(word: Word, right: Word, article: Article) -> bool:
    """Whether a word is a name of the source but for a letter or two inside, and no form that anybody uses."""
    from rapidfuzz.distance import OSA

    one, other = folded(word.text), folded(right.text)
    assert article.source_language
    language = article.target_language
    if one[0] != other[0] or not 1 <= OSA.distance(one, other, score_cutoff=2) <= (1 if len(other) < 8 else 2):
        return False
    if skeleton(one) == skeleton(other) or one[: len(other) - _ENDING] == other[: len(other) - _ENDING]:
        return False
    usual = zipf(word.folded, language)
    if usual >= _RARE or usual > zipf(right.folded, language) - _GAIN or word.folded in article.source_vocabulary:
        return False
    return not (codes(word.text, language.base) or city_names(word.text, language.base))
