from __future__ import annotations

from accordingto.reading.events.placing import When, Where, when, where, with_sites
from accordingto.types import Time
from tests.reading.events.build import day, event, town

NOBODY: frozenset[int] = frozenset()


def test_the_place_of_an_argument_is_where_it_happened() -> None:
    text = "Shells hit Sabra while talks went on in Qarat."
    places = [town(text, "Sabra"), town(text, "Qarat")]
    found = where(text, [event(text, "talks", "CONSULT", places=("Qarat",))], places, NOBODY)
    assert found == [Where((1,), found="argument")]


def test_an_attacked_place_is_the_place_of_the_attack() -> None:
    text = "The army shelled Sabra."
    found = where(text, [event(text, "shelled", recipients=("Sabra",))], [town(text, "Sabra")], NOBODY)
    assert found == [Where((0,), found="argument")]


def test_origin_and_destination_of_a_movement_are_told_apart() -> None:
    text = "Families fled from Sabra to Qarat."
    places = [town(text, "Sabra"), town(text, "Qarat")]
    found = where(text, [event(text, "fled", "MOVE", places=("Sabra", "Qarat"))], places, NOBODY)
    assert found == [Where((0, 1), origins=(0,), destinations=(1,), found="argument")]


def test_an_event_without_a_place_takes_that_of_its_sentence_and_says_so() -> None:
    text = "Shells hit Sabra, killing two."
    events = [event(text, "hit", recipients=("Sabra",)), event(text, "killing", "CASUALTY")]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where((0,), found="sentence")


def test_else_that_of_the_event_before() -> None:
    text = "Shells hit Sabra. Two men died."
    events = [
        event(text, "hit", recipients=("Sabra",), sentence="Shells hit Sabra."),
        event(text, "died", "CASUALTY", sentence="Two men died."),
    ]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where((0,), found="context")


def test_a_capital_that_acts_hosts_nothing() -> None:
    text = "Qarat rejected the offer."
    acting = frozenset({0})
    found = where(text, [event(text, "rejected", "REJECT", actors=("Qarat",))], [town(text, "Qarat")], acting)
    assert found == [Where()]


MONDAY = ("2024-03-04", "2024-03-04")


def test_dates_come_from_arguments_then_the_sentence_then_the_event_before() -> None:
    text = "On Monday shells hit Sabra, killing two. Ten were hurt."
    first, second = "On Monday shells hit Sabra, killing two.", "Ten were hurt."
    events = [
        event(text, "hit", times=("On Monday",), sentence=first),
        event(text, "killing", "CASUALTY", sentence=first),
        event(text, "hurt", "CASUALTY", sentence=second),
    ]
    times = [day(text, "On Monday", "2024-03-04")]
    found = when(text, events, times, [True] * 3, published="2024-03-06")
    assert found == [
        When((0,), "argument", *MONDAY),
        When((0,), "sentence", *MONDAY),
        When((), "context", *MONDAY),
    ]


def test_else_from_the_day_of_publication() -> None:
    text = "Shells hit Sabra."
    found = when(text, [event(text, "hit")], [], [True], published="2024-03-06T09:00:00Z")
    assert found == [When((), "published", "2024-03-06", "2024-03-06")]
    assert when(text, [event(text, "hit")], [], [True], published=None) == [When()]


def test_what_is_only_planned_is_not_dated_by_its_context() -> None:
    text = "On Monday they promised to leave."
    events = [event(text, "leave", "RETREAT")]
    assert when(text, events, [day(text, "On Monday", "2024-03-04")], [False], published="2024-03-06") == [
        When()
    ]


def test_since_runs_to_the_day_of_publication() -> None:
    text = "The town has been besieged since Monday."
    events = [event(text, "besieged", "CONTROL", times=("since Monday",))]
    found = when(text, events, [day(text, "Monday", "2024-03-04")], [True], published="2024-03-06")
    assert (found[0].begin, found[0].end) == ("2024-03-04", "2024-03-06")


def test_a_gate_is_the_gate_of_the_town_that_is_spoken_of() -> None:
    text = "Shells hit Sabra. A bomb went off at the gate."
    events = [
        event(text, "hit", recipients=("Sabra",), sentence="Shells hit Sabra."),
        event(text, "bomb", places=("the gate",), sentence="A bomb went off at the gate."),
    ]
    places = with_sites(text, [town(text, "Sabra")], events)
    assert [place.name for place in places] == ["Sabra", "the gate"]
    assert where(text, events, places, NOBODY)[1] == Where((1, 0), found="sentence")


def test_a_year_says_nothing_of_the_event_beside_it() -> None:
    text = "The port was shelled in 2016. Ten were hurt."
    first, second = "The port was shelled in 2016.", "Ten were hurt."
    events = [
        event(text, "shelled", times=("in 2016",), sentence=first),
        event(text, "hurt", "CASUALTY", sentence=second),
    ]
    year = Time(
        span=(24, 28),
        text="2016",
        type="DATE",
        value="2016",
        begin="2016-01-01",
        end="2016-12-31",
        precision="year",
    )
    found = when(text, events, [year], [True, True], published="2024-03-06")
    assert found[1] == When((), "published", "2024-03-06", "2024-03-06")
