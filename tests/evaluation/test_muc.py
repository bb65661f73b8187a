"""CEAF-REE by its definition, and the ways from readings to role fillers, by hand."""

from typing import Any

from accordingto.types import Document, Entity, Event, Reading, Reference
from evaluation.fillers import normal
from evaluation.muc import SLOTS, Filled, add, ceaf, clustered, gold_of, merged, of_events, together
from evaluation.scoring import Count

TEXT = "The Northern Front bombed a bridge with a mine. Its fighters killed Imaginary Ruler."


def test_mentions_are_compared_without_articles_case_and_marks() -> None:
    assert normal('The "Northern" Front, a  group') == "northern front group"
    assert normal("theatre") == "theatre"


def test_a_found_entity_is_right_when_all_of_its_mentions_are_wanted() -> None:
    gold = [("guerrillas", "fighters")]
    assert ceaf([("fighters",)], gold) == Count(1, 1, 1)
    assert ceaf([("fighters", "guerrillas")], gold) == Count(1, 1, 1)
    assert ceaf([("fighters", "soldiers")], gold) == Count(0, 1, 1)


def test_entities_are_aligned_one_to_one() -> None:
    gold = [("guerrillas", "fighters")]
    assert ceaf([("fighters",), ("guerrillas",)], gold) == Count(1, 2, 1)


def test_the_alignment_is_the_best_one_and_not_the_first() -> None:
    found = [("mayor",), ("ruler",)]
    wanted = [("mayor", "ruler"), ("mayor",)]
    assert ceaf(found, wanted) == Count(2, 2, 2)


def test_nothing_found_and_nothing_wanted_count_as_such() -> None:
    assert ceaf([], [("mine",)]) == Count(0, 0, 1)
    assert ceaf([("mine",)], []) == Count(0, 1, 0)
    assert ceaf([], []) == Count()


def test_templates_are_merged_where_one_entity_is_part_of_another() -> None:
    assert merged([("front", "nf"), ("nf",), ("nf", "front", "it"), ("army",)]) == [
        ("front", "nf"),
        ("army",),
    ]


def _filler(*mentions: str, **more: Any) -> dict[str, Any]:
    return {"alts": [{"s": mention, "spans": [[0, 1]]} for mention in mentions], **more}


def test_gold_takes_named_victims_and_in_a_row_of_its_own_described_ones() -> None:
    slots = {
        "hum_tgt_name": [_filler("IMAGINARY RULER")],
        "hum_tgt_description": [_filler("THE RULER", xref=["IMAGINARY RULER"]), _filler("FARMERS")],
        "phys_tgt_id": [_filler("A BRIDGE"), {"alts": [{"s": "NOT IN THE TEXT", "spans": []}]}],
    }
    gold = gold_of({"templates": [{"slots": slots}, {"slots": slots}]})
    assert gold["victim"] == [("imaginary ruler",)]
    assert gold["victim, described"] == [("ruler", "imaginary ruler"), ("farmers",)]
    assert gold["target"] == [("bridge",)]
    assert gold["weapon"] == []


def test_mentions_with_the_same_last_word_are_one_entity() -> None:
    found = clustered(["armed guerrillas", "the Guerrillas", "a mine", "Guerrillas", "the"])
    assert found == [("armed guerrillas", "guerrillas"), ("mine",)]


def _reference(words: str, entity: str | None = None) -> Reference:
    return Reference(span=(TEXT.index(words), TEXT.index(words) + len(words)), entity=entity)


def _reading(*events: Event) -> Reading:
    document = Document(id="", title=None, outlet=None, url=None, published=None, language="en", text=TEXT)
    front, ruler = _reference("The Northern Front").span, _reference("Imaginary Ruler").span
    entities = (
        Entity(id="e1", name="Northern Front", type="GROUP", mentions=(front,)),
        Entity(id="e2", name="Imaginary Ruler", type="PER", mentions=(ruler,)),
    )
    return Reading(document=document, entities=entities, events=events)


def test_parties_go_to_roles_by_what_they_are() -> None:
    bombed = Event(
        id="v1",
        trigger=(19, 25),
        type="ASSAULT",
        actors=(_reference("The Northern Front", entity="e1"),),
        recipients=(_reference("a bridge"),),
        instrument=_reference("a mine").span,
    )
    killed = Event(
        id="v2",
        trigger=(61, 67),
        type="CASUALTY",
        actors=(_reference("Its fighters", entity="e1"),),
        recipients=(_reference("Imaginary Ruler", entity="e2"),),
    )
    assert of_events(_reading(bombed, killed)) == {
        "individual": [("fighters",)],
        "organization": [("northern front",)],
        "target": [("bridge",)],
        "victim": [("imaginary ruler",)],
        "weapon": [("mine",)],
        "victim, described": [("imaginary ruler",)],
    }


def test_what_is_denied_or_not_violent_fills_nothing() -> None:
    denied = Event(
        id="v1", trigger=(19, 25), type="ASSAULT", polarity="negative", recipients=(_reference("a bridge"),)
    )
    moved = Event(id="v2", trigger=(19, 25), type="MOVE", recipients=(_reference("a bridge"),))
    assert all(not clusters for clusters in of_events(_reading(denied, moved)).values())


def test_first_mentions_save_an_entity_with_a_wrong_mention() -> None:
    found: Filled = {role: [] for role in SLOTS}
    found["victim"] = found["victim, described"] = [("farmers", "local farmers")]
    wanted = gold_of({"templates": []})
    wanted["victim"] = wanted["victim, described"] = [("farmers",)]
    counts: dict[str, Count] = {}
    add(counts, found, wanted, first=False)
    assert together(counts)["all"] == Count(0, 1, 1)
    add(counts, found, wanted, first=True)
    assert together(counts)["all"] == together(counts)["all, described"] == Count(1, 2, 2)
