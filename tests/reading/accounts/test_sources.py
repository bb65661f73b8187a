from __future__ import annotations

from accordingto.reading.accounts.voices import said_by
from accordingto.types import Act, Attribution, Span
from tests.reading.accounts.build import at

TEXT = "The ministry said the rebels rejected the truce and denied breaking it."


def attribution(
    identity: str, source: str, cue: str, content: Span, act: Act, parent: str | None
) -> Attribution:
    return Attribution(
        id=identity,
        source=at(TEXT, source),
        source_entity=None,
        source_kind="named",
        cue=at(TEXT, cue),
        content=(content,),
        quote="indirect",
        act=act,
        parent=parent,
        confidence=0.9,
    )


SAID = attribution("a1", "The ministry", "said", (at(TEXT, "the rebels")[0], len(TEXT) - 1), "say", None)
REJECTED = attribution("a2", "the rebels", "rejected", at(TEXT, "the truce"), "say", "a1")
DENIED = attribution("a3", "the rebels", "denied", at(TEXT, "breaking it"), "deny", "a1")
ALL = (SAID, REJECTED, DENIED)


def test_who_takes_a_step_by_speaking_does_not_tell_of_it() -> None:
    assert said_by(at(TEXT, "rejected"), ALL) == ("a1",)


def test_a_denial_is_the_word_of_who_denies() -> None:
    assert said_by(at(TEXT, "denied"), ALL) == ("a3", "a1")


def test_what_stands_in_a_content_is_told_by_its_source() -> None:
    assert said_by(at(TEXT, "breaking"), ALL) == ("a3", "a1")
    assert said_by(at(TEXT, "The ministry"), ALL) == ()
