"""What did not happen is told with the words that say so."""

from __future__ import annotations

import pytest

from accordingto.reading.events.denied import with_denial
from tests.reading.events.build import event


@pytest.mark.parametrize(
    ("text", "trigger", "beside"),
    [
        ("There has been no explosion.", "explosion", "There has been no "),
        ("He said that there had been no second attack.", "attack", "there had been no second "),
        ("There was no such kidnapping.", "kidnapping", "There was no such "),
        ("There was never any bombing of Orvel.", "bombing", "There was never any "),
        ("On Monday nobody opened fire.", "fire", "nobody opened "),
        ("Not a single shell hit Orvel.", "hit", "Not a single shell "),
        ("No strike hit the town.", "strike", "No "),
        ("There was no truce and the attack went on.", "attack", None),  # what is denied is the truce
        ("No one who saw the attack was there.", "attack", None),
        ("The army denied the attack.", "attack", None),
    ],
)
def test_words_that_deny_it(text: str, trigger: str, beside: str | None) -> None:
    found = with_denial(text, event(text, trigger)).beside
    assert (text[slice(*found)] if found else None) == beside
