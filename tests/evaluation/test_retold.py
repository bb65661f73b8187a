"""How far two passes over origins and contradictions agree."""

from __future__ import annotations

import json

import pytest

from evaluation.contradictions import HERE, Disagreement, Happening
from evaluation.linking import HELD_OUT
from evaluation.retold import contradictions, origins

Origins = tuple[tuple[str, frozenset[str]], ...]
TWO: Origins = (("the mayor", frozenset({"a"})), ("the army", frozenset({"b"})))
TOLL: Disagreement = ("figure", "a", "b", 12, 30)


def told(origins: Origins, *contradictions: Disagreement) -> Happening:
    return Happening("H1", "shelling", (("a", (0, 4)), ("b", (0, 4))), origins, contradictions, ())


@pytest.mark.parametrize(
    ("again", "right"),
    [
        (("figure", "b", "a", 30, 12), 1),
        (("figure", "a", "c", 30, 12), 1),  # the same numbers, whoever prints them
        (("figure", "a", "c", 9, 12), 0),
        (("day", "a", "b", 12, 30), 0),
    ],
)
def test_contradictions_of_two_passes_are_one_by_their_sides_or_numbers(
    again: Disagreement, right: int
) -> None:
    assert contradictions(told(TWO, TOLL), told(TWO, again)).right == right


def test_each_contradiction_is_found_once() -> None:
    found = contradictions(told(TWO, TOLL, TOLL), told(TWO, TOLL))

    assert (found.right, found.wanted) == (1, 2)


@pytest.mark.parametrize(("again", "right"), [(TWO, 1), (TWO[:1], 0)])
def test_origins_agree_in_number(again: Origins, right: int) -> None:
    count = origins(told(TWO), told(again))

    assert (count.right, count.wanted) == (right, 1)


@pytest.mark.parametrize("half", HELD_OUT)
def test_every_happening_that_is_held_out_is_marked_twice(half: str) -> None:
    first, second = (
        {
            (row["id"], each["id"])
            for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())
            for each in row["happenings"]
        }
        for path in (HERE / f"{half}.jsonl", HERE / "again" / f"{half}.jsonl")
    )

    assert first == second
