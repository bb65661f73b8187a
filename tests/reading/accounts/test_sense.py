from __future__ import annotations

import pytest

from accordingto.reading.accounts.agreements import Dealt
from accordingto.reading.accounts.sense import sensible
from tests.reading.accounts.build import dealt, mention, trigger


def kept(text: str, deals: Dealt) -> tuple[list[str], list[str], list[str]]:
    """Mentions, terms and steps that are left, in words."""
    found = sensible(text, deals)
    assert len(found.kinds) == len(found.steps)
    mentions, terms = ([text[slice(*one.span)] for one in ones] for ones in (found.mentions, found.terms))
    return mentions, terms, [text[slice(*step.trigger)] for step in found.steps]


def test_what_happens_or_is_built_is_no_deal() -> None:
    text = "After the earthquake the truce held. It was the first."
    deals = dealt(
        mentions=tuple(mention(text, words, "ceasefire") for words in ("the earthquake", "the truce", "It"))
    )
    assert kept(text, deals)[0] == ["the truce", "It"]


def test_a_pronoun_far_behind_the_deal_stands_for_something_else() -> None:
    text = "The truce held. " + "Shops opened in the town. " * 12 + "It was warm."
    deals = dealt(mentions=(mention(text, "The truce", "ceasefire"), mention(text, "It", "ceasefire")))
    assert kept(text, deals)[0] == ["The truce"]


def test_the_dead_are_no_term_and_a_thing_is_none_but_what_is_not_to_be_done_is_one() -> None:
    text = "Under the truce 46 trucks will enter Dorn. Ten died there. They shall not attack Arak."
    deals = dealt(
        mentions=(mention(text, "the truce", "ceasefire"),),
        terms=(
            mention(text, "46 trucks", "ceasefire", status="planned"),
            mention(text, "enter", "ceasefire", status="planned"),
            mention(text, "died", "ceasefire"),
            mention(text, "attack", "ceasefire", polarity="negative", status="planned"),
        ),
    )
    assert kept(text, deals)[1] == ["enter", "attack"]


def test_what_was_done_far_from_the_deal_is_no_term_of_it_and_no_step() -> None:
    far = "Shops opened in the town. " * 20
    text = f"Under the truce they released ten men. {far}Tanks moved south."
    deals = dealt(
        mentions=(mention(text, "the truce", "ceasefire"),),
        terms=(mention(text, "released", "ceasefire"), mention(text, "moved", "ceasefire")),
        steps=(trigger(text, "Tanks", "implemented"),),
    )
    assert kept(text, deals) == (["the truce"], ["released"], [])


def test_there_is_no_deal_denies_one_and_there_is_no_list_does_not() -> None:
    text = "The truce holds. There is no deal. There was no list."
    steps = (trigger(text, "is", "denied"), trigger(text, "was", "denied"))
    assert kept(text, dealt(mentions=(mention(text, "The truce", "ceasefire"),), steps=steps))[2] == ["is"]


def test_a_siege_that_began_is_no_truce_in_force() -> None:
    text = "The truce ends a siege that began in May. The pause began."
    steps = (trigger(text, "began", "in-force"),)
    deals = dealt(mentions=(mention(text, "The truce", "ceasefire"),), steps=steps)
    assert kept(text, deals)[2] == []


def test_parties_may_owe_what_is_no_deal_and_what_is_done_of_it_is_no_term() -> None:
    text = "The truce holds. No attacks, elections in July. They reported to camps. All report strangers."
    deals = dealt(
        mentions=(mention(text, "The truce", "ceasefire"),),
        terms=(
            mention(text, "No attacks", "ceasefire", status="planned"),
            mention(text, "elections", "ceasefire", status="planned"),
            mention(text, "reported", "ceasefire"),
            mention(text, "report strangers", "ceasefire", status="planned"),
        ),
    )
    assert kept(text, deals)[1] == ["No attacks", "elections", "report strangers"]


def test_a_denial_is_one_of_a_deal_where_a_deal_or_talks_are_named() -> None:
    far = "Shops opened in the town that day, and the shops stayed open. " * 5
    text = f"The truce holds. {far}They freed 61, she said. The ministry denied this. It denies signing any."
    steps = (trigger(text, "denied", "denied"), trigger(text, "denies", "denied"))
    mentions = (mention(text, "The truce", "ceasefire"),)
    assert kept(text, dealt(mentions=mentions, steps=steps))[2] == ["denies"]
    text = "The truce, an official said, had been agreed. The rebels denied it."
    mentions = (mention(text, "The truce", "ceasefire"),)
    denial = dealt(mentions=mentions, steps=(trigger(text, "denied", "denied"),))
    assert kept(text, denial)[2] == ["denied"]


@pytest.mark.parametrize(
    ("text", "words", "states"),
    [
        ("The truce holds. A delegate signed the visitors' book.", "signed", "agreed"),
        ("The truce holds. Both camps extended condolences to the widow.", "extended", "extended"),
        ("The truce holds. A visit by the mayor to Dorn fell through.", "fell", "collapsed"),
    ],
)
def test_what_becomes_of_other_things_is_no_step(text: str, words: str, states: str) -> None:
    deals = dealt(mentions=(mention(text, "The truce", "ceasefire"),), steps=(trigger(text, words, states),))
    assert kept(text, deals)[2] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Both camps signed the truce on Monday.", "signed"),
        ("Lorries rolled into Dorn under the truce signed in Arak.", "signed"),
    ],
)
def test_what_becomes_of_the_deal_is_one(text: str, words: str) -> None:
    deals = dealt(
        mentions=(mention(text, "the truce", "ceasefire"),), steps=(trigger(text, words, "agreed"),)
    )
    assert kept(text, deals)[2] == [words]


def test_who_hails_a_deal_does_not_reject_it() -> None:
    text = "The minister hailed the truce as a victory. The rebels rejected it."
    steps = (trigger(text, "hailed", "rejected"), trigger(text, "rejected", "rejected"))
    deals = dealt(mentions=(mention(text, "the truce", "ceasefire"),), steps=steps)
    assert kept(text, deals)[2] == ["rejected"]


def test_a_denial_that_speaks_of_prisoners_is_of_no_deal_and_a_hand_held_out_extends_none() -> None:
    text = (
        "The truce holds. "
        + "Shops opened in the town that day, and the shops stayed open. " * 5
        + "The ministry denied this, saying that it had freed 80 prisoners. "
        + "“The hand extended in mercy can close,” he said."
    )
    steps = (trigger(text, "denied", "denied"), trigger(text, "extended", "extended"))
    deals = dealt(mentions=(mention(text, "The truce", "ceasefire"),), steps=steps)
    assert kept(text, deals)[2] == []
