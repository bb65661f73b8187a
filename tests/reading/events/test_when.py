from __future__ import annotations

from accordingto.reading.events.situations import When
from accordingto.reading.events.when import when
from accordingto.types import Time
from tests.reading.events.build import at, day, event, length

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


def test_what_an_entry_of_a_register_tells_was_on_its_day() -> None:
    first, head = "8 March, Qarat: shells fell.", "9 March, Sabra."
    text = f"{first} {head} Device went off. Two died."
    events = [
        event(text, "fell", sentence=first),
        event(text, "went off", sentence="Device went off."),
        event(text, "died", "CASUALTY", sentence="Two died."),
    ]
    times = [day(text, "8 March", "2024-03-08"), day(text, "9 March", "2024-03-09")]
    found = when(text, events, times, [True] * 3, published="2024-03-11")
    assert found == [
        When((0,), "sentence", "2024-03-08", "2024-03-08"),
        When((1,), "context", "2024-03-09", "2024-03-09"),
        When((1,), "context", "2024-03-09", "2024-03-09"),
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


def test_a_duration_runs_up_to_the_day_of_its_sentence() -> None:
    text = "After a siege of two weeks Sabra fell on Monday."
    events = [event(text, "siege", "CONTROL", times=("two weeks",))]
    times = [length(text, "two weeks", "P2W"), day(text, "Monday", "2024-03-04")]
    found = when(text, events, times, [True], published="2024-03-06")
    assert found == [When((0, 1), "sentence", "2024-02-19", "2024-03-04")]


def test_else_up_to_publication() -> None:
    text = "Sabra has been besieged for three days."
    events = [event(text, "besieged", "CONTROL", times=("three days",))]
    found = when(text, events, [length(text, "three days", "P3D")], [True], published="2024-03-06")
    assert (found[0].begin, found[0].end) == ("2024-03-04", "2024-03-06")


def test_when_somebody_said_it_is_when_it_happened_only_if_nothing_else_is_told() -> None:
    text = "On Sunday it was quiet. Shells hit Sabra, the mayor said on Monday."
    first, second = "On Sunday it was quiet.", "Shells hit Sabra, the mayor said on Monday."
    monday = day(text, "Monday", "2024-03-04")
    alone = when(text, [event(text, "hit", sentence=second)], [monday], [True], published="2024-03-06")
    assert [(one.begin, one.end) for one in alone] == [MONDAY]
    events = [event(text, "quiet", sentence=first), event(text, "hit", sentence=second)]
    found = when(
        text, events, [day(text, "Sunday", "2024-03-03"), monday], [True] * 2, published="2024-03-06"
    )
    assert found[1] == When((), "context", "2024-03-03", "2024-03-03")


def test_a_clause_that_says_which_people_has_a_time_of_its_own() -> None:
    text = "They released the soldiers whom they took in May."
    may = day(text, "in May", "2022-05")
    found = when(text, [event(text, "released", "RETREAT")], [may], [True], published="2024-03-06")
    assert found[0].found == "published"


def test_the_day_of_a_noun_is_not_that_of_the_verb() -> None:
    text = "Since the raid fighters have shelled Sabra after Monday's raid."
    events = [event(text, "shelled"), event(text, "raid", sentence=text)]
    found = when(text, events[:1], [day(text, "Monday", "2024-03-04")], [True], published="2024-03-06")
    assert found[0].found == "published"


def test_what_goes_on_is_dated_by_publication() -> None:
    text = "On Monday they met while planes are bombing Sabra."
    times = [day(text, "Monday", "2024-03-04")]
    today = When((), "published", "2024-03-06", "2024-03-06")
    assert when(text, [event(text, "bombing")], times, [True], published="2024-03-06") == [today]
    told = when(text, [event(text, "met")], times, [True], published="2024-03-06", ongoing=[True])
    assert told == [today]


def test_a_clock_time_is_on_the_day_of_publication_and_kept() -> None:
    text = "14:20 Tanks enter Sabra."
    clock = Time(span=(0, 5), text="14:20", type="TIME", value="XXXX-XX-XXT14:20", precision="time")
    found = when(text, [event(text, "enter", times=("14:20",))], [clock], [True], published="2024-03-06")
    assert found == [When((0,), "published", "2024-03-06", "2024-03-06")]


def test_a_day_over_the_text_dates_what_follows() -> None:
    text = "Tracker, 4 March. Ten died in Sabra."
    events = [event(text, "died", "CASUALTY", sentence="Ten died in Sabra.")]
    found = when(text, events, [day(text, "4 March", "2024-03-04")], [True], published="2024-03-06")
    assert found == [When((), "context", *MONDAY)]


def test_history_is_not_dated_by_publication() -> None:
    text = "The fort was taken in 1868. The duke rearmed."
    events = [event(text, "rearmed", "MOBILIZE", sentence="The duke rearmed.")]
    then = Time(
        span=at(text, "1868"),
        text="1868",
        type="DATE",
        value="1868",
        begin="1868-01-01",
        end="1868-12-31",
        precision="year",
    )
    assert when(text, events, [then], [True], published="2024-03-06") == [When()]


def test_background_of_a_report_of_something_new_dates_nothing_in_other_paragraphs() -> None:
    first, second, third = "Shells hit Sabra today.", "A raid on 3 May killed six.", "Ten were hurt."
    text = f"{first}\n\n{second} Two fled.\n\n{third}"
    events = [
        event(text, "hit", times=("today",), sentence=first),
        event(text, "killed", "CASUALTY", times=("on 3 May",), sentence=second),
        event(text, "fled", "MOVE", sentence="Two fled."),
        event(text, "hurt", "CASUALTY", sentence=third),
    ]
    times = [day(text, "today", "2024-08-04"), day(text, "on 3 May", "2024-05-03")]
    found = when(text, events, times, [True] * 4, published="2024-08-04")
    assert [one.begin for one in found] == ["2024-08-04", "2024-05-03", "2024-05-03", "2024-08-04"]


def test_a_date_of_long_ago_that_comes_late_in_a_report_does_not_date_what_it_begins_with() -> None:
    first, late = "Shells hit Sabra.", "A raid on 3 May killed six."
    text = f"{first}\n\n{'Shops stayed open in the town. ' * 30}\n\n{late}"
    events = [
        event(text, "hit", sentence=first),
        event(text, "killed", "CASUALTY", times=("on 3 May",), sentence=late),
    ]
    times = [day(text, "on 3 May", "2024-05-03")]
    found = when(text, events, times, [True] * 2, published="2024-08-04")
    assert found[0] == When((), "published", "2024-08-04", "2024-08-04")


def test_a_report_on_something_of_long_ago_is_dated_by_it() -> None:
    first, second = "A raid on 3 May killed six.", "Ten were hurt."
    text = f"{first}\n\n{second}"
    events = [
        event(text, "killed", "CASUALTY", times=("on 3 May",), sentence=first),
        event(text, "hurt", "CASUALTY", sentence=second),
    ]
    found = when(text, events, [day(text, "on 3 May", "2024-05-03")], [True] * 2, published="2024-08-04")
    assert found[1].begin == "2024-05-03"


def test_what_others_were_days_after_has_the_day_before_theirs() -> None:
    text = "The first buses left on Thursday, a day after the deal was suspended."
    events = [event(text, "left", "MOVE", times=("Thursday",)), event(text, "suspended", "REJECT")]
    found = when(text, events, [day(text, "Thursday", "2024-03-07")], [True] * 2, published="2024-03-08")
    assert [(one.begin, one.end) for one in found] == [
        ("2024-03-07", "2024-03-07"),
        ("2024-03-06", "2024-03-06"),
    ]


def test_months_before_publication_are_a_month() -> None:
    text = "Two months after the talks began, shells hit Sabra."
    found = when(
        text,
        [event(text, "began", "CONSULT"), event(text, "hit")],
        [],
        [True] * 2,
        published="2024-01-31",
    )
    assert (found[0].begin, found[0].end) == ("2023-11-01", "2023-11-30")
    assert (found[1].begin, found[1].end) == ("2024-01-31", "2024-01-31")


def test_a_clause_with_a_day_of_its_own_is_dated_by_it() -> None:
    text = "A week after the deal was signed on Friday, shells hit Sabra."
    found = when(
        text,
        [event(text, "signed", "AGREE", times=("Friday",))],
        [day(text, "Friday", "2024-03-01")],
        [True],
        published="2024-03-08",
    )
    assert (found[0].begin, found[0].end) == ("2024-03-01", "2024-03-01")


def test_hours_later_is_the_day_of_what_was_told_before() -> None:
    text = "The truce began on Monday. The army broke it within hours."
    first, second = "The truce began on Monday.", "The army broke it within hours."
    events = [
        event(text, "began", "AGREE", times=("Monday",), sentence=first),
        event(text, "broke", sentence=second, times=("within hours",)),
    ]
    times = [day(text, "Monday", "2024-03-04"), length(text, "hours", "PTXH")]
    found = when(text, events, times, [True] * 2, published="2024-03-07")
    assert (found[1].begin, found[1].end) == MONDAY


def test_what_is_done_by_saying_so_was_done_when_it_was_said() -> None:
    text = "It was signed on Sunday. The Front said on Wednesday that it was halting departures."
    first, second = text.split(". ")[0] + ".", text.split(". ")[1]
    events = [
        event(text, "signed", "AGREE", times=("Sunday",), sentence=first),
        event(text, "halting", "REJECT", sentence=second),
    ]
    times = [day(text, "Sunday", "2024-03-03"), day(text, "Wednesday", "2024-03-06")]
    found = when(text, events, times, [True] * 2, published="2024-03-07", spoken=True)
    assert (found[1].begin, found[1].end) == ("2024-03-06", "2024-03-06")


def test_what_is_to_come_has_the_day_behind_it_in_its_clause() -> None:
    text = "They will quit the truce on Friday, and said so on Monday."
    times = [day(text, "Friday", "2024-03-08"), day(text, "Monday", "2024-03-04")]
    found = when(text, [event(text, "quit", "REJECT")], times, [False], published="2024-03-05")
    assert (found[0].begin, found[0].end) == ("2024-03-08", "2024-03-08")


def test_what_is_to_come_after_something_yet_undone_has_no_day() -> None:
    text = "The buses will leave two days after the deal is signed."
    events = [event(text, "leave", "MOVE"), event(text, "signed", "AGREE")]
    found = when(text, events, [], [False] * 2, published="2024-03-08")
    assert [one.begin for one in found] == [None, None]


def test_of_two_days_that_are_stated_for_it_the_nearer_is_its_own() -> None:
    text = "A truce that began on Monday will end on Friday."
    times = [day(text, "Monday", "2024-05-06"), day(text, "Friday", "2024-05-10")]
    ending = event(text, "end", "AGREE", times=("Monday", "Friday"))
    found = when(text, [ending], times, [False], published="2024-05-08")
    assert (found[0].begin, found[0].end) == ("2024-05-10", "2024-05-10")


def test_nothing_is_counted_from_a_month_of_publication() -> None:
    text = "Two days after the deal was signed, shells hit Sabra."
    found = when(text, [event(text, "signed", "AGREE")], [], [True], published="2024-03")
    assert found[0].begin == "2024-03"
