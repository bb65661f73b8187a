from __future__ import annotations

import pytest

from accordingto.reading.drafts import Draft
from accordingto.reading.relays import outermost_first, with_stated_relays, without_outlet
from accordingto.types import Span


def place(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


@pytest.mark.parametrize(
    ("text", "source", "cue", "outer"),
    [
        (
            "The envoy told Radio Nile, in remarks carried by the Gazette, that the road was shut.",
            "The envoy",
            "told",
            ["the Gazette", "Radio Nile"],
        ),
        (
            "According to the Gazette, Radio Nile heard the envoy say that the road was shut.",
            "the envoy",
            "say",
            ["the Gazette", "Radio Nile"],
        ),
        (
            "A tape sent to Radio Nile and later aired by the Gazette has the envoy saying that it was shut.",
            "the envoy",
            "saying",
            ["the Gazette", "Radio Nile"],
        ),
        (
            "The envoy, quoted by the Gazette, told Radio Nile that the road was shut.",
            "The envoy",
            "told",
            ["the Gazette", "Radio Nile"],
        ),
    ],
)
def test_outer_links_stand_in_the_order_in_which_the_words_came(
    text: str, source: str, cue: str, outer: list[str]
) -> None:
    links = tuple(sorted(place(text, words) for words in outer))
    draft = Draft(place(text, source), place(text, cue), ((70, 80),), 0.9, outer=links)
    assert [text[slice(*link)] for link in outermost_first(text, draft).outer] == outer


def test_the_report_s_own_outlet_is_no_link_of_its_chains() -> None:
    text = "A nurse told Orient Desk, the Gazette and our correspondent that the road was shut."
    links = tuple(place(text, words) for words in ("Orient Desk", "the Gazette", "our correspondent"))
    draft = Draft(place(text, "A nurse"), place(text, "told"), ((70, 80),), 0.9, outer=links)
    (left,) = without_outlet(text, [draft], "The Orient Desk")
    assert [text[slice(*link)] for link in left.outer] == ["the Gazette"]


def test_an_outlet_calls_itself_by_the_end_of_its_name_or_by_what_it_is() -> None:
    text = "A guard told the agency that it was over; a priest told the Lantern the same."
    first = Draft(
        place(text, "A guard"),
        place(text, "told"),
        (place(text, "it was over"),),
        0.9,
        (place(text, "the agency"),),
    )
    second = Draft(
        place(text, "a priest"),
        place(text, "told"),
        (place(text, "the same"),),
        0.9,
        (place(text, "the Lantern"),),
    )
    left = without_outlet(text, [first, second], "Dorn Lantern")
    assert [draft.outer for draft in left] == [(), ()]


def test_another_medium_named_before_is_what_the_agency_stands_for() -> None:
    text = "Reuters quoted a guard; a priest told the agency that it was over."
    first = Draft(place(text, "Reuters"), place(text, "quoted"), (place(text, "a guard"),), 0.9)
    second = Draft(
        place(text, "a priest"),
        place(text, "told"),
        (place(text, "it was over"),),
        0.9,
        (place(text, "the agency"),),
    )
    assert without_outlet(text, [first, second], "Dorn Lantern")[1].outer == second.outer


def test_who_relays_one_cue_of_a_subject_relays_the_other() -> None:
    text = "A guard, speaking to Radio Nile, denied it and said that the road was shut."
    source, link = place(text, "A guard"), place(text, "Radio Nile")
    denied = Draft(source, place(text, "denied"), (place(text, "it"),), 0.9)
    said = Draft(source, place(text, "said"), (place(text, "that the road was shut"),), 0.9, outer=(link,))
    assert [draft.outer for draft in with_stated_relays(text, [denied, said])] == [(link,), (link,)]
