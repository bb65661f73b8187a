"""Figures of several sources on one axis for each kind, laid out for a drawing without styles of its own. Pure.

Places along the axis are percentages, so that the drawing stretches and its dots stay round.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from accordingto.cli import words
from accordingto.ledger import ClaimRow
from accordingto.ledger.rows import fold
from accordingto.types import Figure, FigureKind, LinkedEvent
from accordingto.web.axis import step_of

# Left and right of the axis, in per cent: room for dots at its ends and for a bound that is open.
LEFT, RIGHT, OPEN = 1.5, 92.0, 6.0
# Pixels from one figure of a source to its next, and above the first.
LANE, ABOVE = 16, 14
KINDS: tuple[FigureKind, ...] = ("killed", "injured", "missing", "detained", "released", "displaced", "evacuated")


@dataclass(frozen=True)
class Dot:
    """One figure: a range from `left` to `right`, its best value at `best`; all in per cent, `top` in pixels.

    `replaced` by a later one of the same source; `vague` where the words give no number, as "dozens";
    `open` at its right end where only a lower bound is given.
    """

    claim: str
    words: str
    left: float
    right: float
    at: float
    top: int
    is_range: bool
    vague: bool
    open: bool
    replaced: bool = False


@dataclass(frozen=True)
class Line:
    """The figures of one source for one kind and population, in the order of printing."""

    source: str
    dots: tuple[Dot, ...]

    @property
    def height(self) -> int:
        """In pixels."""
        return ABOVE * 2 + LANE * (len(self.dots) - 1)


@dataclass(frozen=True)
class Tick:
    """A number along the axis."""

    at: float
    number: int


@dataclass(frozen=True)
class Scale:
    """All figures of one kind on one axis."""

    kind: FigureKind
    lines: tuple[Line, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True)
class Given:
    """A figure with the claim that gives it and who stands behind it."""

    claim: str
    source: str
    published: str
    figure: Figure


def scales(event: LinkedEvent, rows: Sequence[ClaimRow]) -> tuple[Scale, ...]:
    """The figures that accounts of a happening give, kind by kind."""
    given = list(_given(event, rows))
    kinds = [kind for kind in KINDS if any(one.figure.kind == kind for one in given)]
    return tuple(_scale(kind, [one for one in given if one.figure.kind == kind]) for kind in kinds)


def _given(event: LinkedEvent, rows: Sequence[ClaimRow]) -> Iterable[Given]:
    behind = {claim: origin.name for origin in event.origins for claim in origin.claims}
    for row in sorted(rows, key=lambda row: (row.published or "~", row.recorded_at)):
        claim = row.claim
        for figure in claim.happening.figures if claim.happening else ():
            if numbers(figure):
                source = behind.get(claim.id, claim.said_by[-1].name)
                yield Given(claim.id, source, row.published or "", figure)


def numbers(figure: Figure) -> list[int]:
    """The numbers that a figure gives."""
    return [value for value in (figure.low, figure.best, figure.high) if value is not None]


def _scale(kind: FigureKind, given: Sequence[Given]) -> Scale:
    largest = max(1, *(max(numbers(one.figure)) for one in given))
    step = step_of(largest)
    top = step * -(-largest // step)
    share = (RIGHT - LEFT) / top
    lines = [_line(series, share) for series in _series(given)]
    ordered = sorted(lines, key=lambda line: -max(dot.at for dot in line.dots))
    ticks = tuple(Tick(LEFT + number * share, number) for number in range(0, top + 1, step))
    return Scale(kind, tuple(ordered), ticks)


def _series(given: Iterable[Given]) -> list[list[Given]]:
    """By source and who is counted; a number that is repeated is there once."""
    groups: dict[tuple[str, str], list[Given]] = {}
    for one in given:
        group = groups.setdefault((fold(one.source), fold(one.figure.of or "")), [])
        if all(_amount(one.figure) != _amount(other.figure) for other in group):
            group.append(one)
    return list(groups.values())


def _amount(figure: Figure) -> tuple[int | None, ...]:
    return figure.low, figure.best, figure.high


def _line(series: Sequence[Given], share: float) -> Line:
    dots = [_dot(one, share, ABOVE + LANE * number) for number, one in enumerate(series)]
    before = [replace(dot, replaced=True) for dot in dots[:-1]]
    return Line(series[0].source, (*before, dots[-1]))


def _dot(one: Given, share: float, top: int) -> Dot:
    figure, known = one.figure, numbers(one.figure)
    only_low = figure.high is None and figure.best is None
    middle = (min(known) + max(known)) / 2 if figure.low is not None else max(known)
    best = figure.best if figure.best is not None else min(known) if only_low else middle
    right = LEFT + max(known) * share
    return Dot(
        claim=one.claim,
        words=words.figure(figure),
        left=LEFT + (0 if figure.low is None and figure.best is None else min(known)) * share,
        right=right + OPEN if only_low else right,
        at=LEFT + best * share,
        top=top,
        is_range=only_low or min(known) != max(known) or figure.best is None,
        vague=figure.approximate,
        open=only_low,
    )
