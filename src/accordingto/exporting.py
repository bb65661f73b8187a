"""The order of the steps of an export: ask the ledger, fetch the claims of its events, write.

`workflow` passes these on.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import msgspec

from accordingto import exports
from accordingto.errors import ExportError
from accordingto.exports.nouns import Filters
from accordingto.ledger import ClaimFilter, ClaimRow, EventFilter, EventRow, Ledger, links
from accordingto.types import ClaimKind, LinkedEvent

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
# Events whose claims are fetched at once.
_BATCH = 100
_IDENTITIES = 500


def export_order(
    format: str,
    wanted: ClaimFilter,
    *,
    what: exports.What | None = None,
    policy: exports.Policy | None = None,
    bom: bool = False,
) -> exports.Order:
    """What to export and how; what is None is as the format has it. Raises `ExportError` if it cannot be."""
    filters = _named(wanted)
    order = exports.order_of(format, what=what, policy=policy, filters=filters, bom=bom)
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
    *, ledger: Ledger, order: exports.Order, wanted: ClaimFilter, to: Path | BinaryIO
) -> exports.Manifest:
    """Write what fits to the file at a path, whole or not at all, or to one that is open.

    Memory stays constant. Raises `ExportError` if the file cannot be written.
    """
    rows = _exported(ledger, order, wanted)
    program, at = f"accordingto {version('accordingto')}", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}"
    if isinstance(to, Path):
        return exports.export_file(rows, to, order, program=program, exported_at=at)
    return exports.export(rows, to, order, program=program, exported_at=at)


def _named(wanted: ClaimFilter) -> Filters:
    return {name: value for name, value in msgspec.to_builtins(wanted).items() if value}


def _exported_kind(order: exports.Order, wanted: ClaimFilter) -> ClaimKind | None:
    if order.what == "events" or exports.FORMATS[order.format].as_events:
        return "event"
    return _KINDS.get(order.what, wanted.kind)


def _exported(
    ledger: Ledger, order: exports.Order, wanted: ClaimFilter
) -> Iterator[exports.Row | exports.LeftOut]:
    if order.what == "events":
        return _exported_events(ledger, order, wanted)
    kind = _exported_kind(order, wanted)
    return map(_sourced, ledger.claims(msgspec.structs.replace(wanted, kind=kind)))


def _exported_events(
    ledger: Ledger, order: exports.Order, wanted: ClaimFilter
) -> Iterator[exports.Row | exports.LeftOut]:
    """Linked events with their claims, oldest first; then what should be among them and is not."""
    asked = {there: getattr(wanted, here) for here, there in _OF_EVENTS.items()}
    events = EventFilter(**asked, everything=True, order="oldest")
    summed = ledger.linked_events(events)
    for rows in _batches(ledger.events(events)):
        whole = {row.id: next(summed, None) for row in rows if not row.stale}
        claims = _claims_of(ledger, [event for event in whole.values() if event])
        for row in rows:
            yield _sourced_event(row, whole.get(row.id), claims, order)
    yield from [exports.LeftOut(reason="a report that is not linked; run `accordingto link`")] * _unlinked(
        ledger
    )


def _unlinked(ledger: Ledger) -> int:
    with ledger.database.read() as connection:
        return links.count_unlinked(connection)


def _sourced_event(
    row: EventRow, event: LinkedEvent | None, claims: dict[str, ClaimRow], order: exports.Order
) -> exports.SourcedEvent | exports.LeftOut:
    if event is None or event.id != row.id:
        return exports.LeftOut(reason="its accounts have changed; run `accordingto link`")
    # PLOVER has modes for what is only planned or demanded; elsewhere it would pass for done.
    if not (row.happened or row.denied or order.format == "plover"):
        return exports.LeftOut(reason="only planned, demanded, threatened or possible")
    told = tuple(_sourced(claims[identity]) for identity in event.claims)
    return exports.SourcedEvent(event=event, claims=told, reviewed=row.reviewed > 0)


def _batches(rows: Iterable[EventRow]) -> Iterator[list[EventRow]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _claims_of(ledger: Ledger, events: Iterable[LinkedEvent]) -> dict[str, ClaimRow]:
    identities = [identity for event in events for identity in event.claims]
    starts = range(0, len(identities), _IDENTITIES)
    pages = (ledger.claims_by_id(identities[start : start + _IDENTITIES]) for start in starts)
    return {identity: row for page in pages for identity, row in page.items()}


def _sourced(row: ClaimRow) -> exports.SourcedClaim:
    return exports.SourcedClaim(
        claim=row.claim,
        outlet=row.outlet,
        title=row.title,
        published=row.published,
        url=row.url,
        recorded_at=row.recorded_at,
    )
