from __future__ import annotations

import pytest

from accordingto.reading.drafts import Draft
from accordingto.reading.sharing import with_shared_sources, with_what_goes_on


def _draft(text: str, source: str | None, cue: str, content: str) -> Draft:
    def span(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    return Draft(
        source=span(source) if source else None, cue=span(cue), content=(span(content),), confidence=0.9
    )


def _sources(text: str, drafts: list[Draft]) -> list[str | None]:
    return [draft.source and text[slice(*draft.source)] for draft in with_shared_sources(text, drafts)]


def test_a_later_verb_takes_the_speaker_of_the_first() -> None:
    text = "The mayor said the road was cut and warned that bread would run out."
    drafts = [
        _draft(text, "The mayor", "said", "the road was cut"),
        _draft(text, None, "warned", "that bread"),
    ]
    assert _sources(text, drafts) == ["The mayor", "The mayor"]


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        ("Orvan denied burning the mill and blamed a lamp.", "denied", "blamed"),
        ("Orvan, in a note to reporters, denied the raid and condemned it.", "denied", "condemned"),
        ("Orvan, which had confirmed the raid, now called it a fire.", "had confirmed", "called"),
    ],
)
def test_the_first_verb_takes_the_speaker_that_the_later_one_was_given(
    text: str, first: str, second: str
) -> None:
    content = "burning the mill" if "burning" in text else "the raid"
    drafts = [
        _draft(text, "Orvan", second, text[text.index(second) + len(second) + 1 : -1]),
        _draft(text, None, first, content),
    ]
    assert _sources(text, drafts) == ["Orvan", "Orvan"]


@pytest.mark.parametrize(
    "text",
    [
        "Orvan, which was accused of the raid, called it a fire.",  # others accused it
        "Orvan called it a fire. Nobody confirmed the raid.",  # another sentence
    ],
)
def test_a_verb_that_is_not_the_speakers_own_takes_no_speaker(text: str) -> None:
    cue = "accused of" if "accused" in text else "confirmed"
    drafts = [_draft(text, "Orvan", "called", "it a fire"), _draft(text, None, cue, "the raid")]
    assert _sources(text, drafts) == ["Orvan", None]


def _contents(text: str, source: str, cue: str, content: str) -> list[str]:
    (draft,) = with_what_goes_on(text, [_draft(text, source, cue, content)])
    return [text[slice(*span)] for span in draft.content]


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        (
            "Drones hit two lorries, the Red Cross said, killing six and wounding eight.",
            "killing six and wounding eight",
        ),
        ("Drones hit two lorries, the Red Cross said on Friday, two of them its own.", "two of them its own"),
        (
            "Drones hit two lorries, the Red Cross said, including one of its own. It left.",
            "including one of its own",
        ),
        ("The drivers of two lorries, the Red Cross said, fled to Ardun.", "fled to Ardun"),
    ],
)
def test_what_the_speaker_interrupts_goes_on(text: str, rest: str) -> None:
    content = text[: text.index(",")]
    assert _contents(text, "the Red Cross", "said", content) == [content, rest]


@pytest.mark.parametrize(
    "text",
    [
        "Drones hit two lorries, the Red Cross said, adding that six had died.",  # a statement of its own
        "Drones hit two lorries, the Red Cross said, and the army denied it.",
        "Drones hit two lorries, the Red Cross said.",
    ],
)
def test_what_is_another_statement_does_not(text: str) -> None:
    assert _contents(text, "the Red Cross", "said", "Drones hit two lorries") == ["Drones hit two lorries"]


def test_words_that_another_has_are_left_to_him() -> None:
    text = "Drones hit two lorries, the Red Cross said, killing six, by the mayor's account."
    drafts = [
        _draft(text, "the Red Cross", "said", "Drones hit two lorries"),
        _draft(text, "the mayor", "account", "killing six"),
    ]
    assert [len(draft.content) for draft in with_what_goes_on(text, drafts)] == [1, 1]
