"""Happenings: the table of all, and each with every account of it side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, get_type_hints

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException, ValidationException
from litestar.openapi.spec import OpenAPIType, Operation, Parameter as Described, Schema
from litestar.params import Parameter, QueryParameter

from accordingto import words
from accordingto.errors import LedgerError
from accordingto.ledger import ClaimRow, EventFilter, EventRow, Ledger, judging
from accordingto.ledger.judging import Decision
from accordingto.types import ClaimKind, LinkedEvent, Noun, Pairing
from accordingto.web.answers import ASKED, NAMED
from accordingto.web.filters import DATE, Field, check_date, check_texts, choices_of
from accordingto.web.paging import LONGEST, MOST, PAGE, cursor_of, page_from, place_of
from accordingto.web.render import render
from accordingto.web.scale import scales
from accordingto.web.site import Asked, found, site_of
from accordingto.web.telling import behind, clashes

# Accounts and pairs on one page; the rest is a page of its own, or asked of the API.
MOST_ACCOUNTS, MOST_PAIRS = 200, 5
LABELS = {
    "type": "What happened",
    "place": "Place",
    "actor": "Party",
    "since": "From",
    "until": "To",
    "order": "First",
    "mode": "Mode",
    "country": "Country",
    "origins": "Origins at least",
    "conflicts": "Contradicted",
    "everything": "Also what is only planned, demanded or threatened",
}
FIRST = ("type", "place", "actor", "since", "until", "order")
DATES = frozenset({"since", "until"})
YES = frozenset({"conflicts", "everything"})
ORDERS = {
    "newest": "newest",
    "oldest": "oldest",
    "contradictions": "most contradicted",
    "origins": "most origins",
}


# --- filters --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class EventField(Field):
    """A field of the form; `is_yes` is a box to tick."""

    is_yes: bool = False

    @property
    def is_first(self) -> bool:
        """Whether it is shown without unfolding."""
        return self.name in FIRST


def _names() -> dict[str, tuple[str, ...]]:
    hints = get_type_hints(EventFilter)
    return {name: choices_of(hints[name]) for name in LABELS}


def filter_of(query: Mapping[str, str]) -> EventFilter:
    """The filter that an address asks for. What cannot be asked so is refused, with the reason."""
    values: dict[str, Any] = {name: query[name].strip() for name in LABELS if query.get(name, "").strip()}
    check_texts(values.values())
    for name, value in values.items():
        if name in DATES:
            check_date(value)
    try:
        return msgspec.convert(values, EventFilter, strict=False)
    except msgspec.ValidationError as error:
        raise ValidationException(f"This filter cannot be used: {error}") from error


def fields(query: Mapping[str, str]) -> tuple[EventField, ...]:
    """The form, with what the address asks for."""
    return tuple(
        EventField(name, LABELS[name], query.get(name, "").strip(), choices, name in DATES, name in YES)
        for name, choices in _names().items()
    )


def _parameters() -> Iterator[Described]:
    for name, choices in _names().items():
        schema = Schema(type=OpenAPIType.STRING, max_length=LONGEST)
        if choices:
            schema = Schema(type=OpenAPIType.STRING, enum=list(choices))
        elif name in DATES:
            schema = Schema(type=OpenAPIType.STRING, pattern=f"^{DATE}$")
        elif name in YES:
            schema = Schema(type=OpenAPIType.BOOLEAN)
        elif name == "origins":
            schema = Schema(type=OpenAPIType.INTEGER, minimum=1, maximum=2**31)
        yield Described(name=name, param_in="query", schema=schema, description=LABELS[name])


@dataclass
class EventOperation(Operation):
    """An operation that takes all filters of happenings, which its function reads from the address."""

    def __post_init__(self) -> None:
        """Describe them."""
        self.parameters = [*(self.parameters or []), *_parameters()]


# --- the table ------------------------------------------------------------------------------------


class EventPage(Noun, frozen=True):
    """Some happenings; `next` is the cursor of the following ones."""

    items: tuple[EventRow, ...]
    next: str | None


def page_of(ledger: Ledger, query: Mapping[str, str], after: str | None, limit: int) -> EventPage:
    """Happenings that pass all filters, from behind the one that a cursor names."""
    place = place_of(after, str)
    wanted = msgspec.structs.replace(filter_of(query), after=place, limit=limit + 1)
    try:
        rows = list(ledger.events(wanted))
    except LedgerError as error:
        if type(error) is not LedgerError:
            raise
        raise ValidationException(str(error)) from error
    items, following = page_from(rows, limit, lambda row: row.id)
    return EventPage(items=items, next=following)


@get("/events", sync_to_thread=True, include_in_schema=False)
def events_page(request: Asked) -> Response[str]:
    """Happenings in a table, with all filters."""
    query = dict(request.query_params)
    page = page_of(site_of(request).ledger, query, query.get("after"), PAGE)
    shown = fields(query)
    active = tuple(field for field in shown if field.value)
    return render(
        request,
        "events.html",
        rows=page.items,
        next=page.next,
        fields=shown,
        active=active,
        orders=ORDERS,
        bounds=words.bounds,
    )


# --- one ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Pair:
    """Why two tellings were linked, with both claims."""

    one: ClaimRow
    other: ClaimRow
    pairing: Pairing


def claims_of(ledger: Ledger, event: LinkedEvent, most: int = MOST_ACCOUNTS) -> dict[str, ClaimRow]:
    """Its claims, and those that its contradictions name beside them."""
    sides = [claim for one in event.contradictions for claim in (one.one, one.other)]
    return ledger.claims_by_id(list(dict.fromkeys([*sides, *event.claims[:most]])))


def texts_of(ledger: Ledger, rows: Iterable[ClaimRow]) -> dict[str, str]:
    """The texts of the reports that claims stand in."""
    return {one: ledger.document(one).text for one in sorted({row.claim.document for row in rows})}


def pairs_of(ledger: Ledger, event: str, first: int, most: int) -> tuple[tuple[Pair, ...], int]:
    """Pairs of tellings that were linked, each explained, from the `first` on, and how many there are."""
    found = judging.alike(ledger, event)
    wanted = found[first : first + most]
    rows = ledger.claims_by_id([claim for one in wanted for claim in (one.one, one.other)])
    known = [one for one in wanted if one.one in rows and one.other in rows]
    pairs = tuple(
        Pair(rows[one.one], rows[one.other], _explained(ledger, one.one, one.other)) for one in known
    )
    return pairs, len(found)


def _explained(ledger: Ledger, one: str, other: str) -> Pairing:
    from accordingto.workflow import explain

    return explain(one, other, ledger=ledger)


@get("/events/{identity:str}", sync_to_thread=True, include_in_schema=False)
def event_page(request: Asked, identity: str) -> Response[str]:
    """One happening, by the id of any of its claims."""
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    rows = claims_of(ledger, event)
    own = [rows[claim] for claim in event.claims if claim in rows]
    texts = texts_of(ledger, rows.values())
    pairs, number = pairs_of(ledger, event.id, 0, MOST_PAIRS)
    return render(
        request,
        "event.html",
        event=event,
        clashes=clashes(event, rows, texts),
        groups=behind(event, own, texts),
        left_out=max(0, len(event.claims) - MOST_ACCOUNTS),
        scales=scales(event, own),
        pairs=pairs,
        pairs_in_all=number,
        decisions=judging.decisions(ledger, own),
        done=request.query_params.get("done", ""),
        bounds=words.bounds,
    )


@get("/events/{identity:str}/links", sync_to_thread=True, include_in_schema=False)
def links_page(request: Asked, identity: str) -> Response[str]:
    """All pairs of reports that were linked, with what was compared."""
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    first = place_of(request.query_params.get("after"), int) or 0
    pairs, number = pairs_of(ledger, event.id, max(0, first), PAGE // 2)
    end = first + PAGE // 2
    following = cursor_of(end) if end < number else None
    return render(request, "event_links.html", event=event, pairs=pairs, number=number, next=following)


# --- as JSON --------------------------------------------------------------------------------------

Limit = Annotated[int, Parameter(ge=1, le=MOST, description="Most rows of this page.")]
Cursor = Annotated[
    str | None, QueryParameter(name="cursor", max_length=LONGEST, description="`next` of the page before.")
]
Identity = Annotated[
    str,
    Parameter(
        min_length=1, max_length=LONGEST, description="The id of any of its claims, or how one begins."
    ),
]
Beside = Annotated[
    str,
    QueryParameter(name="with", min_length=1, max_length=LONGEST, description="A claim or an event."),
]


class AccountPage(Noun, frozen=True):
    """Some accounts of a happening; `next` is the cursor of the following ones."""

    items: tuple[ClaimRow, ...]
    next: str | None


class PairingPage(Noun, frozen=True):
    """Some pairs that were linked, most alike first; `next` is the cursor of the following ones."""

    items: tuple[Pairing, ...]
    next: str | None


class DecisionList(Noun, frozen=True):
    """What people decided about the links of a happening and holds, last first."""

    items: tuple[Decision, ...]


@get("/api/events", sync_to_thread=True, raises=ASKED, operation_class=EventOperation)
def events_json(request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> EventPage:
    """Happenings that pass all filters, in the order that is asked for."""
    return page_of(site_of(request).ledger, dict(request.query_params), cursor, limit)


@get("/api/events/{identity:str}", sync_to_thread=True, raises=NAMED)
def event_json(request: Asked, identity: Identity) -> LinkedEvent:
    """One happening: origins, contradictions, revisions."""
    return found(lambda: site_of(request).ledger.linked_event(identity))


@get("/api/events/{identity:str}/accounts", sync_to_thread=True, raises=NAMED)
def accounts_json(
    request: Asked, identity: Identity, limit: Limit = PAGE, cursor: Cursor = None
) -> AccountPage:
    """The claims that tell of a happening, by id."""
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    after = place_of(cursor, str) or ""
    wanted = [claim for claim in event.claims if claim > after][: limit + 1]
    rows = ledger.claims_by_id(wanted[:limit])
    following = cursor_of(wanted[limit - 1]) if len(wanted) > limit else None
    return AccountPage(items=tuple(rows[one] for one in wanted[:limit] if one in rows), next=following)


@get("/api/events/{identity:str}/links", sync_to_thread=True, raises=NAMED)
def links_json(request: Asked, identity: Identity, limit: Limit = PAGE, cursor: Cursor = None) -> PairingPage:
    """Why its accounts were linked: pairs of reports, each with every comparison."""
    ledger = site_of(request).ledger
    event = found(lambda: ledger.event_of(identity))
    first = place_of(cursor, int) or 0
    pairs, number = pairs_of(ledger, event, max(0, first), limit)
    following = cursor_of(first + limit) if first + limit < number else None
    return PairingPage(items=tuple(pair.pairing for pair in pairs), next=following)


@get("/api/events/{identity:str}/explained", sync_to_thread=True, raises=NAMED)
def explained_json(request: Asked, identity: Identity, beside: Beside) -> Pairing:
    """How likely two claims, or two happenings, are one, and why."""
    ledger = site_of(request).ledger
    return found(lambda: _explained(ledger, identity, beside))


@get("/api/events/{identity:str}/decisions", sync_to_thread=True, raises=NAMED)
def decisions_json(request: Asked, identity: Identity) -> DecisionList:
    """What people decided about its links."""
    ledger = site_of(request).ledger
    event = found(lambda: ledger.linked_event(identity))
    rows = ledger.claims_by_id(list(event.claims[:MOST_ACCOUNTS]))
    return DecisionList(items=judging.decisions(ledger, rows.values()))


def kind_of(ledger: Ledger, identity: str) -> ClaimKind:
    """The kind of a claim. Raises `NotFoundException` if there is none of this id."""
    try:
        return ledger.claim(identity).claim.kind
    except LedgerError as error:
        if error.retryable:
            raise
        raise NotFoundException(str(error)) from error


HANDLERS = [
    *(events_page, event_page, links_page),
    *(events_json, event_json, accounts_json, links_json, explained_json, decisions_json),
]
