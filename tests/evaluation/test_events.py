from __future__ import annotations

from typing import Any

import pytest

from accordingto.types import Event, EventType, Figure, Place, Reading, Reference, Span, Time
from evaluation.events import Tally, case_of, compare, matches
from evaluation.scoring import same_time

TEXT = "Rebels shelled Sabra on Monday, killing at least 12 people, a doctor said."
ROW: dict[str, Any] = {
    "id": "x",
    "published": "2024-03-06",
    "outlet": "Example Wire",
    "text": TEXT,
    "events": [
        {
            "trigger": "shelled",
            "type": "ASSAULT",
            "actors": ["Rebels"],
            "recipients": ["Sabra"],
            "times": ["on Monday"],
            "where": "Sabra",
            "when": "2024-03-04",
            "said_by": ["a doctor"],
        },
        {
            "trigger": "killing",
            "type": "CASUALTY",
            "recipients": ["at least 12 people"],
            "figures": [{"words": "at least 12 people", "kind": "killed", "of": "people", "low": 12}],
        },
    ],
}


def at(words: str) -> Span:
    return TEXT.index(words), TEXT.index(words) + len(words)


def event(words: str, kind: EventType, **fields: Any) -> Event:
    return Event(id=words, trigger=at(words), type=kind, **fields)


def reading(*events: Event, figures: tuple[Figure, ...] = ()) -> Reading:
    monday = Time(span=at("on Monday"), text="on Monday", type="DATE", value="2024-03-04")
    return Reading(document=case_of(ROW).document, events=events, times=(monday,), figures=figures)


def tally_of(*events: Event, figures: tuple[Figure, ...] = ()) -> Tally:
    tally = Tally()
    compare(case_of(ROW), reading(*events, figures=figures), tally)
    return tally


def test_an_event_is_right_by_trigger_and_type() -> None:
    tally = tally_of(event("shelled", "ASSAULT"), event("killing", "ASSAULT"), event("said", "ACCUSE"))
    assert (tally.triggers.right, tally.triggers.found, tally.triggers.wanted) == (2, 3, 2)
    assert tally.events.right == 1


def test_arguments_of_a_missed_event_are_missed() -> None:
    found = event("shelled", "ASSAULT", actors=(Reference(span=at("Rebels")),))
    tally = tally_of(found)
    assert (tally.arguments["actor"].right, tally.arguments["actor"].wanted) == (1, 1)
    assert (tally.arguments["recipient"].right, tally.arguments["recipient"].wanted) == (0, 2)


def test_a_time_counts_when_it_is_stated_in_the_sentence() -> None:
    stated = tally_of(event("shelled", "ASSAULT", times=(0,), time_from="argument"))
    inferred = tally_of(event("shelled", "ASSAULT", times=(0,), time_from="context"))
    assert (stated.arguments["time"].right, inferred.arguments["time"].right) == (1, 0)


def test_a_place_is_right_where_one_is_named_and_made_up_where_none_is() -> None:
    sabra = Place(span=at("Sabra"), name="Sabra", precision="town")
    placed = Reading(
        document=case_of(ROW).document,
        places=(sabra,),
        events=(event("shelled", "ASSAULT", places=(0,)), event("killing", "CASUALTY", places=(0,))),
    )
    tally = Tally()
    compare(case_of(ROW), placed, tally)
    assert (tally.hits["where"], tally.hits["nowhere"]) == ((1, 1), (0, 1))


def test_an_event_without_a_place_is_right_where_none_is_named() -> None:
    tally = tally_of(event("shelled", "ASSAULT"), event("killing", "CASUALTY"))
    assert (tally.hits["where"], tally.hits["nowhere"]) == ((0, 1), (1, 1))


@pytest.mark.parametrize(("low", "right"), [(12, 1), (13, 0)])
def test_a_figure_is_exact_or_wrong(low: int, right: int) -> None:
    figure = Figure(span=at("12 people"), kind="killed", low=low)
    assert tally_of(figures=(figure,)).figures.right == right


def test_facts_are_counted_on_events_that_are_right() -> None:
    tally = tally_of(event("shelled", "ASSAULT", status="planned"), event("killing", "ASSAULT"))
    assert tally.hits["status"] == (0, 1)
    assert tally.hits["polarity"] == (1, 1)


@pytest.mark.parametrize(
    ("gold", "mine", "right"),
    [
        ("2024-03-04", ("2024-03-04", "2024-03-04"), True),
        ("2024-03-04", ("2024-03-04", "2024-03-05"), False),
        ("2024-03", ("2024-03-04", "2024-03-05"), True),
        ("2024-03-04/2024-03-06", ("2024-03-05", "2024-03-06"), True),
        ("2024-03-04/2024-03-06", ("2024-03-03", "2024-03-06"), False),
        ("2024-03-04", (None, None), False),
    ],
)
def test_dates_are_those_of_the_annotation_or_within(
    gold: str, mine: tuple[str | None, str | None], right: bool
) -> None:
    assert same_time(gold, mine) == right


def test_no_event_is_matched_twice() -> None:
    case = case_of(ROW)
    pairs = matches(case.events, [event("shelled", "ASSAULT")])
    assert [other is not None for _, other in pairs] == [True, False]
