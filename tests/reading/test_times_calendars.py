"""Calendars and civil arithmetic against days that are known."""

from datetime import date

import pytest

from accordingto.reading.times import calendars, civil
from accordingto.reading.times.civil import Point


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (calendars.islamic(1445, 9, 1), date(2024, 3, 11)),
        (calendars.persian(1397, 1, 1), date(2018, 3, 21)),
        (calendars.persian(1403, 1, 1), date(2024, 3, 20)),
        (calendars.ethiopian(2016, 1, 1), date(2023, 9, 12)),
        (calendars.hebrew(5784, 7, 1), date(2023, 9, 16)),
        (calendars.hebrew(5784, 1, 15), date(2024, 4, 23)),
        (calendars.easter(2018), date(2018, 4, 1)),
        (calendars.easter(2024), date(2024, 3, 31)),
        (calendars.orthodox_easter(2018), date(2018, 4, 8)),
        (calendars.orthodox_easter(2024), date(2024, 5, 5)),
        (calendars.nth_weekday(1999, 11, 4, 4), date(1999, 11, 25)),
        (calendars.nth_weekday(2024, 5, 1, -1), date(2024, 5, 27)),
    ],
)
def test_known_days(found: date | None, known: date) -> None:
    assert found == known


@pytest.mark.parametrize(
    ("start", "count", "unit", "value"),
    [
        (Point(2018, 5, 9), -1, "D", "2018-05-08"),
        (Point(2018, 1, 1), -1, "D", "2017-12-31"),
        (Point(2018, 1, 3), -1, "W", "2017-W52"),
        (Point(2018, 1, 31), -2, "M", "2017-11"),
        (Point(2018, 5, 9), -1, "Q", "2018-Q1"),
        (Point(2018, 5, 9), -3, "Y", "2015"),
        (Point(2018, 5, 9), -2, "DE", "199"),
        (Point(-1), 1, "Y", "0001"),
        (Point(-490), 1, "Y", "BC0489"),
        (Point(2018, 5), 1, "D", "2018-XX-XX"),
        (Point(2018, 5), 0, "D", "2018-05-XX"),
        (Point(2018), 1, "D", "XXXX-XX-XX"),
        (Point(2018, 5, 9), 10**7, "D", "2018-XX-XX"),
        (Point(2018, 5, 9), 10**7, "Y", "XXXX"),
        (None, 1, "W", "XXXX-WXX"),
    ],
)
def test_steps_on_the_calendar(start: Point | None, count: int, unit: str, value: str) -> None:
    assert civil.step(start, count, unit) == value


@pytest.mark.parametrize(
    "value", ["2018-02-30", "2018-13", "0000", "XXXX-05", "BC0490", "PAST_REF", "2018-W60"]
)
def test_what_is_no_day_covers_none(value: str) -> None:
    assert civil.cover(value)[:2] == (None, None)
