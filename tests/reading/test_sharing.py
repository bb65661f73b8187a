from __future__ import annotations

import pytest

from accordingto.reading.drafts import Draft
from accordingto.reading.sharing import with_shared_sources


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
