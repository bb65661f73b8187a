"""Pairs of voices that are learned from: one source, or two."""

from __future__ import annotations

import pytest

from accordingto.linking.origins import voices_apart
from evaluation.contradictions import Happening
from tests.linking.making import link, toll
from training.sources import whose, written


def test_speakers_of_a_bundle_are_compared_two_by_two() -> None:
    pairs = list(written())

    assert len(pairs) > 1000
    assert {pair.kind for pair in pairs} == {"source"}
    assert 0.1 < sum(pair.disputed for pair in pairs) / len(pairs) < 0.5


@pytest.mark.parametrize(
    ("origins", "name", "number"),
    [
        ([("the mayor", "d1")], "A man in the square", 0),  # nobody else is behind that report
        ([("the mayor", "d1"), ("the army", "d1")], "an army officer", 1),
        ([("the mayor", "d1"), ("the army", "d1")], "two drivers", None),
        ([("the mayor", "d2"), ("the army", "d1")], "the mayor", 1),
    ],
)
def test_whose_word_a_voice_is(origins: list[tuple[str, str]], name: str, number: int | None) -> None:
    account = toll("12 people", link(name))
    (voice,) = voices_apart([account])
    here = account.claim.document
    marked = tuple((each, frozenset({here if where == "d1" else "elsewhere"})) for each, where in origins)
    happening = Happening("x", "x", ((here, (0, 5)),), marked, (), ())

    assert whose(voice, happening) == number
