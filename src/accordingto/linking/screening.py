"""Scoring a pair by the comparisons that can speak most for it first, as long as it can still be likely."""

from __future__ import annotations

import math

from accordingto.linking.comparisons import COMPARISONS, Compare
from accordingto.linking.profiles import Profile
from accordingto.linking.scoring import Regression, Weights, probability, shipped

# Sums in another order differ in their last digits; nothing is given up for these.
DIGITS = 1e-9


class Plan:
    """The comparisons that have weights, in the order of what they can add, with what is then still open."""

    def __init__(self, weights: Regression) -> None:
        self._start = weights.start
        self._steps: list[tuple[Compare, dict[str, float], float]] = []
        still_open = 0.0
        for name in sorted(weights.levels, key=lambda name: (_most(weights.levels[name]), name)):
            if name in COMPARISONS:
                levels = weights.levels[name]
                self._steps.append((COMPARISONS[name], levels, still_open))
                still_open += _most(levels)
        self._steps.reverse()

    def log_odds(self, one: Profile, other: Profile, least: float = -math.inf) -> float | None:
        """The sum of what the comparisons add; None as soon as it cannot reach `least`."""
        total = self._start
        for compare, levels, still_open in self._steps:
            level = compare(one, other)
            if level is not None:
                total += levels.get(level, 0.0)
            if total + still_open < least:
                return None
        return total


def _most(levels: dict[str, float]) -> float:
    """The most that a comparison can speak for a pair."""
    return max((0.0, *levels.values()))


class Screen:
    """Scores by two plans: for two mentions of one report, and for what two reports tell."""

    def __init__(self, weights: Weights | None = None) -> None:
        used = weights or shipped()
        self._within, self._across = Plan(used.within), Plan(used.across)

    def score(self, one: Profile, other: Profile, least: float = 0.0) -> float | None:
        """The probability that two profiles are of one happening; None where it is below `least`."""
        plan = self._within if one.document == other.document else self._across
        odds = plan.log_odds(one, other, _odds(least))
        if odds is None:
            return None
        likely = probability(odds)
        return likely if likely >= least else None


def _odds(least: float) -> float:
    return math.log(least / (1 - least)) - DIGITS if least > 0 else -math.inf
