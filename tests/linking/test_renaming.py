"""Whom a short word for a source stands for."""

import pytest

from accordingto.linking.renaming import named
from accordingto.types import Entity, Link, SourceKind


def source(name: str, kind: SourceKind = "unnamed", entity: str | None = None) -> Link:
    return Link(name=name, kind=kind, span=(0, len(name)), entity=entity)


def test_a_country_in_capitals_stands_for_nobody_else() -> None:
    assert named(source("US"), [source("A spokesman of Russia")], {}).name == "US"


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("Lorn", "the town's mayor, Adam Lorn"),
        ("Lorn", "the spokesman of the Grey Front, Adam Lorn"),
        ("Dr Lorn", "the hospital's director, Dr Adam Lorn"),
        ("the colonel", "Colonel Adam Lorn"),
        ("the press service", "the Supreme Council's press service"),
        ("The headquarters", "military headquarters"),
        ("the mayor", "The mayor of Lorn"),
    ],
)
def test_a_short_name_is_the_source_of_whom_more_was_told(short: str, full: str) -> None:
    assert named(source(short), [source(full)], {}).name == full


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("the ministry", "a doctor in Lorn"),
        ("Adam Lorn", "residents of Lorn"),
        ("the ministry", "Neither the mayor nor the ministry"),
    ],
)
def test_another_name_stays(short: str, full: str) -> None:
    assert named(source(short), [source(full)], {}).name == short


def test_the_group_is_the_last_body() -> None:
    assert named(source("The monitor"), [source("the Grey Network")], {}).name == "the Grey Network"


def test_the_movement_is_the_one_of_its_whole_name() -> None:
    movement = Entity(id="e1", type="ORG", name="Southern Winds Movement", mentions=((0, 8),))
    army = source("The federal army", "collective")

    assert named(source("The Movement", entity="e1"), [army], {"e1": movement}).name == (
        "the Southern Winds Movement"
    )
    assert named(source("The Council", entity="e1"), [army], {"e1": movement}).name == "The Council"


@pytest.mark.parametrize("issued", ["the statement", "the text", "its message"])
def test_what_a_body_issued_is_its_word(issued: str) -> None:
    assert named(source(issued), [source("the Grey Front", "collective")], {}).name == "the Grey Front"


def test_by_his_count_is_the_last_persons() -> None:
    assert named(source("his"), [source("a monk"), source("residents")], {}).name == "a monk"


def test_its_spokesman_is_that_of_the_body_before() -> None:
    body = source("the Grey Front", "collective")

    assert named(source("its spokesman, Adam Lorn"), [body], {}).name == (
        "the spokesman of the Grey Front, Adam Lorn"
    )


def test_he_is_not_the_newspaper_that_was_told() -> None:
    paper = Entity(id="e1", name="Harbour Courier", type="ORG", mentions=((0, 15),))
    before = [source("Adam Lorn", "named"), source("Harbour Courier", "named", "e1")]

    assert named(source("He"), before, {"e1": paper}).name == "Adam Lorn"


def test_a_bare_spokesman_is_that_of_the_last_body_and_its_officials_are_the_body() -> None:
    ministry = source("the health ministry", "collective")

    assert named(source("a spokesman"), [ministry], {}).name == "a spokesman of the health ministry"
    assert named(source("A spokesman, Major Adam Lorn"), [ministry], {}).name == (
        "A spokesman of the health ministry, Major Adam Lorn"
    )
    assert named(source("Its officials", "collective"), [ministry], {}).name == "the health ministry"
    assert named(source("a spokesman"), [], {}).name == "a spokesman"


def test_it_is_no_person() -> None:
    body, man = source("the health ministry", "collective"), source("Adam Lorn", "named", entity="e1")
    names = {"e1": Entity(id="e1", name="Adam Lorn", type="PER", mentions=())}

    assert named(source("it"), [body, man], names).name == "the health ministry"


def test_the_same_agency_is_the_outlet_that_was_cited_last() -> None:
    wire, man = source("Lorn Wire", "media"), source("Adam Lorn", "named")

    assert named(source("The same agency", "media"), [wire, man], {}).name == "Lorn Wire"


@pytest.mark.parametrize("thing", ["the evidence", "a day", "a report", "Harbour Radio", "dead people"])
def test_he_is_no_thing_no_outlet_and_not_several(thing: str) -> None:
    assert named(source("he"), [source("a monk"), source(thing)], {}).name == "a monk"
