from __future__ import annotations

from accordingto.reading.accounts.tallies import with_tallies
from tests.reading.accounts.build import at, trigger


def test_breaches_counted_by_party_are_breaches_of_each() -> None:
    text = "Nine breaches of the truce were confirmed, six by the army and three by the River Front."
    three = trigger(text, "three", "violated", by="the River Front")
    six, same = with_tallies(text, [three])
    assert same == three
    assert (six.trigger, six.states, six.first("by")) == (at(text, "six"), "violated", at(text, "the army"))


def test_a_party_is_its_name_alone() -> None:
    text = "Of 12 breaches, five by Harun Brigades and seven by Oshan, none was punished."
    seven = trigger(text, "seven", "violated", by="Oshan")
    five, _ = with_tallies(text, [seven])
    assert five.first("by") == at(text, "Harun Brigades")


def test_other_numbers_and_other_steps_are_no_tally() -> None:
    text = "The truce was broken by the army, and two lorries were burnt by the rebels."
    broken = trigger(text, "broken", "violated", by="the army")
    assert with_tallies(text, [broken]) == [broken]
    text = "Three by the army and four by the rebels were signed."
    signed = trigger(text, "Three", "agreed")
    assert with_tallies(text, [signed]) == [signed]
