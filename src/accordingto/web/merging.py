"""Merging and splitting happenings: two compared, the decision with its reason, and taking it back."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any
from urllib.parse import urlencode

import msgspec
from litestar import Response, get, post
from litestar.exceptions import ValidationException

from accordingto import words
from accordingto.errors import LedgerError
from accordingto.ledger import ClaimRow, EventFilter, EventRow, Judgement, Ledger, judging
from accordingto.types import LinkedEvent, Sameness
from accordingto.web.checks import MOST_FORM, only
from accordingto.web.events import MOST_ACCOUNTS, claims_of, texts_of
from accordingto.web.login import sent_to
from accordingto.web.paging import LONGEST
from accordingto.web.render import render
from accordingto.web.site import LOCAL, Asked, found, site_of, visitor_of
from accordingto.web.telling import Behind, behind

LONGEST_REASON = 500
# Days before and after in which another happening may be the same one; how many are offered.
REACH, OFFERED, MOST_LOOKED_AT = 3, 8, 200
# Accounts of each of two that are compared.
MOST_COMPARED = 20
# One split judges every pair of a report taken out and one that stays.
MOST_PAIRS = 2_000
Rows = list[ClaimRow]


# --- compare --------------------------------------------------------------------------------------


@get("/events/{identity:str}/merge", sync_to_thread=True, include_in_schema=False)
def merge_page(request: Asked, identity: str) -> Response[str]:
    """Happenings that may be the same one; beside one that was chosen, why it may be."""
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    chosen = request.query_params.get("other", "").strip()[:LONGEST].rpartition("/")[2]
    other = _other(ledger, event, chosen) if chosen else None
    return render(
        request,
        "event_merge.html",
        event=event,
        other=other,
        offered=() if other else offered(ledger, event),
        pairing=_pairing(ledger, event, other) if other else None,
        sides=_sides(ledger, event, other) if other else (),
        bounds=words.bounds,
    )


def _other(ledger: Ledger, event: LinkedEvent, identity: str) -> LinkedEvent:
    other = found(lambda: ledger.linked_event(identity))
    if other.id == event.id:
        raise ValidationException("That is this very event: the claim is among its accounts. Name another.")
    return other


def _pairing(ledger: Ledger, event: LinkedEvent, other: LinkedEvent) -> object:
    from accordingto.workflow import explain

    return explain(event.id, other.id, ledger=ledger)


def _sides(ledger: Ledger, *events: LinkedEvent) -> list[tuple[LinkedEvent, tuple[Behind, ...]]]:
    return [(one, _told(ledger, one)) for one in events]


def _told(ledger: Ledger, event: LinkedEvent) -> tuple[Behind, ...]:
    rows = list(claims_of(ledger, event, MOST_COMPARED).values())
    return behind(event, rows, texts_of(ledger, rows))


def offered(ledger: Ledger, event: LinkedEvent) -> list[EventRow]:
    """Happenings at about its time, those of its type and at its place first."""
    days = [day for text in (event.begin, event.end) if (day := _day(text))]
    wanted = EventFilter(
        everything=True,
        country=event.place.country if event.place else None,
        since=_moved(min(days), -REACH) if days else None,
        until=_moved(max(days), REACH) if days else None,
        limit=MOST_LOOKED_AT,
    )
    rows = [row for row in _fitting(ledger, wanted) if row.id != event.id]
    return sorted(rows, key=lambda row: _unlike(event, row))[:OFFERED]


def _fitting(ledger: Ledger, wanted: EventFilter) -> Iterator[EventRow]:
    return islice(ledger.events(wanted), wanted.limit)


def _unlike(event: LinkedEvent, row: EventRow) -> tuple[bool, bool, bool, str]:
    place = event.place.name if event.place else None
    return row.type != event.type, row.place != place, row.begin != event.begin, row.id


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None  # a month or a year


def _moved(day: date, days: int) -> str:
    try:
        return (day + timedelta(days=days)).isoformat()
    except OverflowError:
        return day.isoformat()


# --- decide ---------------------------------------------------------------------------------------


@post(
    "/events/{identity:str}/judge",
    guards=[only("reviewer")],
    request_max_body_size=MOST_FORM,
    include_in_schema=False,
)
async def judge(request: Asked, identity: str) -> Response[Any]:
    """Join it with another, keep the two apart, or take the marked accounts out of it."""
    form = await request.form()
    because = _reason(str(form.get("because", "")))
    marked = [str(one) for one in form.getall("mark", [])]
    other, verdict = str(form.get("other", "")).strip(), str(form.get("verdict", ""))
    if verdict == "split":
        return await asyncio.to_thread(_split, request, identity, marked, because)
    if verdict in ("same", "different") and other:
        return await asyncio.to_thread(_joined, request, identity, (other, verdict), because)
    raise ValidationException("Say whether it is the same or a different event, and name the other one.")


def _reason(text: str) -> str:
    reason = " ".join(text.split())
    if not 0 < len(reason) <= LONGEST_REASON:
        raise ValidationException(f"A decision needs a reason, of at most {LONGEST_REASON} characters.")
    return reason


def _joined(request: Asked, identity: str, asked: tuple[str, str], because: str) -> Response[Any]:
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    other = _other(ledger, event, asked[0])
    verdict: Sameness = "same" if asked[1] == "same" else "different"
    rows = ledger.claims_by_id([event.id, other.id])
    _keep(request, _judgements([rows[event.id]], [rows[other.id]], verdict, because, _who(request)))
    return _shown(ledger, event.id, "joined" if verdict == "same" else "apart")


def _split(request: Asked, identity: str, marked: Sequence[str], because: str) -> Response[Any]:
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    out, stays = _parted(ledger, event, marked)
    if len(out) * len(stays) > MOST_PAIRS:
        raise ValidationException("These are too many accounts to part at once. Take out fewer.")
    _keep(request, _judgements(out, stays, "different", because, _who(request)))
    return _shown(ledger, stays[0].claim.id, "split")


def _parted(ledger: Ledger, event: LinkedEvent, marked: Sequence[str]) -> tuple[Rows, Rows]:
    """Those who are taken out and those who stay, each report's telling once."""
    telling = judging.tellings(ledger, event.id)
    out = {telling.get(claim, "") for claim in marked}
    stays = set(telling.values()) - out
    if "" in out or not out or not stays:
        raise ValidationException(
            "Mark an account, and leave one. What one report tells of it goes together."
        )
    rows = ledger.claims_by_id([*out, *stays])
    return [rows[one] for one in sorted(out)], [rows[one] for one in sorted(stays)]


def _judgements(
    some: Iterable[ClaimRow], others: Sequence[ClaimRow], verdict: Sameness, because: str, by: str
) -> list[Judgement]:
    at = _now()
    return [
        judging.judgement_of(one, other, verdict, because=because, by=by, at=at)
        for one in some
        for other in others
    ]


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _who(request: Asked) -> str:
    """Who stands for it: whoever signed in, or on a ledger without accounts, the system's user."""
    name = visitor_of(request).name
    return site_of(request).ledger.who if name in (None, LOCAL) else str(name)


def _keep(request: Asked, judgements: Sequence[Judgement]) -> None:
    from accordingto.workflow import take_judgements

    take_judgements(judgements, ledger=judging.in_the_name_of(site_of(request).ledger, _who(request)))


def _shown(ledger: Ledger, claim: str, done: str) -> Response[Any]:
    return sent_to(f"/events/{ledger.event_of(claim)}?{urlencode({'done': done})}#decisions")


# --- take back ------------------------------------------------------------------------------------


@post(
    "/events/{identity:str}/undo",
    guards=[only("reviewer")],
    request_max_body_size=MOST_FORM,
    include_in_schema=False,
)
async def undo(request: Asked, identity: str) -> Response[Any]:
    """Take back a decision about its links; that it was made stays in the custody log."""
    form = await request.form()
    wanted = str(form.get("judged_at", "")), str(form.get("judged_by", ""))
    return await asyncio.to_thread(_undone, request, identity, wanted)


def _undone(request: Asked, identity: str, wanted: tuple[str, str]) -> Response[Any]:
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    rows = ledger.claims_by_id(list(event.claims[:MOST_ACCOUNTS]))
    standing = judging.decisions(ledger, rows.values())
    chosen = [one for one in standing if (one.judged_at, one.judged_by) == wanted]
    if not chosen:
        raise ValidationException("This decision holds no more. Load the page again.")
    _keep(request, [_taken_back(one, request) for decision in chosen for one in decision.judgements])
    return _shown(ledger, _first(event.claims, ledger.event_of), "undone")


def _taken_back(judgement: Judgement, request: Asked) -> Judgement:
    back = f"taken back: {judgement.because}" if judgement.because else "taken back"
    return msgspec.structs.replace(
        judgement, verdict="unsure", because=back, judged_by=_who(request), judged_at=_now()
    )


def _first(claims: Iterable[str], event_of: Callable[[str], str]) -> str:
    """A claim that still tells of something."""
    for claim in claims:
        try:
            event_of(claim)
        except LedgerError as error:
            if error.retryable:
                raise
            continue
        return claim
    raise ValidationException("None of its claims tells of anything now.")


HANDLERS = [merge_page, judge, undo]
