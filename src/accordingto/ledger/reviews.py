"""What people decide about claims: kept for ever, closed by what the same person decides later.

A judgement is about words in a document, not about a row: see `accordingto.ledger.queue` for which claims it
holds of.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.json import Decoder
from sqlalchemy import ColumnElement, Connection, and_, exists, or_, select

from accordingto.errors import LedgerError
from accordingto.ledger import queries, queue, schema
from accordingto.ledger.digests import row_digest
from accordingto.ledger.fields import about_of, anchor_of, check_corrections, said_of
from accordingto.ledger.nouns import Correction, KeptReview, Review
from accordingto.ledger.rows import SPAN, SPANS, Columns, decode, encode, same_words, words_at
from accordingto.ledger.writer import Writer
from accordingto.types import Claim, Verdict

CORRECTIONS: Decoder[tuple[Correction, ...]] = Decoder(tuple[Correction, ...])
SAID: Decoder[dict[str, str | None]] = Decoder(dict[str, str | None])
LONGEST = 2_000
# Judgements of one person that are looked through for reasons to offer again.
LOOKED_THROUGH = 200
OFFERED = 6

_REVIEWS, _CLOSINGS = schema.reviews, schema.review_closings


# --- in -------------------------------------------------------------------------------------------


def judge(
    writer: Writer,
    prefix: str,
    verdict: Verdict,
    *,
    by: str,
    because: str | None,
    corrections: Sequence[Correction],
) -> Review:
    """Keep what a person decides about a current claim, found as by `queries.claim`.

    Raises `LedgerError` if there is no such claim, or the corrections do not fit it.
    """
    row = queries.claim(writer.connection, prefix)
    if not row.current:
        raise LedgerError(f"A newer reading took the place of claim {row.claim.id}. Judge what it says now.")
    text = queries.document(writer.connection, row.claim.document).text
    review = review_of(row.claim, text, verdict, because=because, corrections=tuple(corrections))
    last = _last(writer.connection, review, by)
    if verdict == "withdraw" and (last is None or last["verdict"] == "withdraw"):
        raise LedgerError(f"{by} has not judged claim {row.claim.id}, so there is nothing to withdraw.")
    # A judgement from a machine whose clock is ahead must not outlive what is decided after it.
    at = max(writer.at, last["judged_at"]) if last else writer.at
    judged = _signed(review, by, at)
    store_review(writer, judged)
    settle(writer.connection, judged.document)
    return judged


def review_of(
    claim: Claim,
    text: str,
    verdict: Verdict,
    *,
    because: str | None = None,
    corrections: tuple[Correction, ...] = (),
) -> Review:
    """A judgement of a claim, by nobody yet. Raises `LedgerError` if the corrections do not fit it."""
    check_corrections(claim, text, corrections)
    if verdict == "correct" and not corrections:
        raise LedgerError("Nothing is corrected: every field has the value that the claim has. Accept it.")
    if verdict != "correct" and corrections:
        raise LedgerError(f"Corrections belong to the verdict `correct`, not to `{verdict}`.")
    return Review(
        document=claim.document,
        kind=claim.kind,
        evidence=claim.evidence,
        anchor=anchor_of(claim),
        about=about_of(claim),
        text=claim.text,
        claim=claim.id,
        said=said_of(claim, text),
        verdict=verdict,
        judged_by="",
        judged_at="",
        because=" ".join((because or "").split())[:LONGEST] or None,
        corrections=corrections,
    )


def _signed(review: Review, by: str, at: str) -> Review:
    return Review(
        **{name: getattr(review, name) for name in Review.__struct_fields__ if not name.startswith("judged")},
        judged_by=by,
        judged_at=at,
    )


def store_review(writer: Writer, review: Review) -> bool:
    """Keep a judgement, and close those of the same person on the same words that it comes after.

    False if it is kept already. Raises `LedgerError` if its document is not in the ledger or does not have
    its words. What is judged is not settled: see `settle`.
    """
    row = review_row(review)
    if writer.connection.scalar(select(_REVIEWS.c.id).where(_REVIEWS.c.id == row["id"])) is not None:
        return False
    _check(writer.connection, review)
    writer.add(_REVIEWS, row)
    *before, last = writer.connection.execute(_open(review).order_by(*_IN_TIME)).mappings()
    for one in before:
        writer.add(_CLOSINGS, {"review": one["id"], "closed_by": last["id"]})
    return True


_IN_TIME = _REVIEWS.c.judged_at, _REVIEWS.c.entry


def _check(connection: Connection, review: Review) -> None:
    text = connection.scalar(select(schema.documents.c.text).where(schema.documents.c.id == review.document))
    if text is None:
        raise LedgerError(f"A judgement is about document {review.document}, which the ledger does not have.")
    spans = (*review.evidence, *(span for one in review.corrections for span in one.spans))
    inside = all(0 <= start < end <= len(text) for start, end in spans)
    if not inside or not same_words(words_at(text, review.evidence), review.text):
        raise LedgerError(
            f"Document {review.document} does not have the words {review.text!r} where they were judged."
        )


def settle(connection: Connection, document: str) -> None:
    """Say anew which judgements hold of which claims, in all versions of a report."""
    versions = versions_of(connection, document)
    queue.settle(connection, versions, _standing(connection, versions))


def _standing(connection: Connection, versions: Sequence[str]) -> list[KeptReview]:
    columns = _REVIEWS.c
    query = select(_REVIEWS).where(columns.document.in_(versions), columns.verdict != "withdraw", _holds())
    return [to_kept({**row, "holds": True}) for row in connection.execute(query).mappings()]


def follow(connection: Connection, document: str, reading: str) -> None:
    """Put the claims of a new reading into the queue, with what was judged of them before."""
    queue.enqueue(connection, document, reading)
    queue.settle(connection, [document], _standing(connection, versions_of(connection, document)))


def versions_of(connection: Connection, document: str) -> list[str]:
    """A document and the other versions of the same report."""
    columns = schema.documents.c
    row = connection.execute(
        select(columns.canonical_url, columns.outlet).where(columns.id == document)
    ).one()
    if row.canonical_url is None:
        return [document]
    same = and_(columns.canonical_url == row.canonical_url, columns.outlet.is_not_distinct_from(row.outlet))
    return list(connection.scalars(select(columns.id).where(same).order_by(columns.version)))


# --- rows -----------------------------------------------------------------------------------------


def review_row(review: Review) -> Columns:
    """A row of `reviews`, without when it was recorded."""
    row: Columns = {
        "document": review.document,
        "kind": review.kind,
        "evidence": encode(review.evidence),
        "anchor": encode(review.anchor),
        "about": review.about,
        "text": review.text,
        "claim": review.claim,
        "said": encode(dict(sorted(review.said.items()))),
        "verdict": review.verdict,
        "corrections": encode(review.corrections) if review.corrections else None,
        "because": review.because,
        "judged_by": review.judged_by,
        "judged_at": review.judged_at,
    }
    return {**row, "id": row_digest("reviews", row)}


def to_kept(row: Mapping[Any, Any]) -> KeptReview:
    """From a row of `reviews` with `holds`."""
    where = f"judgement {row['id']}"
    fields = {name: row[name] for name in Review.__struct_fields__}
    fields["evidence"] = decode(row["evidence"], SPANS, where)
    fields["anchor"] = decode(row["anchor"], SPAN, where)
    fields["said"] = decode(row["said"], SAID, where)
    fields["corrections"] = decode(row["corrections"] or "[]", CORRECTIONS, where)
    return KeptReview(
        id=row["id"], review=Review(**fields), recorded_at=row["recorded_at"], holds=bool(row["holds"])
    )


def _holds() -> ColumnElement[bool]:
    return ~exists().where(_CLOSINGS.c.review == _REVIEWS.c.id)


def _open(review: Review, by: str | None = None) -> Any:
    """Judgements of one person on just these words that are not closed."""
    columns = _REVIEWS.c
    return select(_REVIEWS).where(
        columns.document == review.document,
        columns.kind == review.kind,
        columns.evidence == encode(review.evidence),
        columns.anchor == encode(review.anchor),
        columns.about.is_not_distinct_from(review.about),
        columns.judged_by == (by or review.judged_by),
        _holds(),
    )


def _last(connection: Connection, review: Review, by: str) -> Mapping[Any, Any] | None:
    order = [column.desc() for column in _IN_TIME]
    found: Mapping[Any, Any] | None = (
        connection.execute(_open(review, by).order_by(*order).limit(1)).mappings().one_or_none()
    )
    return found


# --- out ------------------------------------------------------------------------------------------


def all_reviews(connection: Connection) -> Iterator[KeptReview]:
    """Every judgement in the order of judging, those that were closed too."""
    query = select(_REVIEWS, _holds().label("holds")).order_by(*_IN_TIME)
    return map(to_kept, queries.stream(connection, query))


def reviews_of(connection: Connection, claim: str) -> list[KeptReview]:
    """The judgements that hold of a current claim, by its whole id."""
    held = schema.claim_reviews.c
    query = select(_REVIEWS, _holds().label("holds")).join(schema.claim_reviews, held.review == _REVIEWS.c.id)
    rows = connection.execute(query.where(held.claim == claim).order_by(*_IN_TIME)).mappings()
    return list({one.id: one for one in map(to_kept, rows)}.values())


def reviews_page(
    connection: Connection, *, seen_by: str | None = None, after: int | None = None, limit: int
) -> list[tuple[int, KeptReview]]:
    """Judgements, last first, each with its entry in the custody log.

    Whoever is named by `seen_by` sees their own, and those of others on claims that they have judged too.
    """
    query = select(_REVIEWS, _holds().label("holds")).order_by(_REVIEWS.c.entry.desc()).limit(limit)
    if after is not None:
        query = query.where(_REVIEWS.c.entry < after)
    if seen_by is not None:
        query = query.where(or_(_REVIEWS.c.judged_by == seen_by, _both_judged(seen_by)))
    return [(row["entry"], to_kept(row)) for row in connection.execute(query).mappings()]


def _both_judged(person: str) -> ColumnElement[bool]:
    one, mine = schema.claim_reviews.alias("one"), schema.claim_reviews.alias("mine")
    same = and_(one.c.claim == mine.c.claim, one.c.document == mine.c.document)
    return exists().where(one.c.review == _REVIEWS.c.id, same, mine.c.judged_by == person)


def last_review(connection: Connection, by: str) -> KeptReview | None:
    """What a person judged last and has not withdrawn."""
    columns = _REVIEWS.c
    query = select(_REVIEWS, _holds().label("holds")).where(
        columns.judged_by == by, columns.verdict != "withdraw", _holds()
    )
    row = connection.execute(query.order_by(columns.entry.desc()).limit(1)).mappings().one_or_none()
    return None if row is None else to_kept(row)


def undo(writer: Writer, by: str) -> Review | None:
    """Withdraw what a person judged last; None if nothing is left of it."""
    last = last_review(writer.connection, by)
    if last is None:
        return None
    before = last.review
    fields = {name: getattr(before, name) for name in Review.__struct_fields__}
    taken = {"verdict": "withdraw", "corrections": (), "because": None}
    withdrawal = Review(**{**fields, **taken, "judged_at": max(writer.at, before.judged_at)})
    store_review(writer, withdrawal)
    settle(writer.connection, withdrawal.document)
    return withdrawal


def recent_reasons(connection: Connection, by: str) -> tuple[str, ...]:
    """Reasons that a person gave lately, last first, each once."""
    columns = _REVIEWS.c
    query = select(columns.because).where(columns.judged_by == by).order_by(columns.entry.desc())
    given = connection.scalars(query.limit(LOOKED_THROUGH))
    return tuple(dict.fromkeys(reason for reason in given if reason))[:OFFERED]
