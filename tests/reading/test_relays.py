from __future__ import annotations

import pytest

from accordingto.reading.drafts import Draft
from accordingto.reading.relays import outermost_first, without_outlet
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
