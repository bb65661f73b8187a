"""The places that a map names: the largest in a box. One connection for each question, so from any thread."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from accordingto.gazetteer.entry import KINDS, Kind
from accordingto.gazetteer.store import SCALE, SHIPPED

_QUERY = """
    SELECT id, name, kind, latitude, longitude, population, capital FROM place
    WHERE kind = ? AND population >= ? AND latitude BETWEEN ? AND ? AND longitude BETWEEN ? AND ?
    ORDER BY capital DESC, population DESC, id LIMIT ?
"""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A place with what decides whether there is room for its name."""

    id: int
    name: str
    kind: Kind
    latitude: float
    longitude: float
    population: int
    capital: bool


def largest(
    kind: Kind,
    *,
    latitudes: tuple[float, float],
    longitudes: tuple[float, float],
    least: int,
    most: int,
    path: Path = SHIPPED,
) -> tuple[Labelled, ...]:
    """The largest places of a kind between two latitudes and two longitudes; `most` with `least` people."""
    edges = (round(one * SCALE) for one in (*latitudes, *longitudes))
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    with closing(sqlite3.connect(address, uri=True)) as connection:
        rows = connection.execute(_QUERY, (KINDS.index(kind), least, *edges, most)).fetchall()
    return tuple(map(_labelled, rows))


def _labelled(row: tuple[int, str, int, int, int, int, int]) -> Labelled:
    number, name, kind, latitude, longitude, population, capital = row
    return Labelled(number, name, KINDS[kind], latitude / SCALE, longitude / SCALE, population, bool(capital))
