"""What the shipped model and the rules around it make of happenings. Our own sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from accordingto.reading import Reader, claims_of, load_reader
from accordingto.settings import Settings
from accordingto.types import Claim, Document, Event, EventType, Happening, Reading


@pytest.fixture(scope="module")
def reader() -> Reader:
    return load_reader(Settings())


def _read(reader: Reader, text: str) -> Reading:
    document = Document(
        id="d", title=None, outlet="Example TV", url=None, published="2024-03-06", language="en", text=text
    )
    return reader.read(document)


def _events(reader: Reader, text: str) -> dict[str, Event]:
    """Events by their trigger."""
    return {text[slice(*event.trigger)]: event for event in _read(reader, text).events}


REPORT = (
    "Government forces shelled the town of Idlib on Tuesday, "
    "killing at least 12 people, a doctor told Reuters."
)


def test_who_did_what_to_whom_where_when_and_how_many(reader: Reader) -> None:
    claims = claims_of(_read(reader, REPORT), reader=reader.fingerprint)
    happenings = {
        claim.happening.type: (claim, claim.happening) for claim in claims if claim.happening is not None
    }
    claim, shelling = happenings["ASSAULT"]
    _, killing = happenings["CASUALTY"]
    assert [party.words for party in shelling.actors] == ["Government forces"]
    assert shelling.actors[0].actor_type == "state-forces"
    assert shelling.mode == "heavy-weapons"
    assert _place_names(shelling) == ["Idlib"]
    assert (shelling.begin, shelling.end) == ("2024-03-05", "2024-03-05")
    assert [figure.low for figure in killing.figures] == [12]
    assert _chain(claim) == ["Example TV", "Reuters", "a doctor"]


def _place_names(happening: Happening) -> list[str]:
    return [place.name for place in happening.places if place.geonameid is not None]


def _chain(claim: Claim) -> list[str]:
    return [link.name for link in claim.said_by]


@pytest.mark.parametrize(
    ("text", "trigger", "field", "value"),
    [
        ("The army denied that its planes had bombed the market.", "bombed", "polarity", "negative"),
        ("The rebels agreed to withdraw from the town by Friday.", "withdraw", "status", "planned"),
        ("The envoy urged both sides to release prisoners.", "release", "status", "demanded"),
        (
            "The general threatened to shell the port unless the siege was lifted.",
            "shell",
            "status",
            "threatened",
        ),
        ("Two men may have been killed in the raid.", "killed", "certainty", "possible"),
        ("The militia failed to capture the bridge.", "capture", "polarity", "negative"),
        ("Neither side controls the town of Makariv.", "controls", "polarity", "negative"),
    ],
)
def test_what_did_not_happen_does_not_count_as_having_happened(
    reader: Reader, text: str, trigger: str, field: str, value: str
) -> None:
    assert getattr(_events(reader, text)[trigger], field) == value


@pytest.mark.parametrize(
    ("text", "trigger", "kind"),
    [
        ("Rebels captured the village of Duma on Monday.", "captured", "CONTROL"),
        ("Hundreds of families fled the fighting.", "fled", "MOVE"),
        ("Police arrested forty protesters in the capital.", "arrested", "COERCE"),
        ("The two sides signed a truce in Doha.", "signed", "AGREE"),
        ("The bombardment of the port went on all night.", "bombardment", "ASSAULT"),
        ("Troops launched an attack on the airport.", "attack", "ASSAULT"),
        ("The ministry accused the rebels of breaking the truce.", "accused", "ACCUSE"),
    ],
)
def test_verbs_nouns_and_light_verbs_have_their_types(
    reader: Reader, text: str, trigger: str, kind: EventType
) -> None:
    assert _events(reader, text)[trigger].type == kind


def test_the_use_of_forbidden_arms_is_an_attack(reader: Reader) -> None:
    used = _events(reader, "The minister did not comment on the junta's use of mustard gas.")["use"]
    assert (used.type, used.mode, used.acled) == ("ASSAULT", "unconventional", "Chemical weapon")
    assert used.decided_by.startswith("codebook:")


def test_a_loaded_word_does_not_change_what_happened(reader: Reader) -> None:
    loaded = _events(reader, "Terrorists attacked a checkpoint near Homs.")["attacked"]
    plain = _events(reader, "Rebels attacked a checkpoint near Homs.")["attacked"]
    assert (loaded.type, loaded.mode, loaded.status) == (plain.type, plain.mode, plain.status)


@pytest.mark.parametrize(
    "text",
    [
        "He died of a heart attack.",
        "The minister came under fire from critics.",
        "The envoy faced a barrage of criticism.",
        "",
        "1 2 3",
    ],
)
def test_figures_of_speech_and_empty_texts_have_no_attack(reader: Reader, text: str) -> None:
    assert "ASSAULT" not in {event.type for event in _read(reader, text).events}


def test_every_decision_says_who_made_it(reader: Reader) -> None:
    events = _read(reader, REPORT).events
    assert events
    assert all(event.decided_by.startswith(("codebook:", "model:event")) for event in events)
    assert all(0 < event.confidence <= 1 for event in events)


def test_a_town_that_is_shelled_is_no_parliament(reader: Reader) -> None:
    (event,) = _read(reader, "Rebels shelled Duma on Monday.").events
    assert [(party.name, party.actor_type) for party in event.recipients] == [("Duma", None)]


def test_actors_of_ones_own_are_known_and_part_of_the_fingerprint(reader: Reader, tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[actors]]\nname = "Army of Ardun"\ntype = "rebel"\naliases = ["AoA"]\n', encoding="utf-8"
    )
    other = Reader(reader.encoder, actors=[path], gazetteer=reader.gazetteer)
    text = "AoA shelled the town of Idlib on Tuesday, a doctor told Reuters."

    def shellers(one: Reader) -> list[tuple[str | None, str | None]]:
        return [(party.name, party.actor_type) for party in _events(one, text)["shelled"].actors]

    assert shellers(other) == [("Army of Ardun", "rebel")]
    assert shellers(reader) == [("AoA", None)]
    assert other.fingerprint != reader.fingerprint


def test_the_words_of_an_event_begin_with_the_preposition_of_its_place(reader: Reader) -> None:
    text = "In Melitopol, a car bombing killed two men, police said."
    claims = claims_of(_read(reader, text), reader=reader.fingerprint)
    words = {claim.text for claim in claims if claim.happening and claim.happening.type == "CASUALTY"}
    assert words == {"In Melitopol, a car bombing killed two men"}


def test_of_whom_it_is_said_that_it_was_others_did_not_do_it(reader: Reader) -> None:
    text = "Russia, not Ukraine, shelled Melitopol on Monday."
    shelled = _events(reader, text)["shelled"]
    assert [text[slice(*actor.span)] for actor in shelled.actors] == ["Russia"]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Ana Lindo, a mayor, was kidnapped on Monday. Lindo was rescued by the army.", False),
        ("The army has taken the village of Lindo.", True),
        ("The army has taken Dorn.", True),  # which the recogniser may take for somebody
    ],
)
def test_towns_are_held_and_not_those_who_are_rescued(reader: Reader, text: str, held: bool) -> None:
    assert bool(_read(reader, text).control) is held


def test_what_is_feared_has_not_happened_and_where_one_speaks_it_was_not(reader: Reader) -> None:
    text = "Speaking in Cairo, he said that residents of Idlib feared an attack."
    reading = _read(reader, text)
    attack = _events(reader, text)["attack"]
    assert attack.status == "planned"
    assert "Cairo" not in {reading.places[index].name for index in attack.places}


@pytest.mark.parametrize(
    ("text", "word", "polarity"),
    [
        ("The attack on the hill failed after two hours.", "attack", "positive"),
        ("Rebels launched a failed attack on the airport.", "attack", "positive"),
        ("The rebels failed to launch an attack on the port.", "attack", "negative"),
        ("The attempt to kill the minister failed.", "kill", "negative"),
        ("A failed assassination attempt left two guards hurt.", "assassination", "negative"),
        ("Hardly a day passes without an attack on the town.", "attack", "positive"),
        ("The army took the town without an attack.", "attack", "negative"),
        ("The rebels not only shelled the port but also burned it.", "shelled", "positive"),
    ],
)
def test_what_failed_to_win_happened_and_two_denials_are_none(
    reader: Reader, text: str, word: str, polarity: str
) -> None:
    assert _events(reader, text)[word].polarity == polarity


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Hostages were being held inside a cafe in Lorn.", True),
        ("Gunmen are holding the crew hostage.", True),
        ("A ceremony was held for the hostages.", False),
    ],
)
def test_hostages_who_are_held_are_abducted(reader: Reader, text: str, held: bool) -> None:
    assert ("abduct" in {event.mode for event in _events(reader, text).values()}) is held
