"""What goes in. Each function runs within one write transaction and is idempotent; nothing is overwritten."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select

from accordingto.errors import LedgerError
from accordingto.ledger import queries, reviews, schema
from accordingto.ledger.digests import row_digest, sha256
from accordingto.ledger.nouns import Likeness, Stored
from accordingto.ledger.rows import (
    Columns,
    capture_row,
    claim_row,
    document_row,
    encode,
    findings_of,
    link_rows,
    reject_row,
    replay,
)
from accordingto.ledger.writer import Writer, complete
from accordingto.types import Capture, Claim, Document, Evidence, Reading, Reject

# --- evidence -------------------------------------------------------------------------------------


def store_evidence(writer: Writer, capture: Capture) -> Evidence:
    """Keep the bytes under their hash and how they came in."""
    row = capture_row(capture)
    known = select(schema.evidence.c.sha256).where(schema.evidence.c.sha256 == row["evidence"])
    if not _found(writer, known):
        writer.add(
            schema.evidence, {"sha256": row["evidence"], "size": len(capture.data), "data": capture.data}
        )
    if not _found(writer, select(schema.captures.c.id).where(schema.captures.c.id == row["id"])):
        writer.add(schema.captures, row)
    _close_rejects(writer, schema.open_rejects.c.location == capture.location, ("source",))
    return queries.evidence(writer.connection, str(row["id"]))


# --- documents ------------------------------------------------------------------------------------


def store_document(
    writer: Writer,
    document: Document,
    *,
    evidence: Evidence,
    canonical_url: str | None,
    likeness: Likeness | None,
) -> Stored:
    """Keep the document, its place among versions and near duplicates, and what it was made from."""
    _check_document(writer, document, evidence)
    new = not _found(writer, select(schema.documents.c.id).where(schema.documents.c.id == document.id))
    if new:
        _add_document(writer, document, canonical_url, likeness)
    link = schema.document_captures.c
    pair = and_(link.document == document.id, link.capture == evidence.capture)
    if not _found(writer, select(link.document).where(pair)):
        writer.add(schema.document_captures, {"document": document.id, "capture": evidence.capture})
    location = schema.open_rejects.c.location == evidence.location
    _close_rejects(writer, location, ("source", "document"))
    return queries.stored(writer.connection, document.id, new=new)


def _check_document(writer: Writer, document: Document, evidence: Evidence) -> None:
    if not _found(writer, select(schema.captures.c.id).where(schema.captures.c.id == evidence.capture)):
        raise LedgerError(
            f"Document {document.id} comes from evidence {evidence.sha256}, which the ledger does not have."
            " Store the evidence first."
        )
    # Half a character is refused below, with its place; here it must only not stop the hash.
    if document.text_sha256 != sha256(document.text.encode(errors="surrogatepass")):
        raise LedgerError(
            f"Document {document.id} states a text_sha256 that is not its text's. Hash the text as UTF-8."
        )


def _add_document(
    writer: Writer, document: Document, canonical_url: str | None, likeness: Likeness | None
) -> None:
    before = _version_before(writer, document, canonical_url)
    bands = _band_rows(document, likeness)
    near = _near_rows(writer, document, canonical_url, likeness)
    row = {
        **document_row(document, canonical_url),
        "version": before.version + 1 if before else 1,
        "version_of": before.document if before else None,
        "signature": likeness.signature if likeness else None,
    }
    parts = [row_digest("document_bands", band) for band in bands]
    parts += [row_digest("near_duplicates", pair) for pair in near]
    writer.add(schema.documents, row, parts)
    writer.add_parts(schema.document_bands, bands)
    writer.add_parts(schema.near_duplicates, near)


def _same_report(document: Document, canonical_url: str | None) -> ColumnElement[bool]:
    columns = schema.documents.c
    return and_(columns.canonical_url == canonical_url, columns.outlet.is_not_distinct_from(document.outlet))


def _version_before(writer: Writer, document: Document, canonical_url: str | None) -> Stored | None:
    if canonical_url is None:
        return None
    columns = schema.documents.c
    newest = select(columns.id).where(_same_report(document, canonical_url)).order_by(columns.version.desc())
    last = writer.connection.scalar(newest.limit(1))
    return None if last is None else queries.stored(writer.connection, last, new=False)


def _band_rows(document: Document, likeness: Likeness | None) -> list[Columns]:
    bands = sorted(set(likeness.bands)) if likeness else []
    return [complete(schema.document_bands, {"band": band, "document": document.id}) for band in bands]


def _near_rows(
    writer: Writer, document: Document, canonical_url: str | None, likeness: Likeness | None
) -> list[Columns]:
    if likeness is None:
        return []
    candidates = _sharing_bands(document, canonical_url, likeness)
    near = [
        (other.id, likeness.resemble(likeness.signature, other.signature))
        for other in writer.connection.execute(candidates)
    ]
    return [
        complete(schema.near_duplicates, {"document": document.id, "near": other, "resemblance": resemblance})
        for other, resemblance in near
        if resemblance >= likeness.threshold
    ]


def _sharing_bands(
    document: Document, canonical_url: str | None, likeness: Likeness
) -> Select[tuple[str, bytes]]:
    columns, bands = schema.documents.c, schema.document_bands.c
    sharing = select(bands.document).where(bands.band.in_(likeness.bands))
    wanted = select(columns.id, columns.signature).where(columns.id.in_(sharing))
    if canonical_url is None:
        return wanted
    # A newer version of the same report is always alike; it is known as a version.
    return wanted.where(
        or_(
            columns.canonical_url.is_distinct_from(canonical_url),
            columns.outlet.is_distinct_from(document.outlet),
        )
    )


# --- readings and claims --------------------------------------------------------------------------


def store_reading(writer: Writer, reading: Reading, claims: Sequence[Claim], *, reader: str) -> None:
    """Keep what `reader` made of a document, and close what another had made of it before."""
    document = reading.document.id
    current = queries.current_reading(writer.connection, document)
    if current is None or current["reader"] != reader:
        identity = _add_reading(writer, reading, reader, _checked(writer, reading, claims, reader))
        if current is not None:
            closing: Columns = {"reading": current["id"], "superseded_by": identity}
            writer.add(schema.reading_closings, closing)
        reviews.follow(writer.connection, document, identity)
    _close_rejects(writer, _made_from(document), ("source", "document", "reading"))


def _checked(writer: Writer, reading: Reading, claims: Sequence[Claim], reader: str) -> list[Claim]:
    document = reading.document.id
    text = writer.connection.scalar(select(schema.documents.c.text).where(schema.documents.c.id == document))
    if text is None:
        raise LedgerError(f"Document {document} was read but is not in the ledger. Store it first.")
    known: dict[str, Claim] = {}
    for claim in claims:
        _check_claim(claim, text, document, reader)
        # What has the same id claims the same; two cues for it are told apart in the reading itself.
        known.setdefault(claim.id, claim)
    return list(known.values())


def _check_claim(claim: Claim, text: str, document: str, reader: str) -> None:
    if claim.document != document or claim.reader != reader:
        raise LedgerError(
            f"Claim {claim.id} is of document {claim.document} by reader {claim.reader},"
            f" not of {document} by {reader} as the reading it came with."
        )
    problem = replay(claim, text)
    if problem:
        raise LedgerError(f"Claim {claim.id} of document {document} cannot be stored: {problem}.")


def _add_reading(writer: Writer, reading: Reading, reader: str, claims: Sequence[Claim]) -> str:
    document = reading.document.id
    number = 1 + _count(writer, document)
    identity = f"{document}:{number}"
    links = [_link_rows(claim, identity) for claim in claims]
    rows = [
        _claim_row(writer, claim_row(claim, identity, position, reading.document.text), links[position])
        for position, claim in enumerate(claims)
    ]
    row: Columns = {
        "id": identity,
        "document": document,
        "number": number,
        "reader": reader,
        "at": writer.at,
        "reading": encode(findings_of(reading)),
    }
    writer.add(schema.readings, row, [str(row["digest"]) for row in rows])
    writer.add_parts(schema.claims, rows)
    writer.add_parts(schema.claim_links, [link for of_claim in links for link in of_claim])
    return identity


def _count(writer: Writer, document: str) -> int:
    readings = select(func.count()).where(schema.readings.c.document == document)
    return writer.connection.scalar(readings) or 0


def _link_rows(claim: Claim, reading: str) -> list[Columns]:
    return [complete(schema.claim_links, row) for row in link_rows(claim, reading)]


def _claim_row(writer: Writer, row: Columns, links: list[Columns]) -> Columns:
    row = complete(schema.claims, {**row, "recorded_at": writer.at})
    return {**row, "digest": row_digest("claims", row, [row_digest("claim_links", link) for link in links])}


# --- rejects --------------------------------------------------------------------------------------


def store_reject(writer: Writer, reject: Reject) -> None:
    """Keep why an input could not be used; it takes the place of an older reason at the same stage."""
    row = reject_row(reject)
    columns = schema.open_rejects.c
    same = and_(columns.location == reject.location, columns.stage == reject.stage)
    again = and_(same, columns.reason == reject.reason, columns.sha256.is_not_distinct_from(reject.sha256))
    if _found(writer, select(columns.entry).where(again)):
        return
    _close_rejects(writer, same, (reject.stage,), because="superseded")
    writer.add(schema.rejects, row)


def _close_rejects(
    writer: Writer, which: ColumnElement[bool], stages: Sequence[str], because: str = "succeeded"
) -> None:
    columns = schema.open_rejects.c
    wanted = select(columns.entry).where(which, columns.stage.in_(stages)).order_by(columns.entry)
    for entry in writer.connection.scalars(wanted).all():
        writer.add(schema.reject_closings, {"reject": entry, "because": because})


def _made_from(document: str) -> ColumnElement[bool]:
    """Rejects of the places that a document came from."""
    link, capture = schema.document_captures.c, schema.captures.c
    places = select(capture.location).join(schema.document_captures, link.capture == capture.id)
    return schema.open_rejects.c.location.in_(places.where(link.document == document))


# --- feeds ----------------------------------------------------------------------------------------


def store_feed_state(writer: Writer, url: str, state: bytes) -> None:
    """Remember where a feed stands; the only thing that replaces what was there."""
    row = complete(schema.feeds, {"url": url, "state": state})
    writer.connection.execute(delete(schema.feeds).where(schema.feeds.c.url == url))
    writer.add_parts(schema.feeds, [{**row, "digest": row_digest("feeds", row)}])


def _found(writer: Writer, query: Select[tuple[str]] | Select[tuple[int]]) -> bool:
    return writer.connection.execute(query.limit(1)).first() is not None
