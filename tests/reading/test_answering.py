"""Denials beside what they deny. Our own sentences."""

from __future__ import annotations

import pytest

from accordingto.reading.answering import with_answers
from accordingto.reading.drafts import Draft
from tests.reading.drafting import Worded, at, worded


def found(text: str, *drafts: Draft) -> list[Worded]:
    return worded(text, with_answers(text, drafts))


@pytest.mark.parametrize(
    ("text", "who", "cue", "content"),
    [
        ("Sabra says Dorn broke the truce, which Dorn denies.", "Dorn", "denies", "which"),
        ("It blamed Dorn, a charge the council has long denied.", "the council", "denied", "a charge"),
        ("Sabra blamed Dorn, claims rejected by the council.", "the council", "rejected", "claims"),
        ("He was held over the raid, charges he denied.", "he", "denied", "charges"),
        (
            "Dorn denied Sabran claims that its guns fired first.",
            "Dorn",
            "denied",
            "Sabran claims that its guns fired first",
        ),
        (
            "Reports that the bridge had fallen were later denied by the council.",
            "the council",
            "denied",
            "Reports that the bridge had fallen",
        ),
    ],
)
def test_who_denies_stands_beside_what_is_denied(text: str, who: str, cue: str, content: str) -> None:
    assert (who, cue, [content]) in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "Sabra proposed a plan, which Dorn rejects.",  # no claim of anything
        "It is a statement which I totally reject.",
        "The council denied the raid.",
        "He left the town that the council disputes.",
    ],
)
def test_nothing_is_found_where_nothing_is_said_to_be_told(text: str) -> None:
    assert found(text) == []


def test_what_the_model_has_stays() -> None:
    text = "Dorn denied Sabran claims that its guns fired first."
    own = Draft(at(text, "Dorn"), at(text, "denied"), (at(text, "Sabran claims"),), 0.9)
    assert with_answers(text, [own]) == [own]


def test_what_stands_before_charges_is_not_what_he_says() -> None:
    text = "It is over the raid that he was held, charges Lorn denied."
    before = at(text, "It is over the raid that he was held")
    wrong = Draft(at(text, "Lorn"), at(text, "denied"), (before, at(text, "charges")), 0.9)
    assert found(text, wrong) == [("Lorn", "denied", ["charges"])]
