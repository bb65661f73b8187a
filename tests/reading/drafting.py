"""Attributions while they are read, in words."""

from __future__ import annotations

from collections.abc import Iterable

from accordingto.reading.drafts import Draft
from accordingto.types import Span

Worded = tuple[str | None, str | None, list[str]]


def at(text: str, words: str) -> Span:
    """Where words stand first in a text."""
    start = text.index(words)
    return start, start + len(words)


def worded(text: str, drafts: Iterable[Draft]) -> list[Worded]:
    """Source, cue and contents of each attribution, in words."""
    return [
        (
            text[slice(*draft.source)] if draft.source else None,
            text[slice(*draft.cue)] if draft.cue else None,
            [text[slice(*span)] for span in draft.content],
        )
        for draft in drafts
    ]
