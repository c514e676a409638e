"""Sentences and their alignment."""

from __future__ import annotations

import pytest

from tqcheck.align import align
from tqcheck.align.path import Band
from tqcheck.languages import language
from tqcheck.readers import plain
from tqcheck.readers.decode import Decoded
from tqcheck.segment import segment

SOURCE = [
    "O governo anunciou em 12 de maio um plano de 300 milhões para Recife.",
    "A prefeita Helena Duarte elogiou a decisão.",
    "Segundo a Defesa Civil, 48 famílias perderam suas casas.",
    "As obras começam em julho e terminam em 2027.",
]
TARGET = [
    "On May 12 the government announced a plan of 300 million for Recife.",
    "Mayor Helena Duarte praised the decision.",
    "According to Civil Defense, 48 families lost their homes.",
    "Works begin in July and end in 2027.",
]


def sentences(text: str, tag: str = "en") -> list[str]:
    document = plain.read(Decoded(text, "utf-8"), None)
    found = segment(document, language(tag))
    assert all(document.text[one.start : one.end] == one.text for one in found)
    return [one.text for one in found]


def aligned(source: list[str], target: list[str]) -> list[tuple[str | None, str | None]]:
    documents = [plain.read(Decoded("\n\n".join(lines), "utf-8"), None) for lines in (source, target)]
    portuguese, english = language("pt"), language("en")
    pairs = align(
        segment(documents[0], portuguese),
        segment(documents[1], english),
        portuguese,
        english,
        source_text=documents[0].masked,
        target_text=documents[1].masked,
    )
    return [(pair.source and pair.source.text, pair.target and pair.target.text) for pair in pairs]


def test_abbreviations_and_initials_end_no_sentence() -> None:
    assert sentences("Mr. Lima met J. K. Souza. They talked.") == ["Mr. Lima met J. K. Souza.", "They talked."]


def test_sums_with_abbreviated_scales_end_no_sentence() -> None:
    assert sentences("Custou R$ 4,5 bi. no total. Acabou.", "pt") == ["Custou R$ 4,5 bi. no total.", "Acabou."]


def test_japanese_sentences() -> None:
    assert sentences("会議は昨日開かれた。首相が話した。", "ja") == ["会議は昨日開かれた。", "首相が話した。"]


def test_equal_texts_align_one_to_one() -> None:
    assert aligned(SOURCE, TARGET) == list(zip(SOURCE, TARGET))


def test_lost_paragraph_stands_alone() -> None:
    assert (SOURCE[2], None) in aligned(SOURCE, TARGET[:2] + TARGET[3:])


def test_added_paragraph_stands_alone() -> None:
    added = "Readers were asked to send their photographs to the newspaper."
    assert (None, added) in aligned(SOURCE, [*TARGET[:2], added, *TARGET[2:]])


def test_moved_paragraph_finds_its_source() -> None:
    order = [TARGET[2], TARGET[0], TARGET[1], TARGET[3]]
    assert set(aligned(SOURCE, order)) == set(zip(SOURCE, TARGET))


def test_merged_sentences_are_one_pair() -> None:
    merged = "Mayor Helena Duarte praised the decision and, according to Civil Defense, 48 families lost their homes."
    pairs = aligned(["\n".join(SOURCE[:1]), f"{SOURCE[1]} {SOURCE[2]}", SOURCE[3]], [TARGET[0], merged, TARGET[3]])
    assert (f"{SOURCE[1]} {SOURCE[2]}", merged) in pairs


def test_nothing_is_lost() -> None:
    pairs = aligned(SOURCE, TARGET[1:])
    assert [source for source, _ in pairs if source] == SOURCE


def test_inserted_sentence_of_the_same_topic_stands_alone_inside_a_paragraph() -> None:
    source = " ".join(SOURCE)
    added = "The city council will vote on the budget of the works next week."
    target = " ".join([*TARGET[:2], added, *TARGET[2:]])
    assert aligned([source], [target]) == [
        *zip(SOURCE[:2], TARGET[:2]),
        (None, added),
        *zip(SOURCE[2:], TARGET[2:]),
    ]


def test_lost_sentence_without_names_and_numbers_stands_alone() -> None:
    source = "Chovia muito. Ninguém queria sair de casa. O carteiro bateu à porta. A velha cadela dormia junto ao fogo."
    target = "It was raining hard. The postman knocked on the door. The old dog was sleeping by the fire."
    assert ("Ninguém queria sair de casa.", None) in aligned([source], [target])


def test_long_texts_are_aligned_in_memory_and_time_that_grow_with_their_length() -> None:
    band = Band(5000, 5000, [(at, at) for at in range(0, 5000, 10)])
    assert max(len(band(at)) for at in range(1, 5000)) < 40


def test_band_reaches_both_ends_without_pins() -> None:
    band = Band(3, 500)
    assert band(0)[0] == 0
    assert band(3)[-1] == 500


def test_texts_in_step_are_not_encoded(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("the encoder was asked for")

    monkeypatch.setattr("tqcheck.knowledge.encoder.encoder_for", refuse)
    assert aligned(SOURCE, TARGET) == list(zip(SOURCE, TARGET))


LONG = (
    "Os pescadores contaram ontem aos vizinhos que o mar levou durante a noite todas as redes guardadas na praia.",
    "Scientists have discovered three unknown kinds of moss beneath the melting glaciers of a remote mountain valley.",
)


@pytest.mark.parametrize(
    ("source", "target", "doubtful"),
    [
        (SOURCE, TARGET, False),
        ([*SOURCE, LONG[0]], [*TARGET, LONG[1]], True),  # long, and nothing shared
        ([*SOURCE, "Choveu."], [*TARGET, "It rained."], False),  # short: nothing need be shared
        ([*SOURCE, "Choveu."], [*TARGET, f"{TARGET[0]} {TARGET[1]}"[:130]], True),  # far longer than its source
        ([" ".join(SOURCE)], TARGET, True),  # other paragraphs
        ([*SOURCE[:3], f"{SOURCE[3]} Acabou."], [*TARGET[:3], TARGET[3], "It is over."], True),  # the last paragraph
        (SOURCE, TARGET[:3], True),  # a sentence without counterpart
        ([f"Artigo {n}: {'dito ' * n}" for n in range(3, 9)], [f"Art. {n}: {'x ' * n}" for n in range(3, 9)], False),
    ],
    ids=["in step", "strangers", "short", "longer", "paragraphs", "last paragraph", "lost", "terse language"],
)
def test_the_encoder_is_asked_only_where_the_surface_leaves_doubt(
    source: list[str], target: list[str], doubtful: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, str]] = []
    monkeypatch.setattr("tqcheck.knowledge.encoder.encoder_for", lambda *tags: asked.append(tags))
    aligned(source, target)
    assert bool(asked) == doubtful
