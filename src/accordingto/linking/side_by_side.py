"""Pairs that the comparisons leave open are read side by side, in the words of both reports.

That costs a run of the model, so it is asked only where it can decide, and what it says is added to what the
comparisons say. Accounts without words around them (from ledgers of before) are not read.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import product

from accordingto.linking.profiles import Profile
from accordingto.models.crossencoder import CrossEncoder, Passage, Sight, load_crossencoder
from accordingto.types import Noun

# Log-odds that two mentions are of one happening, by their words; None where there are none.
Reader = Callable[[Profile, Profile], float | None]
# Surer than this the model is not believed to be.
SUREST = 6.0
SIGHTS, PAIRS = 20_000, 200_000


class SideBySide(Noun, frozen=True):
    """What reading adds to log-odds between `lowest` and `highest`: to be fitted, as levels are.

    It is `shift + keep * odds + scale * read`, where `odds` are those of the comparisons.
    """

    lowest: float
    highest: float
    shift: float
    keep: float
    scale: float

    def is_open(self, odds: float) -> bool:
        """Whether reading is asked."""
        return self.lowest <= odds <= self.highest

    def added(self, odds: float, read: float) -> float:
        """To these log-odds, when the model gives those."""
        return self.shift + self.keep * odds + self.scale * max(-SUREST, min(SUREST, read))

    @property
    def most(self) -> float:
        """The most that reading can add."""
        return max(self.added(odds, SUREST) for odds in (self.lowest, self.highest))


def read(one: Profile, other: Profile) -> float | None:
    """The mean over what the two tell in several places."""
    # In one order, whoever asks.
    first, second = sorted((one, other), key=lambda profile: (profile.document, profile.anchor, profile.id))
    found = [_read(*pair) for pair in product(first.passages, second.passages)]
    return sum(found) / len(found) if found else None


@lru_cache(maxsize=PAIRS)
def _read(one: Passage, other: Passage) -> float:
    return _model().log_odds(_sight(one), _sight(other))


@lru_cache(maxsize=SIGHTS)
def _sight(passage: Passage) -> Sight:
    return _model().sight(passage)


@cache
def _model() -> CrossEncoder:
    return load_crossencoder()
