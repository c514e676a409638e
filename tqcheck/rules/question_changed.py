"""The rule `question-changed`."""

from __future__ import annotations

from collections.abc import Iterator

from tqcheck.annotate import Article, Pair
from tqcheck.annotate.sentence_ends import asks, is_statement, last_sign
from tqcheck.model import Span
from tqcheck.rules import Example, Fault, rule


@rule(
    category="punctuation",
    mqm="accuracy/mistranslation",
    severity="major",
    requires={"source"},
    confidence=0.85,
    yields_to={"missing-text", "extra-text", "wrong-language"},
    bad=[
        Example(pt="O acordo foi assinado ontem[[.]]", en="Was the deal signed yesterday[[?]]"),
        Example(pt="O acordo foi assinado ontem[[?]]", en="The deal was signed yesterday[[.]]"),
        Example(el="Υπογράφηκε η συμφωνία[[;]]", en="The deal was signed yesterday[[.]]"),
    ],
    good=[
        Example(pt="O acordo foi assinado?", en="Was the deal signed?"),
        Example(pt="Ele perguntou se foi assinado.", en="He asked whether it was signed."),
        Example(pt="Foi assinado? Ninguém sabe.", en="Whether it was signed nobody knows."),
        Example(pt="Pergunta-se se foi assinado.", en="Was it signed? One wonders."),
        Example(el="Υπογράφηκε η συμφωνία;", en="Was the deal signed?"),
        Example(pt="Não é verdade?!", en="Is it not true?"),
        Example(zh="谁知道呢？", en="Who knows!"),
    ],
)
def question_changed(pair: Pair, article: Article) -> Iterator[Fault]:
    """A question became a statement, or a statement a question.

    Why it matters: a claim and a question are not the same news.

    When it is right: indirect questions, and a question beside another sentence in the same segment.
    """
    source, target = pair.source, pair.target
    if source is None or target is None or not target.words or len(source.words) > 60:
        return
    sign = last_sign(target.text)
    at = target.text.rfind(sign)
    if not sign:
        return
    if is_statement(source) and asks(target) and _is_one_sentence(target.text[:at]):
        yield Fault("The source does not ask: it states", Span(at, at + 1), _last(source.text))
    elif asks(source) and sign == "." and not asks(target) and _is_one_sentence(source.text.rstrip()[:-1]):
        yield Fault("The source asks a question", Span(at, at + 1), _last(source.text))


def _last(text: str) -> Span:
    end = text.rindex(last_sign(text)) + 1
    return Span(end - 1, end)


def _is_one_sentence(text: str) -> bool:
    """Whether no other sentence stands in the segment."""
    return not any(sign in text for sign in ".!?…。！？؟।;:")
