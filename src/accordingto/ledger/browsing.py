"""Pages of what a ledger holds, newest first. Each goes on behind a place: no page counts through others."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

from sqlalchemy import (
    ColumnElement,
    Connection,
    Label,
    RowMapping,
    Select,
    and_,
    exists,
    func,
    literal,
    literal_column,
    or_,
    select,
)

from accordingto.ledger import schema, tallies
from accordingto.ledger.ledger import Ledger
from accordingto.ledger.narrowing import BY_DOCUMENT, as_lexemes, narrowed
from accordingto.ledger.nouns import ClaimFilter, ClaimRow
from accordingto.ledger.queries import claim_conditions, claim_select, document_conditions
from accordingto.ledger.rows import fold, to_claim_row, to_reject
from accordingto.types import Noun, Reject

ALL = ClaimFilter()


class DocumentRow(Noun, frozen=True):
    """A document without its text. `claims` counts those of its current reading."""

    id: str
    title: str | None
    outlet: str | None
    url: str | None
    published: str | None
    language: str | None
    version: int
    recorded_at: str
    claims: int


class DocumentPlace(Noun, frozen=True):
    """Where a page of documents ends."""

    published: str | None
    id: str


class ClaimPlace(Noun, frozen=True):
    """Where a page of claims ends."""

    published: str | None
    document: str
    position: int


class SourceRow(Noun, frozen=True):
    """A source by one of its names, without case. `name` is one way to write it, `kinds` those it is of.

    `claims` counts current claims whose chain it is in, `outlets` those who print them.
    """

    key: str
    name: str
    kinds: tuple[str, ...]
    claims: int
    outlets: int
    last: str | None


class SourcePlace(Noun, frozen=True):
    """Where a page of sources ends."""

    claims: int
    key: str


class CustodyEntry(Noun, frozen=True):
    """An entry of the custody log: who did what to which object, and the hash that chains it to the rest.

    `claim` is the one that was judged, where the object is a judgement.
    """

    sequence: int
    at: str
    who: str
    action: str
    subject: str
    digest: str
    previous: str
    hash: str
    claim: str | None = None


class Totals(Noun, frozen=True):
    """What the ledger holds. `claims` are the current ones by kind; `unread` have no reading at all."""

    documents: int
    outlets: int
    unread: int
    rejects: int
    sources: int
    claims: dict[str, int]


Documents: TypeAlias = tuple[tuple[DocumentRow, ...], DocumentPlace | None]
Claims: TypeAlias = tuple[tuple[ClaimRow, ...], ClaimPlace | None]
Sources: TypeAlias = tuple[tuple[SourceRow, ...], SourcePlace | None]
Entries: TypeAlias = tuple[tuple[CustodyEntry, ...], int | None]
Rejects: TypeAlias = tuple[tuple[tuple[int, Reject], ...], int | None]


def _current() -> ColumnElement[bool]:
    closings = schema.reading_closings.c
    return ~exists().where(closings.reading == schema.claims.c.reading)


# --- documents ------------------------------------------------------------------------------------

DOCUMENT_COLUMNS = tuple(
    schema.documents.c[name] for name in DocumentRow.__struct_fields__ if name != "claims"
)


def counted_claims() -> Label[int]:
    """How many current claims the document of the row has."""
    count = select(func.count()).select_from(schema.claims)
    return count.where(schema.claims.c.document == schema.documents.c.id, _current()).label("claims")


def documents_page(
    ledger: Ledger, wanted: ClaimFilter = ALL, *, after: DocumentPlace | None = None, limit: int = 50
) -> Documents:
    """Documents that fit what `wanted` asks of documents; those without a date come last."""
    query = select(*DOCUMENT_COLUMNS, counted_claims()).where(*document_conditions(wanted))
    query = query.order_by(*NEWEST)
    behind = None if after is None else (after.published, schema.documents.c.id > after.id)
    with ledger.database.read() as connection:
        rows = _rows(connection, query, behind, limit + 1)
    shown = tuple(DocumentRow(**row) for row in rows[:limit])
    more = len(rows) > limit
    return shown, DocumentPlace(published=shown[-1].published, id=shown[-1].id) if more else None


NEWEST = schema.documents.c.published.desc().nulls_last(), schema.documents.c.id
Behind: TypeAlias = tuple[str | None, ColumnElement[bool]]


def _rows(connection: Connection, query: Select[Any], behind: Behind | None, limit: int) -> list[RowMapping]:
    """Rows in the order of `NEWEST`, behind a day and a place in it.

    What has no date comes last, and is asked for by itself: an index finds a day, or what has none, but not
    both at once.
    """

    def asked(number: int, *conditions: ColumnElement[bool]) -> list[RowMapping]:
        return list(connection.execute(query.where(*conditions).limit(number)).mappings())

    if behind is None:
        return asked(limit)
    published = schema.documents.c.published
    day, place = behind
    if day is None:
        return asked(limit, published.is_(None), place)
    found = asked(limit, published <= day, or_(published < day, place))
    return found if len(found) == limit else [*found, *asked(limit - len(found), published.is_(None))]


# --- claims ---------------------------------------------------------------------------------------


def claims_page(
    ledger: Ledger, wanted: ClaimFilter = ALL, *, after: ClaimPlace | None = None, limit: int = 50
) -> Claims:
    """Current claims that fit, by date of publication, then as they stand in their documents."""
    with ledger.database.read() as connection:
        lead = narrowed(connection, wanted) or BY_DOCUMENT
        query = claim_select(lead=lead).where(*claim_conditions(wanted), *as_lexemes(connection, wanted))
        return _claims(connection, query, after, limit)


def _claims(connection: Connection, query: Select[Any], after: ClaimPlace | None, limit: int) -> Claims:
    claim, document = schema.claims.c, schema.documents.c
    behind = None
    if after is not None:
        later = and_(claim.document == after.document, claim.position > after.position)
        behind = after.published, or_(document.id > after.document, later)
    rows = _rows(connection, query.order_by(*NEWEST, claim.position), behind, limit + 1)
    return tuple(map(to_claim_row, rows[:limit])), _place(rows[limit - 1]) if len(rows) > limit else None


def _place(row: Any) -> ClaimPlace:
    return ClaimPlace(published=row["published"], document=row["document"], position=row["position"])


# --- sources --------------------------------------------------------------------------------------


def sources_page(
    ledger: Ledger, named: str | None = None, *, after: SourcePlace | None = None, limit: int = 50
) -> Sources:
    """Sources whose name has `named` in it, those with most claims first."""
    columns = schema.tallies.c
    query = _source_select()
    if named:
        query = query.where(columns.value.contains(fold(named), autoescape=True))
    if after is not None:
        # The first half alone lets an index find the place.
        behind = or_(columns.number < after.claims, columns.value > after.key)
        query = query.where(and_(columns.number <= after.claims, behind))
    query = query.order_by(columns.number.desc(), columns.value).limit(limit + 1)
    with ledger.database.read() as connection:
        rows = connection.execute(query).all()
        shown = _sources(connection, rows[:limit])
    more = len(rows) > limit
    return shown, SourcePlace(claims=shown[-1].claims, key=shown[-1].key) if more else None


def _source_select() -> Select[Any]:
    columns = schema.tallies.c
    return select(columns.value, columns.number, columns.last).where(
        columns.what == tallies.SOURCE, columns.about == ""
    )


def _sources(connection: Connection, rows: Sequence[Any]) -> tuple[SourceRow, ...]:
    known = tallies.details(connection, [row.value for row in rows])

    def of(what: str, key: str) -> tuple[int, str, str]:
        return known.get((what, key), (0, "", ""))

    return tuple(
        SourceRow(
            key=row.value,
            name=of(tallies.NAME, row.value)[1],
            kinds=tuple(dict.fromkeys(of(tallies.SORT, row.value)[1:])),
            claims=row.number,
            outlets=of(tallies.OUTLET, row.value)[0],
            last=row.last or None,
        )
        for row in rows
    )


def source(ledger: Ledger, name: str) -> SourceRow | None:
    """The source of this name, in any case."""
    with ledger.database.read() as connection:
        rows = connection.execute(_source_select().where(schema.tallies.c.value == fold(name))).all()
        return next(iter(_sources(connection, rows)), None)


def _claims_of(name: str) -> ColumnElement[bool]:
    link, claim = schema.claim_links.c, schema.claims.c
    # A claim has few links and an outlet is in very many: SQLite may not look these up for each claim.
    named = link.name_folded.concat("") == fold(name)
    return exists().where(and_(link.reading == claim.reading, link.claim == claim.id, named))


def source_claims(ledger: Ledger, name: str, *, after: ClaimPlace | None = None, limit: int = 50) -> Claims:
    """Current claims with a link of just this name, in the order of `claims_page`."""
    with ledger.database.read() as connection:
        lead = narrowed(connection, ALL, source=fold(name)) or BY_DOCUMENT
        query = claim_select(lead=lead).where(*claim_conditions(ALL), _claims_of(name))
        return _claims(connection, query, after, limit)


def source_topics(ledger: Ledger, name: str) -> tuple[tuple[str, int], ...]:
    """Types of what a source says happened, with how many claims of it say so, most first."""
    with ledger.database.read() as connection:
        return tuple(tallies.values_of(connection, tallies.TOPIC, fold(name)).items())


# --- custody, rejects and totals --------------------------------------------------------------------


def custody_page(ledger: Ledger, *, after: int | None = None, limit: int = 50) -> Entries:
    """Entries of the custody log, the last first, and the number of the one where a page ends."""
    columns = schema.custody.c
    judged = schema.reviews.c
    query = select(schema.custody, judged.claim).outerjoin(schema.reviews, judged.id == columns.subject)
    query = query.order_by(columns.sequence.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(columns.sequence < after)
    with ledger.database.read() as connection:
        rows = connection.execute(query).mappings().all()
    shown = tuple(CustodyEntry(**row) for row in rows[:limit])
    return shown, shown[-1].sequence if len(rows) > limit else None


def rejects_page(ledger: Ledger, *, after: int | None = None, limit: int = 50) -> Rejects:
    """Rejects that still stand, last first, each with its entry in the custody log."""
    table = schema.open_rejects
    query = select(table).order_by(table.c.entry.desc()).limit(limit + 1)
    if after is not None:
        query = query.where(table.c.entry < after)
    with ledger.database.read() as connection:
        rows = connection.execute(query).mappings().all()
    shown = tuple((int(row["entry"]), to_reject(row)) for row in rows[:limit])
    return shown, shown[-1][0] if len(rows) > limit else None


def totals(ledger: Ledger) -> Totals:
    """What the ledger holds, counted."""
    outlet, number = schema.documents.c.outlet_folded, schema.readings.c.number
    with ledger.database.read() as connection:

        def count(query: Select[Any]) -> int:
            return int(connection.scalar(query) or 0)

        documents = count(select(func.count()).select_from(schema.documents))
        return Totals(
            documents=documents,
            outlets=count(select(func.count(func.distinct(outlet)))),
            unread=documents - count(select(func.count()).select_from(schema.readings).where(number == 1)),
            rejects=count(select(func.count()).select_from(schema.open_rejects)),
            sources=tallies.number_of(connection, tallies.SOURCE),
            claims=dict(sorted(tallies.values_of(connection, tallies.KIND).items())),
        )


def outlets(ledger: Ledger) -> tuple[tuple[str, int], ...]:
    """Outlets with how many documents of theirs there are, most first."""
    columns, named = schema.documents.c, schema.documents.alias("named")
    groups = select(columns.outlet_folded.label("key"), func.count().label("number"))
    inner = groups.group_by(columns.outlet_folded).subquery()
    # One way to write it, looked up once for each: the index holds the folded name alone.
    name = select(named.c.outlet).where(named.c.outlet_folded == inner.c.key).limit(1).scalar_subquery()
    query = select(func.coalesce(name, literal("")).label("name"), inner.c.number)
    with ledger.database.read() as connection:
        rows = connection.execute(query.order_by(inner.c.number.desc(), literal_column("name")))
        return tuple((str(outlet), int(number)) for outlet, number in rows)
