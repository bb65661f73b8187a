"""What a map and a timeline draw: cells, bars and counts, from chosen rows of an atlas. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from accordingto.types import Noun
from accordingto.web.atlas import DRAWN, NOWHERE, Atlas, Box, Drawn, Mask, civil

Unit = Literal["day", "week", "month", "year"]
Rows = NDArray[np.int64]

# Pixels: marks that are nearer than this to each other become one.
CELL = 44
TILE = 256
DEEPEST = 18
MOST_CELLS = 1_000
# Cells whose middles are nearer than this, in cells, are drawn as one.
APART = 0.85
MOST_BARS = 160
# A timeline is cut where a few dates would leave the rest no room: of few happenings, a larger share is few.
OUTER, OUTER_OF_FEW = 0.005, 0.05
MANY, LEAST = 1_000, 20
SPARSE = 3.0
# What is dated no nearer than this stands in no bar, unless a bar is as wide.
WIDEST = 31
# Days from 1 January of year 1 to that of 1970.
EPOCH = 719_163


class Cell(Noun, frozen=True):
    """Happenings that are drawn as one mark: a point, a ring or a tinted country.

    `key` names it as long as the zoom stays; `place` and `country` are there where all agree on them.
    `south` to `east` is the box that they lie in; `apart` says that they come apart further in.
    """

    key: str
    drawn: Drawn
    latitude: float
    longitude: float
    south: float
    west: float
    north: float
    east: float
    count: int
    contested: int
    apart: bool
    place: str | None = None
    country: str | None = None


class Bar(Noun, frozen=True):
    """How many began from `begin` to `end`, both included."""

    begin: str
    end: str
    count: int


class Times(Noun, frozen=True):
    """Bars of one unit; those with nothing are left out. The axis goes from `begin` to `end`.

    `earlier` and `later` are beyond it. `wider` are dated too roughly for a bar: to a season or a year.
    """

    unit: Unit
    begin: str | None
    end: str | None
    bars: tuple[Bar, ...] = ()
    earlier: int = 0
    later: int = 0
    wider: int = 0


class Counts(Noun, frozen=True):
    """What is shown, of how many that pass the filters, and of these how many lack a place or a date."""

    shown: int
    passing: int
    without_place: int
    without_date: int


# --- the map --------------------------------------------------------------------------------------


def cells_of(atlas: Atlas, rows: Rows, zoom: int) -> tuple[Cell, ...]:
    """The rows that have a place as marks, the largest first; `MOST_CELLS` at most."""
    placed, keys = grouped(atlas, rows, zoom)
    order = np.argsort(keys, kind="stable")
    placed, keys = placed[order], keys[order]
    starts = np.flatnonzero(_differs(keys))
    sizes = np.diff(np.r_[starts, len(keys)])
    largest = np.argsort(-sizes, kind="stable")[:MOST_CELLS]
    return tuple(
        _cell(atlas, placed[starts[one] : starts[one] + sizes[one]], int(keys[starts[one]]))
        for one in largest
    )


def _differs(values: NDArray[np.int64]) -> Mask:
    """Of each whether it is the first or differs from the one before."""
    return np.r_[True, values[1:] != values[:-1]] if len(values) else np.zeros(0, np.bool_)


def grouped(atlas: Atlas, rows: Rows, zoom: int) -> tuple[Rows, NDArray[np.int64]]:
    """The rows that have a place, and for each a number that those share that are drawn as one mark.

    They are put in cells; then a cell goes to a larger one whose middle is too near for two marks.
    """
    placed = rows[atlas.drawn[rows] != NOWHERE]
    wide = TILE * 2 ** min(zoom, DEEPEST) / CELL
    column = np.floor(atlas.x[placed] * wide).astype(np.int64)
    line = np.floor(atlas.y[placed] * wide).astype(np.int64)
    drawn = atlas.drawn[placed].astype(np.int64)
    # A country stands for itself, however far one has gone out.
    area = drawn == DRAWN.index("area")
    near = ((column << 24) + line) * len(DRAWN) + drawn
    near[area] = _countries(atlas, placed[area])
    keys, cell, sizes = np.unique(near, return_inverse=True, return_counts=True)
    middles = [np.bincount(cell, of[placed]) / sizes * wide for of in (atlas.x, atlas.y)]
    return placed, keys[_joined(keys, sizes, middles)[cell]]


def _countries(atlas: Atlas, rows: Rows) -> NDArray[np.int64]:
    """Letters as a number below zero, where no cell is."""
    countries = atlas.countries[rows]
    codes = {code: -1 - int.from_bytes(code.encode()[:7], "big") for code in set(countries)}
    return np.array([codes[code] for code in countries], np.int64)


def _joined(
    keys: NDArray[np.int64], sizes: NDArray[np.int64], middles: Sequence[NDArray[np.float64]]
) -> NDArray[np.int64]:
    """For each cell the one that it is drawn with: itself, or a larger neighbour."""
    joined = np.full(len(keys), NOWHERE, np.int64)
    for one in np.argsort(-sizes, kind="stable"):
        if joined[one] == NOWHERE:
            off = np.hypot(middles[0] - middles[0][one], middles[1] - middles[1][one])
            same = (keys % len(DRAWN) == keys[one] % len(DRAWN)) & (keys >= 0)
            alone = keys[one] < 0
            joined[(joined == NOWHERE) & (same & (off < APART) if not alone else keys == keys[one])] = one
            joined[one] = one
    return joined


def _cell(atlas: Atlas, rows: Rows, key: int) -> Cell:
    latitude, longitude = atlas.latitude[rows], atlas.longitude[rows]
    south, north, west, east = latitude.min(), latitude.max(), longitude.min(), longitude.max()
    drawn = DRAWN[int(atlas.drawn[rows[0]])]
    return Cell(
        key=str(key),
        drawn=drawn,
        latitude=round(float(latitude.mean()), 5),
        longitude=round(float(longitude.mean()), 5),
        **{"south": float(south), "west": float(west), "north": float(north), "east": float(east)},
        count=len(rows),
        contested=int(atlas.contested[rows].sum()),
        apart=drawn != "area" and bool(north > south or east > west),
        place=_one(atlas.places[rows]),
        country=_one(atlas.countries[rows]),
    )


def _one(values: NDArray[np.object_]) -> str | None:
    return str(values[0]) or None if (values == values[0]).all() else None


def box_of(atlas: Atlas, rows: Rows) -> Box | None:
    """The box that nearly all rows lie in: single ones far off do not make it the world."""
    placed = rows[atlas.drawn[rows] != NOWHERE]
    if not len(placed):
        return None
    low, high = (0, 100) if len(placed) < 50 else (1, 99)
    west, east = np.percentile(atlas.longitude[placed], (low, high))
    south, north = np.percentile(atlas.latitude[placed], (low, high))
    return Box(west=float(west), south=float(south), east=float(east), north=float(north))


# --- the timeline ---------------------------------------------------------------------------------


def times_of(atlas: Atlas, passing: Mask, inside: Mask) -> Times:
    """Bars of the rows of `inside`, on an axis for all of `passing`, so that it stays while a map moves."""
    dated = passing & (atlas.first > 0)
    if not dated.any():
        return Times(unit="day", begin=None, end=None)
    long = atlas.last - atlas.first + 1
    near = dated & (long <= WIDEST)
    begin, end = _axis(atlas.first[near if near.any() else dated])
    unit = _unit(end - begin + 1)
    rows = np.flatnonzero(dated & inside)
    days = atlas.first[rows]
    wide = long[rows] > max(WIDEST, _DAYS[unit])
    kept = days[(days >= begin) & (days <= end) & ~wide]
    return Times(
        unit=unit,
        begin=civil(begin),
        end=civil(end),
        bars=tuple(_bars(kept, unit)),
        earlier=int(((days < begin) & ~wide).sum()),
        later=int(((days > end) & ~wide).sum()),
        wider=int(wide.sum()),
    )


_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 31, "year": 366}


def _axis(days: NDArray[np.int64]) -> tuple[int, int]:
    begin, end = int(days.min()), int(days.max())
    outer = OUTER if len(days) > MANY else OUTER_OF_FEW
    low, high = (int(one) for one in np.quantile(days, (outer, 1 - outer), method="nearest"))
    if len(days) >= LEAST and end - begin > SPARSE * (high - low + 1):
        return low, high
    return begin, end


def _unit(days: int) -> Unit:
    return next((unit for unit, long in _DAYS.items() if days <= long * MOST_BARS), "year")


def _bars(days: NDArray[np.int64], unit: Unit) -> Iterator[Bar]:
    numbers, counts = np.unique(_numbered(days, unit), return_counts=True)
    begins, ends = _first_days(numbers, unit), _first_days(numbers + 1, unit) - 1
    for begin, end, count in zip(begins, ends, counts, strict=True):
        yield Bar(begin=civil(int(begin)), end=civil(int(end)), count=int(count))


def _numbered(days: NDArray[np.int64], unit: Unit) -> NDArray[np.int64]:
    """The number of the day, week, month or year that each day is in."""
    if unit == "day":
        return days
    # Day 1 is a Monday.
    if unit == "week":
        return (days - 1) // 7
    code = "M" if unit == "month" else "Y"
    return (days - EPOCH).astype("datetime64[D]").astype(f"datetime64[{code}]").astype(np.int64)


def _first_days(numbers: NDArray[np.int64], unit: Unit) -> NDArray[np.int64]:
    if unit == "day":
        return numbers
    if unit == "week":
        return numbers * 7 + 1
    code = "M" if unit == "month" else "Y"
    return numbers.astype(f"datetime64[{code}]").astype("datetime64[D]").astype(np.int64) + EPOCH
