from __future__ import annotations

import pytest

from accordingto.reading.accounts.control import control_of, party_spans, wholly
from accordingto.reading.accounts.reading import with_bare_places
from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.events.situations import When
from accordingto.types import Control, Place
from tests.reading.accounts.build import at, parties, trigger

TEXT = "The army took Dorn and Arak from the Front, apart from the mill, and both fight for the hill."


def found(*triggers: Trigger, places: tuple[Place, ...]) -> tuple[Control, ...]:
    known = with_bare_places(TEXT, places, triggers)
    when = [When((), "published", "2024-03-05", "2024-03-05")] * len(triggers)
    return control_of(
        triggers, when, [("a1",)] * len(triggers), known, parties(TEXT, tuple(party_spans(triggers)))
    )


def town(name: str) -> Place:
    return Place(span=at(TEXT, name), name=name, geonameid=1)


def test_each_place_has_a_statement_with_holder_and_who_held_it_before_and_what_is_left_out() -> None:
    more = {"place": ("Dorn", "Arak"), "previous": "the Front", "except_": "the mill"}
    took = trigger(TEXT, "took", "took", holder="The army", **more)  # type: ignore[arg-type]
    dorn, arak = found(took, places=(town("Dorn"), town("Arak")))
    assert (dorn.place, arak.place) == (0, 1)
    assert dorn.holder is not None
    assert dorn.holder.span == at(TEXT, "The army")
    assert dorn.previous is not None
    assert dorn.previous.span == at(TEXT, "the Front")
    assert dorn.excepted == (at(TEXT, "the mill"),)
    assert dorn.attributed_to == ("a1",)
    assert dorn.begin == "2024-03-05"


def test_both_sides_of_a_contest_are_kept_and_a_place_without_a_name_is_kept_by_its_words() -> None:
    fight = trigger(TEXT, "fight", "contests", holder=("The army", "the Front"), place="the hill")
    first, second = found(fight, places=(town("Dorn"),))
    holders = {TEXT[slice(*one.holder.span)] for one in (first, second) if one.holder}
    assert holders == {"The army", "the Front"}
    assert first.place == second.place == 1


def test_other_relations_have_one_holder_and_a_relation_to_no_place_is_none() -> None:
    took = trigger(TEXT, "took", "took", holder=("The army", "the Front"), place="Dorn")
    (one,) = found(*wholly(TEXT, [took]), places=(town("Dorn"),))
    assert one.holder is not None
    assert one.holder.span == at(TEXT, "The army")
    assert found(trigger(TEXT, "took", "took", holder="The army"), places=()) == ()


def test_a_denied_loss_and_a_planned_capture_keep_their_factuality() -> None:
    lost = trigger(TEXT, "took", "lost", place="Dorn", polarity="negative", status="planned")
    (one,) = found(lost, places=(town("Dorn"),))
    assert (one.polarity, one.status, one.holder) == ("negative", "planned", None)


def relation(text: str, words: str, states: str, place: str) -> tuple[str, str, list[str]]:
    """Relation, place and exceptions once parts are seen."""
    (one,) = wholly(text, [trigger(text, words, states, holder="They", place=place)])
    excepted = [text[slice(*span)] for span in one.arguments["except"]]
    return one.states, text[slice(*one.arguments["place"][0])], excepted


def test_a_part_and_all_but_a_part_are_held_partly() -> None:
    assert relation("They hold most of the town.", "hold", "holds", "most of the town") == (
        "partly-holds",
        "the town",
        [],
    )
    assert relation("They hold nine tenths of Dorn.", "hold", "holds", "Dorn")[0] == "partly-holds"
    assert relation("They retook half of Dorn.", "retook", "took", "half of Dorn")[0] == "partly-holds"
    assert relation("They hold Dorn apart from the old mill.", "hold", "holds", "Dorn") == (
        "partly-holds",
        "Dorn",
        ["the old mill"],
    )


def test_the_whole_is_held_wholly_and_a_loss_stays_a_loss() -> None:
    assert relation("They hold Dorn and its mill.", "hold", "holds", "Dorn") == ("holds", "Dorn", [])
    assert relation("They lost Dorn but the mill.", "lost", "lost", "Dorn") == ("lost", "Dorn", ["the mill"])


def test_who_is_fought_is_no_place() -> None:
    text = "The army battled Hezbollah near the hill."
    fight = trigger(text, "battled", "contests", holder="The army", place=("Hezbollah", "the hill"))
    known = with_bare_places(text, (), [fight])
    when = [When((), "published", "2024-03-05", "2024-03-05")]
    (one,) = control_of([fight], when, [()], known, parties(text, tuple(party_spans([fight])), "Hezbollah"))
    assert known[one.place].name == "the hill"


def test_who_is_rescued_is_held_by_nobody() -> None:
    text = "Ana Lorn was rescued by the army on the hill."
    rescued = trigger(text, "rescued", "took", holder="the army", place=("Ana Lorn", "the hill"))

    known = with_bare_places(text, (), [rescued], people={at(text, "Ana Lorn")})

    assert [place.name for place in known] == ["the hill"]


@pytest.mark.parametrize(
    ("text", "word", "place", "kept"),
    [
        ("They lost three tanks near Dorn.", "lost", "Dorn", False),
        ("They gave themselves up in Dorn.", "gave", "Dorn", False),
        ("They have not lost any helicopter.", "lost", "any helicopter", False),
        ("They lost their base at Dorn.", "lost", "Dorn", True),
        ("They lost the battle for Dorn.", "lost", "Dorn", True),
        ("They lost control of Dorn.", "lost", "Dorn", True),
        ("They raised their flag at Dorn.", "raised", "Dorn", True),
        ("They lost the village of Dorn.", "lost", "Dorn", True),
    ],
)
def test_what_else_is_lost_somewhere_is_not_the_place(
    text: str, word: str, place: str, *, kept: bool
) -> None:
    lost = trigger(text, word, "lost", holder="They", place=place)
    assert len(wholly(text, [lost])) == kept
    fought = trigger(text, word, "contests", holder="They", place=place)
    assert len(wholly(text, [fought])) == 1
