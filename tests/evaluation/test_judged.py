"""Mentions in real reports, as judged."""

from __future__ import annotations

import json

import pytest

from accordingto.types import Event, EventType, Span
from evaluation.judged import HERE, NONE, UNSURE, Judged, Tally, _alike, agreement, compared, judgements
from evaluation.scoring import Count


def event(trigger: Span, kind: EventType) -> Event:
    return Event(id=f"v{trigger[0]}", trigger=trigger, type=kind)


def test_what_is_not_marked_is_wrong_and_what_is_in_doubt_not_counted() -> None:
    judged = [Judged((0, 4), "ASSAULT"), Judged((10, 14), UNSURE), Judged((20, 24), "AID")]
    found = [
        event((0, 4), "CASUALTY"),
        event((5, 9), "ASSAULT"),
        event((10, 14), "AID"),
        event((30, 34), "AID"),
    ]
    assert compared(found, judged) == Tally(Count(1, 3, 2), Count(0, 3, 2))


def test_a_word_judged_none_is_wrong() -> None:
    assert compared([event((5, 9), "AID")], [Judged((5, 9), NONE)]).trigger == Count(0, 1, 0)


def test_two_mentions_on_one_word_are_one() -> None:
    judged = [Judged((0, 9), "ASSAULT")]
    found = [event((0, 4), "ASSAULT"), event((5, 9), "ASSAULT")]
    assert compared(found, judged).typed == Count(1, 1, 1)


@pytest.mark.parametrize("name", ["first", "second", "real"])
def test_every_document_was_judged_once(name: str) -> None:
    documents = [document for _, document, _ in judgements(name)]
    assert len(documents) == len(set(documents)) > 100


def test_the_passes_agree_far_beyond_chance() -> None:
    assert agreement()["kappa"] > 60


@pytest.mark.parametrize("name", ["one", "two", "real"])
def test_each_event_that_was_judged_one_has_its_fields(name: str) -> None:
    judged = {
        (document, word.span)
        for _, document, words in judgements()
        for word in words
        if word.kind not in (NONE, UNSURE)
    }
    rows = [json.loads(line) for line in (HERE / f"{name}.jsonl").open()]
    assert {(row["document"], tuple(e["trigger"])) for row in rows for e in row["events"]} == judged


def test_arguments_of_two_passes_are_compared_by_their_words() -> None:
    assert _alike([(0, 9)], [(0, 8), (20, 30)], "actor") == Count(1, 1, 2)


def test_marks_alone_are_kept() -> None:
    assert all("text" not in line for path in HERE.glob("*.jsonl") for line in path.open())
