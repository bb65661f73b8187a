"""Happenings as people ask for them: rows by filter, a page at a time, and one whole."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Connection, Select, and_, delete, func, insert, or_, select

from accordingto.errors import LedgerError
from accordingto.ledger import kept, queue, schema
from accordingto.ledger.narrowing import as_lexemes
from accordingto.ledger.nouns import EventFilter, EventRow
from accordingto.ledger.queries import stream
from accordingto.ledger.rows import INTEGERS, decode, encode, fold_words
from accordingto.types import LinkedEvent, Range

EVENT: Decoder[LinkedEvent] = Decoder(LinkedEvent)
# What linking made of agreements and control, before it left them alone, may still be there.
EVENTS = "event"
# Happenings that are looked up one by one in some hundredths of a second.
FEW = 1000
_NARROWING = ("conflicts", "since", "until", "type", "mode", "place", "actor", "country", "origins")
_SORTED_BY = {"contradictions": "contradictions", "origins": "origins"}


# --- out ------------------------------------------------------------------------------------------


def events(connection: Connection, wanted: EventFilter) -> Iterator[EventRow]:
    """Rows of happenings that fit, in the order that is asked for."""
    own = [column for column in schema.linked_events.columns if column.name not in ("event",)]
    return map(to_event_row, stream(connection, _wanted(connection, wanted, select(*own))))


def linked_events(connection: Connection, wanted: EventFilter) -> Iterator[LinkedEvent]:
    """Whole happenings that fit; those whose accounts have changed since are left out."""
    columns = schema.linked_events.c
    query = _wanted(connection, wanted, select(columns.id, columns.event)).where(columns.event.is_not(None))
    for row in stream(connection, query):
        yield decode(row["event"], EVENT, f"event {row['id']}")


def linked_event(connection: Connection, identity: str) -> LinkedEvent | None:
    """One whole happening by its id; None while its row is stale."""
    columns = schema.linked_events.c
    found = connection.scalar(select(columns.event).where(columns.id == identity))
    return None if found is None else decode(found, EVENT, f"event {identity}")


def _wanted(connection: Connection, wanted: EventFilter, query: Select[Any]) -> Select[Any]:
    columns = schema.linked_events.c
    order = [_sorted_by(wanted), columns.begins, columns.id]
    keys = [column for column in order if column is not None]
    conditions = [*_conditions(wanted), *as_lexemes(connection, wanted, "linked_events")]
    if wanted.after is not None:
        conditions.append(_behind(connection, wanted, keys))
    few = _few(connection, wanted, conditions)
    # Not by the bare column: SQLite would take the index of `_few` for it, and sort all that it gives.
    of_kind = func.coalesce(columns.kind, "") == EVENTS
    query = query.where(of_kind, *conditions) if few is None else query.where(columns.id.in_(few))
    descending = wanted.order != "oldest"
    return query.order_by(*(key.desc() if descending else key for key in keys)).limit(wanted.limit)


def _few(
    connection: Connection, wanted: EventFilter, conditions: list[ColumnElement[bool]]
) -> list[str] | None:
    """All that fit, if they are few: found in an index that holds all that filters ask for.

    None if they are many: then a page is soon full if rows are read in their order. PostgreSQL combines
    other indices.
    """
    narrowed = any(getattr(wanted, name) not in (None, False) for name in _NARROWING)
    if not narrowed or connection.dialect.name != "sqlite":
        return None
    columns = schema.linked_events.c
    of_kind = columns.kind == EVENTS
    found = list(connection.scalars(select(columns.id).where(of_kind, *conditions).limit(FEW + 1)))
    return found if len(found) <= FEW else None


def _sorted_by(wanted: EventFilter) -> ColumnElement[Any] | None:
    name = _SORTED_BY.get(wanted.order)
    return None if name is None else schema.linked_events.c[name]


def _conditions(wanted: EventFilter) -> Iterator[ColumnElement[bool]]:
    columns = schema.linked_events.c
    # What has no date sorts nowhere in particular; it is kept out of pages by date, and shown by words.
    for name in ("type", "mode", "country"):
        value = getattr(wanted, name)
        if value is not None:
            yield columns[name] == value
    if wanted.conflicts:
        yield columns.contradictions > 0
    if wanted.origins is not None:
        yield columns.origins >= wanted.origins
    if not wanted.everything:
        yield or_(columns.happened > 0, columns.denied > 0)
    if wanted.since is not None:
        yield columns.ends >= wanted.since
    if wanted.until is not None:
        yield columns.begins <= f"{wanted.until}-99-99"[:10]
    if wanted.place is not None:
        yield columns.place_words.contains(_phrase(wanted.place), autoescape=True)
    if wanted.actor is not None:
        yield columns.party_words.contains(_phrase(wanted.actor), autoescape=True)


def _phrase(words: str) -> str:
    phrase = fold_words(words)
    if not phrase.strip():
        raise LedgerError(f"There is no word in {words!r} to search for.")
    return phrase.rstrip() if words.endswith("*") else phrase


def _behind(connection: Connection, wanted: EventFilter, keys: list[Any]) -> ColumnElement[bool]:
    """To come after the row that a page ended with."""
    columns = schema.linked_events.c
    last = connection.execute(select(*keys).where(columns.id == wanted.after)).one_or_none()
    if last is None:
        raise LedgerError(f"There is no event {wanted.after!r} to go on from.")
    ways: list[ColumnElement[bool]] = []
    for place, key in enumerate(keys):
        same = [before == value for before, value in zip(keys[:place], last[:place], strict=True)]
        further = key > last[place] if wanted.order == "oldest" else key < last[place]
        ways.append(and_(*same, further))
    return or_(*ways)


def to_event_row(row: Mapping[Any, Any]) -> EventRow:
    """From a row of `linked_events`."""
    plain = [name for name in EventRow.__struct_fields__ if name not in _MADE]
    return EventRow(
        **{name: row[name] for name in plain},
        begin=row["begins"] or None,
        end=row["ends"] or None,
        killed=_range(row, "killed"),
        injured=_range(row, "injured"),
        stale=bool(row["stale"]),
    )


_MADE = ("begin", "end", "killed", "injured", "stale")


def _range(row: Mapping[Any, Any], kind: str) -> Range | None:
    bounds = {bound: row[f"{kind}_{bound}"] for bound in ("low", "best", "high")}
    return None if set(bounds.values()) == {None} else Range(**bounds)


# --- without a database: what is made for a day in the past ---------------------------------------


def row_of(event: LinkedEvent) -> EventRow:
    """A happening as its row would be."""
    return to_event_row(event_columns(event, 0))


def fits(event: LinkedEvent, wanted: EventFilter) -> bool:
    """Whether a filter lets a happening pass; as `events` does it with rows."""
    columns = event_columns(event, 0)
    equal = columns["kind"] == EVENTS and all(
        getattr(wanted, name) in (None, columns[name]) for name in ("type", "mode", "country")
    )
    counted = columns["origins"] >= (wanted.origins or 0) and (
        columns["contradictions"] > 0 or not wanted.conflicts
    )
    told = wanted.everything or columns["happened"] > 0 or columns["denied"] > 0
    dated = (wanted.since is None or columns["ends"] >= wanted.since) and (
        wanted.until is None or columns["begins"] <= f"{wanted.until}-99-99"[:10]
    )
    named = all(
        words is None or _phrase(words) in (columns[name] or "")
        for words, name in ((wanted.place, "place_words"), (wanted.actor, "party_words"))
    )
    return equal and counted and told and dated and named


def sort_key(row: EventRow, wanted: EventFilter) -> tuple[int, int, str]:
    """What rows are sorted by in Python, as the database sorts them."""
    name = _SORTED_BY.get(wanted.order)
    first = -int(getattr(row, name)) if name else 0
    days = int((row.begin or "0").replace("-", "")[:8] or 0)
    return first, days if wanted.order == "oldest" else -days, row.id


# --- in -------------------------------------------------------------------------------------------


def store_event(connection: Connection, event: LinkedEvent, *, reviewed: int) -> None:
    """Put a happening in the place of its row."""
    columns = schema.linked_events.c
    connection.execute(delete(schema.linked_events).where(columns.id == event.id))
    connection.execute(insert(schema.linked_events), event_columns(event, reviewed))
    queue.note_contradictions(connection, event)
    kept.linked_anew(connection)


def event_columns(event: LinkedEvent, reviewed: int) -> dict[str, Any]:
    """A row of `linked_events`."""
    place = event.place
    return {
        **{name: getattr(event, name) for name in ("id", "kind", "type", "mode", "acled")},
        "place": place.name if place else None,
        **{name: getattr(place, name, None) for name in ("country", "admin1", "latitude", "longitude")},
        # Empty rather than null, so that pages by date can go on behind what has none.
        "begins": event.begin or event.end or "",
        "ends": event.end or event.begin or "",
        "actors": "; ".join(event.actors) or None,
        "recipients": "; ".join(event.recipients) or None,
        **_bounds("killed", event.killed),
        **_bounds("injured", event.injured),
        **{name: len(getattr(event, name)) for name in _COUNTED},
        "happened": event.happened,
        "denied": event.denied,
        "reviewed": reviewed,
        "stale": 0,
        "place_words": fold_words(place.name) if place else None,
        "party_words": "".join(map(fold_words, (*event.actors, *event.recipients))) or None,
        "event": encode(event),
    }


_COUNTED = ("claims", "documents", "outlets", "origins", "contradictions")


def _bounds(kind: str, figures: Range | None) -> dict[str, int | None]:
    found = figures or Range()
    bounds = {"low": found.low, "best": found.best, "high": found.high}
    return {
        f"{kind}_{name}": value if value is None or value <= INTEGERS else None
        for name, value in bounds.items()
    }
