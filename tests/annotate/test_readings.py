"""What digits with their signs can mean: numbers, times, days; and which dates can be one."""

from __future__ import annotations

import pytest

from tqcheck.annotate.quantities import Date
from tqcheck.annotate.quantities.separators import day_and_month, hour_and_minute, magnitude, readings, significant


@pytest.mark.parametrize(
    ("token", "decimal", "own", "foreign"),
    [
        ("1500", ",", (1500,), ()),
        ("1.500", ",", (1500,), (1.5,)),
        ("1,500", ",", (1.5,), (1500,)),
        ("17,5", ",", (17.5,), ()),
        ("17,5", ".", (), (17.5,)),
        ("0,500", ",", (0.5,), ()),
        ("0,500", ".", (), (0.5,)),
        ("1.234,5", ",", (1234.5,), ()),
        ("1,234.5", ",", (), (1234.5,)),
        ("1.234.567", ",", (1234567,), ()),
        ("1.234.567", ".", (), (1234567,)),
        ("12,34,567", ".", (1234567,), ()),
        ("123,45,678", ".", (123, 45, 678), ()),
        ("1.2.3", ",", (1, 2, 3), ()),
        ("1.2,3.4", ",", (), ()),
        ("1 500", ",", (1500,), ()),
        ("١٫٥", ".", (1.5,), ()),
    ],
)
def test_number(token: str, decimal: str, own: tuple[float, ...], foreign: tuple[float, ...]) -> None:
    found = readings(token, decimal)
    assert (found.own, found.foreign) == (own, foreign)


@pytest.mark.parametrize(
    ("token", "time"),
    [
        ("14.30", (14, 30)),
        ("14:30", (14, 30)),
        ("14,30", (14, 30)),
        ("1430", (14, 30)),
        ("14", (14, 0)),
        ("24:00", (24, 0)),
        ("7:59", (7, 59)),
        ("25:00", None),
        ("14:60", None),
        ("14:5", None),
        ("114:05", None),
        ("1460", None),
        ("noon", None),
    ],
)
def test_time_of_day(token: str, time: tuple[int, int] | None) -> None:
    assert hour_and_minute(token) == time


@pytest.mark.parametrize(
    ("token", "day"),
    [("12.6", (12, 6)), ("12.6.", (12, 6)), ("31/12", (31, 12)), ("5-6", (5, 6)), ("32/6", None), ("12", None)],
)
def test_day_and_month(token: str, day: tuple[int, int] | None) -> None:
    assert day_and_month(token) == day


def test_powers_of_ten_and_the_digits_that_count() -> None:
    assert [magnitude(value) for value in (0, 0.5, 999, 1000, -1000)] == [0, -1, 2, 3, 3]
    assert [significant(value) for value in (4400, 4.4, 0, 404)] == ["44", "44", "0", "404"]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (Date(7, 9, None), Date(7, 9, 2024), True),
        (Date(None, 9, None), Date(7, 9, None), True),
        (Date(7, 9, 2024), Date(7, 9, 24), True),
        (Date(7, 9, 2024), Date(7, 9, 2023), False),
        (Date(7, 9, None), Date(8, 9, None), False),
        (Date(7, 9, None), Date(9, 7, None), False),
        (Date(7, 9, None, swapped=True), Date(9, 7, None), True),
        (Date(9, 7, None), Date(7, 9, None, swapped=True), True),
        (Date(None, None, 2024), Date(7, 9, 2024), False),  # they share neither day nor month
    ],
)
def test_dates_that_can_be_one(one: Date, other: Date, same: bool) -> None:
    assert one.agrees(other) is same
