from __future__ import annotations

from dataclasses import replace

import pytest

from accordingto.reading.accounts.lasting import goes_on, without_lengths
from tests.reading.accounts.build import at, trigger


@pytest.mark.parametrize(
    ("text", "word", "step"),
    [
        ("The truce has so far largely held.", "held", "in-force"),
        ("An officer said that the truce was holding.", "holding", "in-force"),
        ("The accord is in tatters.", "tatters", "collapsed"),
        ("The talks remain frozen, aides say.", "frozen", "suspended"),
        ("The army has yet to let a lorry pass.", "pass", "implemented"),
        ("The prefect rejects the understanding.", "rejects", "rejected"),
    ],
)
def test_the_state_of_things_when_the_report_was_written(text: str, word: str, step: str) -> None:
    assert goes_on(text, trigger(text, word, step))


@pytest.mark.parametrize(
    ("text", "word", "step"),
    [
        ("The truce collapsed.", "collapsed", "collapsed"),
        ("The army had signed the deal.", "signed", "agreed"),
        ("They answered the calls for a pause.", "calls", "proposed"),
        ("The truce took effect.", "effect", "in-force"),
    ],
)
def test_what_once_happened(text: str, word: str, step: str) -> None:
    assert not goes_on(text, trigger(text, word, step))


def test_since_when_a_truce_holds_is_not_its_day() -> None:
    text = "The truce has held since Monday."
    held = replace(trigger(text, "held", "in-force"), time_spans=(at(text, "Monday"),))
    assert without_lengths(text, [held])[0].time_spans == ()
    signed = "It was signed on Monday and has held."
    step = replace(trigger(signed, "signed", "agreed"), time_spans=(at(signed, "Monday"),))
    assert without_lengths(signed, [step]) == [step]
