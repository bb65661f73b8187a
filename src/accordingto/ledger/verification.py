"""Everything that is stored, hashed and replayed again; what does not fit is a `Finding`, never an error."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, Table, and_, exists, select, text
from sqlalchemy.exc import DBAPIError

from accordingto.errors import DamagedLedgerError
from accordingto.ledger import schema
from accordingto.ledger.database import first_line, is_locked
from accordingto.ledger.digests import GENESIS, Row, entry_hash, row_digest, sha256
from accordingto.ledger.nouns import Finding, FindingKind
from accordingto.ledger.queries import PAGE, stream
from accordingto.ledger.rows import Columns, link_rows, replay, to_claim, to_document
from accordingto.ledger.writer import LOGGED, subject_of
from accordingto.types import Claim, Document

# Table of logged objects -> what a person calls one of them.
KINDS: Mapping[Table, FindingKind] = {
    schema.evidence: "evidence",
    schema.captures: "capture",
    schema.documents: "document",
    schema.document_captures: "document",
    schema.readings: "reading",
    schema.reading_closings: "reading",
    schema.rejects: "reject",
    schema.reject_closings: "reject",
    schema.judgements: "judgement",
    schema.reviews: "judgement",
    schema.review_closings: "judgement",
}
# Parts of objects -> what they are, and the condition under which their object is there.
PARTS: Mapping[Table, tuple[FindingKind, ColumnElement[bool]]] = {
    schema.document_bands: ("document", schema.documents.c.id == schema.document_bands.c.document),
    schema.near_duplicates: ("document", schema.documents.c.id == schema.near_duplicates.c.document),
    schema.claims: ("claim", schema.readings.c.id == schema.claims.c.reading),
    schema.claim_links: (
        "link",
        and_(
            schema.claims.c.reading == schema.claim_links.c.reading,
            schema.claims.c.id == schema.claim_links.c.claim,
        ),
    ),
}


@dataclass(frozen=True)
class Ids:
    """How ids are derived; the stages that derive them are not known here."""

    claim: Callable[[Claim], str] | None
    document: Callable[[Document], str] | None


def verify(
    connection: Connection,
    *,
    claim_id: Callable[[Claim], str] | None,
    document_id: Callable[[Document], str] | None,
) -> Iterator[Finding]:
    """All findings: the file's structure, the log, each object, what is missing, what is too much."""
    ids = Ids(claim_id, document_id)
    steps: list[tuple[str, Callable[[], Iterator[Finding]]]] = [
        ("structure", partial(_structure, connection)),
        ("custody", partial(_log, connection)),
        *((table.name, partial(_objects, connection, table, ids)) for table in LOGGED),
        *((f"missing {table.name}", partial(_missing, connection, table)) for table in LOGGED),
        *((table.name, partial(_orphans, connection, table)) for table in PARTS),
        ("feeds", partial(_feeds, connection)),
    ]
    with _lenient(connection):
        for name, step in steps:
            yield from _guarded(name, step)


@contextmanager
def _lenient(connection: Connection) -> Iterator[None]:
    """Let SQLite give back text that is no longer UTF-8, so that it can be named; its hash will differ."""
    raw = connection.connection.dbapi_connection
    if not isinstance(raw, sqlite3.Connection):
        yield
        return
    raw.text_factory = partial(str, encoding="utf-8", errors="surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = str


def _guarded(name: str, step: Callable[[], Iterator[Finding]]) -> Iterator[Finding]:
    try:
        yield from step()
    except DBAPIError as error:
        if error.connection_invalidated or is_locked(error):
            raise
        yield _unreadable(name, error.orig)
    except (TypeError, ValueError) as error:
        # A cell of another type than its column's fails in the driver with one of these.
        yield _unreadable(name, error)


def _unreadable(name: str, cause: BaseException | None) -> Finding:
    return Finding(kind="database", subject=name, problem=f"cannot be read: {first_line(cause)}")


def _structure(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        for (line,) in connection.execute(text("PRAGMA integrity_check")):
            if line != "ok":
                yield Finding(kind="database", subject="structure", problem=str(line))


# --- the log --------------------------------------------------------------------------------------


def _log(connection: Connection) -> Iterator[Finding]:
    last, previous = 0, GENESIS
    for row in stream(connection, select(schema.custody).order_by(schema.custody.c.sequence)):
        problem = _entry_problem(row, last, previous)
        if problem:
            yield Finding(kind="custody", subject=f"entry {row['sequence']}", problem=problem)
        last, previous = row["sequence"], row["hash"]


def _entry_problem(row: RowMapping, last: int, previous: str) -> str | None:
    if row["sequence"] != last + 1:
        return f"it follows entry {last}; those between are missing"
    if entry_hash(dict(row)) != row["hash"]:
        return "its hash is not that of what it says"
    if row["previous"] != previous:
        return f"it does not continue from the hash of entry {last}"
    return None


def _missing(connection: Connection, table: Table) -> Iterator[Finding]:
    custody = schema.custody.c
    there = exists().where(table.c.entry == custody.sequence)
    query = select(custody.sequence, custody.subject).where(custody.action == LOGGED[table][0], ~there)
    for row in stream(connection, query.order_by(custody.sequence)):
        problem = f"entry {row['sequence']} of the custody log is about it, but it is gone"
        yield Finding(kind=KINDS[table], subject=row["subject"], problem=problem)


# --- objects --------------------------------------------------------------------------------------


def _objects(connection: Connection, table: Table, ids: Ids) -> Iterator[Finding]:
    # One evidence may hold 20 MB, so no page of it is read at once.
    page = 1 if table is schema.evidence else PAGE
    for row in stream(connection, _with_entries(table), page):
        own = {column.name: row[column.name] for column in table.columns}
        yield from _claims_of(connection, own, ids) if table is schema.readings else ()
        problem = _problem(table, own, ids) or _log_problem(connection, table, own, row)
        if problem:
            yield Finding(kind=KINDS[table], subject=subject_of(table, own), problem=problem)


def _with_entries(table: Table) -> Select[Any]:
    custody = schema.custody.c
    entry = (
        custody.action.label("_action"),
        custody.subject.label("_subject"),
        custody.digest.label("_digest"),
    )
    query = select(table, *entry).outerjoin(schema.custody, custody.sequence == table.c.entry)
    return query.order_by(table.c.entry)


def _log_problem(connection: Connection, table: Table, own: Row, row: RowMapping) -> str | None:
    if row["_digest"] is None:
        return "it is not in the custody log"
    if (row["_action"], row["_subject"]) != (LOGGED[table][0], subject_of(table, own)):
        entry = f"entry {row['entry']} of the custody log, which it names,"
        return f"{entry} is to {row['_action']} {row['_subject']}"
    if row["_digest"] != row_digest(table.name, own, _part_digests(connection, table, own)):
        return "it, or what belongs to it, is not as the custody log recorded it"
    return None


def _part_digests(connection: Connection, table: Table, own: Row) -> list[str]:
    if table is schema.documents:
        parts = (schema.document_bands, schema.near_duplicates)
        return [
            row_digest(part.name, dict(row))
            for part in parts
            for row in connection.execute(select(part).where(part.c.document == own["id"])).mappings()
        ]
    if table is schema.readings:
        digests = select(schema.claims.c.digest).where(schema.claims.c.reading == own["id"])
        return list(connection.scalars(digests))
    return []


def _problem(table: Table, own: Row, ids: Ids) -> str | None:
    if table is schema.evidence:
        return _evidence_problem(own)
    if table is schema.documents:
        return _document_problem(own, ids)
    return None


def _evidence_problem(own: Row) -> str | None:
    data = own["data"]
    if not isinstance(data, bytes) or sha256(data) != own["sha256"]:
        return "its bytes do not have this hash"
    return None


def _document_problem(own: Row, ids: Ids) -> str | None:
    document = to_document(own)
    if sha256(document.text.encode(errors="surrogatepass")) != document.text_sha256:
        return "its text does not have its hash"
    if ids.document and ids.document(document) != document.id:
        return "its id is not that of its outlet, URL and text"
    return None


def _claims_of(connection: Connection, reading: Row, ids: Ids) -> Iterator[Finding]:
    columns = schema.documents.c
    text = connection.scalar(select(columns.text).where(columns.id == reading["document"])) or ""
    links: dict[object, list[Row]] = defaultdict(list)
    for link in _in_reading(connection, schema.claim_links, reading):
        links[link["claim"]].append(link)
    for claim in _in_reading(connection, schema.claims, reading):
        yield from _claim_findings(claim, links[claim["id"]], text, ids)


def _in_reading(connection: Connection, table: Table, reading: Row) -> list[Row]:
    rows = select(table).where(table.c.reading == reading["id"]).order_by(table.c.position)
    return [dict(row) for row in connection.execute(rows).mappings()]


def _claim_findings(row: Row, links: Sequence[Row], text: str, ids: Ids) -> Iterator[Finding]:
    own = {name: value for name, value in row.items() if name != "digest"}
    if row["digest"] != _claim_digest(own, links):
        yield from _altered(own, row["digest"], links)
        return
    claim = to_claim(row)
    problem = replay(claim, text)
    if problem is None and ids.claim and ids.claim(claim) != claim.id:
        problem = "its id is not that of what it claims"
    if problem:
        yield Finding(kind="claim", subject=claim.id, problem=problem)


def _claim_digest(own: Row, links: Sequence[Row]) -> str:
    return row_digest("claims", own, [row_digest("claim_links", link) for link in links])


def _altered(own: Row, digest: object, links: Sequence[Row]) -> Iterator[Finding]:
    """Tell altered links from an altered claim, which still says what its links were."""
    expected = _expected_links(own)
    if expected is None or _claim_digest(own, expected) != digest:
        yield Finding(kind="claim", subject=str(own["id"]), problem="it is not as it was recorded")
        return
    for position, link in enumerate(expected):
        if link not in links:
            problem = f"link {position}, {link['name']!r}, is not as the claim states it"
            yield Finding(kind="link", subject=str(own["id"]), problem=problem)
    if len(links) > len(expected):
        yield Finding(
            kind="link", subject=str(own["id"]), problem="it has links that the claim does not state"
        )


def _expected_links(own: Row) -> list[Columns] | None:
    try:
        return link_rows(to_claim(own), str(own["reading"]))
    except DamagedLedgerError:
        return None


# --- what belongs to nothing ----------------------------------------------------------------------


def _orphans(connection: Connection, table: Table) -> Iterator[Finding]:
    kind, condition = PARTS[table]
    for row in stream(connection, select(*table.primary_key).where(~exists().where(condition))):
        subject = " ".join(map(str, row.values()))
        yield Finding(kind=kind, subject=subject, problem=f"a row of {table.name} belongs to nothing")


def _feeds(connection: Connection) -> Iterator[Finding]:
    for row in stream(connection, select(schema.feeds)):
        own = {name: value for name, value in row.items() if name != "digest"}
        if row_digest("feeds", own) != row["digest"]:
            yield Finding(kind="feed", subject=row["url"], problem="its state is not as it was stored")
