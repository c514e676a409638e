"""The rule `false-friend`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from tqcheck.annotate import Article, Pair, Text
from tqcheck.annotate.words import Word
from tqcheck.knowledge.false_friends import Trap, traps
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, Witness, rule

_NEARBY = 2  # pairs before and after in which context words count
_SURE = 0.5  # confidence of a link that shows another word to be rendered


@rule(
    category="wrong_sense",
    mqm="accuracy/mistranslation",
    severity="major",
    requires={"source", "false-friends"},
    confidence=0.85,
    fix="unsafe",
    bad=[
        Example(pt="A [[cúpula]] reuniu líderes.", en="The [[dome => summit]] brought together leaders."),
        Example(pt="Ele [[atualmente]] mora em Lima.", en="He [[actually => currently]] lives in Lima."),
        Example(pt="Eles [[pretendiam]] sair.", en="They [[pretended => intended]] to leave."),
        Example(es="La [[librería]] cerró.", en="The [[library => bookshop]] closed."),
        Example(
            es="Se reúnen los presidentes.\nLa [[cumbre]] acabó.", en="Presidents meet.\nThe [[peak => summit]] ended."
        ),
    ],
    good=[
        Example(pt="A cúpula da catedral ruiu.", en="The dome of the cathedral collapsed."),
        Example(pt="Atualmente, na verdade, mora em Lima.", en="Currently, in fact, he lives in Lima."),
        Example(pt="De fato, ele mora em Lima.", en="He actually lives in Lima."),
        Example(pt="A livraria fica na biblioteca.", en="The bookshop is in the library."),
        Example(pt="O projeto foi um êxito no Exit Festival.", en="The project succeeded at the Exit Festival."),
    ],
)
def false_friend(pair: Pair, article: Article) -> Iterator[Fault]:
    """A word is translated by a look-alike, or in another of its senses.

    Why it matters: "dome" for a summit of presidents reads like nonsense, "actually" for "currently" like sense.

    When it is right: where the source means just that, as the table's context words show.
    """
    if pair.source is None or pair.target is None or article.source_language is None:
        return
    known = traps(article.source_language.base, article.target_language.base)
    accused: set[Span] = set()
    for trap, word in _meant(pair.source, known):
        found = _wrong(trap, word, pair)
        if found is None or found[0] in accused or not _is_free(trap, pair):
            continue
        span, suggestion = found
        elsewhere = _rendered_right(trap, pair, article)
        if not (elsewhere or _is_in_context(trap, pair, article)) or _renders_another(pair, word, span):
            continue
        accused.add(span)
        text = span.of(pair.target.text)
        message = f"“{text}” is the wrong sense of “{word.text}”: {trap.shown}"
        yield Fault(message, span, word.span, _cased(suggestion, text), elsewhere)


def _meant(source: Text, known: Mapping[str, tuple[Trap, ...]]) -> Iterator[tuple[Trap, Word]]:
    """The traps whose word or phrase stands in the source, with its place."""
    words = source.pieces
    for at, word in enumerate(words):
        for trap in known.get(word.folded, ()):
            run = words[at : at + len(trap.source)]
            if tuple(one.folded for one in run) == trap.source:
                span = Span(word.start, run[-1].end)
                yield trap, word if len(run) == 1 else Word(span.start, span.end, span.of(source.text), "")


def _wrong(trap: Trap, source: Word, pair: Pair) -> tuple[Span, str] | None:
    """The first wrong rendering in the translation, and what to write instead."""
    assert pair.target is not None
    words, named = pair.target.pieces, source.text[0].isupper()
    if named and any(word.text == source.text for word in words):
        return None  # a name that stays
    for at, word in enumerate(words):
        if word.folded in trap.wrong and (named or not _is_name(words, at, pair)):
            return word.span, trap.wrong[word.folded]
    for phrase in sorted((form for form in trap.wrong if " " in form), key=len, reverse=True):
        if span := _phrase(phrase.split(" "), words):
            return span, trap.wrong[phrase]
    return None


def _phrase(parts: Sequence[str], words: Sequence[Word]) -> Span | None:
    for at in range(len(words) - len(parts) + 1):
        if all(words[at + k].folded == part for k, part in enumerate(parts)):
            return Span(words[at].start, words[at + len(parts) - 1].end)
    return None


def _is_name(words: Sequence[Word], at: int, pair: Pair) -> bool:
    """Whether a word is a name by its capital; a title before a name of the source (*Delegate Bastos*) is none."""
    assert pair.source is not None
    assert pair.target is not None
    word, target = words[at], pair.target
    if target.language.topic("typography").get("capital_nouns"):
        return False
    if target.kind == "heading" or not word.text[0].isupper() or not target.text[: word.start].rstrip()[-1:].isalnum():
        return False
    following = words[at + 1].text if at + 1 < len(words) else ""
    return not (following[:1].isupper() and following.casefold() in pair.source.vocabulary)


def _is_free(trap: Trap, pair: Pair) -> bool:
    """Whether no right rendering is in the translation, and nothing in the source that makes the wrong one right."""
    assert pair.source is not None
    assert pair.target is not None
    return not trap.is_right(*_words(pair.target)) and not trap.unless.any_in(*_words(pair.source))


def _is_in_context(trap: Trap, pair: Pair, article: Article) -> bool:
    return not trap.context or any(trap.context.any_in(*_words(text)) for text in _nearby(pair, article))


def _rendered_right(trap: Trap, pair: Pair, article: Article) -> tuple[Witness, ...]:
    """Where else in the article the same word is rendered as it should be here."""
    right = trap.right[0]
    for other in article.pairs:
        if (
            other is pair
            or other.source is None
            or other.target is None
            or trap.source[0] not in other.source.vocabulary
        ):
            continue
        for word in other.target.pieces:
            if word.folded == right and not any(one.folded in trap.wrong for one in other.target.pieces):
                return (Witness("target", word.span, f"“{word.text}” here", other),)
    return ()


def _nearby(pair: Pair, article: Article) -> Iterator[Text]:
    around = article.pairs[max(pair.index - _NEARBY, 0) : pair.index + _NEARBY + 1]
    yield from (one.source for one in around if one.source)


def _words(text: Text) -> tuple[list[str], str]:
    words = [word.folded for word in text.pieces]
    return words, " ".join(words)


def _renders_another(pair: Pair, word: Word, span: Span) -> bool:
    """Whether the word alignment shows that the accused word translates something else."""
    assert pair.source is not None
    assert pair.target is not None
    here = {at for at, one in enumerate(pair.source.words) if one.span.overlaps(word.span)}
    accused = {at for at, one in enumerate(pair.target.words) if one.span.overlaps(span)}
    links = [link for link in pair.links if link.target in accused]
    if any(link.source in here for link in links):
        return False
    elsewhere = any(link.source in here and link.confidence >= _SURE for link in pair.links)
    return elsewhere and any(link.confidence >= _SURE for link in links)


def _cased(suggestion: str, text: str) -> str:
    return suggestion[:1].upper() + suggestion[1:] if text[:1].isupper() and suggestion[:1].islower() else suggestion
