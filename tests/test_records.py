"""Records behave as the frozen dataclasses of the standard library that they stand for."""

from __future__ import annotations

import copy
import dataclasses
import pickle

import pytest

from tqcheck import model, records


@records.dataclass(frozen=True, slots=True)
class Own:
    """A record."""

    one: int
    two: str = "b"
    more: list[int] = dataclasses.field(default_factory=list)

    @property
    def double(self) -> int:
        return 2 * self.one


@dataclasses.dataclass(frozen=True, slots=True)
class Standard:
    """A record."""

    one: int
    two: str = "b"
    more: list[int] = dataclasses.field(default_factory=list)

    @property
    def double(self) -> int:
        return 2 * self.one


def test_same_as_of_the_standard_library() -> None:
    own, standard = Own(1, more=[2]), Standard(1, more=[2])
    assert repr(own) == repr(standard).replace("Standard", "Own")
    assert dataclasses.asdict(own) == dataclasses.asdict(standard)
    assert [one.name for one in dataclasses.fields(own)] == [one.name for one in dataclasses.fields(standard)]
    assert (own.double, Own.__doc__, Own.__match_args__) == (2, "A record.", Standard.__match_args__)
    assert not hasattr(own, "__dict__")


def test_defaults_are_not_shared() -> None:
    assert Own(1).more is not Own(1).more


def test_equal_where_all_fields_are() -> None:
    assert Own(1) == Own(1) != dataclasses.replace(Own(1), two="c")
    assert Own(1) != Standard(1)
    assert len({model.Span(1, 2), model.Span(1, 2), model.Span(1, 3)}) == 2


@pytest.mark.parametrize("change", [lambda own: setattr(own, "one", 2), lambda own: delattr(own, "one")])
def test_cannot_be_changed(change: object) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        change(Own(1))  # type: ignore[operator]


def test_missing_and_unknown_arguments_are_refused() -> None:
    for arguments in ({}, {"one": 1, "three": 3}):
        with pytest.raises(TypeError, match=r"__init__\(\)"):
            Own(**arguments)


def test_travels_between_processes() -> None:
    span = model.Span(1, 2)
    assert pickle.loads(pickle.dumps(span)) == copy.deepcopy(span) == span
