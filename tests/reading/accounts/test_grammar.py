from __future__ import annotations

from accordingto.reading.accounts.grammar import mended
from accordingto.reading.accounts.triggers import Trigger
from tests.reading.accounts.build import trigger


def one(
    text: str, words: str, states: str, **arguments: str | tuple[str, ...]
) -> tuple[str, dict[str, list[str]]]:
    """A relation once the grammar around it is seen, in words."""
    (found,) = mended(text, [trigger(text, words, states, **arguments)])  # type: ignore[arg-type]
    return found.states, words_of(text, found)


def words_of(text: str, found: Trigger) -> dict[str, list[str]]:
    return {role: [text[slice(*span)] for span in spans] for role, spans in found.arguments.items()}


def test_who_is_driven_out_is_who_lost() -> None:
    text = "Clan fighters drove the Front out of Arak."
    _, found = one(text, "drove", "lost", holder="Clan fighters", place="Arak")
    assert found["holder"] == ["the Front"]
    text = "The Front was driven out of Arak."
    assert one(text, "driven", "lost", holder="The Front", place="Arak")[1]["holder"] == ["The Front"]


def test_hands_bastions_and_control_are_somebodys() -> None:
    assert one("Arak is in rebel hands.", "hands", "holds", place="Arak")[1]["holder"] == ["rebel"]
    assert one("Arak remains a Front bastion.", "bastion", "holds", place="Arak")[1]["holder"] == ["Front"]
    assert one("Arak is under our control.", "control", "holds", place="Arak")[1]["holder"] == ["our"]
    text = "He fled to Arak, the last bastion of the opposition."
    _, found = one(text, "bastion", "holds", holder="He", place="Arak")
    assert found["holder"] == ["the opposition"]
    text = "Arak is under full control."
    assert one(text, "control", "holds", holder="Arak", place="Arak")[1]["holder"] == ["Arak"]


def test_what_is_excepted_is_no_place_that_is_held() -> None:
    text = "They hold Dorn and Arak, all except the mill."
    states, found = one(text, "hold", "holds", holder="They", place=("Dorn", "Arak", "the mill"))
    assert (states, found["place"], found["except"]) == ("partly-holds", ["Dorn", "Arak"], ["the mill"])
    text = "They held all of it bar one hangar."
    _, found = one(text, "held", "holds", holder="They", place="one hangar")
    assert (found["place"], found["except"]) == (["all of it"], ["one hangar"])


def test_the_outskirts_are_those_of_the_town_before() -> None:
    text = "They pushed on towards Dorn and reached the outskirts."
    assert one(text, "reached", "contests", holder="They", place="the outskirts")[1]["place"] == ["Dorn"]


def test_each_of_two_holders_is_kept() -> None:
    text = "The army and its allies hold Dorn."
    assert one(text, "hold", "holds", holder="The army and its allies", place="Dorn")[1]["holder"] == [
        "The army",
        "its allies",
    ]


def test_buses_hold_nothing_and_prisoners_are_no_place() -> None:
    buses = trigger("The buses left Dorn.", "left", "lost", holder="The buses", place="Dorn")
    assert mended("The buses left Dorn.", [buses]) == []
    text = "The Front took 80 prisoners."
    assert mended(text, [trigger(text, "took", "took", holder="The Front", place="80 prisoners")]) == []


def test_a_town_falls_to_who_stands_behind_to_and_a_passive_has_no_holder_before_it() -> None:
    text = "Arak, which fell to the Front on Monday, is calm."
    assert one(text, "fell", "took", holder="Arak", place="Arak")[1]["holder"] == ["the Front"]
    text = "They spoke of the fall of Arak to the Front on Monday."
    assert one(text, "fall", "took", place="Arak")[1]["holder"] == ["the Front"]
    text = "Arak fell on Monday."
    assert "holder" not in one(text, "fell", "took", holder="Arak", place="Arak")[1]
    text = "At Arak they were beaten back."
    assert "holder" not in one(text, "beaten", "holds", holder="they", place="Arak")[1]


def test_a_town_lost_to_a_party_was_taken_by_it_and_one_freed_from_a_party_was_its() -> None:
    text = "Arak, lost to the Front in May, is calm."
    states, found = one(text, "lost", "lost", place="Arak")
    assert (states, found["holder"]) == ("took", ["the Front"])
    text = "Families in Arak, freed from the Front on Saturday, spoke."
    _, found = one(text, "freed", "took", place="Arak", holder="the Front")
    assert (found.get("holder"), found["previous"]) == (None, ["the Front"])


def test_fire_that_falls_on_a_town_takes_none() -> None:
    text = "Rockets fell on Arak."
    assert mended(text, [trigger(text, "fell", "took", place="Arak")]) == []
    assert (
        len(mended("Arak fell on Friday.", [trigger("Arak fell on Friday.", "fell", "took", place="Arak")]))
        == 1
    )


def test_who_is_cut_off_does_not_besiege() -> None:
    text = "In the fort eighty men, cut off for weeks, live on rain."
    assert "holder" not in one(text, "cut", "besieges", holder="eighty men", place="the fort")[1]
    text = "The Front has cut off Arak."
    assert one(text, "cut", "besieges", holder="The Front", place="Arak")[1]["holder"] == ["The Front"]


def test_two_verbs_of_one_subject_have_one_holder() -> None:
    text = "The army lost Dorn but clings on in Arak."
    lost = trigger(text, "lost", "lost", holder="The army", place="Dorn")
    clings = trigger(text, "clings", "holds", place="Arak")
    assert words_of(text, mended(text, [lost, clings])[1])["holder"] == ["The army"]


def test_a_bastion_behind_a_comma_is_the_place_before_it() -> None:
    text = "They went to Arak, the last bastion of the opposition."
    assert one(text, "bastion", "holds")[1] == {"holder": ["the opposition"], "place": ["Arak"]}


def test_things_are_no_places_and_a_place_is_not_also_where_it_lies() -> None:
    text = "The army has withdrawn its guns from Arak."
    assert one(text, "withdrawn", "lost", holder="The army", place=("its guns", "Arak"))[1]["place"] == [
        "Arak"
    ]
    text = "The army took six villages in Idlib."
    found = one(text, "took", "took", holder="The army", place=("six villages", "Idlib"))[1]
    assert found["place"] == ["six villages"]
    text = "Two of them were taken in May."
    assert mended(text, [trigger(text, "taken", "took", place="Two of them")]) == []


def test_one_person_or_a_convoy_that_leaves_gives_no_town_up() -> None:
    text = "The envoy left Dorn."
    assert mended(text, [trigger(text, "left", "lost", holder="The envoy", place="Dorn")]) == []
    text = "Twenty buses with fighters left Dorn."
    assert mended(text, [trigger(text, "left", "lost", place="Dorn")]) == []
    text = "Only 14 of the 46 agreed trucks entered Dorn."
    trucks = trigger(text, "entered", "took", holder="Only 14 of the 46 agreed trucks", place="Dorn")
    assert mended(text, [trucks]) == []


def test_a_place_that_says_where_another_lies_is_not_held() -> None:
    text = "The Front holds an enclave just west of Dorn."
    _, found = one(text, "holds", "holds", holder="The Front", place=("an enclave", "Dorn"))
    assert found["place"] == ["an enclave"]
    text = "Arak, the last town in Dorn, is under their control."
    _, found = one(text, "control", "holds", holder="their", place=("Arak", "the last town", "Dorn"))
    assert found["place"] == ["Arak", "the last town"]
    text = "They hold a town in Dorn."
    assert one(text, "hold", "holds", holder="They", place=("a town", "Dorn"))[1]["place"] == [
        "a town",
        "Dorn",
    ]
