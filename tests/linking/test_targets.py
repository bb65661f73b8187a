from typing import Any

import pytest

from accordingto.types import Account
from tests.linking.making import attack, kinds

GOVERNOR, ARMY, MONITOR = "the governor", "the army", "the Nile Monitors"


def hit(on: str, source: str, outlet: str, at: int = 0) -> Account:
    return attack(f"bombs hit {on}", source, trigger="hit", on=(on,), outlet=outlet, at=at)


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("a pagoda", "a rocket battery", ["target"]),
        ("the homes of Lorn", "barracks", ["target"]),
        ("the market", "a depot of rebel ammunition", ["target"]),
        ("a camp of herders", "a rebel kitchen", ["target"]),
        ("a grain store", "a gathering of commanders", ["target"]),
        ("a minibus", "a Houthi vehicle", ["target"]),
        ("a bus depot", "the town", []),  # the other does not say what for
        ("a school", "a hospital", []),
        ("rebel positions", "an army base", []),
        ("a rebel's house", "an army base", []),  # of both
    ],
)
def test_what_was_hit(one: str, other: str, found: list[str]) -> None:
    accounts = hit(one, GOVERNOR, "Meridian"), hit(other, ARMY, "Oshan Gazette")

    assert kinds(*accounts) == found


@pytest.mark.parametrize(
    ("text", "on", "found"),
    [
        ("bombs fell on a command post", (), ["target"]),
        ("what was hit was only a munitions store", (), ["target"]),
        ("jets hit two lorries with 30 militants", ("two lorries",), ["target"]),
        ("jets hit a command room in the school", ("a command room",), ["target"]),
        ("jets hit two lorries with rockets", ("two lorries",), []),  # by which they were hit
        ("bombs that hit no barracks", ("no barracks",), ["happened"]),
        ("bombs that hit the gate missed the barracks", ("the gate", "the barracks"), []),
        ("the shells that hit were the work of an army battery", (), []),
    ],
)
def test_what_was_hit_by_the_words_around_it(text: str, on: tuple[str, ...], found: list[str]) -> None:
    arms = attack(text, ARMY, trigger="hit" if "hit" in text else "fell", on=on, outlet="Oshan Gazette")

    assert kinds(hit("a school", GOVERNOR, "Meridian"), arms) == found


def test_who_tells_of_both_does_not_say_that_it_was_a_school() -> None:
    accounts = (
        hit("a school", GOVERNOR, "Meridian"),
        hit("the barracks beside it", GOVERNOR, "Meridian", at=60),
        hit("barracks", ARMY, "Oshan Gazette"),
    )

    assert kinds(*accounts) == []


def test_a_depot_in_which_fighters_died_is_of_arms() -> None:
    mill, depot = hit("a mill", GOVERNOR, "Meridian"), hit("a depot", ARMY, "Oshan Gazette")
    dead = attack(
        "20 gunmen died",
        ARMY,
        trigger="died",
        type="CASUALTY",
        on=("20 gunmen",),
        outlet="Oshan Gazette",
        at=40,
    )

    assert kinds(mill, depot, dead) == ["target"]
    assert kinds(mill, depot) == []


def test_a_report_that_is_denied_is_not_the_word_of_who_denies_it() -> None:
    text = "the ministry dismissed reports of an attack on a bus depot"
    report: dict[str, Any] = {"trigger": "attack", "on": ("a bus depot",), "outlet": "Oshan Gazette"}
    accounts = (
        hit("a bus depot", GOVERNOR, "Meridian"),
        attack(text, ARMY, act="deny", polarity="negative", **report),
        attack(text, ARMY, act="report", **report),
        hit("barracks", ARMY, "Oshan Gazette", at=100),
    )

    assert "target" in kinds(*accounts)


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

    assert kinds(told, denied, hit("barracks", ARMY, "Harbour Courier")) == ["target"]
    assert kinds(told, denied) != ["target"]
