"""Word alignment: what a rule that asks for a word's counterpart gets."""

from __future__ import annotations

import pytest

from tqcheck.annotate import Article
from tqcheck.languages import language
from tqcheck.model import AlignedPair, Segment


def article(source: str, target: str, *pairs: tuple[str, str]) -> Article:
    rows = [AlignedPair(Segment(0, len(one), one), Segment(0, len(other), other)) for one, other in pairs]
    return Article(rows, language(source), language(target))


def linked(made: Article, number: int = 0) -> dict[str, set[str]]:
    pair = made.pairs[number]
    assert pair.source
    assert pair.target
    found: dict[str, set[str]] = {}
    for link in pair.links:
        found.setdefault(pair.source.words[link.source].text, set()).add(pair.target.words[link.target].text)
    return found


@pytest.mark.parametrize(
    ("source", "target", "pair", "word", "answer"),
    [
        ("pt", "en", ("O presidente comprou uma casa velha.", "The president bought an old house."), "casa", "house"),
        ("pt", "en", ("O presidente comprou uma casa velha.", "The president bought an old house."), "velha", "old"),
        ("de", "en", ("Die Regierung senkt die Steuern.", "The government lowers taxes."), "Steuern", "taxes"),
        ("ru", "en", ("Путин приехал в Москву.", "Putin arrived in Moscow."), "Москву", "Moscow"),
        ("fr", "es", ("La mer est froide.", "El mar está frío."), "froide", "frío"),
    ],
)
def test_word_finds_its_translation(source: str, target: str, pair: tuple[str, str], word: str, answer: str) -> None:
    assert answer in linked(article(source, target, pair))[word]


def test_names_and_numbers_are_linked_in_a_language_the_encoder_does_not_know() -> None:
    found = linked(article("fi", "en", ("Nokia myi 300 puhelinta Tampereella.", "Nokia sold 300 phones in Tampere.")))
    assert found["Nokia"] == {"Nokia"}
    assert found["300"] == {"300"}
    assert found["Tampereella"] == {"Tampere"}


def test_word_that_keeps_company_over_the_article_is_its_translation() -> None:
    made = article(
        "fi",
        "en",
        ("Kissa juoksi.", "The cat ran."),
        ("Talo paloi.", "A house burned."),
        ("Musta kissa nukkui siellä.", "A black cat was sleeping there."),
        ("Sade lakkasi.", "It stopped raining."),
    )
    assert linked(made, 2)["kissa"] == {"cat"}


def test_confidence_is_a_share() -> None:
    made = article("pt", "en", ("O presidente comprou uma casa.", "The president bought a house."))
    assert all(0 < link.confidence < 1 for link in made.pairs[0].links)


def test_no_links_without_a_counterpart() -> None:
    segment = Segment(0, 5, "Lost.")
    made = Article([AlignedPair(segment, None), AlignedPair(None, segment)], language("pt"), language("en"))
    assert [pair.links for pair in made.pairs] == [(), ()]
