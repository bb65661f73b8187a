"""Whether two voices are read as one source, and in which words."""

from __future__ import annotations

import pytest

from accordingto.linking import one_source
from accordingto.linking.one_source import around, of_outlet, read_in, speaking
from accordingto.linking.origins import origins_of, voices_apart
from accordingto.models.passages import Passage
from tests.linking.making import link, toll

UNION = toll("12 people", link("the drivers' union"), outlet="Harbour Courier")
SECRETARY = toll("14 people", link("Adam Lorn"), outlet="Oshan Gazette", day=11)
TEXTS = {account.claim.document: account.claim.text for account in (UNION, SECRETARY)}


@pytest.mark.parametrize(("odds", "number"), [(2.0, 1), (-2.0, 2)])
def test_two_that_are_read_as_one_source_are_one_origin(
    odds: float, number: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(one_source, "answered", lambda *_: odds)

    origins = origins_of([UNION, SECRETARY], read_in(TEXTS))

    assert len(origins) == number
    if number == 1:
        assert origins[0].documents == ("Harbour Courier", "Oshan Gazette")


def test_both_are_read_in_one_order(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[Passage, Passage]] = []

    def answered(_: str, one: Passage, other: Passage) -> float:
        asked.append((one, other))
        return 0.0

    monkeypatch.setattr(one_source, "answered", answered)
    one, other = voices_apart([UNION, SECRETARY])
    are_one = read_in(TEXTS)
    are_one(one, other)
    are_one(other, one)

    assert asked[0] == asked[1]


def test_the_words_for_a_speaker_stand_behind_the_outlet_in_whole_words() -> None:
    text = "Fighting went on. " * 20 + "The union said that its members fled. " + "Roads were shut. " * 20
    start = text.index("The union")

    passage = around("Harbour Courier", text, (start, start + len("The union")))

    assert passage.text[passage.start : passage.end] == "The union"
    assert passage.text.startswith("Harbour Courier: ")
    assert {*passage.text.replace(":", "").replace(".", "").split()} <= {
        *text.replace(".", "").split(),
        "Harbour",
        "Courier",
    }


def test_an_outlet_that_cites_nobody_is_marked_before_what_it_says() -> None:
    own = toll("12 people", outlet="Radio Front")
    (voice,) = voices_apart([own])

    passage = speaking(voice, own.claim.text)

    assert passage == of_outlet("Radio Front", own.claim.text, 0)
    assert passage.text[passage.start : passage.end] == "Radio Front"
    assert passage.text.endswith("12 people were killed")


def test_of_one_event_no_more_pairs_are_read_than_a_few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_source, "answered", lambda *_: 5.0)
    monkeypatch.setattr(one_source, "MOST", 2)
    one, other = voices_apart([UNION, SECRETARY])
    are_one = read_in(TEXTS)

    assert [are_one(one, other) for _ in range(4)] == [True, True, False, False]
