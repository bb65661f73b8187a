"""What comes out. Each function runs within one transaction; what may be long is streamed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    Table,
    and_,
    exists,
    func,
    literal,
    or_,
    select,
)

from accordingto.errors import LedgerError
from accordingto.ledger import schema
from accordingto.ledger.narrowing import (
    ANYWHERE,
    BY_DOCUMENT,
    EQUAL,
    MOST,
    MOST_STREAMED,
    VERDICTS,
    Lead,
    as_lexemes,
    begins,
    narrowed,
)
from accordingto.ledger.nouns import ClaimFilter, ClaimRow, History, Stored
from accordingto.ledger.rows import (
    fold,
    fold_words,
    to_capture,
    to_claim_row,
    to_document,
    to_evidence,
    to_reading,
    to_reject,
)
from accordingto.types import Capture, Document, Evidence, Reading, Reject

# Rows fetched at a time: documents are some 5 kB, claims less, so a page stays below a megabyte or two.
PAGE = 100
NAMED_CANDIDATES = 10


def stream(connection: Connection, query: Select[Any], page: int = PAGE) -> Iterator[RowMapping]:
    """The rows of a query, `page` at a time, in constant memory on both databases."""
    rows = connection.execution_options(yield_per=page).execute(query)
    yield from rows.mappings()


def _one(connection: Connection, query: Select[Any]) -> RowMapping | None:
    return connection.execute(query).mappings().one_or_none()


# --- by id ----------------------------------------------------------------------------------------


def full_id(connection: Connection, ids: Table | ColumnElement[str], prefix: str, noun: str) -> str:
    """The only id in `ids`, a column or a table that has one, that is, or else begins with, `prefix`.

    Raises `LedgerError` if there is none or if there are several, and names them.
    """
    column = ids.c.id if isinstance(ids, Table) else ids
    query = (
        select(column).where(begins(column, prefix)).distinct().order_by(column).limit(NAMED_CANDIDATES + 1)
    )
    found = list(connection.scalars(query)) if prefix else []
    if not found:
        raise LedgerError(f"There is no {noun} {prefix!r} in the ledger. Give an id or how one begins.")
    # The shortest sorts first, so a whole id wins over longer ones that begin with it.
    if found[0] == prefix or len(found) == 1:
        return str(found[0])
    raise LedgerError(f"{prefix!r} begins the ids of several: {_listed(found)}. Give more of it.")


def _listed(found: list[str]) -> str:
    more = " and others" if len(found) > NAMED_CANDIDATES else ""
    return ", ".join(found[:NAMED_CANDIDATES]) + more


# --- evidence -------------------------------------------------------------------------------------


def _captures(*more: ColumnElement[Any]) -> Select[Any]:
    bytes_of = schema.evidence.c.sha256 == schema.captures.c.evidence
    return select(*schema.captures.c, schema.evidence.c.size, *more).join(schema.evidence, bytes_of)


def evidence(connection: Connection, capture: str) -> Evidence:
    """The evidence that a capture became."""
    row = _one(connection, _captures().where(schema.captures.c.id == capture))
    if row is None:
        raise LedgerError(f"The ledger has no capture {capture}. Store the evidence first.")
    return to_evidence(row)


def evidence_bytes(connection: Connection, sha256: str) -> bytes:
    """The bytes with this hash."""
    data = schema.evidence.c.data
    found: bytes | None = connection.scalar(select(data).where(schema.evidence.c.sha256 == sha256))
    if found is None:
        raise LedgerError(f"The ledger has no evidence {sha256}.")
    return found


def capture(connection: Connection, capture_id: str) -> Capture:
    """The capture as it came in, bytes included."""
    row = _one(connection, _captures(schema.evidence.c.data).where(schema.captures.c.id == capture_id))
    if row is None:
        raise LedgerError(f"The ledger has no capture {capture_id}. Store the evidence first.")
    return to_capture(row)


def pending_page(connection: Connection, after: int) -> list[tuple[int, Evidence]]:
    """The next captures after entry `after` that have neither document nor reject, each with its entry."""
    pending = schema.pending_captures.c
    query = _captures().join(schema.pending_captures, pending.id == schema.captures.c.id)
    query = query.where(pending.entry > after).order_by(pending.entry).limit(PAGE)
    return [(row["entry"], to_evidence(row)) for row in connection.execute(query).mappings()]


def document_of(connection: Connection, capture_id: str) -> str | None:
    """The document last made from a capture."""
    link = schema.document_captures.c
    query = select(link.document).where(link.capture == capture_id).order_by(link.entry.desc())
    return connection.scalar(query.limit(1))


# --- documents ------------------------------------------------------------------------------------


def document(connection: Connection, prefix: str) -> Document:
    """The document with this id, or the only one whose id begins so."""
    identity = full_id(connection, schema.documents, prefix, "document")
    query = select(schema.documents).where(schema.documents.c.id == identity)
    return to_document(connection.execute(query).mappings().one())


def documents(connection: Connection, wanted: ClaimFilter) -> Iterator[Document]:
    """Documents by outlet and date, oldest first; what is asked of claims does not count."""
    columns = schema.documents.c
    query = select(schema.documents).where(*document_conditions(wanted))
    query = query.order_by(columns.published.nulls_last(), columns.id).limit(wanted.limit)
    return map(to_document, stream(connection, query))


def stored(connection: Connection, document: str, *, new: bool) -> Stored:
    """Where a document stands among versions and near duplicates."""
    columns, near = schema.documents.c, schema.near_duplicates.c
    place = select(columns.version, columns.version_of).where(columns.id == document)
    row = connection.execute(place).one()
    pairs = select(near.near, near.resemblance).where(near.document == document)
    pairs = pairs.order_by(near.resemblance.desc(), near.near)
    return Stored(
        document=document,
        new=new,
        version=row.version,
        version_of=row.version_of,
        near_duplicate_of=tuple((other, resemblance) for other, resemblance in connection.execute(pairs)),
    )


def history(connection: Connection, prefix: str) -> History:
    """All versions of a report, and what one document was made from."""
    columns, link = schema.documents.c, schema.document_captures.c
    identity = full_id(connection, schema.documents, prefix, "document")
    place = select(columns.canonical_url, columns.outlet, columns.recorded_at).where(columns.id == identity)
    row = connection.execute(place).one()
    # Equal, not "not distinct": documents without an address are no versions of each other.
    address = columns.canonical_url == literal(row.canonical_url)
    same = and_(address, columns.outlet.is_not_distinct_from(row.outlet))
    versions = select(columns.id).where(or_(same, columns.id == identity)).order_by(columns.version)
    captures = _captures().join(schema.document_captures, link.capture == schema.captures.c.id)
    captures = captures.where(link.document == identity).order_by(link.entry)
    return History(
        stored=stored(connection, identity, new=False),
        recorded_at=row.recorded_at,
        versions=tuple(connection.scalars(versions)),
        evidence=tuple(map(to_evidence, connection.execute(captures).mappings())),
    )


# --- readings -------------------------------------------------------------------------------------


def current_reading(connection: Connection, document: str) -> RowMapping | None:
    """The row of the reading that holds, by the document's whole id."""
    readings = schema.current_readings
    return _one(connection, select(readings).where(readings.c.document == document))


def reading(connection: Connection, prefix: str) -> Reading | None:
    """The reading that holds of the document with this id, or the only one whose id begins so."""
    read = document(connection, prefix)
    row = current_reading(connection, read.id)
    return None if row is None else to_reading(read, row)


def _unread(reader: str) -> ColumnElement[bool]:
    columns, readings = schema.documents.c, schema.current_readings.c
    by_reader = exists().where(readings.document == columns.id, readings.reader == reader)
    return and_(or_(columns.language == "en", columns.language.is_(None)), ~by_reader)


def unread_page(connection: Connection, reader: str, after: int) -> list[tuple[int, Document]]:
    """The next documents after entry `after` that `reader` has not read, each with its entry."""
    columns = schema.documents.c
    query = select(schema.documents).where(_unread(reader), columns.entry > after)
    rows = connection.execute(query.order_by(columns.entry).limit(PAGE)).mappings()
    return [(row["entry"], to_document(row)) for row in rows]


def count_unread(connection: Connection, reader: str) -> int:
    """How many documents `reader` has still to read."""
    query = select(func.count()).select_from(schema.documents).where(_unread(reader))
    return connection.scalar(query) or 0


# --- claims ---------------------------------------------------------------------------------------


def claims(connection: Connection, wanted: ClaimFilter) -> Iterator[ClaimRow]:
    """Current claims that fit, by date of publication, document and place in it."""
    columns, document = schema.claims.c, schema.documents.c
    lead = narrowed(connection, wanted, most=MOST if wanted.limit else MOST_STREAMED) or BY_DOCUMENT
    query = claim_select(lead=lead).where(*claim_conditions(wanted), *as_lexemes(connection, wanted))
    # As in the index of documents by age, so that nothing is sorted that is streamed.
    query = query.order_by(document.published.is_(None), document.published, document.id, columns.position)
    return map(to_claim_row, stream(connection, query.limit(wanted.limit)))


def claim_conditions(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """What rows of `claim_select` have to fulfil: to be current, and to fit."""
    yield from _current(wanted.as_of)
    yield from document_conditions(wanted)
    yield from _of_claim(wanted)
    yield from _of_review(wanted)
    for word in map(_phrase, wanted.words):
        in_claim = schema.claims.c.words.contains(word, autoescape=True)
        in_title = schema.documents.c.title_words.contains(word, autoescape=True)
        yield or_(in_claim, in_title)


def _current(as_of: str | None) -> Iterator[ColumnElement[bool]]:
    """To be of the reading that holds, or that held at the end of a day."""
    if as_of is None:
        yield _closing().is_(None)
        return
    # Behind every instant of that day, month or year, in byte order.
    end = f"{as_of}~"
    closed = schema.reading_closings.c.recorded_at
    yield schema.readings.c.at <= end
    yield or_(closed.is_(None), closed > end)


def claim(connection: Connection, prefix: str) -> ClaimRow:
    """The claim with this id, or the only one whose id begins so; as its newest reading gave it."""
    identity = full_id(connection, schema.claims, prefix, "claim")
    query = claim_select().where(schema.claims.c.id == identity).order_by(schema.readings.c.entry.desc())
    return to_claim_row(connection.execute(query.limit(1)).mappings().one())


def claims_by_id(connection: Connection, identities: Sequence[str]) -> dict[str, ClaimRow]:
    """The claims with these ids, as their newest readings gave them. What is not there has no entry."""
    query = claim_select().where(schema.claims.c.id.in_(identities)).order_by(schema.readings.c.entry)
    found = map(to_claim_row, connection.execute(query).mappings())
    return {row.claim.id: row for row in found}


def _closing() -> ColumnElement[str]:
    return schema.reading_closings.c.reading


def claim_select(*more: ColumnElement[Any], lead: Lead = ANYWHERE) -> Select[Any]:
    """Claims, replaced ones too, with what identifies their reports, as `to_claim_row` takes them."""
    document, reading, claim = schema.documents.c, schema.readings.c, schema.claims.c
    reports = document.outlet, document.title, document.published, document.url
    rows = lead.rows
    for table, on in (
        (schema.documents, document.id == claim.document),
        (schema.readings, reading.id == claim.reading),
    ):
        rows = rows if table in lead.tables else rows.join(table, on)
    rows = rows.outerjoin(schema.reading_closings, _closing() == claim.reading)
    return select(schema.claims, *reports, _closing().label("closed"), *more).select_from(rows)


def document_conditions(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    """What of a filter is about the report: outlet, dates, id."""
    columns = schema.documents.c
    if wanted.outlet is not None:
        yield columns.outlet_folded == fold(wanted.outlet)
    if wanted.since is not None:
        # The first condition alone lets an index find the year.
        yield and_(columns.published >= wanted.since[:4], _last_day(columns.published) >= wanted.since)
    if wanted.until is not None:
        yield columns.published <= f"{wanted.until}-99-99"[:10]
    if wanted.document is not None:
        yield begins(columns.id, wanted.document)


def _last_day(column: ColumnElement[str]) -> ColumnElement[str]:
    # Padded with 99, a month or year becomes its own end: it fits if any day of it does.
    return func.substr(column + "-99-99", 1, 10)


def _of_claim(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    columns = schema.claims.c
    for name in EQUAL:
        value = getattr(wanted, name)
        if value is not None:
            yield columns[name] == value
    yield from _of_happening(wanted)
    if wanted.source is not None or wanted.source_kind is not None:
        yield exists().where(*_of_link(wanted))


def _of_review(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    state, person = wanted.review, wanted.reviewed_by
    if state in ("again", "disputed"):
        yield _queued_as(state)
        if person is not None:
            yield _judged(person) if state == "disputed" else _judged_before(person)
    elif state == "unreviewed":
        yield ~_judged(person)
    elif state is not None or person is not None:
        yield _judged(person, VERDICTS.get(state or ""))


def _queued_as(state: str) -> ColumnElement[bool]:
    queue, claim = schema.review_queue.c, schema.claims.c
    same = and_(queue.claim == claim.id, queue.document == claim.document)
    # Of a table that the query may have joined itself.
    return exists(select(queue.claim).where(same, queue[state] == 1).correlate(schema.claims))


def _judged_before(person: str) -> ColumnElement[bool]:
    """Whether somebody judged a claim of this kind in the report, which may say something else by now."""
    review, closing, claim = schema.reviews.c, schema.review_closings.c, schema.claims.c
    return exists().where(
        review.document == claim.document,
        review.kind == claim.kind,
        review.judged_by == person,
        review.verdict != "withdraw",
        ~exists().where(closing.review == review.id),
    )


def _judged(person: str | None, verdict: str | None = None) -> ColumnElement[bool]:
    held, claim = schema.claim_reviews.c, schema.claims.c
    conditions = [held.claim == claim.id, held.document == claim.document]
    if person is not None:
        conditions.append(held.judged_by == person)
    if verdict is not None:
        # An expression, for which SQLite uses no index: the claim's judgements are few, the verdict's many.
        conditions.append(held.verdict.concat("") == verdict)
    return exists().where(*conditions)


def _of_happening(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    columns = schema.claims.c
    if wanted.actor is not None:
        yield columns.party_words.contains(_phrase(wanted.actor), autoescape=True)
    if wanted.place is not None:
        yield columns.place_words.contains(_phrase(wanted.place), autoescape=True)
    if wanted.happened_since is not None:
        yield _last_day(func.coalesce(columns.ends, columns.begins)) >= wanted.happened_since
    if wanted.happened_until is not None:
        yield func.coalesce(columns.begins, columns.ends) <= f"{wanted.happened_until}-99-99"[:10]


def _of_link(wanted: ClaimFilter) -> Iterator[ColumnElement[bool]]:
    claim, link = schema.claims.c, schema.claim_links.c
    yield and_(link.reading == claim.reading, link.claim == claim.id)
    if wanted.source is not None:
        yield link.name_folded.contains(fold(wanted.source), autoescape=True)
    if wanted.source_kind is not None:
        yield link.kind == wanted.source_kind


def _phrase(words: str) -> str:
    phrase = fold_words(words)
    if not phrase.strip():
        raise LedgerError(f"There is no word in {words!r} to search for.")
    return phrase.rstrip() if words.endswith("*") else phrase


# --- rejects, feeds -------------------------------------------------------------------------------


def rejects(connection: Connection, *, open_only: bool) -> Iterator[Reject]:
    """Rejects in the order in which they were stored."""
    table = schema.open_rejects if open_only else schema.rejects
    return map(to_reject, stream(connection, select(table).order_by(table.c.entry)))


def feed_state(connection: Connection, url: str) -> bytes | None:
    """Where a feed stands."""
    return connection.scalar(select(schema.feeds.c.state).where(schema.feeds.c.url == url))


def head(connection: Connection) -> tuple[int, str] | None:
    """Number and hash of the last entry of the custody log."""
    custody = schema.custody.c
    query = select(custody.sequence, custody.hash).order_by(custody.sequence.desc()).limit(1)
    row = connection.execute(query).one_or_none()
    return (row.sequence, row.hash) if row else None
