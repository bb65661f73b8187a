"""What a map needs of everything that happened: a few values of each, all at once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from msgspec.json import Decoder
from sqlalchemy import and_, select

from accordingto.errors import DamagedLedgerError
from accordingto.ledger import schema
from accordingto.ledger.happenings import to_event_row
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.nouns import ClaimFilter, EventRow
from accordingto.ledger.queries import claim_conditions, claim_select
from accordingto.ledger.rows import fold, fold_words
from accordingto.types import ClaimKind

# Claims that are shown where nothing is linked, the newest: more would say nothing that a list does not.
MOST_CLAIMS = 200_000
CHUNK = 400
FACTUAL = (None, "happened", "ongoing")
AT_ONCE = 2_000


_QUEUE = schema.review_queue


class Mark(NamedTuple):
    """One happening, or one claim of one where nothing is linked, as a map and a timeline need it.

    Claims on control and agreements are marks of their `kind`, at each place that they name.

    `told` is whether anybody says that it did or did not happen, rather than that it will or should.
    `parties` and `outlets` are folded for comparing.
    """

    id: str
    kind: str
    type: str
    precision: str | None
    geonameid: int | None
    place: str | None
    country: str | None
    latitude: float | None
    longitude: float | None
    begins: str | None
    ends: str | None
    parties: str
    outlets: tuple[str, ...]
    told: bool
    contested: bool
    reviewed: bool
    status: str | None = None
    certainty: str | None = None


class _Place(msgspec.Struct):
    name: str | None = None
    precision: str | None = None
    geonameid: int | None = None
    latitude: float | None = None
    longitude: float | None = None
    country: str | None = None


class _Event(msgspec.Struct):
    place: _Place | None = None
    outlets: tuple[str, ...] = ()


class _Happening(msgspec.Struct):
    places: tuple[_Place, ...] = ()
    destinations: tuple[_Place, ...] = ()
    origins: tuple[_Place, ...] = ()


class _Told(msgspec.Struct):
    place: _Place | None = None
    places: tuple[_Place, ...] = ()


# They take of the stored text what is asked here and pass over the rest, which is most of it.
_EVENT: Decoder[_Event] = Decoder(_Event)
_HAPPENING: Decoder[_Happening] = Decoder(_Happening)
_TOLD: Decoder[_Told] = Decoder(_Told)


def is_linked(ledger: Ledger) -> bool:
    """Whether any claims were brought together yet."""
    with ledger.database.read() as connection:
        return connection.scalar(select(schema.linked_events.c.id).limit(1)) is not None


# --- happenings -----------------------------------------------------------------------------------

_COLUMNS = (
    *("id", "kind", "type", "place", "country", "latitude", "longitude", "begins", "ends", "happened"),
    *("denied", "contradictions", "reviewed", "party_words", "event"),
)


def event_marks(ledger: Ledger) -> Iterator[Mark]:
    """A mark of every happening whose accounts have been summed up."""
    columns = schema.linked_events.c
    query = select(*(columns[name] for name in _COLUMNS)).where(columns.event.is_not(None))
    query = query.where(columns.kind == "event")
    with ledger.database.read() as connection:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(query):
            yield _event_mark(*row)


def _event_mark(
    identity: str, kind: str, type_: str, place: str | None, country: str | None, *more: Any
) -> Mark:
    """From the values of `_COLUMNS`, taken by their order: names would cost half of the time."""
    latitude, longitude, begins, ends, happened, denied, contradictions, reviewed, party_words, event = more
    found = _decoded(_EVENT, event, identity)
    where = found.place or _Place()
    return Mark(
        *(identity, kind, type_, where.precision, where.geonameid, place, country),
        *(latitude, longitude, begins, ends, party_words or ""),
        outlets=tuple(map(_folded, found.outlets)),
        told=happened > 0 or denied > 0,
        contested=contradictions > 0,
        reviewed=reviewed > 0,
    )


# Outlets are few, and stand in many rows.
_folded = lru_cache(16_384)(fold)


def _decoded(decoder: Decoder[Any], text: str, identity: str) -> Any:
    try:
        return decoder.decode(text)
    except msgspec.DecodeError as error:
        raise DamagedLedgerError(f"What {identity} says happened cannot be read: {error}.") from error


def standings(ledger: Ledger) -> Iterator[tuple[str, str | None, str | None]]:
    """Of each account of a happening: the happening, the account's status, its certainty."""
    member, linked, claim = schema.event_members.c, schema.link_documents.c, schema.claims.c
    joined = schema.event_members.join(schema.link_documents, linked.document == member.document).join(
        schema.claims, and_(claim.reading == linked.reading, claim.id == member.claim)
    )
    query = select(member.event, claim.status, claim.certainty).select_from(joined).where(member.event != "")
    with ledger.database.read() as connection:
        rows = connection.execution_options(yield_per=AT_ONCE).execute(query)
        yield from ((event, status, certainty) for event, status, certainty in rows)


def event_rows(ledger: Ledger, identities: Iterable[str]) -> tuple[EventRow, ...]:
    """Rows of happenings in the order in which they are named; those that are gone are left out."""
    wanted = list(identities)
    columns = schema.linked_events.c
    own = [column for column in schema.linked_events.columns if column.name != "event"]
    found: dict[str, EventRow] = {}
    with ledger.database.read() as connection:
        for start in range(0, len(wanted), CHUNK):
            query = select(*own).where(columns.id.in_(wanted[start : start + CHUNK]))
            found |= {row["id"]: to_event_row(row) for row in connection.execute(query).mappings()}
    return tuple(found[one] for one in wanted if one in found)


# --- claims, where nothing is linked --------------------------------------------------------------


def claim_marks(ledger: Ledger, most: int = MOST_CLAIMS) -> Iterator[Mark]:
    """A mark of every current claim of an event, those that were published last first."""
    query = claim_select(schema.documents.c.outlet_folded).where(*claim_conditions(ClaimFilter(kind="event")))
    query = query.order_by(schema.documents.c.published.desc(), schema.claims.c.id).limit(most)
    with ledger.database.read() as connection:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(query).mappings():
            yield _claim_mark(row)


def _claim_mark(row: Mapping[Any, Any]) -> Mark:
    place = _first_place(_decoded(_HAPPENING, row["happening"] or "{}", row["id"]))
    status = row["status"]
    return Mark(
        *(row["id"], "event", row["event_type"] or "", place.precision, place.geonameid),
        *(place.name or row["place"], row["country"], row["latitude"], row["longitude"]),
        *(row["begins"] or row["ends"], row["ends"] or row["begins"], row["party_words"] or ""),
        outlets=(row["outlet_folded"],) if row["outlet_folded"] else (),
        told=status in FACTUAL,
        contested=False,
        reviewed=False,
        status=status,
        certainty=row["certainty"],
    )


def _first_place(happening: _Happening) -> _Place:
    """The first place that is resolved, as the columns of the claim have it."""
    places = (*happening.places, *happening.destinations, *happening.origins)
    return next((place for place in places if place.latitude is not None), _Place())


# --- claims on who holds a place, and on what was agreed for it ------------------------------------

KINDS: tuple[ClaimKind, ...] = ("control", "agreement")


def told_marks(ledger: Ledger) -> Iterator[Mark]:
    """A mark of every place that a current claim on control or on an agreement names."""
    claim = schema.claims.c
    columns = claim.id, claim.kind, claim.status, claim.begins, claim.ends, claim.holding, claim.dealing
    query = select(*columns).join(_QUEUE, and_(_QUEUE.c.reading == claim.reading, _QUEUE.c.claim == claim.id))
    with ledger.database.read() as connection:
        for kind in KINDS:
            rows = connection.execution_options(yield_per=AT_ONCE).execute(query.where(_QUEUE.c.kind == kind))
            for row in rows:
                yield from _told_marks(*row)


def _told_marks(identity: str, kind: str, status: str | None, *more: Any) -> Iterator[Mark]:
    begins, ends, holding, dealing = more
    told = _decoded(_TOLD, holding or dealing or "{}", identity)
    for place in (*((told.place,) if told.place else ()), *told.places):
        yield Mark(
            *(identity, kind, "", place.precision, place.geonameid, place.name, place.country),
            *(place.latitude, place.longitude, begins or ends, ends or begins, ""),
            outlets=(),
            told=status in FACTUAL,
            contested=False,
            reviewed=False,
        )


# --- words ------------------------------------------------------------------------------------------


def phrase(words: str) -> str:
    """Words as they have to stand in `Mark.parties` to be found; empty if there is no word in them."""
    folded = fold_words(words)
    return folded.rstrip() if words.endswith("*") and folded.strip() else folded if folded.strip() else ""
