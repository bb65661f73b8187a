"""Figures of several accounts by policy."""

import pytest

from accordingto.exports.policies import (
    at_most,
    by_policy,
    civilians_killed,
    range_of,
    single,
    spanned,
)
from accordingto.types import Figure, Range
from tests.exports.build import figure, happening, told

FULL = Range(low=5, best=7, high=9)
AT_LEAST = Range(low=12)


def test_the_conservative_policy_takes_the_lowest_for_best() -> None:
    assert by_policy(FULL, "conservative") == Range(low=5, best=5, high=9)
    assert single(FULL, "conservative") == 5
    assert single(AT_LEAST, "conservative") == 12


def test_the_other_keeps_the_three_apart() -> None:
    assert by_policy(FULL, "low-best-high") == FULL
    assert single(FULL, "low-best-high") == 7


def test_a_best_number_alone_is_its_own_bounds() -> None:
    assert by_policy(Range(best=4), "low-best-high") == Range(low=4, best=4, high=4)


def test_nothing_is_made_up_for_what_no_account_gives() -> None:
    assert single(AT_LEAST, "low-best-high") is None
    assert single(Range(high=50), "conservative") is None
    assert by_policy(None, "conservative") == Range()
    assert single(Range(best=0), "conservative") == 0


def test_beside_a_total_the_others_are_parts_of_it() -> None:
    figures = (figure(8, of="children"), figure(40), figure(3))

    assert range_of(figures, "killed") == Range(best=40)
    assert range_of(figures, "injured") is None


def test_accounts_span_a_range_and_agree_on_a_best() -> None:
    assert spanned([Range(best=27), Range(low=30, high=40)]) == Range(low=27, high=40)
    assert spanned([Range(best=27), Range(best=27), None]) == Range(low=27, best=27, high=27)
    assert spanned([None]) is None


@pytest.mark.parametrize(
    ("of", "expected"), [("civilians", Range(low=3, best=3, high=3)), ("fighters", None)]
)
def test_civilians_are_counted_where_accounts_say_so(of: str, expected: Range | None) -> None:
    figures: tuple[Figure, ...] = (figure(7), figure(3, of=of))

    assert civilians_killed([told(happening=happening(figures=figures))]) == expected


def test_a_denial_counts_nobody() -> None:
    account = told(happening=happening(figures=(figure(3, of="civilians"),)), polarity="negative")

    assert civilians_killed([account]) is None


def test_the_highest_of_a_range() -> None:
    assert at_most(FULL) == 9
    assert at_most(AT_LEAST) == 12
    assert at_most(None) == 0
