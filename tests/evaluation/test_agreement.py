from typing import Any

from evaluation.agreement import agreement, figures, matched, passes, same_chain
from evaluation.events import Case, GoldFigure, case_of

TEXT = "Shells killed 12 people in Omdurman, a union said, and the army denied shelling the city."


def _case(*events: dict[str, Any]) -> Case:
    return case_of({"id": "x", "text": TEXT, "events": list(events)})


KILLED = {"trigger": "killed", "type": "CASUALTY", "recipients": ["12 people"], "said_by": ["a union"]}
SHELLING = {"trigger": "shelling", "type": "ASSAULT", "mode": "heavy-weapons", "polarity": "negative"}


def test_a_pass_agrees_with_itself() -> None:
    case = _case(KILLED, SHELLING)
    result = agreement([(case, case)])
    assert result["f1_triggers_with_type"] == 1.0
    assert result["f1_arguments"]["recipient"] == 1.0
    assert set(result["accuracy"].values()) == {1.0}


def test_a_missing_event_and_another_type_lower_the_agreement() -> None:
    result = agreement([(_case(KILLED, SHELLING), _case({**KILLED, "type": "ASSAULT"}))])
    assert result["f1_triggers"] == 0.6667
    assert result["f1_triggers_with_type"] == 0.0
    assert result["accuracy"] == {}


def test_labels_are_compared_on_the_events_that_agree() -> None:
    other = {**KILLED, "certainty": "possible", "recipients": ["people"], "where": "Omdurman"}
    result = agreement([(_case(KILLED, SHELLING), _case(other, SHELLING))])
    assert result["accuracy"]["certainty"] == 0.5
    assert result["accuracy"]["polarity"] == 1.0
    assert result["accuracy"]["where"] == 0.0
    assert result["f1_arguments"]["recipient"] == 1.0


def test_one_event_is_matched_once_and_its_own_type_first() -> None:
    one = _case(KILLED).events
    other = _case({**KILLED, "type": "ASSAULT"}, KILLED).events
    assert [(a.type, b.type) for a, b in matched(one, other)] == [("CASUALTY", "CASUALTY")]
    assert len(matched((*one, *one), one)) == 1


def test_a_figure_needs_the_same_kind_and_bounds() -> None:
    twelve = GoldFigure((14, 23), "killed", (12, 12, 12))
    assert figures([twelve], [GoldFigure((14, 16), "killed", (12, 12, 12))]).f1 == 100
    assert figures([twelve], [GoldFigure((14, 23), "injured", (12, 12, 12))]).f1 == 0
    assert figures([twelve], [GoldFigure((14, 23), "killed", (12, None, None))]).f1 == 0


def test_a_chain_needs_every_link_in_order() -> None:
    assert same_chain(((0, 5), (8, 12)), ((2, 5), (8, 12)))
    assert not same_chain(((0, 5), (8, 12)), ((8, 12), (0, 5)))
    assert not same_chain(((0, 5),), ())


def test_both_passes_are_there_for_every_report() -> None:
    for half in ("dev", "unseen"):
        read = list(passes(half))
        assert len(read) == 32
        assert all(one.document.id == other.document.id for one, other in read)
