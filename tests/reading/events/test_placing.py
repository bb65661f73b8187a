from __future__ import annotations

from accordingto.reading.events.placing import When, Where, when, where, with_sites
from accordingto.types import Place, Time
from tests.reading.events.build import at, day, event, town

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


def two(first: str, second: str) -> tuple[str, str, str]:
    """A text of two sentences, and both."""
    return f"{first} {second}", first, second


def test_the_town_is_the_town_that_was_named_last() -> None:
    text, first, second = two("Shells hit Sabra.", "Drones struck the town as a convoy left Qarat.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "struck", places=("the town",), sentence=second),
        event(text, "left", "MOVE", places=("Qarat",), sentence=second),
    ]
    places = with_sites(text, [town(text, "Sabra"), town(text, "Qarat")], events)
    assert where(text, events, places, NOBODY)[1] == Where((2, 0), found="context")


def test_the_assault_was_where_the_attack_before_was() -> None:
    text, first, second = two(
        "Men attacked Sabra, then left for Qarat.", "Two men died near Oshan in the assault."
    )
    events = [
        event(text, "attacked", recipients=("Sabra",), sentence=first),
        event(text, "died", "CASUALTY", places=("Oshan",), sentence=second),
        event(text, "assault", sentence=second),
    ]
    places = [town(text, "Sabra"), town(text, "Qarat"), town(text, "Oshan")]
    assert where(text, events, places, NOBODY)[2] == Where((0,), found="context")


def test_who_only_flees_somewhere_flees_from_the_place_before() -> None:
    text, first, second = two("Shells hit Sabra.", "Families fled to Qarat.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "fled", "MOVE", places=("Qarat",), sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1] == Where((0, 1), origins=(0,), destinations=(1,), found="context")


def test_where_somebody_goes_is_not_where_the_rest_of_the_sentence_happens() -> None:
    text, first, second = two("Shells hit Sabra.", "Looters emptied a bank and families left for Qarat.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "emptied", "COERCE", sentence=second),
        event(text, "left", "MOVE", places=("Qarat",), sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1] == Where((0,), found="context")


def test_the_place_of_an_official_who_speaks_is_not_that_of_what_happened() -> None:
    text, first, second = two("Shells hit Sabra.", "Ten died, the ministry in Qarat said.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "died", "CASUALTY", sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1] == Where((0,), found="context")


def test_a_villager_speaks_of_the_village() -> None:
    text, first, second = two("Shells hit Sabra.", "Ten died, villagers in Qarat said.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "died", "CASUALTY", sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1] == Where((1,), found="sentence")


def test_a_place_that_only_does_something_lends_nothing() -> None:
    text, first, second = two("Shells hit Sabra.", "Qarat, which mediates, deplored that ten died.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "died", "CASUALTY", sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1] == Where((0,), found="context")


def test_the_place_beside_the_word_is_that_of_the_event() -> None:
    text = "The siege of Sabra goes on, as does fighting in Qarat."
    events = [event(text, "siege", "CONTROL"), event(text, "fighting")]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found == [Where((0,), found="argument"), Where((1,), found="argument")]


def test_the_garrison_of_a_town_surrenders_there() -> None:
    text = "The garrison of Sabra surrendered while Qarat held out."
    events = [event(text, "surrendered", "RETREAT", actors=("The garrison of Sabra",))]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[0].places == (0,)


def test_a_target_is_not_hit_where_it_comes_from() -> None:
    text = "In Sabra bombs killed families from Qarat."
    events = [event(text, "killed", "CASUALTY", recipients=("families from Qarat",))]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found == [Where((0,), found="sentence")]


def test_what_is_only_threatened_sets_no_scene() -> None:
    text = "Shells hit Sabra. Rebels threatened to shell Qarat. Ten died."
    events = [
        event(text, "hit", recipients=("Sabra",), sentence="Shells hit Sabra."),
        event(text, "shell", recipients=("Qarat",), sentence="Rebels threatened to shell Qarat."),
        event(text, "died", "CASUALTY", sentence="Ten died."),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[2] == Where((0,), found="context")


def test_a_dateline_is_the_last_resort_and_says_so() -> None:
    text = "SABRA (Agency) — Ten died."
    events = [event(text, "died", "CASUALTY", sentence="Ten died.")]
    assert where(text, events, [town(text, "SABRA")], NOBODY) == [Where((0,), found="dateline")]


def test_so_is_a_headline() -> None:
    text = "War in Sabra\nTen died."
    events = [event(text, "died", "CASUALTY", sentence="Ten died.")]
    assert where(text, events, [town(text, "Sabra")], NOBODY) == [Where((0,), found="headline")]


def test_a_place_that_the_gazetteer_lacks_is_a_place_by_its_words() -> None:
    text = "Shells hit Oril."
    unknown = Place(span=(11, 15), name="Oril")
    assert where(text, [event(text, "hit", recipients=("Oril",))], [unknown], NOBODY) == [
        Where((0,), found="argument")
    ]


def test_pronouns_are_no_sites() -> None:
    text = "They shelled it."
    assert with_sites(text, [], [event(text, "shelled", places=("it",))]) == ()


def length(text: str, words: str, value: str) -> Time:
    """A duration."""
    return Time(span=at(text, words), text=words, type="DURATION", value=value, precision="unknown")


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


def test_when_somebody_said_it_is_not_when_it_happened() -> None:
    text = "Shells hit Sabra, the mayor said on Monday."
    found = when(
        text, [event(text, "hit")], [day(text, "Monday", "2024-03-04")], [True], published="2024-03-06"
    )
    assert found == [When((), "published", "2024-03-06", "2024-03-06")]


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
