"""Numbers told by the one before them: "killing two and wounding as many", "freed all but four"."""

from __future__ import annotations

from dataclasses import replace

from accordingto.reading.figures.bounds import bounded
from accordingto.reading.figures.cardinals import cardinal_at
from accordingto.reading.figures.quantities import Quantity
from accordingto.reading.figures.tokens import Sentence

_TIMES = frozenset(("times", "fold"))


def repeated(sentence: Sentence, index: int, before: Quantity) -> Quantity | None:
    """The number that begins at a word, where it is told by the one before it in the sentence.

    One with an open end, as in "at least six and as many again", tells none.
    """
    if before.style in ("none", "share") or before.best is None:
        return None
    return _as_many(sentence, index, before) or _left(sentence, index, before)


def _as_many(sentence: Sentence, index: int, before: Quantity) -> Quantity | None:
    """As in "as many", "twice as many", "three times as many"; not "as many as 12"."""
    factor, place = _factor(sentence, index)
    if sentence.words[place : place + 2] != ["as", "many"] or sentence.at(place + 2) == "as":
        return None
    low, best, high = (value and value * factor for value in (before.low, before.best, before.high))
    again = Quantity(index, place + 2, low, best, high, "words", approximate=before.approximate)
    return bounded(sentence, again)


def _factor(sentence: Sentence, index: int) -> tuple[int, int]:
    """How many times as many, and the word behind it."""
    if sentence.words[index] == "twice":
        return 2, index + 1
    found = cardinal_at(sentence, index)
    if found and sentence.at(found.end) in _TIMES:
        return round(found.value), found.end + 1
    return 1, index


def _left(sentence: Sentence, index: int, before: Quantity) -> Quantity | None:
    """As in "all but four", "all but 31 of whom": so many fewer than were told of."""
    if sentence.words[index : index + 2] != ["all", "but"]:
        return None
    missing = cardinal_at(sentence, index + 2)
    if missing is None or before.best is None or not missing.value < before.best:
        return None
    if sentence.at(missing.end) == "of" and sentence.at(missing.end + 1) not in ("whom", "them"):
        return None
    left = round(before.best - missing.value)
    exact = None if before.approximate else left
    return replace(before, start=index, end=missing.end, low=exact, best=left, high=exact)
