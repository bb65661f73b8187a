"""Which words of two accounts are offered as ones that may contradict each other."""

from __future__ import annotations

from itertools import chain
from typing import Any

from msgspec.structs import replace

from accordingto.linking import testimony
from accordingto.linking.candidates import candidates_of
from accordingto.linking.origins import origins_of
from accordingto.types import Account
from tests.linking.making import attack, toll, town

ARDUN, BELAN = town("Ardun", 1, 34.0, 36.0), town("Belan", 2, 34.3, 36.0)
GAZETTE: dict[str, Any] = {"outlet": "Oshan Gazette", "day": 11}


def offered(*accounts: Account) -> set[tuple[str, str, str]]:
    """Kind and the words of both sides, the earlier report's first."""
    texts = {account.claim.document: account.claim.text for account in accounts}
    testimonies = testimony.testimonies_of(accounts, origins_of(accounts), ())
    found = chain.from_iterable(candidates_of(testimonies, texts).values())
    return {(each.kind, each.one.words, each.other.words) for each in found}


def test_numbers_are_offered_whoever_is_counted() -> None:
    found = offered(toll("4 soldiers", "an officer"), toll("22 apostates", "the emirate", **GAZETTE))

    assert ("figure", "4 soldiers", "22 apostates") in found


def test_numbers_that_agree_and_numbers_of_one_origin_are_not_offered() -> None:
    assert not offered(toll("at least 12 people", "the mayor"), toll("15 people", "the union", **GAZETTE))
    assert not offered(toll("12 people", "the mayor"), toll("15 people", "the mayor", **GAZETTE))


def test_parties_that_are_named_are_offered_once_for_their_names() -> None:
    said = attack("The army shelled the market", "the mayor", trigger="shelled", by=("The army",))
    other = attack("Rebels shelled the market", "a guard", trigger="shelled", by=("Rebels",), **GAZETTE)
    same = replace(said, claim=replace(other.claim, text=said.claim.text))

    assert ("perpetrator", "The army", "Rebels") in offered(said, other)
    assert ("perpetrator", "The army", "The army") not in offered(said, same)


def test_a_party_in_the_same_words_put_otherwise_is_not_offered() -> None:
    def by(words: str, speaker: str, **fields: Any) -> Account:
        return attack(f"{words} shelled it", speaker, trigger="shelled", by=(words,), **fields)

    navy = by("a gunboat of the navy", "the mayor")
    assert not offered(navy, by("a navy gunboat", "a guard", **GAZETTE))
    assert offered(navy, by("a rebel gunboat", "a guard", **GAZETTE))


def test_a_denial_is_offered_against_who_names_somebody_and_against_who_tells_of_it() -> None:
    said = attack("The army shelled the market", "the mayor", trigger="shelled", by=("The army",))
    denied = attack(
        "The army did not shell the market",
        "an officer",
        trigger="shell",
        by=("The army",),
        polarity="negative",
        **GAZETTE,
    )

    found = offered(said, denied)

    assert ("perpetrator", "The army", denied.claim.text) in found
    assert ("happened", said.claim.text, denied.claim.text) in found


def test_who_denies_for_one_side_denies_nothing_of_the_other() -> None:
    said = attack("Rebels shelled the market", "the mayor", trigger="shelled", by=("Rebels",))
    denied = attack("It did not happen", "the army", trigger="happen", polarity="negative", **GAZETTE)
    answer = attack(
        "It did not happen", "a rebel spokesman", trigger="happen", polarity="negative", **GAZETTE
    )

    assert not {each for each in offered(said, denied) if each[0] == "perpetrator"}
    assert ("perpetrator", "Rebels", answer.claim.text) in offered(said, answer)


def test_places_that_lie_apart_are_offered_unless_one_name_is_in_the_other() -> None:
    here = replace(ARDUN, span=(23, 28))
    there = replace(BELAN, span=(23, 28))
    said = attack("Shells hit a market in Ardun", "the mayor", trigger="hit", place=here)
    other = attack("Shells hit a market in Belan", "a guard", trigger="hit", place=there, **GAZETTE)
    same = attack("Shells hit a market in Ardun", "a guard", trigger="hit", place=here, **GAZETTE)

    assert ("place", "Ardun", "Belan") in offered(said, other)
    assert not {each for each in offered(said, same) if each[0] == "place"}


def test_days_that_do_not_meet_are_offered_unless_they_lie_weeks_apart() -> None:
    def on(words: str, civil: str, **fields: Any) -> Account:
        text = f"Shells hit the market on {words}"
        return attack(text, "a guard", trigger="hit", when=(words, civil), **fields)

    monday, tuesday = on("Monday", "2024-03-04"), on("Tuesday", "2024-03-05", **GAZETTE)
    long_ago = on("1 January", "2024-01-01", **GAZETTE)

    again = on("Monday", "2024-03-11", **GAZETTE)

    assert ("day", "Monday", "Tuesday") in offered(monday, tuesday)
    assert not {each for each in offered(monday, again) if each[0] == "day"}
    assert not {each for each in offered(monday, long_ago) if each[0] == "day"}
