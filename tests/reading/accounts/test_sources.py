from __future__ import annotations

from accordingto.reading.accounts.triggers import Trigger
from accordingto.reading.accounts.voices import said_by, tellers
from accordingto.types import Act, Attribution, Span
from tests.reading.accounts.build import at, trigger

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


def told(text: str, step: Trigger, source: str, cue: str, content: str, act: Act) -> tuple[str, ...]:
    """Who tells of a step where one attribution stands in the text."""
    one = Attribution(
        id="a1",
        source=at(text, source),
        source_entity=None,
        source_kind="named",
        cue=at(text, cue),
        content=(at(text, content),),
        quote="indirect",
        act=act,
        parent=None,
        confidence=0.9,
    )
    return tellers(text, step, (one,))


def test_who_threatens_or_declines_to_act_tells_of_nothing() -> None:
    text = "The Front threatened to scrap the truce."
    step = trigger(text, "scrap", "collapsed", status="threatened")
    assert told(text, step, "The Front", "threatened", "to scrap the truce", "threaten") == ()


def test_who_demands_does_not_tell_of_what_happened_before() -> None:
    text = "The crowd asked for the swap that both had signed to be carried out."
    content = "the swap that both had signed to be carried out"
    signed, carried = (
        trigger(text, "signed", "agreed"),
        trigger(text, "carried", "implemented", status="demanded"),
    )
    assert told(text, signed, "The crowd", "asked for", content, "ask") == ()
    assert told(text, carried, "The crowd", "asked for", content, "ask") == ("a1",)


def test_dismissing_an_offer_is_a_step_and_dismissing_a_charge_a_denial() -> None:
    text = "The junta dismissed the offer as a stunt."
    for states, chain in (("rejected", ()), ("violated", ("a1",))):
        step = trigger(text, "dismissed", states)
        assert told(text, step, "The junta", "dismissed", "the offer as a stunt", "deny") == chain


def test_which_deal_is_meant_is_not_what_is_said_of_it() -> None:
    text = "The accord signed in Dorn last May has been broken, a monitor said."
    content = "The accord signed in Dorn last May has been broken"
    signed, broken = trigger(text, "signed", "agreed"), trigger(text, "broken", "violated")
    assert told(text, signed, "a monitor", "said", content, "say") == ()
    assert told(text, broken, "a monitor", "said", content, "say") == ("a1",)
