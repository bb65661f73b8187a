"""The words around a mention, as much as the cross-encoder reads of them."""

from __future__ import annotations

from typing import NamedTuple

# Characters on each side: they hold the pieces that are read in nearly all texts.
REACH = 230


class Passage(NamedTuple):
    """The words around a mention; its telling word is `text[start:end]`."""

    text: str
    start: int
    end: int


def passage_of(text: str, anchor: tuple[int, int]) -> Passage:
    """What is read around `text[start:end]`, cut between words."""
    low, high = max(0, anchor[0] - REACH), min(len(text), anchor[1] + REACH)
    if low:
        low = text.find(" ", low, anchor[0]) + 1 or anchor[0]
    if high < len(text):
        high = max(text.rfind(" ", anchor[1], high), anchor[1])
    return Passage(text[low:high], anchor[0] - low, anchor[1] - low)
