"""What is to be reviewed, which judgements hold of which claims, and what they come to.

`review_queue` has a row for each current claim, `claim_reviews` one for each judgement that holds of one.
Both follow from claims, links and judgements, and are brought up to date with them in the same transaction.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace
from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    and_,
    bindparam,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    literal_column,
    or_,
    select,
    true,
    update,
)

from accordingto.ledger import narrowing, schema, tallies
from accordingto.ledger.fields import (
    Likeness,
    about_of,
    alike,
    anchor_of,
    as_corrected,
    offset_of,
    overlap,
    said_of,
    says,
)
from accordingto.ledger.narrowing import Lead, Led, narrowed
from accordingto.ledger.nouns import ClaimFilter, ClaimRow, Fields, KeptReview, Progress, QueuedClaim, Share
from accordingto.ledger.queries import claim_conditions, claim_select
from accordingto.ledger.rows import same_words, to_claim, to_claim_row
from accordingto.types import Claim, ClaimKind, LinkedEvent, Noun

# Doubt is in thousandths: up to a whole of the reader's own, up to another of contradictions; what says
# something else than when it was judged comes before all else.
WHOLE = 1000
AGAIN = 2 * WHOLE
UNSURE = 0.5
CHUNK = 400
# Of so many that were judged, all are sorted; of more, what was judged is read in its order.
FEW = 1000
UNJUDGED = ("unreviewed", "again")

_QUEUE, _HELD = schema.review_queue, schema.claim_reviews


class QueuePlace(Noun, frozen=True):
    """Where a claim stands in the queue."""

    doubt: int
    claim: str


def doubt_of(confidence: float | None, contradictions: int, *, again: bool = False) -> int:
    """How much a claim needs to be looked at: half a contradiction's worth for the first, and so on."""
    reader = int((1 - (UNSURE if confidence is None else confidence)) * WHOLE + 0.5)
    return reader + WHOLE * contradictions // (contradictions + 1) + AGAIN * again


# --- the queue follows readings and links ---------------------------------------------------------


def enqueue(connection: Connection, document: str, reading: str) -> None:
    """Put the claims of a reading in the place of those of the one before, in counts and indices too."""
    claim = schema.claims.c
    before = connection.scalar(select(_QUEUE.c.reading).where(_QUEUE.c.document == document).limit(1))
    tallies.follow(connection, before, reading)
    narrowing.follow(connection, reading)
    connection.execute(delete(_QUEUE).where(_QUEUE.c.document == document))
    none = literal(0, Integer)
    rows = select(
        *(claim.id, claim.document, claim.reading, claim.kind, _reader_doubt()), none, none, none, none
    ).where(claim.reading == reading)
    connection.execute(insert(_QUEUE).from_select([column.name for column in _QUEUE.columns], rows))


def _reader_doubt() -> ColumnElement[int]:
    # A whole number is cut off by both databases only where no rounding is left to do.
    scaled = (1 - func.coalesce(schema.claims.c.confidence, UNSURE)) * WHOLE
    return cast(func.round(scaled), Integer)


def note_contradictions(connection: Connection, event: LinkedEvent) -> None:
    """Remember with the claims of a happening how far accounts of it disagree."""
    columns, number = _QUEUE.c, len(event.contradictions)
    before = WHOLE * columns.contradictions // (columns.contradictions + 1)
    after = doubt_of(1.0, number)
    for start in range(0, len(event.claims), CHUNK):
        chunk = event.claims[start : start + CHUNK]
        changed = and_(columns.claim.in_(chunk), columns.contradictions != number)
        values = {"contradictions": number, "doubt": columns.doubt - before + after}
        connection.execute(update(_QUEUE).where(changed).values(values))


# --- which judgements hold of which claims --------------------------------------------------------


def settle(connection: Connection, versions: Sequence[str], standing: Sequence[KeptReview]) -> None:
    """Say anew what is judged in all versions of a report. `standing` are all judgements about them."""
    for document in versions:
        connection.execute(delete(_HELD).where(_HELD.c.document == document))
        _settle(connection, document, standing)


def _settle(connection: Connection, document: str, standing: Sequence[KeptReview]) -> None:
    before = _queued(connection, document)
    if not standing and not any(row.judged or row.again for row in before.values()):
        return
    holding, again = matched(standing, _claims(connection, document), _text(connection, document))
    rows = [
        {"claim": claim, "document": document, "review": one.id, **_named(one)}
        for claim, held in holding.items()
        for one in held
    ]
    if rows:
        connection.execute(insert(_HELD), rows)
    states = [_state(row, holding.get(claim, []), claim in again) for claim, row in before.items()]
    connection.execute(_STATE, states)


_STATE = (
    update(_QUEUE)
    .where(_QUEUE.c.claim == bindparam("of"), _QUEUE.c.document == bindparam("in"))
    .values({name: bindparam(f"new_{name}") for name in ("doubt", "judged", "disputed", "again")})
)


def _named(one: KeptReview) -> dict[str, str]:
    return {"judged_by": one.review.judged_by, "verdict": one.review.verdict}


def _queued(connection: Connection, document: str) -> dict[str, Any]:
    confidence = schema.claims.c.confidence
    query = select(_QUEUE, confidence).join(schema.claims, _its_claim())
    return {row.claim: row for row in connection.execute(query.where(_QUEUE.c.document == document))}


def _its_claim() -> ColumnElement[bool]:
    return and_(schema.claims.c.reading == _QUEUE.c.reading, schema.claims.c.id == _QUEUE.c.claim)


_ANYWHERE = Lead(schema.claims.join(_QUEUE, _its_claim()))


def _claims(connection: Connection, document: str) -> list[Claim]:
    query = select(schema.claims).join(_QUEUE, _its_claim()).where(_QUEUE.c.document == document)
    return [to_claim(row) for row in connection.execute(query).mappings()]


def _text(connection: Connection, document: str) -> str:
    columns = schema.documents.c
    return str(connection.scalar(select(columns.text).where(columns.id == document)) or "")


def _state(row: Any, held: Sequence[KeptReview], again: bool) -> dict[str, Any]:
    decisions = {
        (one.review.verdict, *sorted((each.field, each.value or "") for each in one.review.corrections))
        for one in held
    }
    return {
        "of": row.claim,
        "in": row.document,
        "new_doubt": doubt_of(row.confidence, row.contradictions, again=again),
        "new_judged": len(held),
        "new_disputed": int(len(decisions) > 1),
        "new_again": int(again),
    }


# --- matching, pure -------------------------------------------------------------------------------


def matched(
    standing: Sequence[KeptReview], claims: Sequence[Claim], text: str
) -> tuple[dict[str, list[KeptReview]], set[str]]:
    """Claim -> the judgements that hold of it, one of each person; and claims that ask to be seen again."""
    said = {claim.id: said_of(claim, text) for claim in claims}
    holding: dict[str, dict[str, KeptReview]] = {}
    again: set[str] = set()
    for one in sorted(standing, key=lambda each: (each.review.judged_at, each.id)):
        likenesses = {claim.id: likeness(one, claim, said[claim.id]) for claim in claims}
        same = [identity for identity, how in likenesses.items() if how == "same"]
        for identity in same:
            _put(holding.setdefault(identity, {}), one, _document_of(claims, identity))
        if not same:
            again |= {identity for identity, how in likenesses.items() if how == "changed"}
    return {claim: list(held.values()) for claim, held in holding.items()}, again - set(holding)


def _document_of(claims: Sequence[Claim], identity: str) -> str:
    return next(claim.document for claim in claims if claim.id == identity)


def _put(held: dict[str, KeptReview], one: KeptReview, document: str) -> None:
    """Of one person the last counts, and what was judged in this very version before the rest."""
    before = held.get(one.review.judged_by)
    if before is None or one.review.document == document or before.review.document != document:
        held[one.review.judged_by] = one


def likeness(one: KeptReview, claim: Claim, said: Fields) -> Likeness | None:
    """Whether a claim is what was judged, or what has become of it; None if it is another."""
    review = one.review
    if review.kind != claim.kind:
        return None
    if review.document == claim.document:
        anchor = anchor_of(claim)
        its = claim.evidence, anchor, about_of(claim)
        if (review.evidence, review.anchor, review.about) != its:
            return "changed" if overlap(review.anchor, anchor) else None
    elif not _same_place(one, claim):
        return "changed" if alike(review.text, claim.text) else None
    right = as_corrected(review.said, review.corrections)
    return "same" if says(said, review.said) or says(said, right) else "changed"


def _same_place(one: KeptReview, claim: Claim) -> bool:
    """Whether the words are the same in another version, wherever they stand there."""
    review = one.review
    its = offset_of(anchor_of(claim), claim.evidence), about_of(claim)
    same = (offset_of(review.anchor, review.evidence), review.about) == its
    return same and same_words(review.text, claim.text)


# --- what comes next ------------------------------------------------------------------------------


def claim_queued(connection: Connection, row: ClaimRow) -> QueuedClaim | None:
    """A claim with its place in the queue, whether it waits or not; None if it is not current."""
    same = and_(_QUEUE.c.claim == row.claim.id, _QUEUE.c.document == row.claim.document)
    found = connection.execute(select(_QUEUE).where(same)).mappings().one_or_none()
    return None if found is None else _to_queued(row, found)


def place_of_claim(connection: Connection, claim: str) -> QueuePlace | None:
    """Where a claim stands, by its whole id; None if it is not current."""
    columns = _QUEUE.c
    row = connection.execute(select(columns.doubt, columns.claim).where(columns.claim == claim)).first()
    return None if row is None else QueuePlace(doubt=row.doubt, claim=row.claim)


def queued(
    connection: Connection,
    wanted: ClaimFilter,
    *,
    by: str | None = None,
    second: bool = False,
    after: QueuePlace | None = None,
    limit: int,
) -> list[QueuedClaim]:
    """Claims that wait, those in most doubt first.

    They are those that nobody has judged; with `second`, those that one other than `by` has judged. If
    `wanted` asks for what was judged, it is that.
    """
    query = _waiting(wanted, _lead(connection, wanted), by=by, second=second)
    if after is not None:
        query = query.where(_behind(after))
    query = query.order_by(_QUEUE.c.doubt.desc(), _QUEUE.c.claim.desc()).limit(limit)
    return [_to_queued(to_claim_row(row), row) for row in connection.execute(query).mappings()]


def before(
    connection: Connection, wanted: ClaimFilter, place: QueuePlace, *, by: str, second: bool = False
) -> QueuePlace | None:
    """The claim before a place, of those that wait and of those that `by` has judged lately."""
    columns = _QUEUE.c
    same = and_(columns.doubt == place.doubt, columns.claim > place.claim)
    # The first half alone lets an index find the place.
    ahead = and_(columns.doubt >= place.doubt, or_(columns.doubt > place.doubt, same))
    order = columns.doubt, columns.claim
    waiting = _waiting(wanted, _lead(connection, wanted), by=by, second=second)
    waiting = waiting.where(ahead).order_by(*order).limit(1)
    mine = _selected(wanted, _ANYWHERE, _judged_lately(by)).where(ahead).order_by(*order).limit(1)
    found = [
        QueuePlace(doubt=row["doubt"], claim=row["id"])
        for query in (waiting, mine)
        for row in connection.execute(query).mappings()
    ]
    return min(found, key=lambda one: (one.doubt, one.claim), default=None)


def _behind(place: QueuePlace) -> ColumnElement[bool]:
    columns = _QUEUE.c
    same = and_(columns.doubt == place.doubt, columns.claim < place.claim)
    # The first half alone lets an index find the place.
    return and_(columns.doubt <= place.doubt, or_(columns.doubt < place.doubt, same))


def _lead(connection: Connection, wanted: ClaimFilter) -> Lead:
    """Few claims that may fit, where that is known; else the queue in its order."""
    found = narrowed(connection, _asked(wanted), most_judged=FEW)
    if found is None:
        return Lead(Led(_QUEUE, schema.claims, _its_claim()), (_QUEUE,))
    return Lead(Led(found.rows, _QUEUE, _its_claim()), found.tables)


def _waiting(wanted: ClaimFilter, lead: Lead, *, by: str | None, second: bool) -> Select[Any]:
    # Where few claims lead, the number is an expression, so that SQLite looks up each and not all that wait.
    judged = _QUEUE.c.judged if _QUEUE in lead.tables else _QUEUE.c.judged.op("+")(0)
    if second:
        other = ~_judged_by(by) if by else true()
        return _selected(wanted, lead, and_(judged == 1, other), kind=_kind_of(wanted))
    if wanted.review in UNJUDGED or (wanted.review is None and wanted.reviewed_by is None):
        return _selected(wanted, lead, judged == 0, kind=_kind_of(wanted))
    # In these words, which an index of what was judged is made for.
    return _selected(wanted, lead, judged > literal_column("0"))


def _judged_by(by: str) -> ColumnElement[bool]:
    same = and_(_HELD.c.claim == _QUEUE.c.claim, _HELD.c.document == _QUEUE.c.document)
    return exists().where(same, _HELD.c.judged_by == by)


def _judged_lately(by: str) -> ColumnElement[bool]:
    """Whether a claim is among the last that a person judged: all of them may be half of the ledger."""
    columns = schema.reviews.c
    last = select(columns.claim).where(columns.judged_by == by).order_by(columns.entry.desc()).limit(CHUNK)
    return _QUEUE.c.claim.in_(last)


def _selected(
    wanted: ClaimFilter, lead: Lead, condition: ColumnElement[bool], kind: ClaimKind | None = None
) -> Select[Any]:
    """Claims in the queue that fit; of one kind, which has an index of its own, if that is named."""
    columns = _QUEUE.c
    more = columns.doubt, columns.contradictions, columns.judged, columns.again
    query = claim_select(*more, lead=lead).where(condition)
    if kind is not None and _QUEUE in lead.tables:
        query = query.where(columns.kind == kind)
    return query.where(*claim_conditions(_asked(wanted)))


# Fields that claims of one kind alone have -> that kind, of which there is an index.
_IMPLIED: dict[str, ClaimKind] = {
    **dict.fromkeys(("event_type", "mode"), "event"),
    **dict.fromkeys(("step", "agreement_kind"), "agreement"),
    "relation": "control",
    "label_kind": "framing",
}


def _kind_of(wanted: ClaimFilter) -> ClaimKind | None:
    implied = (kind for name, kind in _IMPLIED.items() if getattr(wanted, name) is not None)
    return wanted.kind or next(implied, None)


def _asked(wanted: ClaimFilter) -> ClaimFilter:
    """What is asked of current claims, which alone are reviewed."""
    return replace(wanted, as_of=None)


def _to_queued(row: ClaimRow, state: Mapping[Any, Any]) -> QueuedClaim:
    return QueuedClaim(
        row=row,
        doubt=state["doubt"],
        contradictions=state["contradictions"],
        judged=state["judged"],
        again=bool(state["again"]),
    )


# --- counts ---------------------------------------------------------------------------------------


def progress(connection: Connection) -> dict[str, Progress]:
    """How far review is, by kind of claim."""
    columns = _QUEUE.c
    claims = tallies.values_of(connection, tallies.KIND)
    done = {kind: _counted(connection, columns.kind == kind, columns.judged > 0) for kind in claims}
    again = {kind: _counted(connection, columns.kind == kind, columns.again == 1) for kind in claims}
    return {
        kind: Progress(claims=claims[kind], reviewed=done[kind], again=again[kind]) for kind in sorted(claims)
    }


def _counted(connection: Connection, *conditions: ColumnElement[bool]) -> int:
    query = select(func.count()).select_from(_QUEUE).where(*conditions)
    return connection.scalar(query) or 0


def share(connection: Connection, wanted: ClaimFilter) -> Share:
    """How many of the current claims that fit are judged."""
    columns = _QUEUE.c
    judged = func.coalesce(func.sum(case((columns.judged > 0, 1), else_=0)), 0)
    conditions = claim_conditions(replace(wanted, as_of=None, limit=None))
    query = claim_select().join(_QUEUE, _its_claim()).where(*conditions)
    claims, reviewed = connection.execute(query.with_only_columns(func.count(), judged)).one()
    return Share(claims=claims, reviewed=int(reviewed))


Pair = tuple[str, str, ClaimKind, str, str, int]


def pairs(connection: Connection, person: str | None = None) -> Iterator[Pair]:
    """One person, another, kind, the verdict of each, on how many claims: for all that two have judged."""
    one, other = _HELD.alias("one"), _HELD.alias("other")
    both = and_(
        one.c.claim == other.c.claim,
        one.c.document == other.c.document,
        one.c.judged_by < other.c.judged_by,
    )
    its = and_(_QUEUE.c.claim == one.c.claim, _QUEUE.c.document == one.c.document)
    columns = one.c.judged_by, other.c.judged_by, _QUEUE.c.kind, one.c.verdict, other.c.verdict
    query = select(*columns, func.count()).select_from(one.join(other, both).join(_QUEUE, its))
    if person is not None:
        query = query.where(or_(one.c.judged_by == person, other.c.judged_by == person))
    for row in connection.execute(query.group_by(*columns).order_by(*columns)):
        yield tuple(row)


def held_by_claim(connection: Connection, claims: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """Claim -> who judged it and how, for claims that somebody judged."""
    found: dict[str, list[tuple[str, str]]] = {}
    wanted = list(claims)
    for start in range(0, len(wanted), CHUNK):
        query = select(_HELD).where(_HELD.c.claim.in_(wanted[start : start + CHUNK]))
        for row in connection.execute(query.order_by(_HELD.c.claim, _HELD.c.judged_by)):
            found.setdefault(row.claim, []).append((row.judged_by, row.verdict))
    return found
