"""Mentions in real reports, as judged."""

from __future__ import annotations

from accordingto.types import Event, EventType, Span
from evaluation.judged import NONE, UNSURE, Judged, Tally, compared, judgements
from evaluation.scoring import Count


def event(trigger: Span, kind: EventType) -> Event:
    return Event(id=f"v{trigger[0]}", trigger=trigger, type=kind)


def test_what_was_judged_none_is_wrong_and_what_was_not_judged_only_counted() -> None:
    judged = [
        Judged((0, 4), "ASSAULT"),
        Judged((5, 9), NONE),
        Judged((10, 14), UNSURE),
        Judged((20, 24), "AID"),
    ]
    found = [
        event((0, 4), "CASUALTY"),
        event((5, 9), "ASSAULT"),
        event((10, 14), "AID"),
        event((30, 34), "AID"),
    ]
    assert compared(found, judged) == Tally(Count(1, 2, 2), Count(0, 2, 2), beside=2)


def test_two_mentions_on_one_word_are_one() -> None:
    judged = [Judged((0, 9), "ASSAULT")]
    found = [event((0, 4), "ASSAULT"), event((5, 9), "ASSAULT")]
    assert compared(found, judged).typed == Count(1, 1, 1)


def test_every_document_was_judged_once() -> None:
    documents = [document for _, document, _ in judgements()]
    assert len(documents) == len(set(documents)) > 100
