"""Ranges of numbers on one axis, laid out for a drawing without styles of its own. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log10

from accordingto.types import Figure

WIDTH = 1000.0
# Space at the right for a bound that is open: an arrow beyond the largest number.
OPEN = 60.0
STEPS = (1, 2, 5, 10)
TICKS = 5


@dataclass(frozen=True)
class Bar:
    """One range: from `left` to `right`, its best value at `best`, in units of `WIDTH`; open at an end."""

    label: str
    words: str
    left: float
    right: float
    best: float | None
    opens_left: bool
    opens_right: bool


@dataclass(frozen=True)
class Axis:
    """Bars, and where the ticks stand, each with its number."""

    bars: tuple[Bar, ...]
    ticks: tuple[tuple[float, int], ...]


def axis(rows: Sequence[tuple[str, str, Figure]]) -> Axis | None:
    """Rows of a label, the figure in words and the figure; those without any number are left out."""
    known = [row for row in rows if _numbers(row[2])]
    if not known:
        return None
    largest = max(max(_numbers(figure)) for _, _, figure in known)
    step = step_of(max(largest, 1))
    top = step * -(-max(largest, 1) // step)
    scale = (WIDTH - OPEN) / top
    bars = tuple(_bar(label, words, figure, scale) for label, words, figure in known)
    return Axis(bars, tuple((value * scale, value) for value in range(0, top + 1, step)))


def _numbers(figure: Figure) -> list[int]:
    return [value for value in (figure.low, figure.best, figure.high) if value is not None]


def step_of(largest: int) -> int:
    """From one tick of an axis to the next: a round number, so that there are some five."""
    power: int = 10 ** max(0, floor(log10(largest)) - 1)
    return next(
        (factor * power for factor in (*STEPS, 20, 50, 100) if largest <= factor * power * TICKS), 100 * power
    )


def _bar(label: str, words: str, figure: Figure, scale: float) -> Bar:
    numbers = _numbers(figure)
    exact = figure.best is not None and figure.low is None and figure.high is None
    return Bar(
        label=label,
        words=words,
        left=min(numbers) * scale,
        right=max(numbers) * scale,
        best=None if figure.best is None else figure.best * scale,
        opens_left=not exact and figure.low is None,
        opens_right=not exact and figure.high is None,
    )
