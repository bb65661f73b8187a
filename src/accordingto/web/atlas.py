"""Everything that happened, held in columns: what a map, a timeline and their filters are counted from.

Pure but for `Atlases`, which keeps the columns of a ledger until something is written to it. Positions are
fractions of the square world of Web Mercator, x to the east and y to the south; days are ordinals.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import Any, Literal, get_args

import msgspec
import numpy as np
from numpy.typing import NDArray

from accordingto.ledger import Ledger, mapping
from accordingto.ledger.mapping import Mark
from accordingto.ledger.rows import fold
from accordingto.types import Certainty, EventType, Noun, PlacePrecision, Status
from accordingto.web.kept import Kept, Making

Drawn = Literal["point", "ring", "area"]
Lacking = Literal["place", "date"]
Standing = Literal["told", "any", Status]
YesNo = Literal["yes", "no"]
Mask = NDArray[np.bool_]

DRAWN: tuple[Drawn, ...] = get_args(Drawn)
STATUSES: tuple[str, ...] = get_args(Status)
CERTAINTIES: tuple[str, ...] = get_args(Certainty)
# How a place is drawn, by how precisely it is known. What says nothing of it is a point.
DRAWN_AS: dict[PlacePrecision, Drawn] = {"district": "ring", "region": "ring", "country": "area"}
NOWHERE = -1
# Beyond this the projection runs away: https://epsg.io/3857
NORTHMOST = 85.0511
# Seconds that a request waits for new columns while it could do with those from before the last write.
PATIENCE = 0.25


class MapFilter(Noun, frozen=True):
    """What a map shows; what is not named is not asked for.

    - `since`, `until`: civil dates, both included; it may have happened on a day of these
    - `actor`: words that stand in the name of a party; `outlet`: one that tells of it, its whole name
    - `status`: `told` (where it is not named) is what somebody says did or did not happen, `any` is all;
      else an account has this status. `certainty`: an account has it.
    - `reviewed`: whether people judged any of its links; `contested`: whether accounts disagree
    - `lacking`: only what has no place, or no date
    """

    since: str | None = None
    until: str | None = None
    type: EventType | None = None
    actor: str | None = None
    outlet: str | None = None
    status: Standing | None = None
    certainty: Certainty | None = None
    reviewed: YesNo | None = None
    contested: YesNo | None = None
    lacking: Lacking | None = None


class Box(Noun, frozen=True):
    """A part of the world in degrees, edges included. East may lie beyond 180."""

    west: float
    south: float
    east: float
    north: float


@dataclass(frozen=True, eq=False)
class Atlas:
    """Columns of equal length, what began last first; what has no date comes last. `linked` says of what."""

    linked: bool
    ids: NDArray[np.object_]
    kinds: NDArray[np.object_]
    types: NDArray[np.object_]
    places: NDArray[np.object_]
    countries: NDArray[np.object_]
    geonameids: NDArray[np.int64]
    parties: NDArray[np.object_]
    latitude: NDArray[np.float64]
    longitude: NDArray[np.float64]
    x: NDArray[np.float64]
    y: NDArray[np.float64]
    drawn: NDArray[np.int8]
    first: NDArray[np.int64]
    last: NDArray[np.int64]
    told: Mask
    contested: Mask
    reviewed: Mask
    statuses: NDArray[np.uint8]
    certainties: NDArray[np.uint8]
    outlets: dict[str, NDArray[np.int64]]

    def __len__(self) -> int:
        return len(self.ids)


# --- from marks -----------------------------------------------------------------------------------


def read_atlas(ledger: Ledger) -> Atlas:
    """All happenings of a ledger, its claims of them where nothing is linked; and what is told of places."""
    if not mapping.is_linked(ledger):
        return atlas_of(chain(mapping.claim_marks(ledger), mapping.told_marks(ledger)), linked=False)
    standings: dict[str, list[int]] = {}
    for event, status, certainty in mapping.standings(ledger):
        bits = standings.setdefault(event, [0, 0])
        bits[0] |= _bit(STATUSES, status)
        bits[1] |= _bit(CERTAINTIES, certainty)
    marks = chain(mapping.event_marks(ledger), mapping.told_marks(ledger))
    return atlas_of(marks, linked=True, standings=standings)


def _bit(names: Sequence[str], name: str | None) -> int:
    return 1 << names.index(name) if name in names else 0


def atlas_of(
    marks: Iterable[Mark], *, linked: bool = True, standings: dict[str, list[int]] | None = None
) -> Atlas:
    """Columns from marks. `standings` has bits of statuses and certainties for each id."""
    kept = sorted(marks, key=lambda mark: mark.id)
    kept.sort(key=lambda mark: first_day(mark.begins), reverse=True)
    known = standings or {}
    both = [known.get(mark.id) or _own_standing(mark) for mark in kept]
    latitude = _degrees(mark.latitude for mark in kept)
    longitude = _degrees(mark.longitude for mark in kept)
    x, y = world(latitude, longitude)
    placed = ~np.isnan(x)
    return Atlas(
        linked=linked,
        ids=_objects(mark.id for mark in kept),
        kinds=_objects(mark.kind for mark in kept),
        types=_objects(mark.type for mark in kept),
        places=_objects(mark.place for mark in kept),
        countries=_objects(mark.country for mark in kept),
        parties=_objects(mark.parties for mark in kept),
        geonameids=np.array([mark.geonameid or 0 for mark in kept], np.int64),
        latitude=latitude,
        longitude=longitude,
        x=x,
        y=y,
        drawn=np.where(placed, np.array([_drawn(mark) for mark in kept], np.int8), NOWHERE),
        first=np.array([first_day(mark.begins) for mark in kept], np.int64),
        last=np.array([last_day(mark.ends) for mark in kept], np.int64),
        told=np.array([mark.told for mark in kept], np.bool_),
        contested=np.array([mark.contested for mark in kept], np.bool_),
        reviewed=np.array([mark.reviewed for mark in kept], np.bool_),
        statuses=np.array([one[0] for one in both], np.uint8),
        certainties=np.array([one[1] for one in both], np.uint8),
        outlets=_by_outlet(kept),
    )


def _own_standing(mark: Mark) -> list[int]:
    return [_bit(STATUSES, mark.status), _bit(CERTAINTIES, mark.certainty)]


def _objects(values: Iterable[Any]) -> NDArray[np.object_]:
    return np.array(["" if one is None else one for one in values], dtype=object)


def _degrees(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array([np.nan if one is None else one for one in values], np.float64)


def _drawn(mark: Mark) -> int:
    return DRAWN.index(DRAWN_AS.get(mark.precision or "unknown", "point"))  # type: ignore[call-overload]


def _by_outlet(marks: Sequence[Mark]) -> dict[str, NDArray[np.int64]]:
    rows: dict[str, list[int]] = {}
    for number, mark in enumerate(marks):
        for outlet in mark.outlets:
            rows.setdefault(outlet, []).append(number)
    return {outlet: np.array(numbers, np.int64) for outlet, numbers in rows.items()}


def world(
    latitude: NDArray[np.float64], longitude: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Degrees to the square of Web Mercator, from 0 to 1."""
    inside = np.radians(np.clip(latitude, -NORTHMOST, NORTHMOST))
    x = (longitude + 180) / 360
    y = (1 - np.log(np.tan(inside) + 1 / np.cos(inside)) / np.pi) / 2
    return np.where(np.isnan(y), np.nan, x), np.where(np.isnan(x), np.nan, y)


# --- days -----------------------------------------------------------------------------------------

_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


@lru_cache(65_536)
def first_day(text: str | None) -> int:
    """The first day of a civil date, as an ordinal; 0 if there is none."""
    return _ordinal(text, end=False)


@lru_cache(65_536)
def last_day(text: str | None) -> int:
    """The last day of a civil date, as an ordinal; 0 if there is none."""
    return _ordinal(text, end=True)


def _ordinal(text: str | None, *, end: bool) -> int:
    found = _DATE.match(text or "")
    if not found:
        return 0
    try:
        year, month = int(found[1]), int(found[2] or (12 if end else 1))
        last = calendar.monthrange(year, month)[1]
        day = min(int(found[3] or (last if end else 1)), last)
        return date(year, month, day).toordinal()
    except (ValueError, calendar.IllegalMonthError):
        return 0


def civil(ordinal: int) -> str:
    """The date of an ordinal."""
    return date.fromordinal(ordinal).isoformat()


# --- choosing -------------------------------------------------------------------------------------


def passing(atlas: Atlas, wanted: MapFilter, kind: str = "event") -> Mask:
    """What passes all filters but those of time."""
    chosen = _of_kind(atlas, kind).copy()
    for condition in _conditions(atlas, wanted):
        chosen &= condition
    return chosen


@lru_cache(maxsize=8)
def _of_kind(atlas: Atlas, kind: str) -> Mask:
    """Comparing words takes a tenth of an answer, and an atlas gives many."""
    mask: Mask = atlas.kinds == kind
    return mask


def _conditions(atlas: Atlas, wanted: MapFilter) -> Iterator[Mask]:
    if wanted.type is not None:
        yield atlas.types == wanted.type
    if wanted.actor is not None:
        words = mapping.phrase(wanted.actor)
        yield np.array([words in party for party in atlas.parties], np.bool_)
    if wanted.outlet is not None:
        yield _told_by(atlas, fold(wanted.outlet))
    if wanted.status != "any":
        yield _standing(atlas, wanted.status)
    if wanted.certainty is not None:
        yield (atlas.certainties & _bit(CERTAINTIES, wanted.certainty)) > 0
    for answer, flags in ((wanted.reviewed, atlas.reviewed), (wanted.contested, atlas.contested)):
        if answer is not None:
            yield flags == (answer == "yes")
    if wanted.lacking is not None:
        yield atlas.first == 0 if wanted.lacking == "date" else atlas.drawn == NOWHERE


def _told_by(atlas: Atlas, outlet: str) -> Mask:
    chosen = np.zeros(len(atlas), np.bool_)
    chosen[atlas.outlets.get(outlet, np.array([], np.int64))] = True
    return chosen


def _standing(atlas: Atlas, status: str | None) -> Mask:
    if status in (None, "told"):
        return atlas.told
    return (atlas.statuses & _bit(STATUSES, status)) > 0


def within_time(atlas: Atlas, wanted: MapFilter) -> Mask:
    """What may have happened between the dates of a filter; without dates, everything."""
    chosen = np.ones(len(atlas), np.bool_)
    if wanted.since is not None:
        chosen &= (atlas.first > 0) & (atlas.last >= first_day(wanted.since))
    if wanted.until is not None:
        chosen &= (atlas.first > 0) & (atlas.first <= last_day(wanted.until))
    return chosen


def within_box(atlas: Atlas, box: Box | None) -> Mask:
    """What lies in a box. Of what is known by country or region alone, its middle."""
    if box is None:
        return np.ones(len(atlas), np.bool_)
    north_south = (atlas.latitude >= box.south) & (atlas.latitude <= box.north)
    # A map can be turned around the world more than once.
    east = (atlas.longitude - box.west) % 360
    return north_south & ((east <= box.east - box.west) | (box.east - box.west >= 360))


def at_place(atlas: Atlas, geonameid: int | None, name: str, kind: str) -> NDArray[np.int64]:
    """Rows of a kind at a place: by its id in the gazetteer, or by its name where it has none."""
    same = atlas.geonameids == geonameid if geonameid is not None else atlas.places == name
    return np.flatnonzero(same & (atlas.kinds == kind))


# --- kept -----------------------------------------------------------------------------------------


class _Columns(msgspec.Struct, array_like=True):
    """An atlas as it is written: numbers in bytes, words as they are, outlets with their rows."""

    linked: bool
    words: dict[str, list[Any]]
    numbers: dict[str, tuple[str, bytes]]
    outlets: dict[str, bytes]


def encoded(atlas: Atlas) -> bytes:
    """An atlas in bytes."""
    columns = {name: column for name, column in vars(atlas).items() if isinstance(column, np.ndarray)}
    return msgspec.msgpack.encode(
        _Columns(
            linked=atlas.linked,
            words={name: column.tolist() for name, column in columns.items() if column.dtype == np.object_},
            numbers={
                name: (column.dtype.str, column.tobytes())
                for name, column in columns.items()
                if column.dtype != np.object_
            },
            outlets={name: rows.astype(ROWS).tobytes() for name, rows in atlas.outlets.items()},
        )
    )


def decoded(data: bytes) -> Atlas:
    """An atlas from what `encoded` made. Raises `ValueError` if that was another kind of atlas."""
    found = msgspec.msgpack.decode(data, type=_Columns)
    columns: dict[str, Any] = {name: _objects(column) for name, column in found.words.items()}
    columns |= {name: np.frombuffer(column, kind) for name, (kind, column) in found.numbers.items()}
    outlets = {name: np.frombuffer(rows, ROWS).astype(np.int64) for name, rows in found.outlets.items()}
    try:
        return Atlas(linked=found.linked, outlets=outlets, **columns)
    except TypeError as error:
        raise ValueError("These are other columns.") from error


# Rows in an outlet's list: half of the bytes of numbers in memory.
ROWS = np.dtype("<i4")
ATLAS = Making("atlas", read_atlas, encoded, decoded)


class Atlases:
    """The atlas of one ledger, made anew after each write, beside the requests."""

    def __init__(self) -> None:
        self._kept = Kept(ATLAS, waits=True)

    def begin(self, ledger: Ledger) -> None:
        """Begin with it, so that whoever asks for it first waits less."""
        self._kept.begin(ledger)

    def of(self, ledger: Ledger) -> tuple[Atlas, bool]:
        """The atlas, and whether it is of now: after a write, it may be that from before for a moment."""
        atlas, fresh = self._kept.of(ledger, PATIENCE)
        assert atlas is not None
        return atlas, fresh
