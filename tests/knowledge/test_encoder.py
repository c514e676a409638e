"""The door to encoders: what it promises whatever runs behind it."""

from __future__ import annotations

import numpy as np
import pytest

from tqcheck.knowledge.encoder import Encoder, encoder_for

SPANS = [(0, 3), (4, 8), (9, 12), (13, 16), (17, 20), (21, 26), (27, 29), (30, 36)]


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


def test_sketch_has_a_row_for_each_word(encoder: Encoder) -> None:
    (sketch,) = encoder.sketches([("A casa, velha.", [(0, 1), (2, 6), (8, 13)])])
    assert np.linalg.norm(sketch.words, axis=1) == pytest.approx([1, 1, 1], abs=1e-3)


def test_sketch_of_the_whole_is_what_encode_says(encoder: Encoder) -> None:
    text = "Chove muito em Lisboa."
    (sketch,) = encoder.sketches([(text, [(0, 5), (6, 11), (12, 14), (15, 21)])])
    assert float(sketch.whole @ encoder.encode([text])[0]) > 0.99


def test_part_left_out_of_a_sketch_is_as_good_as_not_written(encoder: Encoder) -> None:
    (sketch,) = encoder.sketches([("She sold her car and moved to Lisbon.", SPANS)])
    short = encoder.encode(["She sold her car."])[0]
    assert float(sketch.without([(4, 8)])[0] @ short) > 0.9
    assert float(sketch.only([(0, 4)])[0] @ short) > 0.7


def test_language_that_no_encoder_knows_gets_none() -> None:
    assert encoder_for("xx", "en") is None
