"""Marks on texts of others, and of our stories."""

from __future__ import annotations

from training.corpora import CLASSES
from training.marks import example_of, of_stories


def test_what_is_neither_marked_nor_unsure_is_none() -> None:
    text = "Police bombed the fire engine, perhaps."
    row = {"document": "d", "marks": [[7, 13, "ASSAULT"], [18, 22, "none"]], "unsure": [[23, 29]]}
    example = example_of(row, text)
    words = {text[mark.start : mark.end]: mark.value for mark in example.marks}
    assert words == {
        "bombed": CLASSES["event"].index("ASSAULT"),
        "fire": 0,
        "Police": 0,
        "the": 0,
        "perhaps": 0,
    }
    assert example.task == "triggers"


def test_whole_events_bring_their_arguments_and_whether_they_happened() -> None:
    text = "Rebels may bomb the bridge."
    event = {
        "trigger": [11, 15],
        "type": "ASSAULT",
        "actors": [[0, 6]],
        "recipients": [[16, 26]],
        "status": "planned",
    }
    example = example_of({"document": "d", "events": [event], "unsure": [[7, 10]]}, text)
    assert [(text[a.start : a.end], a.role) for a in example.arguments] == [("Rebels", 0), ("the bridge", 1)]
    known = {(mark.head, mark.value) for mark in example.marks if mark.start == 11}
    assert ("event", CLASSES["event"].index("ASSAULT")) in known
    assert ("status", CLASSES["status"].index("planned")) in known
    none = {text[mark.start : mark.end] for mark in example.marks if mark.head == "event" and not mark.value}
    assert none == {"Rebels", "the", "bridge"}


def test_marks_of_stories_are_words_of_their_reports() -> None:
    for example in of_stories():
        for mark in example.marks:
            assert example.text[mark.start : mark.end].strip(), (example.id, mark)
