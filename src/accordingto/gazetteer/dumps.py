"""A user's own gazetteer, from a dump of GeoNames or from a table of theirs.

Files are streamed, also from inside a zip, and never held whole. An interrupted run goes on where it was:
what was done is noted with each batch, in the same transaction.
"""

from __future__ import annotations

import csv
import zipfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from sqlite3 import Connection
from typing import IO
from zlib import crc32

from accordingto.errors import NotFoundError, UnsupportedError
from accordingto.gazetteer import writer
from accordingto.gazetteer.entry import KINDS, Entry, Kind
from accordingto.gazetteer.keys import plain_key
from accordingto.gazetteer.names import useful

#: Feature classes of GeoNames that reports name: settlements, divisions, areas, water, land, built things.
CLASSES = frozenset("PALHTS")
CREDIT = "Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, selected and rearranged."
_COLUMNS = 19
_BATCH = 20_000
_CODES = {
    "CONT": "continent",
    "ADM1": "region",
    "ADM1H": "region",
    "PPLX": "quarter",
    "CMPRF": "camp",
    "CMPLA": "camp",
    "CMP": "camp",
    "CMPL": "camp",
    "PSTB": "crossing",
}
_CLASSES: dict[str, Kind] = {"P": "town", "A": "district", "H": "water", "S": "site", "R": "site"}
# Where GeoNames puts what is no name in `isolanguage`.
_NO_NAMES = frozenset("link post iata icao faac wkdt tcid unlc phon piny fr_1793".split())
_SCRATCH = """
CREATE TABLE IF NOT EXISTS scratch_code (code TEXT PRIMARY KEY, place INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS scratch_held (place INTEGER PRIMARY KEY, code TEXT, outer TEXT, country TEXT);
"""
_CODE = "INSERT OR IGNORE INTO scratch_code VALUES (?, ?)"
_HELD = "INSERT OR REPLACE INTO scratch_held VALUES (?, ?, ?, ?)"
_WITHIN = """
UPDATE place SET within = coalesce(
    (SELECT c.place FROM scratch_held h JOIN scratch_code c ON c.code = h.code
     WHERE h.place = place.id AND c.place != place.id),
    (SELECT c.place FROM scratch_held h JOIN scratch_code c ON c.code = h.outer
     WHERE h.place = place.id AND c.place != place.id),
    (SELECT c.place FROM scratch_held h JOIN scratch_code c ON c.code = h.country
     WHERE h.place = place.id AND c.place != place.id), within)
"""
_NAME = "INSERT OR IGNORE INTO name SELECT ?, id FROM place WHERE id = ?"


@dataclass(frozen=True)
class Wanted:
    """What of the files is kept. Empty countries mean all."""

    countries: frozenset[str] = frozenset()
    classes: frozenset[str] = CLASSES
    languages: frozenset[str] = frozenset(("", "en"))


@dataclass(frozen=True)
class Progress:
    """How far the work on one file is, in bytes of its (unpacked) text."""

    file: str
    done: int
    total: int
    rows: int


Report = Callable[[Progress], None]


def build_gazetteer(
    out: Path,
    *,
    geonames: Path | None = None,
    alternates: Path | None = None,
    table: Path | None = None,
    wanted: Wanted = Wanted(),
    report: Report = lambda progress: None,
) -> int:
    """Write `out` from a GeoNames dump, its alternate names, a CSV file, or several of them; how many places.

    A dump is `allCountries.txt` or a country's file, as text or zip; alternates `alternateNamesV2.txt`
    likewise. The CSV has the columns name, latitude and longitude, and if known id, kind, country, population
    and names, which "|" parts.
    Raises `NotFoundError` for a missing file and `UnsupportedError`, with its line, for one of another form.
    """
    sources = _described(geonames, alternates, table, wanted)
    connection = _resumed(out, sources)
    try:
        if geonames:
            _stream(connection, geonames, report, lambda rows: _add_features(connection, rows, wanted))
        if alternates:
            _stream(connection, alternates, report, lambda rows: _add_names(connection, rows, wanted))
        if table:
            _add_table(connection, table)
        connection.execute(_WITHIN)
        connection.executescript("DROP TABLE scratch_code; DROP TABLE scratch_held;")
        connection.execute("DELETE FROM meta WHERE key LIKE 'done %'")
        (places,) = connection.execute("SELECT count(*) FROM place").fetchone()
    except BaseException:
        connection.rollback()
        connection.close()
        raise
    credit = CREDIT if geonames or alternates else ""
    writer.finish(connection, out, {"credit": credit, "from": sources, "places": str(places)})
    return int(places)


def _described(*what: Path | Wanted | None) -> str:
    """Names and sizes of the files, and what is kept of them: the same for a run that may be taken up."""
    parts = []
    for thing in what:
        if isinstance(thing, Wanted):
            parts += [",".join(sorted(kept)) for kept in (thing.countries, thing.classes, thing.languages)]
        elif thing is not None:
            if not thing.is_file():
                raise NotFoundError(f"There is no file {thing}.")
            parts.append(f"{thing.name} ({thing.stat().st_size} bytes)")
    return "; ".join(parts)


def _resumed(out: Path, sources: str) -> Connection:
    """The unfinished file, emptied where it came from other sources."""
    connection = writer.begun(out)
    row = connection.execute("SELECT value FROM meta WHERE key = 'from'").fetchone()
    if row and row[0] != sources:
        connection.close()
        writer.partial(out).unlink()
        connection = writer.begun(out)
    connection.executescript(_SCRATCH)
    writer.note(connection, {"from": sources})
    connection.commit()
    return connection


def _stream(
    connection: Connection, path: Path, report: Report, add: Callable[[list[tuple[int, list[str]]]], None]
) -> None:
    """Hand the file's rows to `add` in batches, from the first that is not done."""
    key = f"done {path.name}"
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    skip = int(row[0]) if row else 0
    with _opened(path) as (lines, total):
        seen = sum(len(line) for line in islice(lines, skip))
        while batch := list(islice(lines, _BATCH)):
            numbered = enumerate(
                (line.decode("utf-8").rstrip("\r\n").split("\t") for line in batch), skip + 1
            )
            add(list(numbered))
            skip += len(batch)
            seen += sum(map(len, batch))
            writer.note(connection, {key: str(skip)})
            connection.commit()
            report(Progress(path.name, seen, total, skip))


@contextmanager
def _opened(path: Path) -> Iterator[tuple[IO[bytes], int]]:
    if not zipfile.is_zipfile(path):
        with path.open("rb") as lines:
            yield lines, path.stat().st_size
        return
    with zipfile.ZipFile(path) as archive:
        # An archive of GeoNames has a readme or a list of languages beside the one large file.
        largest = max(archive.infolist(), key=lambda member: member.file_size)
        with archive.open(largest) as lines:
            yield lines, largest.file_size


def _add_features(connection: Connection, rows: Iterable[tuple[int, list[str]]], wanted: Wanted) -> None:
    entries = []
    for number, row in rows:
        if len(row) != _COLUMNS:
            raise UnsupportedError(f"Line {number} has {len(row)} columns, a GeoNames dump has {_COLUMNS}.")
        if row[6] in wanted.classes and (not wanted.countries or row[8] in wanted.countries):
            entries.append(_feature(row))
            _note_codes(connection, row)
    writer.add(connection, entries)


def _feature(row: list[str]) -> Entry:
    names = (row[2], *useful(row[3].split(",")))
    return Entry(
        id=int(row[0]),
        name=row[1],
        kind=_kind(row[6], row[7]),
        latitude=float(row[4]),
        longitude=float(row[5]),
        country=row[8] or None,
        population=int(row[14] or 0),
        names=names,
        capital=row[7] == "PPLC",
    )


def _kind(letter: str, code: str) -> Kind:
    if letter == "A" and code.startswith("PCL"):
        return "country"
    found = _CODES.get(code)
    return next((kind for kind in KINDS if kind == found), _CLASSES.get(letter, "area"))


def _note_codes(connection: Connection, row: list[str]) -> None:
    """What code the feature stands for, if any, and in which codes it lies."""
    country, first, second = row[8], f"{row[8]}.{row[10]}", f"{row[8]}.{row[10]}.{row[11]}"
    own = {"ADM1": first, "ADM2": second}.get(row[7])
    if row[6] == "A" and row[7].startswith("PCL"):
        own = country
    if own:
        connection.execute(_CODE, (own, int(row[0])))
    connection.execute(_HELD, (int(row[0]), second if row[11] else "", first if row[10] else "", country))


def _add_names(connection: Connection, rows: Iterable[tuple[int, list[str]]], wanted: Wanted) -> None:
    pairs = []
    for number, row in rows:
        if len(row) < 4 or not row[1].isdigit():
            raise UnsupportedError(f"Line {number} is none of GeoNames' alternate names.")
        if row[2] in wanted.languages - _NO_NAMES:
            for name in useful((row[3],)):
                pairs += [(key, int(row[1])) for key in writer.name_keys(name)]
    connection.executemany(_NAME, pairs)


def _add_table(connection: Connection, path: Path) -> None:
    with path.open(encoding="utf-8-sig", newline="") as file:
        lines = (line for line in file if not line.startswith("#"))
        rows = enumerate(csv.DictReader(lines), 2)
        for batch in writer.batches(_own(number, row) for number, row in rows):
            writer.add(connection, batch)
    connection.commit()


def _own(number: int, row: dict[str, str]) -> Entry:
    try:
        name, country = row["name"].strip(), row.get("country") or None
        stable = -(2_100_000_000 + crc32(f"{country} {plain_key(name)} {row['latitude']}".encode()))
        kind = row.get("kind") or "town"
        if not name or kind not in KINDS:
            raise ValueError(f"no name, or {kind!r} is none of {', '.join(KINDS)}")
        return Entry(
            id=int(row.get("id") or stable),
            name=name,
            kind=next(known for known in KINDS if known == kind),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            country=country,
            population=int(row.get("population") or 0),
            names=tuple(part for part in (row.get("names") or "").split("|") if part),
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise UnsupportedError(f"Row {number} of the table is no place: {error}.") from error
