"""Reports brought together: what becomes one happening, what does not, in any order."""

from __future__ import annotations

import random
from itertools import combinations, permutations

import msgspec
import pytest

from accordingto.linking import blocking, joining, link
from accordingto.linking.clustering import Judged
from accordingto.linking.memory import Memory
from accordingto.linking.profiles import Profile, profile_of
from accordingto.linking.recent import BLOCK, Recent
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


def shuffled(make: Make) -> list[list[Profile]]:
    """Reports on a busy week: three days and four towns, five accounts of each, in no order."""
    towns = (ARDUN, BELAN, *(msgspec.structs.replace(ARDUN, name=f"Town {n}", geonameid=n) for n in (7, 8)))
    accounts = [
        make.account(
            f"Shells {word} {town.name} on {day} March, killing {10 * day + number}.",
            word,
            document=f"d{day}{number}{teller}",
            places=(town,),
            begin=f"2024-03-{day:02}",
            end=f"2024-03-{day:02}",
            figures=make.killed(10 * day + number),
        )
        for day in (3, 4, 5)
        for number, town in enumerate(towns)
        for teller, word in enumerate(("hit", "shelled", "struck", "hit", "shelled"))
    ]
    found = [[profile] for account in accounts if (profile := profile_of(account))]
    random.Random(3).shuffle(found)
    return found


def together(reports: list[list[Profile]]) -> set[frozenset[str]]:
    """The pairs of claims that are of one happening."""
    memory = Memory()
    recent = Recent(memory)
    for report in reports:
        memory.replace(joining.join(report, recent))
    return {frozenset(pair) for cluster in memory.claims() for pair in combinations(cluster, 2)}


def test_where_too_much_hangs_together_order_matters_little(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports = shuffled(make)
    expected = together(reports)
    monkeypatch.setattr(joining, "WHOLE", 8)
    monkeypatch.setattr(joining, "LOOSE", 12)
    for order in (reports, reports[::-1]):
        found = together(order)
        shared = len(found & expected)
        assert shared / len(found | expected) >= 0.9


def test_judged_pairs_are_kept_however_large_what_hangs_together_is(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "WHOLE", 4)
    monkeypatch.setattr(joining, "LOOSE", 2)
    monkeypatch.setattr(joining, "REPRESENTATIVES", 1)
    profiles = sorted((report[0] for report in shuffled(make)), key=lambda profile: profile.document)
    one, other, another = (profiles[number].id for number in (0, 3, -1))
    judged = [
        Judged(one=one, other=other, verdict="different"),
        Judged(one=one, other=another, verdict="same"),
    ]
    memory = Memory(judged)
    for profile in profiles:
        memory.replace(joining.join([profile], memory))
    home = homes(memory.claims())
    assert home[one] != home[other]
    assert home[one] == home[another]


def test_what_was_asked_lately_is_what_the_store_would_say(make: Make) -> None:
    memory = Memory()
    recent = Recent(memory)
    for report in shuffled(make):
        memory.replace(joining.join(report, recent))
    fresh = Recent(memory)
    ids = sorted(one for cluster in memory.claims() for one in cluster)
    assert recent.near(ids) == fresh.near(ids)
    assert recent.clusters(ids) == fresh.clusters(ids)
    assert recent.profiles(ids) == fresh.profiles(ids)
    keys = [key for profile in fresh.profiles(ids).values() for key in blocking.looked_under(profile)]
    most = BLOCK + 1
    assert {k: m[:most] for k, m in recent.blocks(keys, most).items()} == fresh.blocks(keys, most)


def test_how_many_reports_a_transaction_holds_changes_nothing(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("accordingto.linking.recent.MOST_READ", 1)
    monkeypatch.setattr("accordingto.linking.recent.ENOUGH_READ", 3)
    asked: list[set[tuple[str, str]]] = []
    for transactions in (False, True):
        pairs: set[tuple[str, str]] = set()

        def reader(one: Profile, other: Profile, pairs: set[tuple[str, str]] = pairs) -> float:
            pairs.add((min(one.id, other.id), max(one.id, other.id)))
            return 4.0 if (len(one.id) + len(other.id)) % 3 else -4.0

        memory = Memory()
        recent = Recent(memory, None, reader)
        for report in shuffled(make):
            if transactions:
                recent.turn_to(memory)
            memory.replace(joining.join(report, recent))
        asked.append(pairs)

    assert asked[0] == asked[1] != set()


def test_a_block_that_is_divided_still_brings_together_what_is_told_in_one_word_on_one_day(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(joining, "BLOCK", 6)
    memory = Memory()
    for profile in crowd(make, 40):
        memory.replace(joining.join([profile], memory))
    alike = {profile.id for profile in crowd(make, 40) if profile.triggers == {"bomb"}}
    last = max(alike)
    met = {
        one
        for key in blocking.looked_under(memory_profile(memory, last))
        for part in blocking.parts_looked_under(key, memory_profile(memory, last))
        for one in memory.block([part], 100).get(part, ())
    }
    assert alike <= met


def memory_profile(memory: Memory, telling: str) -> Profile:
    return Recent(memory).profiles([telling])[telling]
