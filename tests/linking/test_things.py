"""Numbers of things that accounts of one happening give."""

from __future__ import annotations

import pytest

from accordingto.linking.remarks import with_remarks
from accordingto.linking.things import sorts_in, things_in
from accordingto.types import Account
from tests.linking.making import account, attack, kinds

GOVERNOR, ARMY, MONITOR = "the governor", "the army", "the Nile Monitors"


@pytest.mark.parametrize(
    ("text", "sort", "words", "number"),
    [
        ("soldiers burned 140 houses", "house", "140 houses", 140),
        ("about thirty huts were lit", "house", "about thirty huts", 30),
        ("made off with more than 300 sacks of millet", "sack", "more than 300 sacks", 301),
        ("a convoy of 51 lorries was held up", "lorry", "51 lorries", 51),
        ("they destroyed nine fuel lorries and 40 occupiers", "lorry", "nine fuel lorries", 9),
        ("16 of its 22 lorries were robbed", "lorry", "16 of its 22 lorries", 16),
        ("two of the boats sank", "boat", "two of the boats", 2),
        ("three or four boats sank", "boat", "three or four boats", 3),
        ("just the one barge was lost", "boat", "one barge", 1),
        ("1,300 tonnes were stolen", "tonne", "1,300 tonnes", 1300),
        ("they sank eight rebel craft", "boat", "eight rebel craft", 8),
    ],
)
def test_things_are_counted(text: str, sort: str, words: str, number: int) -> None:
    (found,) = things_in(text)

    assert (found.sort, text[slice(*found.span)]) == (sort, words)
    assert number in (found.quantity.best, found.quantity.low)


@pytest.mark.parametrize(
    "text",
    [
        "gunmen came in three trucks",
        "they fired from 12 boats",
        "it fired at them with two guns",
        "nine of every ten buses stayed in the yards",
        "two barges of five set out",  # of the five no more is said
        "two car bombs killed 12 bus passengers",
        "they found three weapons depots",
        "five days later schools burned",
        "a mosque was hit",
        "twelve of",
    ],
)
def test_how_one_came_and_what_else_is_counted_are_no_things(text: str) -> None:
    assert [each for each in things_in(text) if each.quantity.best != 2] == []


def test_sorts_are_named_without_a_number_too() -> None:
    assert sorts_in("the roofs of Lorn and a truck") == {"house", "lorry"}


def burned(words: str, source: str, outlet: str, at: int = 0, **fields: int) -> Account:
    return attack(
        f"{words} were burned", source, trigger="burned", on=(words,), outlet=outlet, at=at, **fields
    )


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [
        ("140 houses", "about 30 homes", ["figure"]),
        ("eleven lorries", "four trucks", ["figure"]),
        ("140 houses", "at least 30 houses", []),
        ("140 houses", "dozens of houses", []),
        ("140 houses", "12 shops", []),
        ("six tanks", "five of the six tanks", []),
        ("five Dvora boats", "two rebel boats", []),  # of two sides
        ("eight rebel boats", "four boats", ["figure"]),
    ],
)
def test_numbers_of_one_sort_of_things_differ(one: str, other: str, found: list[str]) -> None:
    accounts = burned(one, GOVERNOR, "Meridian"), burned(other, ARMY, "Oshan Gazette")

    assert kinds(*accounts) == found


def test_the_latest_number_of_a_source_counts() -> None:
    first = burned("30 houses", ARMY, "Oshan Gazette", day=10)
    later = burned("140 houses", ARMY, "Oshan Gazette", at=60, day=12)
    other = burned("140 houses", GOVERNOR, "Meridian", day=11)

    assert kinds(first, other) == ["figure"]
    assert kinds(first, later, other) == []


def test_of_three_numbers_two_pairs_are_shown() -> None:
    accounts = (
        burned("140 houses", GOVERNOR, "Meridian"),
        burned("30 houses", ARMY, "Oshan Gazette"),
        burned("61 houses", MONITOR, "Nile Post"),
    )

    assert kinds(*accounts) == ["figure", "figure"]


def test_of_what_was_not_burned_nothing_is_counted() -> None:
    denial = attack(
        "140 houses were not burned", ARMY, trigger="burned", on=("140 houses",), polarity="negative"
    )

    assert "figure" not in kinds(burned("30 houses", GOVERNOR, "Meridian"), denial)


def test_a_statement_that_counts_the_same_things_is_of_what_was_told_last() -> None:
    struck = burned("houses", "a nurse", "Oshan Gazette", day=11)
    said, other = (
        account(text, MONITOR, at=100, kind="statement", status=None, outlet="Oshan Gazette", day=11)
        for text in ("112 roofs gone in Lorn", "12 buses came")
    )

    assert with_remarks([struck], [struck, said, other]) == (struck, said)
