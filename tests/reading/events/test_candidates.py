"""What the grammar around a candidate says of it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from accordingto.models.runtime import Scores
from accordingto.reading.events.candidates import _is_of_none, _open
from tests.reading.events.build import candidate


@pytest.mark.parametrize(
    ("text", "trigger", "none"),
    [
        ("She knew of no strike", "strike", True),
        ("No air strike hit it", "strike", True),
        ("No more than six killed", "killed", False),
        ("She knew of a strike", "strike", False),
        ("Not one rocket had been fired", "fired", True),
        ("None of the houses was shelled", "shelled", True),
        ("No patrol that was shelled", "shelled", False),
        ("No sooner had they fired", "fired", False),
        ("They agreed to no truce", "agreed", True),
        ("Guns fired at nobody there", "fired", True),
        ("They fired no more than twice", "fired", False),
    ],
)
def test_no_before_a_word_says_that_there_was_none(text: str, trigger: str, none: bool) -> None:
    found = text.split()
    starts = [text.index(word) for word in found]
    tokens = SimpleNamespace(
        text=text, words=[(at, at + len(word)) for at, word in zip(starts, found, strict=True)]
    )
    scores = cast(Scores, SimpleNamespace(tokens=tokens))

    one = replace(candidate(found.index(trigger)), pos="verb", sentence=(0, len(found)))
    assert _is_of_none(scores, one) is none


def test_words_that_no_codebook_makes_an_event_are_left_out() -> None:
    surely_none, doubtful, event = [0.999, 0.0005, 0.0005], [0.9, 0.09, 0.01], [0.1, 0.1, 0.8]
    assert _open(np.array([surely_none, doubtful, event], dtype=np.float32)) == [1, 2]
