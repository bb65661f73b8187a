"""Civil dates as far as they are known."""

from datetime import date

import pytest

from accordingto.exports.days import day_range, first_day, last_day


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2024-02-05", date(2024, 2, 5), date(2024, 2, 5)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        ("2024-03-05T23:30:00+02:00", date(2024, 3, 5), date(2024, 3, 5)),
        ("2024-02-31", None, None),
        ("2024-W10", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_a_date_has_a_first_and_a_last_day(value: str | None, first: date | None, last: date | None) -> None:
    assert first_day(value) == first
    assert last_day(value) == last


def test_one_end_stands_for_both() -> None:
    assert day_range(None, "2024-03") == (date(2024, 3, 1), date(2024, 3, 31))
    assert day_range("2024-03-05", None) == (date(2024, 3, 5), date(2024, 3, 5))
    assert day_range(None, None) is None


def test_ends_in_the_wrong_order_are_put_right() -> None:
    assert day_range("2024-03-09", "2024-03-05") == (date(2024, 3, 5), date(2024, 3, 9))
