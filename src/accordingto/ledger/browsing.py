"""Pages of what a ledger holds, newest first. Each goes on behind a place: no page counts through others."""

from __future__ import annotations

from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Label, Select, and_, exists, func, literal, or_, select

from accordingto.ledger import schema
from accordingto.ledger.ledger import Ledger
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
    columns = schema.documents.c
    query = select(*DOCUMENT_COLUMNS, counted_claims()).where(*document_conditions(wanted))
    if after is not None:
        query = query.where(_older(after.published, columns.id > after.id))
    query = query.order_by(columns.published.desc().nulls_last(), columns.id).limit(limit + 1)
    with ledger.database.read() as connection:
        rows = connection.execute(query).mappings().all()
    shown = tuple(DocumentRow(**row) for row in rows[:limit])
    more = len(rows) > limit
    return shown, DocumentPlace(published=shown[-1].published, id=shown[-1].id) if more else None


def _older(published: str | None, behind: ColumnElement[bool]) -> ColumnElement[bool]:
    """Behind a place in the order: published before, or on the same day and `behind`."""
    column = schema.documents.c.published
    if published is None:
        return and_(column.is_(None), behind)
    return or_(column < published, column.is_(None), and_(column == published, behind))


# --- claims ---------------------------------------------------------------------------------------


def claims_page(
    ledger: Ledger, wanted: ClaimFilter = ALL, *, after: ClaimPlace | None = None, limit: int = 50
) -> Claims:
    """Current claims that fit, by date of publication, then as they stand in their documents."""
    claim, document = schema.claims.c, schema.documents.c
    query = claim_select().where(*claim_conditions(wanted))
    if after is not None:
        later = and_(claim.document == after.document, claim.position > after.position)
        query = query.where(_older(after.published, or_(document.id > after.document, later)))
    order = document.published.desc().nulls_last(), document.id, claim.position
    with ledger.database.read() as connection:
        rows = connection.execute(query.order_by(*order).limit(limit + 1)).mappings().all()
    return tuple(map(to_claim_row, rows[:limit])), _place(rows[limit - 1]) if len(rows) > limit else None


def _place(row: Any) -> ClaimPlace:
    return ClaimPlace(published=row["published"], document=row["document"], position=row["position"])


# --- sources --------------------------------------------------------------------------------------


def _source_select() -> Select[Any]:
    link, document = schema.claim_links.c, schema.documents.c
    joined = schema.claim_links.join(
        schema.claims,
        and_(schema.claims.c.reading == link.reading, schema.claims.c.id == link.claim),
    ).join(schema.documents, document.id == schema.claims.c.document)
    return (
        select(
            link.name_folded.label("key"),
            func.min(link.name).label("name"),
            func.min(link.kind).label("first"),
            func.max(link.kind).label("last_kind"),
            func.count(func.distinct(schema.claims.c.id)).label("claims"),
            func.count(func.distinct(document.outlet)).label("outlets"),
            func.max(document.published).label("last"),
        )
        .select_from(joined)
        .where(_current())
        .group_by(link.name_folded)
    )


def _to_source(row: Any) -> SourceRow:
    return SourceRow(
        key=row["key"],
        name=row["name"],
        kinds=tuple(dict.fromkeys((row["first"], row["last_kind"]))),
        claims=row["claims"],
        outlets=row["outlets"],
        last=row["last"],
    )


def sources_page(
    ledger: Ledger, named: str | None = None, *, after: SourcePlace | None = None, limit: int = 50
) -> Sources:
    """Sources whose name has `named` in it, those with most claims first."""
    found = _source_select()
    if named:
        found = found.where(schema.claim_links.c.name_folded.contains(fold(named), autoescape=True))
    inner = found.subquery()
    query = select(inner)
    if after is not None:
        less = inner.c.claims < after.claims
        query = query.where(or_(less, and_(inner.c.claims == after.claims, inner.c.key > after.key)))
    with ledger.database.read() as connection:
        query = query.order_by(inner.c.claims.desc(), inner.c.key).limit(limit + 1)
        rows = connection.execute(query).mappings().all()
    shown = tuple(map(_to_source, rows[:limit]))
    more = len(rows) > limit
    return shown, SourcePlace(claims=shown[-1].claims, key=shown[-1].key) if more else None


def source(ledger: Ledger, name: str) -> SourceRow | None:
    """The source of this name, in any case."""
    query = _source_select().where(schema.claim_links.c.name_folded == fold(name))
    with ledger.database.read() as connection:
        row = connection.execute(query).mappings().one_or_none()
    return None if row is None else _to_source(row)


def _claims_of(name: str) -> ColumnElement[bool]:
    link, claim = schema.claim_links.c, schema.claims.c
    same = and_(link.reading == claim.reading, link.claim == claim.id, link.name_folded == fold(name))
    return exists().where(same)


def source_claims(ledger: Ledger, name: str, *, after: ClaimPlace | None = None, limit: int = 50) -> Claims:
    """Current claims with a link of just this name, in the order of `claims_page`."""
    claim, document = schema.claims.c, schema.documents.c
    query = claim_select().where(*claim_conditions(ALL), _claims_of(name))
    if after is not None:
        later = and_(claim.document == after.document, claim.position > after.position)
        query = query.where(_older(after.published, or_(document.id > after.document, later)))
    order = document.published.desc().nulls_last(), document.id, claim.position
    with ledger.database.read() as connection:
        rows = connection.execute(query.order_by(*order).limit(limit + 1)).mappings().all()
    return tuple(map(to_claim_row, rows[:limit])), _place(rows[limit - 1]) if len(rows) > limit else None


def source_topics(ledger: Ledger, name: str) -> tuple[tuple[str, int], ...]:
    """Types of what a source says happened, with how many claims of it say so, most first."""
    claim = schema.claims.c
    count = func.count().label("count")
    query = select(claim.event_type, count).where(_claims_of(name), _current(), claim.event_type.is_not(None))
    with ledger.database.read() as connection:
        rows = connection.execute(query.group_by(claim.event_type).order_by(count.desc(), claim.event_type))
        return tuple((str(kind), int(number)) for kind, number in rows)


# --- rejects and totals ---------------------------------------------------------------------------


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
    documents, claim = schema.documents.c, schema.claims.c
    unread = ~exists().where(schema.readings.c.document == documents.id)
    by_kind = select(claim.kind, func.count()).where(_current()).group_by(claim.kind).order_by(claim.kind)
    with ledger.database.read() as connection:

        def count(query: Select[Any]) -> int:
            return int(connection.scalar(query) or 0)

        return Totals(
            documents=count(select(func.count()).select_from(schema.documents)),
            outlets=count(select(func.count(func.distinct(documents.outlet_folded)))),
            unread=count(select(func.count()).select_from(schema.documents).where(unread)),
            rejects=count(select(func.count()).select_from(schema.open_rejects)),
            sources=count(select(func.count(func.distinct(schema.claim_links.c.name_folded)))),
            claims={str(kind): int(number) for kind, number in connection.execute(by_kind)},
        )


def outlets(ledger: Ledger) -> tuple[tuple[str, int], ...]:
    """Outlets with how many documents of theirs there are, most first."""
    columns = schema.documents.c
    count = func.count().label("count")
    name = func.coalesce(columns.outlet, literal(""))
    query = (
        select(func.min(name), count).group_by(columns.outlet_folded).order_by(count.desc(), func.min(name))
    )
    with ledger.database.read() as connection:
        return tuple((str(outlet), int(number)) for outlet, number in connection.execute(query))
