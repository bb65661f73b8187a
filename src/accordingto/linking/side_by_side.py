"""Pairs that the comparisons leave open are read side by side, in the words of both reports.

That costs a run of the model, so it is asked last, and not where it could change nothing. What it says is
added to what the comparisons say. Accounts without words around them (from ledgers of before) are not read.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from accordingto.linking.profiles import Profile
from accordingto.models.passages import Passage
from accordingto.types import Noun

if TYPE_CHECKING:
    from accordingto.models.crossencoder import CrossEncoder, Sight

# Log-odds that two mentions are of one happening, by their words; None where there are none.
Reader = Callable[[Profile, Profile], float | None]
# Surer than this the model is not believed to be.
SUREST = 6.0
# A pair that needs more than this to be likely is not read: it could be saved, but hardly ever is. By
# cross-validation on our own stories that costs nothing, and a third of the pairs of one report.
RESCUED = 3.0
MOST_THREADS = 4
SIGHTS, PAIRS = 20_000, 200_000


class SideBySide(Noun, frozen=True):
    """What reading adds, fitted together with the comparisons: `shift + scale * read`.

    `read` are the model's log-odds.
    """

    shift: float
    scale: float

    def added(self, read: float) -> float:
        """When the model gives these log-odds."""
        return self.shift + self.scale * bounded(read)


def bounded(read: float) -> float:
    """The model's log-odds as far as they are believed."""
    return max(-SUREST, min(SUREST, read))


def read(one: Profile, other: Profile) -> float | None:
    """What the model says of two tellings, by the words around the first mention of each."""
    # In one order, whoever asks.
    first, second = sorted((one, other), key=lambda profile: (profile.document, profile.anchor, profile.id))
    return _read(first.passage, second.passage) if first.passage and second.passage else None


@lru_cache(maxsize=PAIRS)
def _read(one: Passage, other: Passage) -> float:
    return _model().log_odds(_sight(one), _sight(other))


@lru_cache(maxsize=SIGHTS)
def _sight(passage: Passage) -> Sight:
    return _model().sight(passage)


@cache
def _model() -> CrossEncoder:
    # Whoever links nothing waits for no model.
    from accordingto.models.crossencoder import load_crossencoder

    return load_crossencoder(threads=threads())


def threads() -> int:
    """For a model that reads one pair at a time. Reports are linked in turn: nothing else waits for these."""
    return min(MOST_THREADS, os.cpu_count() or 1)
