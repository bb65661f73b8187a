"""Gazetteers as read-only SQLite files: names to candidates, ids to places and what holds them."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from accordingto.errors import ModelError
from accordingto.gazetteer.entry import KINDS, Candidate
from accordingto.gazetteer.keys import DEMONYM, folded_key, plain_key

SHIPPED = Path(__file__).parent / "places.sqlite"
FORM = "1"
SCALE = 10_000  # coordinates are whole numbers of this part of a degree: 11 m
# Names asked for lately; about 2 KB each with their candidates.
REMEMBERED = 8192
_COLUMNS = "id, name, kind, latitude, longitude, country, within, population, capital"
_NAMED = f"SELECT {_COLUMNS} FROM name JOIN place ON place.id = name.place WHERE name.key = ?"
_BY_ID = f"SELECT {_COLUMNS} FROM place WHERE id = ?"


class Gazetteer:
    """One or more files, the first with a place wins. Safe to use from one thread at a time."""

    def __init__(self, connections: Sequence[sqlite3.Connection]) -> None:
        self._connections = connections
        self._lookup = lru_cache(maxsize=REMEMBERED)(self._candidates)
        self._sounding = lru_cache(maxsize=REMEMBERED)(self._folded)
        self._place = lru_cache(maxsize=REMEMBERED)(self._read_place)

    def lookup(self, name: str) -> tuple[Candidate, ...]:
        """All places called `name`; those that only sound like it, where none is spelt so."""
        return self._lookup(name)

    def sounding(self, name: str) -> tuple[Candidate, ...]:
        """All places whose names sound like `name`."""
        return self._sounding(name)

    def people(self, name: str) -> tuple[Candidate, ...]:
        """The countries whose people or things are called `name`: Syrian, Syrians."""
        return tuple(self._named(DEMONYM + plain_key(name), exact=True))

    def place(self, number: int) -> Candidate | None:
        """The place with this id."""
        return self._place(number)

    def containers(self, place: Candidate) -> tuple[Candidate, ...]:
        """What holds the place, innermost first."""
        found: list[Candidate] = []
        inner: Candidate | None = place
        while inner and inner.within is not None and len(found) < 8:
            inner = self._place(inner.within)
            if inner is None or inner in found:
                break
            found.append(inner)
        return tuple(found)

    def meta(self) -> dict[str, str]:
        """What the first file says of itself: sources, licence, numbers."""
        return dict(self._connections[0].execute("SELECT key, value FROM meta"))

    def close(self) -> None:
        """Let go of the files."""
        for connection in self._connections:
            connection.close()

    def _candidates(self, name: str) -> tuple[Candidate, ...]:
        key = plain_key(name)
        found = tuple(self._named(key, exact=True)) if key else ()
        return found or self._sounding(name)

    def _folded(self, name: str) -> tuple[Candidate, ...]:
        key = folded_key(name)
        return tuple(self._named(key, exact=False)) if key else ()

    def _named(self, key: str, *, exact: bool) -> Iterator[Candidate]:
        seen = set()
        for connection in self._connections:
            for row in connection.execute(_NAMED, (key,)):
                if row[0] not in seen:
                    seen.add(row[0])
                    yield _candidate(row, exact)

    def _read_place(self, number: int) -> Candidate | None:
        for connection in self._connections:
            if row := connection.execute(_BY_ID, (number,)).fetchone():
                return _candidate(row, True)
        return None


def _candidate(
    row: tuple[int, str, int, int, int, str | None, int | None, int, int], exact: bool
) -> Candidate:
    number, name, kind, latitude, longitude, country, within, population, capital = row
    point = latitude / SCALE, longitude / SCALE
    return Candidate(number, name, KINDS[kind], *point, country, within, population, bool(capital), exact)


def open_gazetteer(*paths: Path) -> Gazetteer:
    """Open the gazetteers in `paths`, first come first served; the shipped one if none is named.

    Raises `ModelError` for a file that is missing or is no gazetteer of this form.
    """
    return Gazetteer([_connected(path) for path in paths or (SHIPPED,)])


def _connected(path: Path) -> sqlite3.Connection:
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)
        connection.execute("PRAGMA cache_size = -8000")
        (form,) = connection.execute("SELECT value FROM meta WHERE key = 'form'").fetchone() or (None,)
    except sqlite3.Error as error:
        raise ModelError(f"The gazetteer {path} cannot be read: {error}. Build it again.") from error
    if form != FORM:
        raise ModelError(f"The gazetteer {path} has form {form}, not {FORM}. Build it again.")
    return connection
