from __future__ import annotations

import pytest

from accordingto.reading.alleging import with_allegations
from accordingto.reading.drafts import Draft
from tests.reading.drafting import Worded, at, worded


def found(text: str, *drafts: Draft) -> list[Worded]:
    return worded(text, with_allegations(text, drafts))


@pytest.mark.parametrize(
    ("text", "who", "cue", "content"),
    [
        ("By noon the militia denied any raid.", "the militia", "denied", "any raid"),
        ("Both sides neither confirmed nor denied the swap.", "Both sides", "denied", "the swap"),
        ("Rain fell; the council, in a leaflet, disputed the claim.", "the council", "disputed", "the claim"),
        ("Shells fell, and UN officers logged six breaches.", "UN officers", "logged", "six breaches"),
        ("The bishop of Dorn spoke of treachery.", "The bishop of Dorn", "spoke of", "treachery"),
        ("Elders attributed the raid to soldiers.", "Elders", "attributed", "the raid to soldiers"),
        ("The mayor puts the raid down to the army.", "The mayor", "puts", "the raid down to the army"),
        ("She named Dorn as the author of the raid.", "She", "named", "Dorn as the author of the raid"),
        ("Dorn holds rebels responsible for it.", "Dorn", "holds", "rebels responsible for it"),
    ],
)
def test_denials_and_counts_of_breaches_have_a_source(text: str, who: str, cue: str, content: str) -> None:
    assert found(text) == [(who, cue, [content])]


@pytest.mark.parametrize(
    ("text", "who", "content"),
    [
        (
            "The lull was broken nine times, by the count of the ministry.",
            "the ministry",
            ["The lull was broken nine times"],
        ),
        ("Norland, in Dorn’s words, put off the swap.", "Dorn", ["Norland", "put off the swap"]),
        ("The truce, if elders are to be believed, is dead.", "elders", ["The truce", "is dead"]),
    ],
)
def test_a_phrase_says_whose_view_the_rest_is(text: str, who: str, content: list[str]) -> None:
    ((source, _, rest),) = found(text)
    assert (source, rest) == (who, content)


def test_a_subject_stands_before_an_aside() -> None:
    text = "Norland, which brokered the truce, urged both to keep it."
    draft = Draft(None, at(text, "urged"), (at(text, "both to keep it"),), 0.9)
    assert found(text, draft) == [("Norland", "urged", ["both to keep it"])]


def test_who_suspects_stands_before_it() -> None:
    text = "The police suspect the Lake Front."
    draft = Draft(None, at(text, "suspect"), (at(text, "the Lake Front"),), 0.9)
    assert found(text, draft) == [("The police", "suspect", ["the Lake Front"])]
    text = "The men suspected in the raid fled."
    draft = Draft(None, at(text, "suspected"), (at(text, "in the raid"),), 0.9)
    assert found(text, draft) == [(None, "suspected", ["in the raid"])]


def test_what_is_attributed_already_and_what_counts_no_breach_is_left_alone() -> None:
    text = "The army denied any raid."
    known = Draft(None, at(text, "denied"), (at(text, "any raid"),), 0.9)
    assert len(found(text, known)) == 1
    assert found("Clerks counted six lorries at the bridge.") == []
    assert found("He put the gun down to reload.") == []
    assert found("The army put the bridge down.") == []
    assert found("Dorn named his brother as minister.") == []
    assert found("The army holds the bridge.") == []
