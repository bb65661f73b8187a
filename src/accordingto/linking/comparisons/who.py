"""Who did it to whom, how many they are, and with what."""

from __future__ import annotations

import math
from itertools import product

from accordingto.linking.profiles import Count, Profile, Side


def actors(one: Profile, other: Profile) -> str | None:
    """Who did it."""
    return _parties(one.actors, other.actors)


def recipients(one: Profile, other: Profile) -> str | None:
    """To whom it was done."""
    return _parties(one.recipients, other.recipients)


def _parties(ours: tuple[Side, ...], theirs: tuple[Side, ...]) -> str | None:
    if not ours or not theirs:
        return None
    if ours == theirs:
        return "same"
    pairs = list(product(ours, theirs))
    if any(set(a.words) == set(b.words) for a, b in pairs):
        return "same"
    if any(a.code is not None and a.code == b.code for a, b in pairs):
        return "same code"
    if any(set(a.words) & set(b.words) for a, b in pairs):
        return "share a word"
    if any(a.country is not None and a.country == b.country for a, b in pairs):
        return "same country"
    return "others"


def figures(one: Profile, other: Profile) -> str | None:
    """Numbers of people, of the same kind."""
    pairs = [(a, b) for a, b in product(one.counts, other.counts) if a.kind == b.kind]
    if not pairs:
        return None
    if any((a.low, a.high) == (b.low, b.high) for a, b in pairs):
        return "same number"
    return "numbers that overlap" if any(_overlap(a, b) for a, b in pairs) else "other numbers"


def _overlap(one: Count, other: Count) -> bool:
    low = max(one.low or 0, other.low or 0)
    return low <= min(math.inf if c.high is None else c.high for c in (one, other))


def instrument(one: Profile, other: Profile) -> str | None:
    """With what it was done."""
    if not one.instrument or not other.instrument:
        return None
    return "same" if one.instrument == other.instrument else "another"
