"""What a rule minds in an article it may allow in a row of a bitext, and in a headline."""

from __future__ import annotations

from tqcheck.annotate import Article
from tqcheck.findings import run
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Segment
from tqcheck.rules import catalogue


def found(rule: str, source: str, target: str, *, row: int | None = None, kind: str = "paragraph") -> list[str]:
    pair = AlignedPair(Segment(0, len(source), source, 0, kind), Segment(0, len(target), target, 0, kind), row)
    caught, _ = run([catalogue()[rule]], Article([pair], language("pt"), language("en")))
    return [one.fault.target.of(target) for one in caught if one.fault.target]


def test_a_row_may_lie_inside_a_longer_quotation() -> None:
    texts = "Não vou sair daqui.", "I am not going to leave.”"
    assert found("unbalanced-quotes", *texts) == ["”"]
    assert found("unbalanced-quotes", *texts, row=7) == []


def test_a_mark_amid_a_row_belongs_to_no_longer_quotation() -> None:
    assert found("unbalanced-quotes", "A palavra fica.", 'The word" stays.', row=7) == ['"']


def test_a_row_whose_source_quotes_must_quote_in_full() -> None:
    assert found("unbalanced-quotes", "Disse: “Vou”.", "He said, “I am going.", row=7) == ["“"]


def test_a_string_of_a_program_is_no_leftover_of_a_page() -> None:
    texts = "Deixe um comentário", "Leave a comment"
    assert found("page-leftover", *texts) == ["Leave a comment"]
    assert found("page-leftover", *texts, row=7) == []
    assert found("page-leftover", *texts, kind="table") == []


def test_a_headline_in_title_case_keeps_its_capitals() -> None:
    texts = "Ele venceu; foi difícil para todos", "He Won the Cup; It was Hard for Everybody"
    assert found("casing", *texts) == ["It"]
    assert found("casing", *texts, kind="heading") == []


def test_a_headline_in_sentence_case_does_not() -> None:
    texts = "Ele venceu; foi difícil para todos", "He won the game; It was hard for everybody"
    assert found("casing", *texts, kind="heading") == ["It"]
