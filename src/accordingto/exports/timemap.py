"""Events and sources as Forensic Architecture's TimeMap takes them: one document with both lists."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable
from typing import Any

import msgspec

from accordingto.exports.columns import unique
from accordingto.exports.documents import Finish
from accordingto.exports.files import Sink
from accordingto.exports.happenings import chain, days_of, length, notes
from accordingto.exports.nouns import SourcedClaim, SourcedEvent

# Events wait here until all sources are written: in memory at first, then on disk.
_IN_MEMORY = 8 * 1024 * 1024
_CHUNK = 1024 * 1024


def left_out(row: SourcedEvent) -> str | None:
    """Why TimeMap cannot show an event; None if it can."""
    has_place = row.event.place is not None and row.event.place.latitude is not None
    return None if has_place or days_of(row) else "neither day nor place"


def write_timemap(rows: Iterable[SourcedEvent], sink: Sink, *, finish: Finish) -> None:
    """`{"sources": {id: ...}, "events": [...], "export": ...}`, the sources being the claims."""
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as events:
        sink.write(b'{"sources":{')
        start = sink.tell()
        for row in rows:
            events.write((b",\n" if events.tell() else b"\n") + msgspec.json.encode(shown(row)))
            for told in row.claims:
                sink.write((b",\n" if sink.tell() > start else b"\n") + _entry(told))
        sink.write(b'\n},"events":[')
        _copy(events, sink)
        sink.write(b'\n],"export":' + msgspec.json.encode(finish()) + b"}\n")


def _entry(told: SourcedClaim) -> bytes:
    return msgspec.json.encode(told.claim.id) + b":" + msgspec.json.encode(source(told))


def _copy(events: Any, sink: Sink) -> None:
    events.seek(0)
    while chunk := events.read(_CHUNK):
        sink.write(chunk)


def shown(row: SourcedEvent) -> dict[str, Any]:
    """An event as TimeMap shows it. Its date is a civil date, so no time zone moves it."""
    event, place, days = row.event, row.event.place, days_of(row)
    number = length(row)
    return {
        "id": event.id,
        "description": notes(row),
        "date": days[0].isoformat() if days else "",
        "time": "",
        "time_precision": "" if number is None else "day" if number == 1 else f"{number} days",
        "location": place.name if place else "",
        "latitude": _degrees(place and place.latitude),
        "longitude": _degrees(place and place.longitude),
        "type": event.acled or event.type,
        "category": event.type,
        "associations": list(unique((*event.actors, *event.recipients))),
        "sources": [told.claim.id for told in row.claims],
        "comments": "",
    }


def _degrees(value: object) -> str:
    return "" if value is None else str(value)


def source(told: SourcedClaim) -> dict[str, Any]:
    """A claim as a source: who says it, in which words, in which report."""
    return {
        "id": told.claim.id,
        "title": told.title or "",
        "thumbnail": "",
        "paths": [told.url] if told.url else [],
        "type": "Article",
        "url": told.url or "",
        "description": told.claim.text,
        "parent": told.claim.document,
        "author": chain(told),
        "date": (told.published or "")[:10],
        "notes": f"document {told.claim.document}",
    }
