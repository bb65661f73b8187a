"""Reports brought together: what becomes one happening, what does not, in any order."""

from __future__ import annotations

from itertools import combinations, permutations

import pytest

from accordingto.linking import blocking, joining, link
from accordingto.linking.clustering import Judged
from accordingto.linking.memory import Memory
from accordingto.linking.profiles import Profile, profile_of
from accordingto.types import Account
from tests.linking.conftest import ARDUN, BELAN, PROVINCE, Make


def reports(make: Make) -> list[list[Account]]:
    """Three reports on one shelling, and lookalikes: the next day, the next town."""
    return [
        [
            make.account(
                "Shells killed 14 people in Ardun on 5 March.",
                "killed",
                type="CASUALTY",
                mode=None,
                figures=make.killed(14),
                document="d1",
            ),
            make.account("The army shelled Ardun, a medic said.", "shelled", at=60, document="d1"),
        ],
        [
            make.account(
                "The army shelled Ardun on 5 March, killing 14.",
                "shelled",
                document="d2",
                figures=make.killed(14),
            )
        ],
        [
            make.account(
                "Ardun was shelled again on 6 March.",
                "shelled",
                document="d3",
                begin="2024-03-06",
                end="2024-03-06",
                published="2024-03-07",
            ),
            make.account(
                "On 5 March shells hit Belan too.",
                "hit",
                at=70,
                document="d3",
                places=(BELAN,),
                published="2024-03-07",
            ),
        ],
    ]


def homes(clusters: tuple[tuple[str, ...], ...]) -> dict[str, int]:
    return {claim: number for number, cluster in enumerate(clusters) for claim in cluster}


@pytest.mark.xfail(
    reason="weights from 24 stories join a lookalike; docs/decisions/0060-linking.md", strict=False
)
def test_one_happening_in_two_reports_and_its_lookalikes(make: Make) -> None:
    (toll, act), (other,), (next_day, next_town) = reports(make)
    home = homes(link([account for report in reports(make) for account in report]))
    assert home[toll.claim.id] == home[act.claim.id] == home[other.claim.id]
    assert len({home[other.claim.id], home[next_day.claim.id], home[next_town.claim.id]}) == 3


def test_the_order_of_reports_does_not_matter(make: Make) -> None:
    expected = link([account for report in reports(make) for account in report])
    for order in permutations(reports(make)):
        assert link([account for report in order for account in report]) == expected


def test_judgements_win_and_can_be_taken_back(make: Make) -> None:
    accounts = [account for report in reports(make) for account in report]
    one, other = accounts[1].claim.id, accounts[3].claim.id
    same = homes(link(accounts, [Judged(one=one, other=other, verdict="same")]))
    assert same[one] == same[other]
    apart = homes(link(accounts, [Judged(one=one, other=accounts[2].claim.id, verdict="different")]))
    assert apart[one] != apart[accounts[2].claim.id]
    within = homes(link(accounts, [Judged(one=accounts[0].claim.id, other=one, verdict="different")]))
    assert within[accounts[0].claim.id] != within[one], "also within one report"


def test_a_village_meets_its_province_and_not_the_next_village(make: Make) -> None:
    village, province, next_village = (
        profile_of(make.account("It was hit.", "hit", document=name, places=(place,)))
        for name, place in (("d1", ARDUN), ("d2", PROVINCE), ("d3", BELAN))
    )
    assert village
    assert province
    assert next_village
    assert meet(village, province)
    assert not meet(village, next_village)


def meet(one: Profile, other: Profile) -> bool:
    ways = [
        set(blocking.kept_under(a)) & set(blocking.looked_under(b)) for a, b in ((one, other), (other, one))
    ]
    assert bool(ways[0]) == bool(ways[1]), "whichever comes first"
    return bool(ways[0])


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (("2024-03-05", "2024-03-08"), True),
        (("2024-03-05", "2024-03-25"), False),
        (("2024-03-05", "2024-03"), True),
        (("2024-03-05", "2024"), False),
    ],
)
def test_times_meet_whichever_comes_first(make: Make, dates: tuple[str, str], expected: bool) -> None:
    one, other = (
        profile_of(make.account("It was hit.", "hit", document=f"d{number}", begin=date, end=date))
        for number, date in enumerate(dates)
    )
    assert one
    assert other
    assert meet(one, other) == expected


def crowd(make: Make, number: int) -> list[Profile]:
    words = ("shelled", "hit", "bombed")
    accounts = [
        make.account(
            f"It was {words[n % 3]}.", words[n % 3], document=f"d{n:03}", identity=f"{(n * 37) % 1000:03}"
        )
        for n in range(number)
    ]
    return [profile for account in accounts if (profile := profile_of(account))]


def test_a_large_block_is_divided_and_work_stays_bounded(make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(joining, "BLOCK", 12)
    memory, compared, divided = Memory(), [], 0
    for profile in crowd(make, 90):
        joined = joining.join([profile], memory)
        memory.replace(joined)
        compared.append(joined.compared)
        divided += joined.divided
    assert divided, "it is said"
    assert max(compared) <= joining.MOST_COMPARED
    assert compared[-1] <= max(compared[:40]) + 1, "no more for the last than for an early one"


def test_nothing_is_compared_that_shares_no_key(make: Make) -> None:
    memory = Memory()
    far = [
        make.account(
            "Rockets fell.",
            "fell",
            document=f"d{n}",
            places=(),
            begin=f"20{n:02}-01-01",
            end=f"20{n:02}-01-01",
        )
        for n in range(10, 20)
    ]
    joined = [joining.join([profile], memory) for account in far if (profile := profile_of(account))]
    assert [each.compared for each in joined] == [0] * 10


def test_tellings_hold_each_mention_once(make: Make) -> None:
    profiles = [profile for account in reports(make)[0] if (profile := profile_of(account))]
    tellings = joining.tellings_of(profiles)
    assert sorted(member for telling in tellings for member in telling.members) == sorted(
        p.id for p in profiles
    )
    assert all(set(a.members).isdisjoint(b.members) for a, b in combinations(tellings, 2))
