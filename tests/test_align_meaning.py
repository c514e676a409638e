"""How alike segments are in meaning, by vectors that a made-up encoder gives them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

import numpy as np
import pytest

from tqcheck.align.meaning import Likeness
from tqcheck.knowledge.encoder import Encoder

NUMBER = 600  # more than are compared at a time


class Made:
    """An encoder whose vectors are those of a table."""

    translations = 1.0

    def __init__(self, vectors: np.ndarray) -> None:
        self._vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return self._vectors[[int(text) for text in texts]]


def likeness(vectors: np.ndarray, source: Sequence[int], target: Sequence[int]) -> Likeness:
    texts = [str(one) for one in source], [str(one) for one in target]
    return Likeness(*texts, cast(Encoder, Made(vectors)), longest=3)


def test_segments_that_moved_are_pinned_to_themselves_however_many_there_are() -> None:
    dice = np.random.default_rng(1)
    vectors, order = dice.normal(size=(NUMBER, 64)), dice.permutation(NUMBER)
    found = likeness(vectors, range(NUMBER), [int(one) for one in order])
    assert sorted(found.pins()) == sorted((int(one), at) for at, one in enumerate(order))


def test_of_two_that_are_almost_equally_alike_none_is_pinned() -> None:
    vectors = np.array([[1.0, 0.0, 0.0], [1.0, 0.1, 0.0], [1.0, -0.1, 0.0], [0.0, 0.0, 1.0]])
    assert likeness(vectors, [0, 3], [1, 2, 3]).pins() == [(1, 2)]


def test_what_is_not_the_best_of_its_best_is_not_pinned() -> None:
    vectors = np.array([[1.0, 0.0], [0.8, 0.6], [1.0, 0.0], [-1.0, 0.0]])
    assert likeness(vectors, [0, 1], [2, 3]).pins() == [(0, 0)]


def test_a_target_alone_is_the_best_of_all() -> None:
    vectors = np.array([[1.0, 0.0], [0.0, 1.0], [0.6, 0.8]])
    assert likeness(vectors, [0, 1], [2]).pins() == [(1, 0)]


@pytest.mark.parametrize("number", [2, 3, 8])
def test_strangers_are_never_translations_of_each_other(number: int) -> None:
    assert likeness(np.eye(number), range(number), range(number)).strangers == 0


def test_strangers_of_a_text_that_says_one_thing_only_are_as_alike_as_translations() -> None:
    assert likeness(np.ones((4, 2)), range(4), range(4)).strangers == pytest.approx(1)


def test_joined_neighbours_lie_between_what_they_join() -> None:
    found = likeness(np.eye(4), [0, 1, 2], [0, 1, 2, 3])
    assert found.row(0, 2, 1, range(1, 5)) == pytest.approx([0.5**0.5, 0.5**0.5, 0, 0])
    assert found.row(0, 1, 2, range(2, 5)) == pytest.approx([0.5**0.5, 0, 0])
    assert found.row(0, 3, 3, range(3, 5)) == pytest.approx([1, 2 / 3])
