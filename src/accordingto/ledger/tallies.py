"""Counts that pages show of everything at once: kept, and brought up to date with each reading.

A row says how many current claims have `value` in what is counted, of what it is `about`. All follow from
claims, and are changed in the transaction that stores a reading, so that no page has to count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, and_, bindparam, delete, func, select, text, update

from accordingto.ledger import schema
from accordingto.types import Noun

KIND, SOURCE, TOPIC = "kind", "source", "source topic"
NAME, SORT, OUTLET = "source name", "source kind", "source outlet"
# Readings counted at once when all is counted anew.
PAGE = 500

_TALLIES = schema.tallies


class Counted(NamedTuple):
    """What is counted, of what, and the value."""

    what: str
    about: str
    value: str


class Told(Noun, frozen=True):
    """What counts of one claim. `links` are of its source chain: folded name, name, kind."""

    kind: str
    event_type: str | None
    outlet: str | None
    published: str | None
    links: tuple[tuple[str, str, str], ...]


Counts = Counter[Counted]
# A source by its folded name -> the last day on which it is quoted.
Days = dict[str, str]


def counted(told: Iterable[Told]) -> tuple[Counts, Days]:
    """Counts over claims; a source that stands twice in one chain counts once."""
    counts: Counts = Counter()
    days: Days = {}
    for one in told:
        counts[Counted(KIND, "", one.kind)] += 1
        counts.update(set(_of_sources(one)))
        for key, _, _ in one.links:
            days[key] = max(days.get(key, ""), one.published or "")
    return counts, days


def _of_sources(one: Told) -> Iterator[Counted]:
    for key, name, kind in one.links:
        yield Counted(SOURCE, "", key)
        yield Counted(NAME, key, name)
        yield Counted(SORT, key, kind)
        if one.outlet:
            yield Counted(OUTLET, key, one.outlet)
        if one.event_type:
            yield Counted(TOPIC, key, one.event_type)


# --- in -------------------------------------------------------------------------------------------


def follow(connection: Connection, before: str | None, reading: str) -> None:
    """Count a reading, and no more the one before it."""
    new, days = counted(_told(connection, [reading]))
    old, gone = counted(_told(connection, [before] if before else []))
    new.subtract(old)
    _add(connection, new, days)
    lost = [key for key in gone if new[Counted(SOURCE, "", key)] < 0]
    for key in lost:
        _date_again(connection, key)


def refill(connection: Connection) -> None:
    """Count everything anew."""
    connection.execute(delete(_TALLIES))
    counts: Counts = Counter()
    days: Days = {}
    for page in _pages(connection):
        more, later = counted(_told(connection, page))
        counts.update(more)
        days.update({key: max(day, days.get(key, "")) for key, day in later.items()})
    _add(connection, counts, days)


def _pages(connection: Connection) -> Iterator[list[str]]:
    columns = schema.current_readings.c
    after = 0
    while True:
        query = select(columns.id, columns.entry).where(columns.entry > after)
        rows = connection.execute(query.order_by(columns.entry).limit(PAGE)).all()
        if not rows:
            return
        yield [row.id for row in rows]
        after = rows[-1].entry


def _told(connection: Connection, readings: Sequence[str]) -> Iterator[Told]:
    """Claims of readings, in no order."""
    claim, link, document = schema.claims.c, schema.claim_links.c, schema.documents.c
    chains: dict[tuple[str, str], list[tuple[str, str, str]]] = {}
    links = select(link.reading, link.claim, link.name_folded, link.name, link.kind)
    for reading, claimed, *named in connection.execute(links.where(link.reading.in_(readings))):
        key, name, kind = named
        chains.setdefault((reading, claimed), []).append((key, name, kind))
    columns = claim.reading, claim.id, claim.kind, claim.event_type, document.outlet, document.published
    query = select(*columns).join(schema.documents, document.id == claim.document)
    for row in connection.execute(query.where(claim.reading.in_(readings))):
        yield Told(
            kind=row.kind,
            event_type=row.event_type,
            outlet=row.outlet,
            published=row.published,
            links=tuple(chains.get((row.reading, row.id), ())),
        )


_UPSERT = text("""
    INSERT INTO tallies (what, about, value, number, last) VALUES (:what, :about, :value, :number, :last)
    ON CONFLICT (what, about, value) DO UPDATE SET
        number = tallies.number + excluded.number,
        last = CASE WHEN excluded.last > tallies.last THEN excluded.last ELSE tallies.last END
""")


def _add(connection: Connection, changes: Mapping[Counted, int], days: Days) -> None:
    rows = [
        {**one._asdict(), "number": number, "last": days.get(one.value, "") if one.what == SOURCE else ""}
        for one, number in sorted(changes.items())
        if number
    ]
    if rows:
        connection.execute(_UPSERT, rows)
    less = [{"_" + name: row[name] for name in Counted._fields} for row in rows if int(row["number"]) < 0]
    if less:
        connection.execute(_DROP, less)


_DROP = delete(_TALLIES).where(
    *(_TALLIES.c[name] == bindparam(f"_{name}") for name in Counted._fields), _TALLIES.c.number <= 0
)


def _date_again(connection: Connection, key: str) -> None:
    """A source that a new reading no longer finds in a report may have been quoted there last."""
    link, claim, document = schema.claim_links.c, schema.claims.c, schema.documents.c
    query = (
        select(func.max(document.published))
        .select_from(schema.claim_links)
        .join(schema.claims, and_(claim.reading == link.reading, claim.id == link.claim))
        .join(schema.documents, document.id == claim.document)
        .join(schema.current_readings, schema.current_readings.c.id == link.reading)
        .where(link.name_folded == key)
    )
    last = connection.scalar(query) or ""
    its = _TALLIES.c.what == SOURCE, _TALLIES.c.about == "", _TALLIES.c.value == key
    connection.execute(update(_TALLIES).where(*its).values(last=last))


# --- out ------------------------------------------------------------------------------------------


def values_of(connection: Connection, what: str, about: str = "") -> dict[str, int]:
    """Each value with its number, most first."""
    columns = _TALLIES.c
    query = _of(what, about).order_by(columns.number.desc(), columns.value)
    return {row.value: row.number for row in connection.execute(query)}


def _of(what: str, about: str) -> Select[Any]:
    columns = _TALLIES.c
    return select(columns.value, columns.number).where(columns.what == what, columns.about == about)


def number_of(connection: Connection, what: str) -> int:
    """How many values there are."""
    columns = _TALLIES.c
    query = select(func.count()).where(columns.what == what, columns.about == "")
    return connection.scalar(query.select_from(_TALLIES)) or 0


def keys_with(connection: Connection, part: str, most: int) -> list[str]:
    """Folded names of sources that have `part` in them, `most` at most."""
    columns = _TALLIES.c
    query = select(columns.value).where(columns.what == SOURCE, columns.about == "")
    return list(connection.scalars(query.where(columns.value.contains(part, autoescape=True)).limit(most)))


def details(connection: Connection, keys: Sequence[str]) -> dict[tuple[str, str], tuple[int, str, str]]:
    """What is counted, source -> how many values, the least, the greatest."""
    columns = _TALLIES.c
    numbers = func.count().label("number"), func.min(columns.value).label("low"), func.max(columns.value)
    query = select(columns.what, columns.about, *numbers).where(
        columns.what.in_((NAME, SORT, OUTLET)), columns.about.in_(keys)
    )
    rows = connection.execute(query.group_by(columns.what, columns.about)).all()
    return {(row[0], row[1]): (row[2], row[3], row[4]) for row in rows}
