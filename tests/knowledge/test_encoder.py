"""The door to encoders: what it promises whatever runs behind it."""

from __future__ import annotations

import numpy as np
import pytest

from tqcheck.knowledge.encoder import Encoder, encoder_for


@pytest.fixture
def encoder() -> Encoder:
    found = encoder_for("pt", "en")
    assert found is not None
    return found


def test_rows_are_unit_vectors(encoder: Encoder) -> None:
    vectors = encoder.encode(["Chove muito.", "It is raining hard.", ""])
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_translation_is_nearer_than_another_sentence(encoder: Encoder) -> None:
    source, right, wrong = encoder.encode(["Chove muito em Lisboa.", "It rains a lot in Lisbon.", "He sold his car."])
    assert source @ right > source @ wrong + 0.3


def test_word_vectors_are_one_row_a_word(encoder: Encoder) -> None:
    first, second = encoder.word_vectors([("A casa, velha.", [(0, 1), (2, 6), (8, 13)]), ("", [])])
    assert len(first) == 3
    assert len(second) == 0
    assert np.linalg.norm(first, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_language_that_no_encoder_knows_gets_none() -> None:
    assert encoder_for("xx", "en") is None
