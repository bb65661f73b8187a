"""Mentions of our stories as examples: which words tell of something that happened, and of what type.

The stories of `evaluation/linking` say which words are mentions of a happening. They do not say of which
type, and what belongs to no happening is left unmarked. So `stories/mentions.jsonl` has for each report
`marks`, each marked word with the type that the weights before found likeliest, and `unsure`, other words
that they took for an event perhaps. All further words are none.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from evaluation.linking import DEVELOPMENT, stories
from training.corpora import CLASSES, Example, Mark

MARKS = Path(__file__).parent / "stories/mentions.jsonl"
_WORD = re.compile(r"\w+")


def told(path: Path = MARKS) -> list[Example]:
    """The reports of all stories that may be looked at."""
    texts = {
        document.id: document.text
        for part in DEVELOPMENT
        for story in stories(part)
        for document in story.documents
    }
    return [example_of(row, texts[row["document"]]) for row in map(json.loads, path.open(encoding="utf-8"))]


def example_of(row: dict[str, Any], text: str) -> Example:
    """One report: the types of its marked words, and that others are none."""
    marks = tuple(
        Mark(start, end, "event", CLASSES["event"].index(kind)) for start, end, kind in row["marks"]
    )
    left = [*((start, end) for start, end, _ in row["marks"]), *row["unsure"]]
    none = tuple(
        Mark(*word.span(), "event", 0)
        for word in _WORD.finditer(text)
        if not any(start < word.end() and word.start() < end for start, end in left)
    )
    return Example(row["document"], "triggers", text, (), marks=(*marks, *none))
