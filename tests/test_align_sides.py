"""What two segments share in any languages, and which pairs share so much that they hold the alignment down."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tqcheck.align.sides import Shared, Side
from tqcheck.model import Segment

SHAPES = [(1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2)]
ANCHORS = st.frozensets(st.sampled_from("abcdefgh"), max_size=4)


@pytest.mark.parametrize(
    ("source", "target", "shared"),
    [
        ("Vieram 1.500 alunos.", "1,500 people came.", True),
        ("Vieram 1.500 alunos.", "15,000 people came.", False),
        ("Chegou à ONU.", "It came to ONU.", True),
        ("O presidente saiu.", "The president left.", True),
        ("Кремль молчит.", "The Kremlin is silent.", True),
        ("A casa caiu.", "The cash fell.", False),  # four letters are akin to anything
        ("O comerciante saiu.", "They saw comediantes.", False),  # of long words five letters must be alike
    ],
)
def test_what_is_shared(source: str, target: str, shared: bool) -> None:
    left, right = (Side([Segment(0, len(text), text)], text).anchors for text in (source, target))
    assert (Shared(left, right)(0, 0) > 0) is shared


@settings(max_examples=60, deadline=None)
@given(st.lists(ANCHORS, min_size=3, max_size=6), st.lists(ANCHORS, min_size=3, max_size=6))
def test_a_row_of_beads_shares_what_each_bead_shares(left: list[frozenset[str]], right: list[frozenset[str]]) -> None:
    shared = Shared(left, right)
    for (a, b), start in itertools.product(SHAPES, range(len(left))):
        if start + a <= len(left):
            columns = range(b, len(right) + 1)
            row = shared.row(start, start + a, b, columns)
            assert row == pytest.approx([shared.of(start, start + a, end - b, end) for end in columns])


def segments(number: int, named: dict[int, str]) -> list[frozenset[str]]:
    return [frozenset(named.get(at, "").split()) for at in range(number)]


@pytest.mark.parametrize(
    ("source", "target", "pins"),
    [
        ({0: "kreml putin"}, {3: "kreml putin"}, [(0, 3)]),
        ({0: "kreml"}, {3: "kreml"}, []),  # one word alone proves little
        ({0: "kreml putin"}, {3: "kreml putin", 7: "kreml putin"}, []),  # which of them is it?
        ({0: "kreml putin", 5: "kreml putin"}, {3: "kreml putin"}, []),
        ({0: "kreml putin", 5: "tokyo japan"}, {3: "tokyo japan", 7: "kreml putin"}, [(0, 7), (5, 3)]),
        ({2: "kreml putin duma gas"}, {3: "kreml putin duma gas", 7: "kreml"}, [(2, 3)]),
    ],
)
def test_pins_share_far_more_than_any_other_pair(
    source: dict[int, str], target: dict[int, str], pins: list[tuple[int, int]]
) -> None:
    assert sorted(Shared(segments(12, source), segments(12, target)).pins()) == pins


def test_joined_segments_hold_what_stands_between_them() -> None:
    text = "Ana came.  Bia left. All slept."
    side = Side([Segment(0, 9, text[0:9], 0), Segment(11, 20, text[11:20], 0), Segment(21, 31, text[21:31], 1)], text)
    joined = side.joined(0, 2)
    assert joined is not None
    assert (joined.text, joined.start, joined.end) == ("Ana came.  Bia left.", 0, 20)
    assert side.joined(1, 2) is side.segments[1]
    assert side.joined(1, 1) is None
