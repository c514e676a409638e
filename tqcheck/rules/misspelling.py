"""The rule `misspelling`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.delimiters import is_quoted
from tqcheck.annotate.scripts import main_script
from tqcheck.knowledge.spelling import is_rare, meant
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule

_LEAST_LETTERS = 3
_MOST_LETTERS = 40  # of a word that was typed; neighbours of a longer one would be too many
_JOINS = frozenset("@#/_’'0123456789")  # signs that make it part of an address, a tag or a contraction


@rule(
    category="grammar",
    mqm="linguistic-conventions/spelling",
    severity="minor",
    scope="article",
    requires={"target-words", "spaces"},
    confidence=0.85,
    fix="unsafe",
    yields_to={"untranslated-word", "encoding-damage", "glossary", "untranslated-name", "split-hyphen"},
    bad=[
        Example(pt="Milhares de pessoas fugiram.", en="[[Thousnds => Thousands]] of people fled."),
        Example(pt="A medida foi adotada.", en="The measure was [[adotped => adopted]]."),
        Example(pt="Um gato de tamanho médio", en="A medium-[[szied => sized]] cat"),
        Example(en="[[Thousnds => Thousands]] of people fled."),
        Example(pt="O vatapá foi adotado lá.", en="The vatapá was [[adotped => adopted]] there."),
    ],
    good=[
        Example(pt="O grupo Seugh cantou.", en="The group Seugh sang."),
        Example(pt="Falou Park Byeong-seug.", en="Park Byeong-seug spoke."),
        Example(pt="O vatapá é servido hoje.", en="The vatapá is served today."),
        Example(pt="A palavra “govenor” está errada.", en="The word “govenor” is wrong."),
        Example(pt="A croupe é rara.\nEla volta.", en="The croupe is rare.\nThis croupe returns."),
        Example(fr="Il protégea sa mère."),
        Example(de="Die große Straße ist weiß."),
        Example(en="The protocoll is new.\nThey like the protocoll."),
        Example(it="Il protocollo è nuovo.", en="The protocoll is new."),
        Example(pt="O grupo cantou.", en="The group Thousnds sang."),
        Example(ru="Таузнд пел вчера.", en="Thousnd sang yesterday."),
        Example(en="Ask @thousnds, open adotped/files or szied.org."),
    ],
)
def misspelling(article: Article) -> Iterator[Fault]:
    """A word is misspelt.

    Why it matters: a slip of the finger costs trust in the rest.

    When it is right: names, words of the source, words in quotation marks, and terms that the article uses again.
    """
    pieces = {pair: list(_pieces(pair.target)) for pair in article.pairs if pair.target}
    times = Counter(folded for found in pieces.values() for folded, _ in found)
    if not any(is_rare(folded, article.target_language) for folded in times):
        return
    known = {piece for word in article.source_vocabulary for piece in (word, *word.split("-"))}
    for pair, found in pieces.items():
        assert pair.target is not None
        same_script = pair.source is None or _writes_like(pair.source, pair.target)
        for folded, span in found:
            if times[folded] > 1 or folded in known:
                continue
            if not same_script and span.of(pair.target.text)[0].isupper():
                continue  # a name, which the source shows in other letters
            right = meant(folded, article.target_language)
            if right is not None and not _is_meant_so(pair, span, article):
                yield _fault(pair, span, right)


def _pieces(text: Text) -> Iterator[tuple[str, Span]]:
    """Words in small letters, and those that open the sentence; parts of compounds alone."""
    for at, word in enumerate(text.words):
        start = word.start
        for piece in word.text.split("-"):
            if (
                _LEAST_LETTERS <= len(piece) <= _MOST_LETTERS
                and piece.isalpha()
                and (piece.islower() or at == 0 and piece.istitle())
            ):
                yield piece.casefold(), Span(start, start + len(piece))
            start += len(piece) + 1


def _writes_like(source: Text, target: Text) -> bool:
    """Whether the two share a script, so that a name would look alike in both."""
    return main_script(source.text) == main_script(target.text)


def _is_meant_so(pair: Pair, span: Span, article: Article) -> bool:
    """Whether it is quoted, part of an address, or nearly a word of the source: a loan word or a name."""
    from rapidfuzz.fuzz import ratio

    assert pair.target is not None
    text = pair.target.text
    before, after = text[: span.start][-1:], text[span.end : span.end + 2]
    if before in _JOINS or after[:1] in _JOINS or (after[:1] == "." and after[1:].isalnum()):
        return True
    shown = span.of(text).casefold()
    near = pair.source is not None and any(ratio(shown, word.folded) >= 85 for word in pair.source.words)
    return near or is_quoted(pair.target, span)


def _fault(pair: Pair, span: Span, right: str) -> Fault:
    assert pair.target is not None
    shown = span.of(pair.target.text)
    suggestion = right.capitalize() if shown[0].isupper() else right
    return Fault(f"“{shown}” looks like a slip for “{suggestion}”", span, None, suggestion, pair=pair)
