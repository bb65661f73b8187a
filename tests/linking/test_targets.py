import pytest

from accordingto.types import Account
from tests.linking.making import attack, kinds

GOVERNOR, ARMY, MONITOR = "the governor", "the army", "the Nile Monitors"


def hit(on: str, source: str, outlet: str, at: int = 0) -> Account:
    return attack(f"bombs hit {on}", source, trigger="hit", on=(on,), outlet=outlet, at=at)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("a pagoda", "a rocket battery", ["place"]),
        ("the homes of Lorn", "barracks", ["place"]),
        ("the market", "a depot of rebel ammunition", ["place"]),
        ("a bus depot", "the town", []),  # neither says what for
        ("a school", "a hospital", []),
        ("rebel positions", "an army base", []),
    ],
)
def test_what_was_hit(one: str, other: str, found: list[str]) -> None:
    accounts = hit(one, GOVERNOR, "Meridian"), hit(other, ARMY, "Oshan Gazette")

    assert kinds(*accounts) == found


def test_who_tells_of_both_disputes_neither() -> None:
    accounts = (
        hit("a school", GOVERNOR, "Meridian"),
        hit("barracks", ARMY, "Oshan Gazette"),
        hit("the school beside the road", ARMY, "Oshan Gazette", at=60),
    )

    assert kinds(*accounts) == []


def test_who_never_hit_a_school_disputes_what_was_hit() -> None:
    told = hit("a school", GOVERNOR, "Meridian")
    denied = attack(
        "our planes never hit a school",
        "a colonel of the army",
        trigger="hit",
        by=("our planes",),
        on=("a school",),
        polarity="negative",
        outlet="Oshan Gazette",
    )

    assert kinds(told, denied, hit("barracks", ARMY, "Harbour Courier")) == ["place"]
    assert kinds(told, denied) != ["place"]
