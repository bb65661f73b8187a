"""The order of the steps of an export: ask the ledger, fetch the claims of its events, write.

`workflow` passes these on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import BinaryIO, TypeAlias, TypeVar

import msgspec

from accordingto import exports
from accordingto.errors import ExportError
from accordingto.exports.nouns import Filters, Review
from accordingto.ledger import ClaimFilter, ClaimRow, EventFilter, EventRow, Ledger, links, queue
from accordingto.types import ClaimKind, LinkedEvent, Verdict

T = TypeVar("T")

#: Claims or events by a filter, or claims by their ids.
Wanted: TypeAlias = ClaimFilter | EventFilter | Sequence[str]

# What is exported -> the kind of claim that it is.
_KINDS: dict[exports.What, ClaimKind] = {
    "agreements": "agreement",
    "control": "control",
    "framing": "framing",
}
# What of a filter of claims asks the same of events -> its name there.
_OF_EVENTS = {
    "event_type": "type",
    "mode": "mode",
    "actor": "actor",
    "place": "place",
    "happened_since": "since",
    "happened_until": "until",
    "limit": "limit",
}
# The order of a table is not that of a file.
_NO_FILTER = frozenset({"order", "after"})
_DECIDED: dict[Verdict, Review] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "unsure": "unsure",
}
# Events whose claims are fetched at once, and claims whose judgements are.
_BATCH = 100
_IDENTITIES = 500


@dataclass(frozen=True)
class _Asked:
    """The ledger that is asked, and who is blind to how others judged; None is not."""

    ledger: Ledger
    seen_by: str | None = None

    def may_see(self, held: Iterable[tuple[str, str]]) -> bool:
        """Whether judgements of a claim are shown."""
        return self.seen_by is None or any(person == self.seen_by for person, _ in held)


def export_order(
    format: str,
    wanted: ClaimFilter | EventFilter,
    *,
    what: exports.What | None = None,
    policy: exports.Policy | None = None,
    bom: bool = False,
) -> exports.Order:
    """What to export and how; what is None is as the format has it. Raises `ExportError` if it cannot be."""
    filters = _named(wanted)
    order = exports.order_of(format, what=what, policy=policy, filters=filters, bom=bom)
    if isinstance(wanted, EventFilter):
        return order
    kind = _exported_kind(order, wanted)
    if wanted.kind not in (None, kind):
        raise ExportError(
            f"{format} of {order.what} holds no claims of kind {wanted.kind}. Leave --kind out."
        )
    if order.what == "events" and (other := filters.keys() - _OF_EVENTS.keys() - {"kind"}):
        names = ", ".join(sorted(other))
        raise ExportError(f"Events cannot be chosen by {names}. Export --what claims, or leave it out.")
    return order


def export(
    *,
    ledger: Ledger,
    order: exports.Order,
    wanted: Wanted,
    to: Path | BinaryIO,
    seen_by: str | None = None,
) -> exports.Manifest:
    """Write what fits to the file at a path, whole or not at all, or to one that is open.

    Whoever is named by `seen_by` finds how others judged on claims alone that they have judged too. Memory
    stays constant. Raises `ExportError` if the file cannot be written.
    """
    rows = _exported(_Asked(ledger, seen_by), order, wanted)
    program, at = f"accordingto {version('accordingto')}", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(to, Path):
        return exports.export_file(rows, to, order, program=program, exported_at=at)
    return exports.export(rows, to, order, program=program, exported_at=at)


def _named(wanted: ClaimFilter | EventFilter) -> Filters:
    named = msgspec.to_builtins(wanted).items()
    return {name: value for name, value in named if value and name not in _NO_FILTER}


def _exported_kind(order: exports.Order, wanted: ClaimFilter) -> ClaimKind | None:
    if order.what == "events" or exports.FORMATS[order.format].as_events:
        return "event"
    return _KINDS.get(order.what, wanted.kind)


def _exported(asked: _Asked, order: exports.Order, wanted: Wanted) -> Iterator[exports.Row | exports.LeftOut]:
    if isinstance(wanted, EventFilter):
        return _exported_events(asked, order, wanted)
    if not isinstance(wanted, ClaimFilter):
        return _exported_claims(asked, wanted)
    if order.what == "events":
        same = {there: getattr(wanted, here) for here, there in _OF_EVENTS.items()}
        return _exported_events(asked, order, EventFilter(**same, everything=True))
    kind = _exported_kind(order, wanted)
    return _with_reviews(asked, asked.ledger.claims(msgspec.structs.replace(wanted, kind=kind)))


def _exported_claims(asked: _Asked, identities: Sequence[str]) -> Iterator[exports.Row]:
    """Claims in the order given; those that a newer reading took the place of are no longer there."""
    for page in _batches(identities, _IDENTITIES):
        rows = asked.ledger.claims_by_id(page)
        yield from _with_reviews(asked, (rows[one] for one in page if one in rows))


def _with_reviews(asked: _Asked, rows: Iterable[ClaimRow]) -> Iterator[exports.SourcedClaim]:
    """Claims with what people decided on them."""
    for page in _batches(rows, _IDENTITIES):
        with asked.ledger.database.read() as connection:
            held = queue.held_by_claim(connection, [row.claim.id for row in page])
        decided = {claim: _decided(verdicts) for claim, verdicts in held.items() if asked.may_see(verdicts)}
        yield from (_sourced(row, decided) for row in page)


def _decided(held: Iterable[tuple[str, str]]) -> Review:
    """What all who judged a claim decided; `disputed` if not the same."""
    found = {_DECIDED[verdict] for _, verdict in held if verdict in _DECIDED}
    return found.pop() if len(found) == 1 else "disputed"


def _exported_events(
    asked: _Asked, order: exports.Order, wanted: EventFilter
) -> Iterator[exports.Row | exports.LeftOut]:
    """Linked events with their claims, oldest first; then what should be among them and is not."""
    events = msgspec.structs.replace(wanted, order="oldest", after=None)
    ledger = asked.ledger
    summed = ledger.linked_events(events)
    for rows in _batches(ledger.events(events), _BATCH):
        whole = {row.id: next(summed, None) for row in rows if not row.stale}
        claims = _claims_of(asked, [event for event in whole.values() if event])
        for row in rows:
            yield _sourced_event(row, whole.get(row.id), claims, order)
    yield from [exports.LeftOut(reason="a report that is not linked; run `accordingto link`")] * _unlinked(
        ledger
    )


def _unlinked(ledger: Ledger) -> int:
    with ledger.database.read() as connection:
        return links.count_unlinked(connection)


def _sourced_event(
    row: EventRow, event: LinkedEvent | None, claims: dict[str, exports.SourcedClaim], order: exports.Order
) -> exports.SourcedEvent | exports.LeftOut:
    if event is None or event.id != row.id:
        return exports.LeftOut(reason="its accounts have changed; run `accordingto link`")
    # PLOVER has modes for what is only planned or demanded; elsewhere it would pass for done.
    if not (row.happened or row.denied or order.format == "plover"):
        return exports.LeftOut(reason="only planned, demanded, threatened or possible")
    told = tuple(claims[identity] for identity in event.claims)
    return exports.SourcedEvent(event=event, claims=told, reviewed=row.reviewed > 0)


def _batches(rows: Iterable[T], size: int) -> Iterator[list[T]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, size)):
        yield batch


def _claims_of(asked: _Asked, events: Iterable[LinkedEvent]) -> dict[str, exports.SourcedClaim]:
    identities = [identity for event in events for identity in event.claims]
    pages = (asked.ledger.claims_by_id(page) for page in _batches(identities, _IDENTITIES))
    rows = (row for page in pages for row in page.values())
    return {told.claim.id: told for told in _with_reviews(asked, rows)}


def _sourced(row: ClaimRow, held: dict[str, Review]) -> exports.SourcedClaim:
    return exports.SourcedClaim(
        claim=row.claim,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        url=row.url,
        recorded_at=row.recorded_at,
        review=held.get(row.claim.id),
    )
