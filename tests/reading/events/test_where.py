from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest

from accordingto.reading.events.situations import Where, at_its_town, targets, whole_name, with_sites
from accordingto.reading.events.where import where
from accordingto.reading.places import is_metonym
from accordingto.types import EventType, Place
from tests.reading.events.build import at, candidate, event, town, two

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


def test_where_fire_comes_from_is_not_where_it_falls() -> None:
    text = "The army fired on Sabra from the Oshan ridge."
    places = [town(text, "Sabra"), town(text, "Oshan")]
    found = where(text, [event(text, "fired", places=("Sabra", "the Oshan ridge"))], places, NOBODY)
    assert found == [Where((0,), found="argument")]


def test_where_somebody_is_taken_from_is_where_it_happened() -> None:
    text = "Gunmen abducted a priest from Sabra near Oshan."
    places = [town(text, "Sabra"), town(text, "Oshan")]
    found = where(text, [event(text, "abducted", "COERCE", places=("Sabra", "Oshan"))], places, NOBODY)
    assert found == [Where((0, 1), found="argument")]


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


def test_a_gate_is_the_gate_of_the_town_that_is_spoken_of() -> None:
    text = "Shells hit Sabra. A bomb went off at the gate."
    events = [
        event(text, "hit", recipients=("Sabra",), sentence="Shells hit Sabra."),
        event(text, "bomb", places=("the gate",), sentence="A bomb went off at the gate."),
    ]
    places = with_sites(text, [town(text, "Sabra")], events)
    assert [place.name for place in places] == ["Sabra", "the gate"]
    assert where(text, events, places, NOBODY)[1] == Where((1, 0), found="sentence")


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
        event(text, "emptied", sentence=second),
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


def test_people_are_no_sites() -> None:
    text = "They met at Lirion near a market."
    events = [event(text, "met", "CONSULT", places=("Lirion", "a market"))]
    found = with_sites(text, (), events, [at(text, "Lirion")])
    assert [place.name for place in found] == ["a market"]


@pytest.mark.parametrize("words", ["the capital, Qarat", "the Sudanese capital of Qarat"])
def test_what_a_name_follows_is_no_site_beside_it(words: str) -> None:
    text = f"A blast in {words}, killed five."
    town_alone = words.partition(",")[0].partition(" of")[0]
    places = with_sites(text, [town(text, "Qarat")], [event(text, "blast", places=(town_alone, "Qarat"))])
    assert [place.name for place in places] == ["Qarat"]


@pytest.mark.parametrize(("whose", "here"), [("U.S. positions", ()), ("U.S. soil", (0,))])
def test_whose_positions_are_hit_is_not_where(whose: str, here: tuple[int, ...]) -> None:
    text = f"Strikes at {whose} went on."
    places = [town(text, "U.S.")]
    acting = frozenset(range(1)) if is_metonym(text, places[0].span) else NOBODY
    assert where(text, [event(text, "Strikes")], places, acting)[0].places == here


def test_what_is_answered_with_strikes_was_not_there() -> None:
    text = "Shells hit Sabra, and the army responded with air strikes."
    shells, answer = event(text, "hit", recipients=("Sabra",)), event(text, "strikes")
    assert where(text, [shells, answer], [town(text, "Sabra")], NOBODY)[1] == Where()


@pytest.mark.parametrize(("who", "places"), [("Israeli aircraft", ()), ("Rebel aircraft", (0,))])
def test_who_was_struck_at_home_strikes_elsewhere(who: str, places: tuple[int, ...]) -> None:
    text = f"Rockets hit Israel. {who} hit 20 targets."
    israel = msgspec.structs.replace(town(text, "Israel"), precision="country", country="IL")
    first = event(text, "hit", recipients=("Israel",), sentence="Rockets hit Israel.")
    own = f"{who} hit 20 targets."
    second = replace(event(text, "targets", actors=(who,), sentence=own), trigger=at(text, "hit 20"))
    assert where(text, [first, second], [israel], NOBODY)[1].places == places


def test_where_it_was_announced_it_was_not_nor_around_it() -> None:
    text = "He announced it in remarks to soldiers at Sabra, Qarat. Strikes went on."
    places = [town(text, "Sabra"), town(text, "Qarat")]
    assert where(text, [event(text, "Strikes", sentence="Strikes went on.")], places, NOBODY)[0] == Where()


def test_where_somebody_condemns_a_deed_it_was_not_done() -> None:
    text = "In Qarat, he condemned the bombing."
    condemned = event(text, "condemned", "ACCUSE", places=("Qarat",))
    found = where(text, [condemned, event(text, "bombing")], [town(text, "Qarat")], frozenset({0}))
    assert found[1] == Where()


def test_who_retaliates_does_it_where_his_strikes_fall() -> None:
    text = "Shells hit Sabra, and the army retaliated with strikes on Qarat."
    events = [
        event(text, "hit", recipients=("Sabra",)),
        event(text, "retaliated"),
        event(text, "strikes", recipients=("Qarat",)),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1].places == (1,)


@pytest.mark.parametrize(("kind", "found"), [("SANCTION", "argument"), ("ASSAULT", "sentence")])
def test_a_court_sentences_where_it_is_and_troops_may_shoot_elsewhere(kind: EventType, found: str) -> None:
    text = "A court in Sabra sentenced him."
    one = event(text, "sentenced", kind, actors=("A court in Sabra",))
    assert where(text, [one], [town(text, "Sabra")], NOBODY)[0].found == found


def test_an_outlet_is_no_site() -> None:
    text = "The raid was described in The Lorn Times."
    events = [event(text, "raid", places=("The Lorn Times",))]
    assert with_sites(text, (), events, [at(text, "Lorn Times")]) == ()


def test_pronouns_are_no_sites() -> None:
    text = "They shelled it."
    assert with_sites(text, [], [event(text, "shelled", places=("it",))]) == ()


def test_what_may_happen_takes_no_place_from_the_context() -> None:
    text, first, second = two("Shells hit Sabra.", "The general vowed to bomb the rebels.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "bomb", sentence=second),
    ]
    places = [town(text, "Sabra")]
    assert where(text, events, places, NOBODY, statuses=["happened", "threatened"])[1] == Where()
    assert where(text, events, places, NOBODY, statuses=["happened", "happened"])[1].places == (0,)


def test_who_is_told_to_leave_leaves_the_place_that_is_spoken_of() -> None:
    text, first, second = two("Shells hit Sabra.", "Police urged parents to leave.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "leave", "MOVE", sentence=second),
    ]
    places = [town(text, "Sabra")]
    assert where(text, events, places, NOBODY, statuses=["happened", "demanded"])[1].places == (0,)


def test_a_meeting_is_not_where_the_fighting_was() -> None:
    text, first, second = two("Shells hit Sabra.", "Envoys met.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "met", "CONSULT", sentence=second),
    ]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where()


def test_an_arrest_was_not_where_the_deed_was_unless_the_words_say_so() -> None:
    text, first, second = two("Shells hit Sabra.", "Ten were arrested.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "arrested", "COERCE", sentence=second),
    ]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where()


def test_where_somebody_went_is_not_where_the_next_thing_happened() -> None:
    text = "Shells hit Qarat. The envoy returned to Sabra. Ten died."
    events = [
        event(text, "hit", recipients=("Qarat",), sentence="Shells hit Qarat."),
        event(text, "returned", "MOVE", places=("Sabra",), sentence="The envoy returned to Sabra."),
        event(text, "died", "CASUALTY", sentence="Ten died."),
    ]
    found = where(text, events, [town(text, "Qarat"), town(text, "Sabra")], NOBODY)
    assert found[2] == Where((0,), found="context")


def test_there_is_the_place_named_before_it() -> None:
    text = "They were barred from Sabra after the shootings there."
    found = where(text, [event(text, "shootings")], [town(text, "Sabra")], NOBODY)
    assert found == [Where((0,), found="sentence")]


def test_where_it_was_said_is_not_where_it_happened() -> None:
    text = "Twelve men were shot near Oshan, survivors said in Qarat."
    places = [town(text, "Oshan"), town(text, "Qarat")]
    found = where(text, [event(text, "shot", places=("Oshan", "Qarat"))], places, NOBODY)
    assert found == [Where((0,), found="argument")]


def test_the_country_of_a_town_is_no_place_beside_it() -> None:
    text = "Shells hit Sabra in Qarat."
    qarat = Place(span=(20, 25), name="Qarat", latitude=1.0, longitude=1.0, country="XX", precision="country")
    found = where(text, [event(text, "hit", places=("Sabra", "Qarat"))], [town(text, "Sabra"), qarat], NOBODY)
    assert found == [Where((0,), found="argument")]


def test_a_truce_in_a_province_moves_nobody() -> None:
    text = "They called a pause in Sabra."
    found = where(text, [event(text, "pause", "RETREAT", places=("Sabra",))], [town(text, "Sabra")], NOBODY)
    assert found == [Where((0,), found="argument")]


def test_a_place_in_another_clause_is_not_the_place_of_this_one() -> None:
    text = "In Sabra men burned a flag; in Qarat police banned a march."
    places = [town(text, "Sabra"), town(text, "Qarat")]
    events = [event(text, "burned", "PROTEST", places=("Sabra", "Qarat")), event(text, "banned", "COERCE")]
    found = where(text, events, places, NOBODY)
    assert [one.places for one in found] == [(0,), (1,)]


def test_what_follows_in_another_clause_lends_no_place() -> None:
    text, first, second = two("Shells hit Sabra.", "Two men were killed; a ferry sank near Qarat.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "killed", "CASUALTY", sentence=second),
        event(text, "sank", "CASUALTY", places=("Qarat",), sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[1] == Where((0,), found="context")


def test_where_somebody_is_from_is_not_where_he_was_hit() -> None:
    text = "In Sabra a baker from Qarat was shot."
    shot = event(text, "shot", places=("Sabra", "Qarat"), recipients=("a baker",))
    places = [town(text, "Sabra"), town(text, "Qarat")]
    assert where(text, [shot], places, NOBODY) == [Where((0,), found="argument")]


def test_who_is_driven_out_of_a_place_was_there() -> None:
    text = "Troops drove a militia from Qarat."
    drove = event(text, "drove", "CONTROL", places=("Qarat",), recipients=("a militia",))
    assert where(text, [drove], [town(text, "Qarat")], NOBODY) == [Where((0,), found="argument")]


def test_a_dateline_yields_to_the_place_that_is_stated() -> None:
    text = "QARAT (Agency) — Gunmen fired in Sabra."
    fired = event(text, "fired", places=("QARAT", "Sabra"))
    places = [town(text, "QARAT"), town(text, "Sabra")]
    assert where(text, [fired], places, NOBODY) == [Where((1,), found="argument")]


def test_a_place_that_is_denied_is_none() -> None:
    text = "A court in Sabra, not the tribunal in Qarat, freed them."
    freed = event(text, "freed", "SANCTION", places=("Sabra", "Qarat"))
    places = [town(text, "Sabra"), town(text, "Qarat")]
    assert where(text, [freed], places, NOBODY) == [Where((0,), found="argument")]


@pytest.mark.parametrize(
    "beside",
    [
        "and not, as first told, in Qarat",
        "and nowhere near Qarat",
        "not Qarat",
        "far from Qarat",
        "but had never come close to Qarat",
    ],
)
def test_where_it_is_said_not_to_have_been_it_was_not(beside: str) -> None:
    text = f"The lorry was looted in Sabra, {beside}, on Monday. Two men died."
    events = [
        event(text, "looted", places=("Sabra", "Qarat"), sentence=text.partition(" Two")[0]),
        event(text, "died", "CASUALTY", sentence="Two men died."),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert [each.places for each in found] == [(0,), (0,)]


def test_what_is_not_far_from_a_place_is_near_it() -> None:
    text = "The lorry was looted not far from Qarat."
    found = where(text, [event(text, "looted", places=("Qarat",))], [town(text, "Qarat")], NOBODY)
    assert found == [Where((0,), found="argument")]


@pytest.mark.parametrize(
    ("head", "how"),
    [
        ("9 March, Qarat. ", "context"),
        ("9 March, near Qarat: ", "sentence"),
        ("Night of 2-3 March, Qarat: ", "sentence"),
        ("2024-03-09: Qarat. ", "context"),
    ],
)
def test_an_entry_of_a_register_is_about_where_it_says(head: str, how: str) -> None:
    text = f"8 March, Sabra: shells fell. {head}Device went off."
    sentence = f"{head}Device went off." if how == "sentence" else "Device went off."
    events = [event(text, "fell", sentence="8 March, Sabra: shells fell.")]
    events.append(event(text, "went off", sentence=sentence))
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found == [Where((0,), found="sentence"), Where((1,), found=how)]  # type: ignore[arg-type]


def test_a_court_sentences_where_it_is() -> None:
    text = "A court in Sabra sentenced him for a raid near Qarat."
    events = [
        event(text, "sentenced", "SANCTION", actors=("A court",)),
        event(text, "raid", places=("Qarat",)),
    ]
    places = [town(text, "Sabra"), town(text, "Qarat")]
    assert where(text, events, places, NOBODY)[0] == Where((0,), found="argument")


@pytest.mark.parametrize("kind", ["AGREE", "CONSULT", "COOPERATE", "SANCTION", "MOBILIZE"])
def test_what_capitals_do_takes_no_place_from_what_is_told_beside_it(kind: EventType) -> None:
    text = "Shells hit Sabra and ministers acted."
    events = [event(text, "hit", recipients=("Sabra",)), event(text, "acted", kind)]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where()


def test_what_is_told_aside_lends_its_place_last() -> None:
    text = "After a raid in Qarat, rebels hit Sabra and burned a mill."
    events = [
        event(text, "raid", places=("Qarat",)),
        event(text, "hit", places=("Sabra",)),
        event(text, "burned"),
    ]
    places = [town(text, "Qarat"), town(text, "Sabra")]
    assert where(text, events, places, NOBODY)[2] == Where((1,), found="sentence")


def test_what_is_only_meant_lends_no_place_in_its_sentence() -> None:
    text, first, second = two("Shells hit Sabra.", "Ten died and they mean to take Qarat.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "died", "CASUALTY", sentence=second),
        event(text, "take", "CONTROL", recipients=("Qarat",), sentence=second),
    ]
    places = [town(text, "Sabra"), town(text, "Qarat")]
    found = where(text, events, places, NOBODY, statuses=["happened", "happened", "planned"])
    assert found[1] == Where((0,), found="context")


def test_shells_harm_nobody_where_they_come_from() -> None:
    text, first, second = two("Shells hit Sabra.", "Those fired from Qarat killed ten.")
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(text, "fired", places=("Qarat",), sentence=second),
        event(text, "killed", "CASUALTY", sentence=second),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[2].places == (0,)


def test_a_name_before_the_word_is_where_it_was() -> None:
    text = "He was tried in Qarat over the Sabra killings."
    killings = event(text, "killings", "CASUALTY")
    noun = replace(killings, event=replace(killings.event, candidate=candidate(pos="noun")))
    found = where(text, [noun], [town(text, "Qarat"), town(text, "Sabra")], NOBODY)
    assert found == [Where((1,), found="argument")]


def test_there_before_the_word_is_the_place_named_before_it() -> None:
    text = "They were driven from Qarat to Sabra and there shot."
    events = [event(text, "driven", "MOVE", places=("Qarat", "Sabra")), event(text, "shot")]
    found = where(text, events, [town(text, "Qarat"), town(text, "Sabra")], NOBODY)
    assert found[1].places == (1,)


def test_a_name_behind_at_is_a_target_and_a_place() -> None:
    text = "Men burned huts at Oril and threw stones at Saleh."
    spans = [at(text, "Oril"), at(text, "Saleh")]
    assert targets("ASSAULT", spans, text) == (spans[0],)


def test_an_item_of_a_list_is_about_the_place_that_it_begins_with() -> None:
    first, second = "Sabra: a raid left two dead.", "Qarat (ML): the raid was denied."
    text = f"{first} {second}"
    places = [town(text, "Sabra"), town(text, "Qarat")]
    events = [
        event(text, "raid", sentence=first),
        replace(event(text, "raid", sentence=second), trigger=at(text, "raid was")),
    ]
    assert [one.places for one in where(text, events, places, NOBODY)] == [(0,), (1,)]


def test_a_single_name_before_a_colon_is_a_dateline() -> None:
    text = "Qarat: A raid in Sabra went on until the raiders fled."
    places = [town(text, "Qarat"), town(text, "Sabra")]
    events = [event(text, "raid", places=("Sabra",)), event(text, "raiders", "CASUALTY")]
    assert where(text, events, places, NOBODY)[1].places == (1,)


def test_where_troops_are_sent_from_nothing_happens_after() -> None:
    first, second = "Shells hit Sabra.", "Troops were sent from Qarat to retake it. Two men died."
    text = f"{first} {second}"
    events = [
        event(text, "hit", recipients=("Sabra",), sentence=first),
        event(
            text, "sent", "MOBILIZE", places=("Qarat",), sentence="Troops were sent from Qarat to retake it."
        ),
        event(text, "died", "CASUALTY", sentence="Two men died."),
    ]
    found = where(text, events, [town(text, "Sabra"), town(text, "Qarat")], NOBODY)
    assert found[2].places == (0,)


def test_where_somebody_left_for_is_not_where_the_rest_happened() -> None:
    first, second = "Guards seized the treasury.", "The president fled to Qarat."
    text = f"{first} {second} Two men died."
    events = [
        event(text, "seized", "CONTROL", sentence=first),
        event(text, "fled", "MOVE", places=("Qarat",), sentence=second),
        event(text, "died", "CASUALTY", sentence="Two men died."),
    ]
    found = where(text, events, [town(text, "Qarat")], NOBODY)
    assert [one.places for one in found] == [(), (0,), ()]


def test_who_is_called_on_hosts_nothing() -> None:
    text = "A curfew was imposed, and the junta called on Qarat to send troops."
    assert where(text, [event(text, "curfew", "COERCE")], [town(text, "Qarat")], NOBODY) == [Where()]


@pytest.mark.parametrize("occasion", ["a news conference", "a press conference", "a speech", "a briefing"])
def test_where_somebody_speaks_of_it_hosts_nothing(occasion: str) -> None:
    text = f"He called the shelling a breach, telling reporters at {occasion} in Qarat that it was over."
    assert where(text, [event(text, "shelling")], [town(text, "Qarat")], NOBODY) == [Where()]


def test_where_shells_come_from_is_not_where_their_victims_are() -> None:
    first, second = "Shells from Qarat hit a mill near Sabra.", "Two men died."
    text = f"{first} {second}"
    events = [
        event(text, "hit", places=("Qarat", "Sabra"), sentence=first),
        event(text, "died", "CASUALTY", sentence=second),
    ]
    found = where(text, events, [town(text, "Qarat"), town(text, "Sabra")], NOBODY)
    assert found[1].places == (1,)


def test_a_name_is_taken_with_all_of_its_words() -> None:
    text = "The rebels hold Kafr Atun; the army says so."
    assert whole_name(text, at(text, "Kafr")) == at(text, "Kafr Atun")
    assert whole_name(text, at(text, "army")) == at(text, "army")


def test_what_happened_all_over_a_country_has_no_town_from_the_context() -> None:
    text = "Shells hit Sabra. Mines killed 300 people across the country this year."
    events = [
        event(text, "hit", recipients=("Sabra",), sentence="Shells hit Sabra."),
        event(text, "killed", "CASUALTY", sentence="Mines killed 300 people across the country this year."),
    ]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where()


def test_where_it_is_told_of_is_not_where_it_happened() -> None:
    first = "At a rally in Oshan he said that the two armies clashed."
    text = f"Shells hit Sabra. {first} They fought for days."
    events = [
        event(text, "hit", recipients=("Sabra",), sentence="Shells hit Sabra."),
        event(text, "rally", "PROTEST", places=("Oshan",), sentence=first),
        event(text, "clashed", sentence=first),
        event(text, "fought", sentence="They fought for days."),
    ]
    places = [town(text, "Sabra"), town(text, "Oshan")]
    told = where(text, events, places, NOBODY, occasions=frozenset({1}), spoken=frozenset({2, 3}))
    assert [one.places for one in told] == [(0,), (1,), (0,), (0,)]


def test_a_town_that_says_which_attack_is_its_place_and_nobody() -> None:
    text = "The Sabra terror attacks killed nine."
    told = event(text, "attacks", actors=("Sabra",))
    noun = replace(told, event=replace(told.event, candidate=candidate(pos="noun")))

    placed = at_its_town(text, noun, [town(text, "Sabra")])
    assert (placed.actor_spans, placed.place_spans) == ((), (at(text, "Sabra"),))
    assert at_its_town(text, told, [town(text, "Sabra")]) == told, "of a verb it may be who did it"
    state = msgspec.structs.replace(town(text, "Sabra"), precision="country")
    assert at_its_town(text, noun, [state]) == noun, "a state attacks"


def test_a_town_whose_attack_it_is_did_it() -> None:
    text = "Sabra's attacks on the coast went on."
    told = event(text, "attacks", actors=("Sabra",))
    noun = replace(told, event=replace(told.event, candidate=candidate(pos="noun")))

    assert at_its_town(text, noun, [town(text, "Sabra")]) == noun


def test_where_they_talked_and_where_one_speaks_no_deed_was_done() -> None:
    text = "After talks in Sabra, rebels fired shells."
    events = [event(text, "talks", "CONSULT", places=("Sabra",)), event(text, "fired")]
    assert where(text, events, [town(text, "Sabra")], NOBODY)[1] == Where()

    text = "Speaking in Sabra, he said that the attack failed."
    assert where(text, [event(text, "attack")], [town(text, "Sabra")], NOBODY)[0] == Where()


def test_who_gives_is_not_where_it_is_given() -> None:
    text = "The rebels received arms from Sabra in Qarat."
    places = [town(text, "Sabra"), town(text, "Qarat")]
    given = event(text, "received", "AID", actors=("Sabra",), places=("Sabra", "Qarat"))
    assert where(text, [given], places, NOBODY)[0].places == (1,)


def test_a_word_of_a_place_is_no_other_place() -> None:
    text = "Troops retook two rebel-held towns."
    events = [event(text, "retook", places=("two rebel-held towns",)), event(text, "held", places=("towns",))]
    assert [place.name for place in with_sites(text, (), events)] == ["two rebel-held towns"]
