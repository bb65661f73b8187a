"""What the grammar around a candidate says of it."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from accordingto.models.runtime import Scores
from accordingto.models.tokenizer import Tokens
from accordingto.reading.events.candidates import _is_of_none, _negates, _open, _trimmed, _with_agent
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
    one = replace(candidate(found.index(trigger)), pos="verb", sentence=(0, len(found)))
    assert _is_of_none(scores_of(text), one) is none


def scores_of(text: str) -> Scores:
    """Of a text, with white space between its words and each word once, that nothing has scored."""
    found = text.split()
    starts = [text.index(word) for word in found]
    words = tuple((at, at + len(word)) for at, word in zip(starts, found, strict=True))
    none = np.zeros(0, dtype=np.int64)
    tokens = Tokens(text, none, none, none, none, words, gaps=())
    return cast(Scores, SimpleNamespace(tokens=tokens))


@pytest.mark.parametrize(
    ("agent", "actor"),
    [
        ((0, 2), (0, 2)),  # two guards
        ((4, 8), (5, 7)),  # by the rebels , → without the preposition, up to the comma
        ((2, 4), None),  # the event itself
        ((8, 10), None),  # already who it was done to
        ((10, 13), None),  # a clause: to take it
        (None, None),
    ],
)
def test_an_actor_that_only_propbanks_head_sees(
    agent: tuple[int, int] | None, actor: tuple[int, int] | None
) -> None:
    scores = scores_of("two guards were shot by the rebels , said someone to take it")
    one = replace(candidate(3, recipients=((8, 10),)), sentence=(0, 13))
    assert _with_agent(scores, one, agent).arguments.actors == ((actor,) if actor else ())


def test_words_that_no_codebook_makes_an_event_are_left_out() -> None:
    surely_none, doubtful, event = [0.999, 0.0005, 0.0005], [0.8, 0.19, 0.01], [0.1, 0.1, 0.8]
    assert _open(np.array([surely_none, doubtful, event], dtype=np.float32)) == [1, 2]


@pytest.mark.parametrize(
    ("text", "word", "denied"),
    [
        ("They have not shelled it", "not", True),
        ("They have not only shelled it", "not", False),
        ("A day passes without being shelled", "without", True),
        ("Hardly a day passes without being shelled", "without", False),
    ],
)
def test_not_only_and_hardly_without_deny_nothing(text: str, word: str, denied: bool) -> None:
    found = text.split()
    assert _negates(scores_of(text), found.index(word), candidate(found.index("shelled"))) is denied


def test_spans_end_with_no_small_word() -> None:
    scores = scores_of("the driver of a truck")
    assert _trimmed(scores, [(0, 3, 1), (0, 1, 2), (3, 5, 0)]) == [(0, 2, 1), (3, 5, 0)]
