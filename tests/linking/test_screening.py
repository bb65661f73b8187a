"""Pairs are given up only where they cannot be likely any more, and scored as ever where they are not."""

from __future__ import annotations

from itertools import combinations

import pytest

from accordingto.linking.profiles import Profile, profile_of
from accordingto.linking.scoring import score
from accordingto.linking.screening import Screen
from tests.linking.conftest import ARDUN, BELAN, PROVINCE, Make


def scored(screen: Screen, one: Profile, other: Profile, least: float) -> float | None:
    """Compared, and read if anything is left of the pair."""
    odds = screen.compared(one, other, least)
    return None if odds is None else screen.read(one, other, odds, least)


@pytest.fixture
def profiles(make: Make) -> list[Profile]:
    accounts = [
        make.account(
            f"The army {word} {place.name}.",
            word,
            document=f"d{number}",
            places=(place,),
            begin=day,
            end=day,
        )
        for number, (word, place, day) in enumerate(
            (word, place, day)
            for word in ("shelled", "took")
            for place in (ARDUN, BELAN, PROVINCE)
            for day in ("2024-03-05", "2024-03-06", None)
        )
    ]
    return [profile for account in accounts if (profile := profile_of(account))]


@pytest.mark.parametrize("least", [0.0, 0.2, 0.45, 0.9])
def test_scores_are_as_without_and_none_below(profiles: list[Profile], least: float) -> None:
    screen = Screen()
    for one, other in combinations(profiles, 2):
        expected = score(one, other)
        found = scored(screen, one, other, least)
        if expected >= least:
            assert found == pytest.approx(expected)
        else:
            assert found is None
