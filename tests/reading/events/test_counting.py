from __future__ import annotations

from accordingto.reading.events.counting import events_of_figures, kind_by_event, with_counted
from accordingto.reading.figures import FoundFigure
from accordingto.types import Figure, FigureKind
from tests.reading.events.build import at, event


def figure(
    text: str,
    words: str,
    kind: FigureKind = "killed",
    *,
    predicate: str | None = None,
    part_of: int | None = None,
) -> FoundFigure:
    span = at(text, predicate) if predicate else None
    return FoundFigure(figure=Figure(span=at(text, words), kind=kind), predicate=span, part_of=part_of)


def test_a_figure_belongs_to_the_event_of_its_verb() -> None:
    text = "Shells wounded 30 people and killed 12 others."
    events = [event(text, "wounded", "CASUALTY"), event(text, "killed", "CASUALTY")]
    found = [
        figure(text, "30 people", "injured", predicate="wounded"),
        figure(text, "12 others", predicate="killed"),
    ]
    assert events_of_figures(events, found) == [0, 1]


def test_else_to_the_event_that_has_it_as_an_argument_of_the_fitting_type() -> None:
    text = "The raid on the camp left 12 people dead."
    events = [event(text, "raid"), event(text, "dead", "CASUALTY", recipients=("12 people",))]
    assert events_of_figures(events, [figure(text, "12 people")]) == [1]


def test_a_part_goes_with_its_total() -> None:
    text = "Killed were 12 people, three children among them, in the raid."
    events = [event(text, "Killed", "CASUALTY"), event(text, "raid")]
    found = [figure(text, "12 people", predicate="Killed"), figure(text, "three children", part_of=0)]
    assert events_of_figures(events, found) == [0, 0]


def test_a_figure_that_fits_no_event_is_kept_alone() -> None:
    text = "The town of 40,000 people met the envoy."
    assert events_of_figures(
        [event(text, "met", "CONSULT")], [figure(text, "40,000 people", "population")]
    ) == [None]


def test_a_number_of_people_is_told_by_its_event_where_its_words_do_not() -> None:
    text = "Buses brought 200 people out."
    assert kind_by_event(text, "other", event(text, "brought", "MOVE")) == "displaced"
    assert kind_by_event(text, "population", event(text, "brought", "MOVE")) == "population"
    assert kind_by_event(text, "other", event(text, "brought", "CONSULT")) == "other"
    assert kind_by_event(text, "other", None) == "other"
    assert kind_by_event(text, "other", event(text, "brought", "MOVE"), "military advisers") == "other"
    assert kind_by_event(text, "other", event(text, "brought", "MOVE"), "prisoners") == "other"
    assert kind_by_event(text, "other", event(text, "brought", "MOVE"), "officers' wives") == "displaced"


def test_the_hurt_are_no_dead() -> None:
    text = "It wounded ten and cost twenty lives."
    assert kind_by_event(text, "other", event(text, "wounded", "CASUALTY")) == "injured"
    assert kind_by_event(text, "other", event(text, "lives", "CASUALTY")) == "killed"


def test_who_returned_was_not_displaced_by_it() -> None:
    text = "About 300 farmers returned to the valley."
    assert kind_by_event(text, "other", event(text, "returned", "MOVE")) == "other"


def test_who_is_counted_is_whom_it_happened_to_where_nobody_else_is() -> None:
    text = "Killed were 12 people, three children among them; 9, said one, were wounded. None died."
    sentence = text[: text.index(" None")]
    events = [
        event(text, "Killed", "CASUALTY", sentence=sentence),
        event(text, "wounded", "CASUALTY", sentence=sentence),
        event(text, "died", "CASUALTY", sentence="None died."),
    ]
    found = [
        figure(text, "12 people"),
        figure(text, "three children", part_of=0),
        figure(text, "9"),
        FoundFigure(figure=Figure(span=at(text, "None"), kind="killed", low=0, best=0, high=0)),
    ]
    counted = with_counted(text, events, found, [0, 0, 1, 2])
    assert [one.recipient_spans for one in counted] == [(at(text, "12 people"),), (), ()]


def test_who_is_found_is_not_replaced_by_who_is_counted() -> None:
    text = "Shells killed the guards, 12 in all."
    events = [event(text, "killed", "CASUALTY", recipients=("the guards",))]
    assert with_counted(text, events, [figure(text, "12")], [0]) == events
