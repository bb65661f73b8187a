"""Real reports of one matter, by marks."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from accordingto.types import Document
from evaluation.press import HALVES, agreement, disputed, matters, story_of

TEXT = "Six died in the blast. Police held a man."
MATTER: dict[str, Any] = {
    "id": "blast",
    "documents": [["give5w1h", "1", "a"], ["allsides", "2", "b"]],
    "happenings": [
        {"id": "H1", "mentions": [["a", 4, 8], ["a", 16, 21], ["b", 4, 8]]},
        {"id": "H2", "mentions": [["b", 30, 34]]},
    ],
    "none": [],
    "contradictions": [{"happening": "H1", "kind": "figure", "one": ["a", 0, 3], "other": ["b", 0, 4]}],
}


def reports() -> dict[str, Document]:
    texts = {"a": TEXT, "b": TEXT.replace("Six ", "Nine")}
    return {
        letter: Document(
            id=f"blast-{letter}",
            title=None,
            outlet=letter,
            url=None,
            published="2016-11-10",
            language="en",
            text=text,
        )
        for letter, text in texts.items()
    }


def test_a_matter_is_scored_like_a_story() -> None:
    story = story_of(MATTER, reports())
    assert story.happenings == (
        (("blast-a", (4, 8)), ("blast-a", (16, 21)), ("blast-b", (4, 8))),
        (("blast-b", (30, 34)),),
    )


def test_what_contradicts_what_goes_with_its_happening() -> None:
    first, second = disputed(MATTER, reports()).happenings
    assert first.contradictions == (("figure", "blast-a", "blast-b", 6, 9),)
    assert second.contradictions == ()


@pytest.mark.parametrize("half", [*HALVES, "again"])
def test_every_mark_is_of_one_happening_or_none(half: str) -> None:
    for matter in matters(half):
        letters = {letter for _, _, letter in matter["documents"]}
        marks = [tuple(mark) for each in matter["happenings"] for mark in each["mentions"]]
        marks += [tuple(mark) for mark in matter["none"]]
        assert len(marks) == len(set(marks))
        assert {letter for letter, *_ in marks} <= letters
        named = {each["id"] for each in matter["happenings"]}
        assert all(each["happening"] in named for each in matter["contradictions"])


def test_no_matter_and_no_report_is_in_two_halves() -> None:
    for one, other in combinations(HALVES, 2):
        mine, theirs = (
            {key for matter in matters(half) for key in (matter["id"], *map(_report, matter["documents"]))}
            for half in (one, other)
        )
        assert not mine & theirs


def _report(document: list[str]) -> tuple[str, str]:
    return document[0], document[1]


def test_two_passes_agree() -> None:
    assert agreement().b_cubed.f1 > 80
