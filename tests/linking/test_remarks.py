"""Numbers that reports give of a happening without telling of it again."""

from __future__ import annotations

from typing import Any

import pytest

from accordingto.linking.contradictions import contradictions_of
from accordingto.linking.origins import origins_of
from accordingto.linking.remarks import with_remarks
from accordingto.linking.tolls import bare_figure
from accordingto.types import Account, Figure
from tests.linking.making import account, attack, toll, town

NURSE, COUNCILLOR = "a nurse", "a councillor"


def stated(text: str, *chain: str, at: int = 100, **fields: Any) -> Account:
    """A statement of the report of the Gazette, behind what it tells."""
    return account(
        text, *chain, at=at, kind="statement", status=None, outlet="Oshan Gazette", day=11, **fields
    )


@pytest.mark.parametrize(
    "words", ["74, all civilians", "74", "he buried 74", "of 74", "he put their number at 74", "74, not 12"]
)
def test_a_bare_number_is_of_what_was_told_last(words: str) -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    other = toll("30 people", "the mayor")
    said = stated(words, COUNCILLOR)

    accounts = with_remarks([struck, other], [struck, other, said])

    assert said in accounts
    (each,) = contradictions_of(accounts, origins_of(accounts))
    assert (each.kind, each.other_origin, each.other_words) == ("figure", COUNCILLOR, "74")


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("no more than 12", "no more than 12"),
        ("not more than 12, all fighters", "not more than 12"),
        ("fewer than 20", "fewer than 20"),
        ("74 men", "74"),
        ("74 as their number", "74"),
        ("the dead of Lorn were no more than 12", "no more than 12"),
        ("those they killed numbered 74", "74"),
        ("of the men in the camp there were 74", "74"),
        ("there had been 74 of them in the forest", "74"),
    ],
)
def test_a_number_may_have_any_bound_and_name_only_people(words: str, number: str) -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    other = toll("30 people", "the mayor")
    said = stated(words, COUNCILLOR)

    accounts = with_remarks([struck, other], [struck, other, said])

    (each,) = contradictions_of(accounts, origins_of(accounts))
    assert (each.kind, each.other_words) == ("figure", number)


@pytest.mark.parametrize(
    "words",
    ["there were 74 explosions", "the price at 74", "they were 74 brothers", "the number of tanks at 74"],
)
def test_what_counts_other_things_is_no_toll(words: str) -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)

    assert with_remarks([struck], [struck, stated(words, COUNCILLOR)]) == (struck,)


def test_a_crowd_is_no_toll() -> None:
    marched = attack(
        "students marched", NURSE, trigger="marched", type="PROTEST", outlet="Oshan Gazette", day=11
    )
    said = stated("a crowd of 800", COUNCILLOR)
    figure = bare_figure(stated("the crowd at about 800", COUNCILLOR).claim, "killed")

    assert with_remarks([marched], [marched, said]) == (marched, said)
    assert figure is not None
    assert (figure.kind, figure.best, figure.approximate) == ("other", 800, True)


@pytest.mark.parametrize("words", ["the road is closed", "74 houses", "he left at 9", "in 1974"])
def test_what_is_no_bare_number_is_no_toll(words: str) -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    said = stated(words, COUNCILLOR)

    assert with_remarks([struck], [struck, said]) == (struck,)


def test_a_number_is_not_of_what_was_told_before_something_else() -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    shelled = attack("guns shelled Tarn", NURSE, trigger="shelled", at=40, outlet="Oshan Gazette", day=11)
    said = stated("74, all civilians", COUNCILLOR)

    assert with_remarks([struck], [struck, shelled, said]) == (struck,)
    assert with_remarks([shelled], [struck, shelled, said]) == (shelled, said)


def test_a_number_is_of_the_place_that_its_words_name() -> None:
    struck = attack(
        "planes struck Lorn",
        NURSE,
        trigger="struck",
        place=town("Lorn", 1, 1.0, 1.0),
        outlet="Oshan Gazette",
        day=11,
    )
    shelled = attack(
        "guns shelled Tarn",
        NURSE,
        trigger="shelled",
        at=40,
        place=town("Tarn", 2, 2.0, 2.0),
        outlet="Oshan Gazette",
    )
    figure = Figure(span=(119, 128), kind="killed", of="graves", low=74, best=74, high=74)
    said = stated("in Lorn he counted 74 graves", COUNCILLOR)
    counted = account(
        "74 graves",
        COUNCILLOR,
        at=119,
        kind="figure",
        figure=figure,
        status=None,
        outlet="Oshan Gazette",
        day=11,
    )
    counted_here = [struck, shelled, said, counted]

    assert with_remarks([struck], counted_here) == (struck, counted)
    assert with_remarks([shelled], counted_here) == (shelled,)


def test_what_the_report_itself_counts_elsewhere_is_left() -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)

    assert with_remarks([struck], [struck, stated("74, all civilians")]) == (struck,)


@pytest.mark.parametrize("words", ["Three of them were children", "the shells came from the hill"])
def test_what_is_said_of_the_dead_or_the_shells_is_of_what_was_told_last(words: str) -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    said = stated(words, COUNCILLOR)
    other = stated("prices have fallen", COUNCILLOR)

    assert with_remarks([struck], [struck, said, other]) == (struck, said)


@pytest.mark.parametrize(
    "words",
    [
        "the dead at 74",
        "at 74 the number of those killed",
        "two more had died in the night, which makes 74",
        "the toll there has risen to 74",
    ],
)
def test_a_toll_that_is_put_at_a_number_is_one(words: str) -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    other = toll("30 people", "the mayor")
    said = stated(words, COUNCILLOR)

    accounts = with_remarks([struck, other], [struck, other, said])

    (each,) = contradictions_of(accounts, origins_of(accounts))
    assert (each.kind, each.other_origin, each.other_words) == ("figure", COUNCILLOR, "74")


def test_bodies_that_a_source_counted_are_of_what_was_told_last() -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    bodies = attack(
        "74 bodies",
        COUNCILLOR,
        trigger="bodies",
        type="CASUALTY",
        on=("74 bodies",),
        figures=("74 bodies",),
        at=100,
        outlet="Oshan Gazette",
        day=11,
    )

    assert with_remarks([struck], [struck, bodies]) == (struck, bodies)


def test_a_number_belongs_to_what_its_own_words_tell_of() -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    text = "two died of the shelling"
    shelled = attack(text, COUNCILLOR, trigger="shelling", at=100, outlet="Oshan Gazette", day=11)
    said = stated(f"{text}, which makes 74", COUNCILLOR)

    assert with_remarks([struck], [struck, shelled, said]) == (struck,)
    assert with_remarks([shelled], [struck, shelled, said]) == (shelled, said)


def test_a_number_in_words_that_tell_of_another_event_is_of_that() -> None:
    struck = attack("planes struck Lorn", NURSE, trigger="struck", outlet="Oshan Gazette", day=11)
    words = "18 people were aboard when they seized her"
    said = stated(words, COUNCILLOR)
    seized = attack("seized her", COUNCILLOR, trigger="seized", at=130, outlet="Oshan Gazette", day=11)
    number = account(
        "18 people",
        COUNCILLOR,
        at=100,
        kind="figure",
        status=None,
        outlet="Oshan Gazette",
        day=11,
        figure=Figure(span=(100, 109), kind="killed", of=None, low=18, best=18, high=18),
    )

    assert number in with_remarks([struck], [struck, said, number])
    assert number not in with_remarks([struck], [struck, said, seized, number])


def test_an_article_is_no_name_of_a_place() -> None:
    struck = attack(
        "planes struck Lorn",
        NURSE,
        trigger="struck",
        place=town("Lorn", 1, 1.0, 1.0),
        outlet="Oshan Gazette",
        day=11,
    )
    ridge = attack(
        "guns shelled the ridge",
        NURSE,
        trigger="shelled",
        place=town("the Ridge", 2, 2.0, 2.0),
        at=300,
        outlet="Oshan Gazette",
        day=11,
    )
    figure = Figure(span=(119, 128), kind="killed", of="people", low=74, best=74, high=74)
    said = stated("in the town of Lorn he counted 74 people", COUNCILLOR)
    counted = account(
        "74 people", COUNCILLOR, at=119, kind="figure", figure=figure, outlet="Oshan Gazette", day=11
    )

    assert counted in with_remarks([struck], [struck, ridge, said, counted])
