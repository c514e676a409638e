"""The rule `changed-sense`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article
from tqcheck.annotate.senses import Change, changes
from tqcheck.annotate.words import Word
from tqcheck.knowledge.frequency import zipf
from tqcheck.languages import Language
from tqcheck.rules import Example, Fault, Witness, rule

_AKIN = 0.75  # Jaro-Winkler likeness of a term and a rendering that looks like it
_SHARED = 5  # letters at the beginning from which two words are taken for forms of one


@rule(
    category="wrong_sense",
    mqm="accuracy/mistranslation",
    severity="major",
    scope="article",
    requires={"source", "target-words"},
    confidence=0.8,
    fix="unsafe",
    yields_to={"false-friend"},
    advisory=True,  # two words that look alike may be forms of one, or two numbers
    bad=[
        Example(
            it="Il blocco europeo vota.\nUn altro blocco esita.\nIl [[blocco]] ha otto paesi.",
            en="The European bloc votes.\nAnother bloc hesitates.\nThe [[block => bloc]] has eight countries.",
        ),
    ],
    good=[
        Example(
            pt="O acordo saiu.\nO acordo vale.\nO acordo agrada.",
            en="The deal is out.\nThe deal holds.\nThe accord pleases.",
        ),
        Example(
            pt="A política mudou.\nEssa política falhou.\nA política continua.",
            en="The policy changed.\nThat policy failed.\nThe politics go on.",
        ),
        Example(
            pt="O bloco votou.\nO bloco hesita.\nO bloco de gelo caiu.\nOutro bloco de gelo caiu.",
            en="The bloc voted.\nThe bloc hesitates.\nThe block of ice fell.\nAnother block of ice fell.",
        ),
    ],
)
def changed_sense(article: Article) -> Iterator[Fault]:
    """A term changes its sense: rendered by one word throughout, and once by another that looks like it.

    Why it matters: the "bloc" of countries becomes a "block", and the reader wonders what it is.

    When it is right: the term has two senses in the article, or the two words are forms of one.
    """
    for change in changes(article):
        word = _rival(change, article.target_language)
        if word is not None:
            usual = change.usual
            message = f"“{word.text}” stands for “{change.term.text}”, which is “{usual.text}” elsewhere"
            witness = Witness(
                "target", usual.span, f"“{usual.text}” here, {change.times} times in all", change.usual_pair
            )
            yield Fault(message, word.span, change.term.span, _number(usual.folded, word), (witness,), pair=change.pair)


def _rival(change: Change, language: Language) -> Word | None:
    """The word that stands where the usual rendering should, and looks like both it and the term."""
    from anyascii import anyascii
    from rapidfuzz.distance import JaroWinkler, Levenshtein

    assert change.pair.target is not None
    term, usual = anyascii(change.term.folded), change.usual.folded.rstrip("s")
    for word in change.pair.target.pieces:
        form = word.folded.rstrip("s")
        if (
            not word.text.isalpha()
            or word.text[0].isupper()
            or len(form) < 4
            or form == usual
            or zipf(form, language) < 2.5
        ):
            continue
        if Levenshtein.distance(form, usual) > 1 or _shared(form, usual) >= _SHARED:
            continue
        if min(JaroWinkler.similarity(term, form), JaroWinkler.similarity(term, usual)) >= _AKIN:
            return word
    return None


def _shared(one: str, other: str) -> int:
    return next((at for at, (a, b) in enumerate(zip(one, other)) if a != b), min(len(one), len(other)))


def _number(usual: str, word: Word) -> str:
    """The usual rendering with the plural's s of the word it replaces."""
    base = usual.rstrip("s")
    return base + "s" if word.folded.endswith("s") else base
