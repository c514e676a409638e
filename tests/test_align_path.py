"""The way through two documents: the cheapest there is, inside a band that holds what is known."""

from __future__ import annotations

import functools
import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tqcheck.align.path import Band, Bead, Shape, _chain, cheapest

SHAPES: tuple[Shape, ...] = ((1, 1), (1, 2), (2, 1), (1, 3), (2, 2), (1, 0), (0, 1))


class Costs:
    """Made-up costs, none of them equal to another, so that there is one cheapest way."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def of(self, i: int, shape: Shape, j: int) -> float:
        return random.Random(f"{self._seed} {i} {shape} {j}").uniform(0.1, 1) * max(sum(shape), 1)

    def __call__(self, i: int, shape: Shape, columns: range) -> np.ndarray:
        return np.array([self.of(i, shape, j) for j in columns], dtype=float)

    def along(self, beads: list[Bead]) -> float:
        return sum(self.of(b, (b - a, d - c), d) for a, b, c, d in beads)


def least(rows: int, columns: int, costs: Costs) -> float:
    """The cost of the cheapest way, by trying all."""

    @functools.cache
    def to(i: int, j: int) -> float:
        if (i, j) == (0, 0):
            return 0.0
        came = [(i - a, j - b, costs.of(i, (a, b), j)) for a, b in SHAPES if a <= i and b <= j]
        return min((to(x, y) + cost for x, y, cost in came), default=float("inf"))

    return to(rows, columns)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 6), st.integers(0, 6), st.integers(0, 1000))
def test_no_way_is_cheaper(rows: int, columns: int, seed: int) -> None:
    costs = Costs(seed)
    beads = cheapest(rows, columns, SHAPES, costs, Band(rows, columns))
    ends = [(0, 0), *((b, d) for _, b, _, d in beads)]
    assert [(a, c) for a, _, c, _ in beads] == ends[:-1], "each begins where the one before ends"
    assert ends[-1] == (rows, columns)
    assert costs.along(beads) == pytest.approx(least(rows, columns, costs))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=7, unique_by=(lambda one: one[0])))
def test_pins_that_rise_together_are_the_most_there_are(pins: list[tuple[int, int]]) -> None:
    ordered = sorted(pins)
    longest = max(
        len(some)
        for size in range(len(ordered) + 1)
        for some in itertools.combinations(ordered, size)
        if all(a[1] < b[1] for a, b in itertools.pairwise(some))
    )
    chain = _chain(pins)
    assert len(chain) == longest
    assert chain == sorted(chain)
    assert all(a[1] < b[1] for a, b in itertools.pairwise(chain))
    assert set(chain) <= set(pins)


def test_between_two_pins_the_band_is_what_lies_between_them_and_a_little_more() -> None:
    band = Band(1000, 1000, [(400, 410), (420, 430)])
    assert (band(410)[0], band(410)[-1]) == (410 - 6, 430 + 1 + 6)
    assert 410 in band(400)
    assert 430 in band(420)


def test_without_pins_the_band_follows_the_diagonal_and_widens_with_the_texts() -> None:
    assert (Band(100, 200)(50)[0], Band(100, 200)(50)[-1]) == (100 - 60 - 25, 100 + 60 + 25)
    wide = Band(100_000, 100_000)(50_000)
    assert (wide[0], wide[-1]) == (49_500, 50_500)


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 300), (300, 0), (300, 3), (3, 300)])
def test_every_band_reaches_both_ends_and_stays_inside(rows: int, columns: int) -> None:
    band = Band(rows, columns, [(1, 2)] if min(rows, columns) > 2 else [])
    assert (band(0)[0], band(rows)[-1]) == (0, columns)
    assert all(0 <= band(i)[0] <= band(i)[-1] <= columns for i in range(rows + 1))
