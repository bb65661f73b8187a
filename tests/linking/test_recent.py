"""Scores of pairs: of many that one is compared with, only the likeliest are read."""

from __future__ import annotations

from itertools import combinations

from accordingto.linking.profiles import Profile, profile_of
from accordingto.linking.recent import ENOUGH_READ, MOST_READ, Scores
from accordingto.linking.scoring import Regression, Weights
from accordingto.linking.side_by_side import SideBySide
from tests.linking.conftest import ARDUN, BELAN, Make

WEAK = Regression(
    start=-1.0,
    levels={"trigger": {"the same": 0.5, "others": 0.0}},
    reading=SideBySide(shift=0.0, scale=1.0),
)


def test_only_the_likeliest_are_read(make: Make) -> None:
    asked: list[str] = []

    def reader(one: Profile, other: Profile) -> float:
        asked.append(max(one.document, other.document))
        return 2.0

    accounts = [
        make.account(f"The army {word} Ardun.", word, document=f"d{number}", places=(place,))
        for number, (word, place) in enumerate([("shelled", ARDUN)] * 6 + [("took", BELAN)] * 3)
    ]
    profiles = {p.id: p for account in accounts if (p := profile_of(account))}
    first, *others = profiles
    scores = Scores(profiles, Weights(within=WEAK, across=WEAK), reader)
    found = dict(scores.likeliest(first, others, 0.5))
    assert len(asked) == MOST_READ == len(found)
    assert all(likely > 0.7 for likely in found.values())


def test_what_is_not_read_may_be_likely_by_comparisons(make: Make) -> None:
    sure = Regression(start=2.0, levels={}, reading=SideBySide(shift=0.0, scale=1.0))
    accounts = [
        make.account("The army shelled Ardun.", "shelled", document=f"d{number}") for number in range(6)
    ]
    profiles = {p.id: p for account in accounts if (p := profile_of(account))}
    first, *others = profiles
    scores = Scores(profiles, Weights(within=sure, across=sure), lambda *_: 1.0)
    assert len(dict(scores.likeliest(first, others, 0.5))) == 5


def test_what_was_read_with_many_is_compared_without(make: Make) -> None:
    asked: list[tuple[str, str]] = []

    def reader(one: Profile, other: Profile) -> float:
        asked.append((one.id, other.id))
        return 2.0

    accounts = [
        make.account("The army shelled Ardun.", "shelled", document=f"d{number}")
        for number in range(3 * ENOUGH_READ)
    ]
    profiles = {p.id: p for account in accounts if (p := profile_of(account))}
    scores = Scores(profiles, Weights(within=WEAK, across=WEAK), reader)
    pairs = list(combinations(profiles, 2))
    found = [scores(*pair) for pair in pairs]
    assert len(asked) < len(pairs)
    assert all(sum(one in pair for pair in asked) >= ENOUGH_READ for one in profiles)
    assert min(found) > 0.3
