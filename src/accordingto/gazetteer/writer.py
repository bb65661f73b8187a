"""Entries into a gazetteer file. The file appears whole, under its name, when it is finished."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Mapping
from itertools import islice
from pathlib import Path

from accordingto.gazetteer.entry import KINDS, Entry
from accordingto.gazetteer.keys import DEMONYM, folded_key, plain_key
from accordingto.gazetteer.store import FORM, SCALE

BATCH = 5000
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS place (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL, kind INTEGER NOT NULL, latitude INTEGER NOT NULL,
    longitude INTEGER NOT NULL, country TEXT, within INTEGER, population INTEGER NOT NULL,
    capital INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS name (key TEXT NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (key, place))
    WITHOUT ROWID;
"""
_PLACE = "INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_NAME = "INSERT OR IGNORE INTO name VALUES (?, ?)"
_META = "INSERT OR REPLACE INTO meta VALUES (?, ?)"


def begun(path: Path) -> sqlite3.Connection:
    """The unfinished file beside `path`, new or left by an interrupted run."""
    connection = sqlite3.connect(partial(path))
    connection.executescript(_TABLES)
    return connection


def partial(path: Path) -> Path:
    """Where the unfinished file lies."""
    return path.with_name(path.name + ".partial")


def add(connection: sqlite3.Connection, entries: Iterable[Entry]) -> int:
    """Insert the entries, in the transaction that is open; how many they were."""
    kept = list(entries)
    connection.executemany(_PLACE, map(_row, kept))
    connection.executemany(_NAME, ((key, entry.id) for entry in kept for key in keys(entry)))
    return len(kept)


def batches(entries: Iterable[Entry], size: int = BATCH) -> Iterable[list[Entry]]:
    """The entries in lists of at most `size`."""
    waiting = iter(entries)
    while batch := list(islice(waiting, size)):
        yield batch


def keys(entry: Entry) -> set[str]:
    """Every key under which the entry is found."""
    found = {key for name in (entry.name, *entry.names) for key in name_keys(name)}
    return found | {DEMONYM + plain_key(name) for name in entry.demonyms}


def name_keys(name: str) -> set[str]:
    """The keys of one name."""
    return {plain_key(name), folded_key(name)} - {""}


def note(connection: sqlite3.Connection, facts: Mapping[str, str]) -> None:
    """Say something in `meta`."""
    connection.executemany(_META, facts.items())


def finish(connection: sqlite3.Connection, path: Path, facts: Mapping[str, str]) -> None:
    """Compact the unfinished file and put it in the place of `path`."""
    note(connection, {"form": FORM, **facts})
    connection.commit()
    connection.execute("VACUUM")
    connection.close()
    os.replace(partial(path), path)


def _row(entry: Entry) -> tuple[object, ...]:
    latitude, longitude = round(entry.latitude * SCALE), round(entry.longitude * SCALE)
    return (
        entry.id,
        entry.name,
        KINDS.index(entry.kind),
        latitude,
        longitude,
        entry.country,
        entry.within,
        entry.population,
        entry.capital,
    )
