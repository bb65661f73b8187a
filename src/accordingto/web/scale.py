"""Figures of several sources on one axis for each kind, laid out for a drawing without styles. Pure.

Places along the axis are percentages, so that the drawing stretches and its dots stay round.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from accordingto import words
from accordingto.ledger import ClaimRow
from accordingto.ledger.rows import fold
from accordingto.types import Figure, FigureKind, LinkedEvent
from accordingto.web.axis import step_of

# Left and right of the axis, in per cent: room for dots at its ends and for a bound that is open.
LEFT, RIGHT, OPEN = 1.5, 92.0, 6.0
# Pixels from one figure of a source to its next, and above the first.
LANE, ABOVE = 16, 14
KINDS: tuple[FigureKind, ...] = (
    "killed",
    "injured",
    "missing",
    "detained",
    "released",
    "displaced",
    "evacuated",
)


@dataclass(frozen=True)
class Dot:
    """One figure: a range from `left` to `right`, its best value at `best`; all in per cent, `top` in pixels.

    `vague` where the words give no number, as "dozens"; `open` at its right end where only a lower bound is
    given. `replaced` by a later one of the same source, which comes `after` it.
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
    after: Dot | None = None


@dataclass(frozen=True)
class Line:
    """The figures of one source for one kind, in the order of printing."""

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


Amount = tuple[int | None, ...]
# Of one source: a figure -> the one that it replaced.
Changes = dict[tuple[str, FigureKind, Amount], Amount]


@dataclass(frozen=True)
class Given:
    """A figure with the claim that gives it and who stands behind it."""

    claim: str
    source: str
    figure: Figure


def scales(event: LinkedEvent, rows: Sequence[ClaimRow]) -> tuple[Scale, ...]:
    """The figures that accounts of a happening give, kind by kind."""
    given = list(_given(event, rows))
    changes = _changes(event)
    kinds = [kind for kind in KINDS if any(one.figure.kind == kind for one in given)]
    return tuple(_scale(kind, [one for one in given if one.figure.kind == kind], changes) for kind in kinds)


def _given(event: LinkedEvent, rows: Sequence[ClaimRow]) -> Iterator[Given]:
    behind = {claim: origin.name for origin in event.origins for claim in origin.claims}
    for row in sorted(rows, key=lambda row: (row.published or "~", row.recorded_at)):
        claim = row.claim
        for figure in claim.happening.figures if claim.happening else ():
            if numbers(figure):
                yield Given(claim.id, behind.get(claim.id, claim.said_by[-1].name), figure)


def _changes(event: LinkedEvent) -> Changes:
    return {
        (fold(one.source), one.kind, _amount(later)): _amount(earlier)
        for one in event.revisions
        for earlier, later in pairwise(one.figures)
    }


def numbers(figure: Figure) -> list[int]:
    """The numbers that a figure gives."""
    return [value for value in (figure.low, figure.best, figure.high) if value is not None]


def _amount(figure: Figure) -> Amount:
    return figure.low, figure.best, figure.high


def _scale(kind: FigureKind, given: Sequence[Given], changes: Changes) -> Scale:
    largest = max(1, *(max(numbers(one.figure)) for one in given))
    step = step_of(largest)
    top = step * -(-largest // step)
    share = (RIGHT - LEFT) / top
    lines = [_line(source, share, changes) for source in _by_source(given)]
    ordered = sorted(lines, key=lambda line: -max(dot.at for dot in line.dots))
    ticks = tuple(Tick(LEFT + number * share, number) for number in range(0, top + 1, step))
    return Scale(kind, tuple(ordered), ticks)


def _by_source(given: Iterable[Given]) -> list[list[Given]]:
    """A figure that a source repeats in other words for those who are counted is there once."""
    groups: dict[str, dict[tuple[Amount, str], Given]] = {}
    for one in given:
        key = _amount(one.figure), fold(one.figure.of or "")
        groups.setdefault(fold(one.source), {}).setdefault(key, one)
    return [list(group.values()) for group in groups.values()]


def _line(given: Sequence[Given], share: float, changes: Changes) -> Line:
    source, kind = given[0].source, given[0].figure.kind
    replaced = {before for (who, what, _), before in changes.items() if (who, what) == (fold(source), kind)}
    dots: dict[Amount, Dot] = {}
    drawn = []
    for number, one in enumerate(given):
        amount = _amount(one.figure)
        before = changes.get((fold(source), kind, amount))
        made = replace(
            _dot(one, share, ABOVE + LANE * number),
            replaced=amount in replaced,
            after=dots.get(before) if before else None,
        )
        dots[amount] = made
        drawn.append(made)
    return Line(source, tuple(drawn))


def _dot(one: Given, share: float, top: int) -> Dot:
    figure, known = one.figure, numbers(one.figure)
    only_low = figure.high is None and figure.best is None
    only_high = figure.low is None and figure.best is None
    middle = min(known) if only_low else (min(known) + max(known)) / 2
    left, right = LEFT + (0 if only_high else min(known)) * share, LEFT + max(known) * share
    return Dot(
        claim=one.claim,
        words=words.figure(figure),
        left=left,
        right=right + OPEN if only_low else right,
        at=LEFT + (figure.best if figure.best is not None else middle) * share,
        top=top,
        is_range=only_low or only_high or min(known) != max(known),
        vague=figure.approximate,
        open=only_low,
    )
