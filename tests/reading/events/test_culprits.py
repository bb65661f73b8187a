"""Whose work it was, and who had no part in it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.reading.codebook.inflection import PartOfSpeech
from accordingto.reading.events.culprits import is_granted, with_culprits
from accordingto.reading.events.situations import Situated
from accordingto.types import EventType
from tests.reading.events.build import candidate, event


def told(
    text: str,
    trigger: str,
    pos: PartOfSpeech = "noun",
    kind: EventType = "ASSAULT",
    actors: tuple[str, ...] = (),
    recipients: tuple[str, ...] = (),
) -> Situated:
    """An event by a word of this part of speech, with who did it as the words around it say."""
    one = event(text, trigger, kind, actors=actors, recipients=recipients)
    typed = replace(one.event, candidate=candidate(pos=pos, lemma=trigger))
    return with_culprits(text, replace(one, event=typed))


def doers(text: str, one: Situated) -> list[str]:
    return [text[slice(*span)] for span in one.actor_spans]


@pytest.mark.parametrize(
    ("text", "trigger", "doer"),
    [
        ("The explosion in Orvel was the work of the Lake Front.", "explosion", "the Lake Front"),
        ("The raid, which killed nine, was the doing of the army.", "raid", "the army"),
        ("The raid, on Monday night, was the doing of the army.", "raid", "the army"),
        ("The explosion in Orvel was the army's work.", "explosion", "the army"),
        ("The bombing of the bus bears the hand of the rebels.", "bombing", "the rebels"),
        ("The police put the killing of the teacher down to separatists.", "killing", "separatists"),
        ("Behind the raid on Tesna stood the Lake Front.", "raid", "the Lake Front"),
        ("The Lake Front claimed responsibility for the bombing of the bus.", "bombing", "The Lake Front"),
        ("On Monday the rebels, who hold Orvel, owned up to the attack.", "attack", "the rebels"),
        ("No group has claimed responsibility for the bombing.", "bombing", None),
        ("The explosion was the work of hours.", "explosion", None),
        ("The strike on the clinic was a mistake.", "strike", None),
        ("The killing of the teacher came down to money.", "killing", None),
    ],
)
def test_who_did_it_stands_in_a_phrase_of_its_own(text: str, trigger: str, doer: str | None) -> None:
    assert doers(text, told(text, trigger)) == ([doer] if doer else [])


@pytest.mark.parametrize(
    ("text", "trigger", "known", "doer"),
    [
        ("The gang that abducted them belongs to the Lake Front.", "abducted", "The gang", "the Lake Front"),
        ("The men who robbed the bus were soldiers, she said.", "robbed", "The men", "soldiers"),
        ("The men who robbed the bus were killed.", "robbed", "The men", "The men"),
        ("It was not the rebels who shelled it, but soldiers.", "shelled", "the rebels", "soldiers"),
        ("The gang that abducted them shot the rebels.", "abducted", "The gang", "The gang"),
    ],
)
def test_who_stands_in_for_a_party_makes_room_for_it(text: str, trigger: str, known: str, doer: str) -> None:
    assert doers(text, told(text, trigger, "verb", actors=(known,))) == [doer]


def test_who_died_is_not_said_to_have_done_it() -> None:
    text = "Those who died at Tesna were soldiers."
    assert doers(text, told(text, "died", "verb", "CASUALTY", recipients=("Those",))) == []
    text = "The nurse killed in Orvel was the victim of rebel snipers."
    killed = told(text, "killed", "verb", "CASUALTY", recipients=("The nurse",))
    assert doers(text, killed) == ["rebel snipers"]


@pytest.mark.parametrize(
    ("text", "trigger", "known", "beside", "granted"),
    [
        (
            "The Front had no part in the bombing.",
            "bombing",
            "The Front",
            "The Front had no part in the ",
            True,
        ),
        ("He said that it was not behind any attack.", "attack", "it", "it was not behind any ", False),
        (
            "The army denied any role in Sunday's raid.",
            "raid",
            "army",
            "The army denied any role in Sunday's ",
            True,
        ),
        (
            "It denied that its men had any part in the raid.",
            "raid",
            "its men",
            "that its men had any part in the ",
            True,
        ),
    ],
)
def test_who_had_no_part_in_it_did_not_do_it(
    text: str, trigger: str, known: str, beside: str, *, granted: bool
) -> None:
    one = told(text, trigger, actors=(known,))
    assert one.actor_spans == ()
    assert one.beside is not None
    assert text[slice(*one.beside)].endswith(beside.split("that ")[-1])
    assert is_granted(text, one) is granted


def test_who_took_part_did_it() -> None:
    text = "The army, which had no part in the talks, carried out the raid."
    one = told(text, "raid", actors=("The army",))
    assert doers(text, one) == ["The army"]
    assert not is_granted(text, one)


def test_only_violence_has_a_culprit() -> None:
    text = "The visit was the work of the army."
    assert doers(text, told(text, "visit", kind="CONSULT")) == []


def test_of_an_endless_sentence_only_whole_words_are_kept() -> None:
    text = "Orvel " * 80 + "had no part in the bombing."
    one = told(text, "bombing")
    assert one.beside is not None
    assert text[slice(*one.beside)] == "had no part in the "
