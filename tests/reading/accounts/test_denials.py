from __future__ import annotations

from accordingto.reading.accounts.denials import with_denials
from accordingto.types import Act, Attribution
from tests.reading.accounts.build import at, trigger

TEXT = "The army accused the rebels of breaching the truce. The rebels denied the charge. Rain fell."


def attribution(cue: str, content: str, act: Act) -> Attribution:
    return Attribution(
        id="a1",
        source=at(TEXT, "The rebels"),
        source_entity=None,
        source_kind="collective",
        cue=at(TEXT, cue),
        content=(at(TEXT, content),),
        quote="indirect",
        act=act,
        parent=None,
        confidence=0.9,
    )


BREACH = trigger(TEXT, "breaching", "violated", by="the rebels")
DENIAL = attribution("denied", "the charge", "deny")


def test_a_denial_denies_the_breach_that_was_alleged_before_it() -> None:
    breach, denied = with_denials(TEXT, [BREACH], [DENIAL])
    assert breach.facts.polarity == "positive"
    assert (denied.states, denied.facts.polarity) == ("violated", "negative")
    assert denied.trigger == at(TEXT, "denied")
    assert denied.first("by") == at(TEXT, "the rebels")


def test_a_breach_within_what_is_denied_is_negative_and_nothing_is_added() -> None:
    inside = trigger(TEXT, "charge", "violated")
    (step,) = with_denials(TEXT, [inside], [DENIAL])
    assert step.facts.polarity == "negative"


def test_other_steps_and_other_acts_are_left_alone() -> None:
    agreed = trigger(TEXT, "truce", "agreed")
    assert with_denials(TEXT, [agreed], [DENIAL]) == [agreed]


def test_a_denial_before_the_allegation_denies_something_else() -> None:
    later = trigger(TEXT, "Rain", "violated")
    assert with_denials(TEXT, [later], [DENIAL]) == [later]


def test_a_denying_word_is_enough_and_a_denied_agreement_is_no_denied_breach() -> None:
    breach, denied = with_denials(TEXT, [BREACH], [])
    assert (breach.facts.polarity, denied.trigger, denied.facts.polarity) == (
        "positive",
        at(TEXT, "denied"),
        "negative",
    )
    other = "The army said they broke the truce. They denied that there was any truce."
    assert len(with_denials(other, [trigger(other, "broke", "violated")], [])) == 1


def test_a_denial_of_what_others_broadcast_is_of_that_and_not_of_the_breach() -> None:
    text = "The army said the rebels had broken the truce. An officer denied what the channels had broadcast."
    broken = trigger(text, "broken", "violated", by="the rebels")
    assert with_denials(text, [broken], []) == [broken]


def test_who_denies_what_others_tell_of_a_deal_tells_that_it_is_not_so() -> None:
    text = "The source denied the claims of channels, which alleged that the talks had stalled."
    steps = [trigger(text, "denied", "denied"), trigger(text, "stalled", "suspended")]
    denied, stalled = with_denials(text, steps, [])
    assert (denied.states, denied.facts.polarity, denied.trigger) == (
        "suspended",
        "negative",
        at(text, "denied"),
    )
    assert stalled == steps[1]


def test_this_denied_is_the_step_told_just_before() -> None:
    text = "The rebels had rejected the offer, a paper wrote. Their spokesman denied this and left."
    steps = [trigger(text, "rejected", "rejected"), trigger(text, "denied", "denied")]
    assert [(one.states, one.facts.polarity) for one in with_denials(text, steps, [])] == [
        ("rejected", "positive"),
        ("rejected", "negative"),
    ]


def test_a_denied_meeting_stays_a_plain_denial() -> None:
    text = "A leader denied rumours of a meeting with the king."
    steps = [trigger(text, "denied", "denied")]
    assert with_denials(text, steps, []) == steps
