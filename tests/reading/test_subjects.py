"""Who speaks of those who are marked as speakers."""

from __future__ import annotations

import pytest

from accordingto.reading.drafts import Draft
from accordingto.reading.subjects import with_speakers
from tests.reading.drafting import at, worded


def speaker(text: str, source: str, cue: str) -> str | None:
    draft = Draft(at(text, source), at(text, cue), ((0, 1),), 0.9)
    return worded(text, with_speakers(text, [draft]))[0][0]


@pytest.mark.parametrize(
    ("text", "source", "cue", "speaks"),
    [
        ("A man who police say fled was caught.", "A man who police", "say", "police"),
        (
            "Two brothers who the authorities say fled.",
            "Two brothers who the authorities",
            "say",
            "the authorities",
        ),
        ("It was a raid that Norland says broke the law.", "a raid that Norland", "says", "Norland"),
        ("Another suspect police believe fled is held.", "Another suspect police", "believe", "police"),
        ("A guard who fled said so.", "A guard who fled", "said", "A guard who fled"),
        ("The district police said so.", "The district police", "said", "The district police"),
        (
            "Those who lead the police said so.",
            "Those who lead the police",
            "said",
            "Those who lead the police",
        ),
    ],
)
def test_who_speaks_stands_at_the_end_of_a_relative_clause(
    text: str, source: str, cue: str, speaks: str
) -> None:
    assert speaker(text, source, cue) == speaks


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Two men suspected in the raid were held.", "Two men", "suspected"),
        ("The band blamed for the raid fled.", "The band", "blamed"),
        ("Troops alleged to have fled were held.", "Troops", "alleged"),
        ("One week after reports of a raid, calm held.", "One week", "reports"),
    ],
)
def test_who_is_suspected_says_nothing_and_no_time_does(text: str, source: str, cue: str) -> None:
    assert speaker(text, source, cue) is None


@pytest.mark.parametrize(
    ("text", "source", "cue"),
    [
        ("Police suspected two men.", "Police", "suspected"),
        ("The mayor blamed the rebels.", "The mayor", "blamed"),
        ("Officials believed in a truce.", "Officials", "believed"),
        ("Villagers, blamed for the raid, said so.", "Villagers", "said"),
        ("Minutes of the talks said so.", "Minutes of the talks", "said"),
    ],
)
def test_who_suspects_somebody_speaks(text: str, source: str, cue: str) -> None:
    assert speaker(text, source, cue) == source
