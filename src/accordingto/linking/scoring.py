"""From two profiles to the probability that they tell of the same happening, with the reasons."""

from __future__ import annotations

import math
import tomllib
from functools import lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable

import msgspec

from accordingto.linking.comparisons import COMPARISONS, shown
from accordingto.linking.profiles import Profile
from accordingto.linking.side_by_side import Reader, SideBySide, read
from accordingto.types import Comparison, Noun, Pairing

CEILING = 30.0


class Regression(Noun, frozen=True):
    """What each level of each comparison adds, where the log-odds start, and what reading adds to them."""

    start: float
    levels: dict[str, dict[str, float]]
    reading: SideBySide | None = None


class Weights(Noun, frozen=True):
    """For two mentions of one report, and for what two reports tell.

    There are others where one of the reports is `long`, and others still where it keeps to one `matter`.
    """

    within: Regression
    across: Regression
    long: Weights | None = None
    matter: Weights | None = None

    def of(self, one: Profile, other: Profile) -> Regression:
        """Those that hold for a pair."""
        if self.matter and (one.is_of_one_matter or other.is_of_one_matter):
            return self.matter.of(one, other)
        if self.long and (one.is_long or other.is_long):
            return self.long.of(one, other)
        return self.within if one.document == other.document else self.across


@lru_cache(maxsize=1)
def shipped() -> Weights:
    """The weights that come with the program; `weights.toml` says what they were fitted on."""
    return loaded(files("accordingto.linking") / "weights.toml")


def loaded(file: Traversable) -> Weights:
    """Weights from a file."""
    table = tomllib.loads(file.read_text(encoding="utf-8"))
    return msgspec.convert(table, Weights)


def regression(file: Traversable) -> Regression:
    """One regression from a file of its own."""
    return msgspec.convert(tomllib.loads(file.read_text(encoding="utf-8")), Regression)


def levels(one: Profile, other: Profile) -> dict[str, str]:
    """What each comparison that applies found."""
    found = ((name, compare(one, other)) for name, compare in COMPARISONS.items())
    return {name: level for name, level in found if level is not None}


def score(one: Profile, other: Profile, weights: Weights | None = None) -> float:
    """The probability that two profiles are of one happening."""
    return probability(log_odds(one, other, (weights or shipped()).of(one, other)))


def log_odds(one: Profile, other: Profile, weights: Regression) -> float:
    """The sum of what the comparisons and reading add."""
    return compared(one, other, weights) + (added(one, other, weights.reading) or 0.0)


def added(one: Profile, other: Profile, reading: SideBySide | None, reader: Reader = read) -> float | None:
    """What reading the two side by side adds to the log-odds; None where it is not weighed or cannot be."""
    found = reader(one, other) if reading else None
    return reading.added(found) if reading and found is not None else None


def compared(one: Profile, other: Profile, weights: Regression) -> float:
    """The sum of what the comparisons add. A level that no weight is known for adds nothing."""
    total, table = weights.start, weights.levels
    for name, compare in COMPARISONS.items():
        level = compare(one, other)
        if level is not None:
            total += table.get(name, {}).get(level, 0.0)
    return total


def probability(odds: float) -> float:
    """From log-odds."""
    return 1 / (1 + math.exp(-max(-CEILING, min(CEILING, odds))))


def explained(one: Profile, other: Profile, weights: Weights | None = None) -> Pairing:
    """The score with every comparison behind it, those that weigh most first."""
    used = (weights or shipped()).of(one, other)
    found = [
        Comparison(
            name=name,
            found=_in_words(name, level, one, other),
            weight=used.levels.get(name, {}).get(level, 0.0),
        )
        for name, level in levels(one, other).items()
    ]
    by_words = added(one, other, used.reading)
    if by_words is not None:
        found.append(Comparison(name="side by side", found=_how_alike(one, other), weight=by_words))
    return Pairing(
        one=one.id,
        other=other.id,
        score=probability(log_odds(one, other, used)),
        comparisons=tuple(sorted(found, key=lambda comparison: (-abs(comparison.weight), comparison.name))),
    )


def _how_alike(one: Profile, other: Profile) -> str:
    return f"{probability(read(one, other) or 0.0):.0%} likely one happening, read together"


def _in_words(name: str, level: str, one: Profile, other: Profile) -> str:
    sides = [shown(name, profile) for profile in (one, other)]
    return f"{level}: {sides[0]} / {sides[1]}" if all(sides) else level
