from __future__ import annotations

import pytest

from accordingto.reading.completing import completed
from accordingto.reading.drafts import Draft
from accordingto.types import Span


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


def said(text: str, source: str, cue: str, *content: str) -> list[str]:
    """The contents of one attribution when it is completed, in words."""
    draft = Draft(at(text, source), at(text, cue), tuple(at(text, one) for one in content), 0.9)
    (whole,) = completed(text, [draft])
    return [text[slice(*span)] for span in whole.content]


def test_what_stands_before_and_behind_an_aside_is_said() -> None:
    text = "Rain fell. The handover was put off on Monday, the envoy said, because the bridge had gone."
    parts = ["The handover was put off on Monday", "because the bridge had gone"]
    assert said(text, "the envoy", "said", "because the bridge had gone") == parts
    assert said(text, "the envoy", "said", "The handover was put off on Monday") == parts


def test_who_speaks_at_the_end_says_all_of_the_clause() -> None:
    text = "Nobody came; the lull, meant to last a week, ended in Dorn before dawn, a medic said on Friday."
    whole = "the lull, meant to last a week, ended in Dorn before dawn"
    assert said(text, "a medic", "said", "the lull") == [whole]


def test_a_subject_may_stand_before_the_aside() -> None:
    text = "Norland, she says, has dropped its offer."
    assert said(text, "she", "says", "has dropped its offer") == ["Norland", "has dropped its offer"]


@pytest.mark.parametrize(
    "rest", ["killing six and wounding eight", "two of them its own", "including one bus"]
)
def test_what_an_aside_interrupts_goes_on(rest: str) -> None:
    text = f"Drones hit two lorries, the Red Cross said, {rest}."
    assert said(text, "the Red Cross", "said", "Drones hit two lorries") == ["Drones hit two lorries", rest]


@pytest.mark.parametrize("rest", ["adding that six had died", "blaming the rebels"])
def test_the_speakers_next_statement_does_not(rest: str) -> None:
    text = f"Drones hit two lorries, the Red Cross said, {rest}."
    assert said(text, "the Red Cross", "said", "Drones hit two lorries") == ["Drones hit two lorries"]


def test_a_breach_behind_a_comma_is_alleged_by_who_tells_of_the_deed() -> None:
    text = "A priest said that six men had been taken, contrary to the accord, and the army kept silent."
    assert said(text, "A priest", "said", "that six men had been taken") == [
        "that six men had been taken, contrary to the accord"
    ]


@pytest.mark.parametrize(
    ("text", "source", "cue", "content"),
    [
        ("In the valley of Dorn, they said the truce had held.", "they", "said", "the truce had held"),
        ("The truce had held, he said, and the army opened fire.", "he", "said", "The truce had held"),
        ("The truce, put forward by a bishop, has ended.", "a bishop", "put forward by", "The truce"),
        ("“The lull in Dorn,” she said, was over.", "she", "said", "“The lull in Dorn,”"),
        ("She fled on Sunday because, she said, men came.", "she", "said", "men came"),
    ],
)
def test_what_is_no_part_of_it_stays_out(text: str, source: str, cue: str, content: str) -> None:
    assert said(text, source, cue, content) == [content]


def test_where_somebody_else_speaks_nothing_is_added() -> None:
    text = "The army denied a raid in Dorn, a monitor said, because nobody had been there."
    denial = Draft(at(text, "The army"), at(text, "denied"), (at(text, "a raid in Dorn"),), 0.9)
    told = Draft(at(text, "a monitor"), at(text, "said"), (at(text, "because nobody had been there"),), 0.9)
    assert completed(text, [denial, told]) == [denial, told]
