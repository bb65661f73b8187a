"""Scoring a pair by the comparisons that can speak most for it first, as long as it can still be likely.

Reading side by side costs most and comes last.
"""

from __future__ import annotations

import math

from accordingto.linking.comparisons import COMPARISONS, Compare
from accordingto.linking.profiles import Profile
from accordingto.linking.scoring import Regression, Weights, added, probability, shipped
from accordingto.linking.side_by_side import RESCUED, Reader, read

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
        return total if total >= least else None


def _most(levels: dict[str, float]) -> float:
    """The most that a comparison can speak for a pair."""
    return max((0.0, *levels.values()))


class Screen:
    """Scores by a plan for each of the weights: for mentions of one report, and for what two reports tell.

    First what is `compared`, then, if anything is left of the pair, what is `read`.
    """

    def __init__(self, weights: Weights | None = None, reader: Reader = read) -> None:
        self._weights, self._reader = weights or shipped(), reader
        self._plans: dict[int, Plan] = {}

    def compared(self, one: Profile, other: Profile, least: float = 0.0) -> float | None:
        """The log-odds by the comparisons; None where reading would hardly lift them to `least`."""
        weights = self._weights.of(one, other)
        rescued = RESCUED if weights.reading else 0.0
        return self._plan(weights).log_odds(one, other, _odds(least) - rescued)

    def _plan(self, weights: Regression) -> Plan:
        """Made once for each of the few."""
        if id(weights) not in self._plans:
            self._plans[id(weights)] = Plan(weights)
        return self._plans[id(weights)]

    def read(self, one: Profile, other: Profile, odds: float, least: float = 0.0) -> float | None:
        """The probability, from the log-odds by the comparisons and what reading adds."""
        read = added(one, other, self._weights.of(one, other).reading, self._reader)
        likely = probability(odds + (read or 0.0))
        return likely if likely >= least else None


def _odds(least: float) -> float:
    return math.log(least / (1 - least)) - DIGITS if least > 0 else -math.inf
