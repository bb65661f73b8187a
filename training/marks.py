"""Marks of our own on texts of others, and of our stories: which words tell of something that happened.

Rows say nothing but where: `document`, `marks` (start, end and the type, or "none") or whole `events` with
`[start, end]` for words, and `unsure` (words of which nothing is known). All other words are none.

- `stories/mentions.jsonl`: the stories of `evaluation/linking` say which words are mentions of a happening,
  not of which type, and what belongs to no happening is left unmarked. So the type is the one that the
  weights before found likeliest, and unsure is what they took for an event perhaps.
- `real/judged.jsonl`: events in reports of WikiEvents, Worldwide Newswire and PolNeAR, judged by hand by
  `evaluation/events/GUIDELINES.md`. In the first 45 only what the weights before took for one was judged,
  and unsure is what they took for one perhaps; the others were read whole.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from evaluation.linking import DEVELOPMENT, stories
from training.corpora import CLASSES, Example, Mark, rows
from training.event_corpora import own_event

HERE = Path(__file__).parent
JUDGED = ("wikievents/train.jsonl.gz", "ner/worldwide/train.jsonl.gz", "polnear/train.jsonl.gz")
_WORD = re.compile(r"\w+")


def of_stories() -> list[Example]:
    """The reports of the stories that may be looked at."""
    texts = {
        document.id: document.text
        for part in DEVELOPMENT
        for story in stories(part)
        for document in story.documents
    }
    return _examples(HERE / "stories/mentions.jsonl", texts)


def judged(data: Path) -> list[Example]:
    """Real reports whose events were judged, with their arguments."""
    texts = {row["id"]: row["text"] for path in JUDGED for row in rows(data / path)}
    return _examples(HERE / "real/judged.jsonl", texts)


def _examples(path: Path, texts: Mapping[str, str]) -> list[Example]:
    return [example_of(row, texts[row["document"]]) for row in map(json.loads, path.open(encoding="utf-8"))]


def example_of(row: dict[str, Any], text: str) -> Example:
    """One report: what is known of its marked words, and that others are none."""
    known = own_event({"id": row["document"], "text": text, "events": row.get("events", [])})
    marks = [
        Mark(start, end, "event", CLASSES["event"].index(kind)) for start, end, kind in row.get("marks", [])
    ]
    left = [*((mark.start, mark.end) for mark in (*known.marks, *marks)), *row["unsure"]]
    none = [
        Mark(*word.span(), "event", 0)
        for word in _WORD.finditer(text)
        if not any(start < word.end() and word.start() < end for start, end in left)
    ]
    return replace(known, task="triggers", marks=(*known.marks, *marks, *none))
