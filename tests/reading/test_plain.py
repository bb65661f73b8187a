from __future__ import annotations

import pytest

from accordingto.reading.drafts import Draft
from accordingto.reading.plain import with_plain_speakers
from accordingto.types import Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def speakers(text: str, *flat: Draft) -> list[tuple[str, str, str]]:
    """Source, cue and content of each attribution, in words."""
    return [
        (
            text[slice(*draft.source or (0, 0))],
            text[slice(*draft.cue or (0, 0))],
            text[slice(*draft.content[0])],
        )
        for draft in with_plain_speakers(text, list(flat))
    ]


@pytest.mark.parametrize(
    ("tail", "who", "cue"),
    [
        ("the deputy governor said", "the deputy governor", "said"),
        ("the mayor told Hill Radio", "the mayor", "told"),
        ("a doctor at the town's clinic said on Tuesday", "a doctor at the town's clinic", "said"),
        ("rescue volunteers said", "rescue volunteers", "said"),
    ],
)
def test_who_ends_a_sentence_says_all_of_it(tail: str, who: str, cue: str) -> None:
    content = "A mine went off under a lorry on the road to Dorn, killing three drivers"
    assert speakers(f"{content}, {tail}. Rain fell.") == [(who, cue, content)]


@pytest.mark.parametrize(
    "text",
    [
        "A mine went off under a lorry on the road to Dorn, killing three drivers who said nothing.",
        "The road to Dorn was closed by the army in the morning, which nobody said.",
        "The road to Dorn was closed by the army, and it said that mines were laid.",
        "Yes, he said.",
        "“The road to Dorn is closed until the morning,” the deputy governor said.",
    ],
)
def test_clauses_asides_and_quotations_are_left_alone(text: str) -> None:
    assert speakers(text) == []


def test_a_sentence_in_which_somebody_speaks_already_is_left_alone() -> None:
    text = "A mine went off under a lorry on the road to Dorn, the deputy governor said."
    known = Draft(at(text, "the deputy governor"), at(text, "said"), (at(text, "A mine went off"),), 0.9)
    assert len(speakers(text, known)) == 1


def test_what_is_added_stands_in_the_order_of_the_text() -> None:
    text = "A mine went off under a lorry near Dorn, the deputy governor said. Drivers fled, one said."
    later = Draft(
        at(text, "one"), (text.rindex("said"), text.rindex("said") + 4), (at(text, "Drivers fled"),), 0.9
    )
    assert [who for who, _, _ in speakers(text, later)] == ["the deputy governor", "one"]


@pytest.mark.parametrize(
    ("text", "who", "cue", "content"),
    [
        (
            "According to the residents, nobody else from the clinic had died.",
            "the residents",
            "According to",
            "nobody else from the clinic had died",
        ),
        (
            "Three drivers died on the road to Dorn, according to a nurse, who dressed them.",
            "a nurse",
            "according to",
            "Three drivers died on the road to Dorn",
        ),
        (
            "It said more shells had landed on the road to Dorn.",
            "It",
            "said",
            "more shells had landed on the road to Dorn",
        ),
        (
            "The army spokesman, however, said on Monday that the road to Dorn was open.",
            "The army spokesman",
            "said",
            "that the road to Dorn was open",
        ),
        (
            "Five lawyers were taken from the court in Dorn, the bar union said, and nobody has seen them.",
            "the bar union",
            "said",
            "Five lawyers were taken from the court in Dorn",
        ),
        (
            "Both sides broke the truce on the road to Dorn, says the council.",
            "the council",
            "says",
            "Both sides broke the truce on the road to Dorn",
        ),
    ],
)
def test_plain_forms(text: str, who: str, cue: str, content: str) -> None:
    assert speakers(text) == [(who, cue, content)]


def test_a_label_that_says_what_its_bearer_is_names_who_speaks() -> None:
    content = "the guards fired four rounds at the bridge late last night"
    assert speakers(f"Military source: {content}. Rain fell.") == [("Military source", ":", content)]
    assert speakers(f"Sabra: {content}.") == []


def test_a_colon_opens_what_is_said() -> None:
    content = "the buses are ready and the road is open"
    found = speakers(f"The Minister of Transport said at the crossing: {content}. Rain fell.")
    assert found == [("The Minister of Transport", "said", content)]
