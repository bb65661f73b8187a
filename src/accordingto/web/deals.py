"""Agreements: all of them, and each with its parties, its dated steps, its terms and who says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

import msgspec
from litestar import Response, get
from litestar.exceptions import NotFoundException, ServiceUnavailableException, ValidationException
from litestar.openapi.spec import OpenAPIType, Operation, Parameter as Described, Schema

from accordingto.ledger.rows import fold, fold_words
from accordingto.short import by_outlet, most_stated, most_told
from accordingto.types import AgreementKind, DatedStep, HistoryLine, LinkedAgreement, Noun, Status
from accordingto.web.answers import ASKED, NAMED
from accordingto.web.derived import Deals
from accordingto.web.events import MOST_ACCOUNTS, Cursor, Identity, Limit, texts_of
from accordingto.web.filters import DATE, check_date, check_texts
from accordingto.web.paging import LONGEST, PAGE, page_from, place_of
from accordingto.web.render import render
from accordingto.web.site import Asked, found, site_of
from accordingto.web.telling import Passage, passage

LABELS = {
    "kind": "What it chiefly brings about",
    "party": "Words in the name of a party",
    "broker": "Words in the name of who mediated it",
    "place": "Words in the name of a place",
    "since": "From",
    "until": "To",
    "breached": "Somebody is said to have broken it",
}
KINDS: tuple[str, ...] = get_args(AgreementKind)
# Seconds that the API waits for what is being made.
PATIENCE = 20.0
FACTUAL: frozenset[Status | None] = frozenset({None, "happened", "ongoing"})


class Place(NamedTuple):
    """Where a page of agreements ends; what they are sorted by, the greatest first."""

    day: str
    id: str


class AgreementRow(Noun, frozen=True):
    """An agreement in a table. `breaches` counts allegations of violations, `denials` what is denied."""

    id: str
    kind: AgreementKind
    name: str | None
    parties: tuple[str, ...]
    brokers: tuple[str, ...]
    places: tuple[str, ...]
    begin: str | None
    end: str | None
    steps: int
    terms: int
    breaches: int
    denials: int
    documents: int
    outlets: int


class AgreementPage(Noun, frozen=True):
    """Some agreements, the latest first; `next` is the cursor of the following ones."""

    items: tuple[AgreementRow, ...]
    next: str | None


class AgreementFilter(Noun, frozen=True):
    """Which agreements are wanted: by words in names of parties, brokers or places; by kind; by days."""

    kind: AgreementKind | None = None
    party: str | None = None
    broker: str | None = None
    place: str | None = None
    since: str | None = None
    until: str | None = None
    breached: bool = False


# --- many -----------------------------------------------------------------------------------------


def row_of(deal: LinkedAgreement) -> AgreementRow:
    """An agreement as a row."""
    return AgreementRow(
        id=deal.id,
        kind=deal.kind,
        name=deal.names[0] if deal.names else None,
        parties=deal.parties,
        brokers=tuple(name for name, _ in deal.brokers),
        places=deal.places,
        begin=deal.begin,
        end=deal.end,
        steps=len(deal.steps),
        terms=len(deal.terms),
        breaches=sum(map(is_alleged, deal.steps)),
        denials=sum(step.polarity == "negative" or step.step == "denied" for step in deal.steps),
        documents=len(deal.documents),
        outlets=len(deal.outlets),
    )


def is_alleged(step: DatedStep) -> bool:
    """Whether somebody is said to have broken it."""
    return step.step == "violated" and step.polarity == "positive" and step.status in FACTUAL


def fits(deal: LinkedAgreement, wanted: AgreementFilter) -> bool:
    """Whether a filter lets an agreement pass."""
    by_kind = wanted.kind in (None, deal.kind) and (not wanted.breached or any(map(is_alleged, deal.steps)))
    by_name = (
        _named(wanted.party, deal.parties)
        and _named(wanted.broker, [name for name, _ in deal.brokers])
        and _named(wanted.place, deal.places)
    )
    last, first = deal.end or deal.begin or "", deal.begin or deal.end or "9999"
    by_day = (wanted.since is None or last >= wanted.since) and (
        wanted.until is None or first <= f"{wanted.until}-99-99"[:10]
    )
    return by_kind and by_name and by_day


def _named(wanted: str | None, names: Sequence[str]) -> bool:
    return wanted is None or any(fold_words(wanted) in fold_words(name) for name in names)


def key_of(deal: LinkedAgreement) -> Place:
    """What they are sorted by, the greatest first."""
    return Place(deal.end or deal.begin or "", deal.id)


def page_of(deals: Deals, wanted: AgreementFilter, after: str | None, limit: int) -> AgreementPage:
    """Agreements that pass, from behind the one that a cursor names."""
    place = place_of(after, Place)
    behind = (deal for deal in deals.all if place is None or key_of(deal) < place)
    rows, following = page_from((deal for deal in behind if fits(deal, wanted)), limit, key_of)
    return AgreementPage(items=tuple(map(row_of, rows)), next=following)


@get("/agreements", sync_to_thread=True, include_in_schema=False)
def agreements_page(request: Asked) -> Response[str]:
    """Agreements in a table."""
    site = site_of(request)
    query = dict(request.query_params)
    deals, fresh = site.derived.deals.of(site.ledger)
    wanted = wanted_of(query)
    page = page_of(deals, wanted, query.get("after"), PAGE) if deals else None
    return render(
        request,
        "deals.html",
        page=page,
        fresh=fresh,
        kinds=KINDS,
        wanted=wanted,
        following=page.next if page else None,
    )


# --- one ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Placed:
    """A line of the history in the timeline, with every statement that it stands for.

    `side` is that of the party accused, 0 or 1; None stands in the middle. `denied`: nobody affirms it.
    """

    line: HistoryLine
    statements: tuple[DatedStep, ...]
    side: int | None
    denied: bool
    open: bool


@dataclass(frozen=True)
class Day:
    """What began on one day; `known` is false where only the report has a date."""

    date: str | None
    known: bool
    lines: tuple[Placed, ...]


def sides_of(deal: LinkedAgreement) -> tuple[str, ...]:
    """The two who are most often said to have broken it, each by one of its names."""
    accused = [step.by for step in deal.steps if is_alleged(step) and step.by]
    counts = Counter(map(fold, accused))
    names = {fold(name): name for name in reversed(accused)}
    return tuple(names[key] for key, _ in counts.most_common(2))


def days_of(deal: LinkedAgreement, lines: Iterable[HistoryLine]) -> Iterator[Day]:
    """Lines of its history by day, those of no day last."""
    sides = [fold(name) for name in sides_of(deal)]
    statements = {step.claim: step for step in deal.steps}
    groups: dict[tuple[str | None, bool], list[Placed]] = {}
    for line in lines:
        told = tuple(statements[claim] for claim in line.claims if claim in statements)
        date = line.begin or next((one.published[:10] for one in told if one.published), None)
        groups.setdefault((date, line.begin is not None), []).append(_placed(line, told, sides))
    yield from (Day(date, known, tuple(lines)) for (date, known), lines in groups.items())


def _placed(line: HistoryLine, told: tuple[DatedStep, ...], sides: Sequence[str]) -> Placed:
    accused = [sides.index(name) for name in map(fold, line.by) if name in sides]
    side = accused[0] if line.step == "violated" and accused else None
    denied = line.step == "denied" or not line.said_by
    return Placed(line, told, side, denied, line.status not in FACTUAL)


@get("/agreements/{identity:str}", sync_to_thread=True, include_in_schema=False)
def agreement_page(request: Asked, identity: str) -> Response[str]:
    """One agreement, by the id of any of its claims."""
    site = site_of(request)
    deals, fresh = site.derived.deals.of(site.ledger)
    if deals is None:
        return render(request, "making.html", what="Agreements are", title="Agreement")
    deal = deal_of(request, deals, identity)
    whole = "whole" in request.query_params
    lines = deal.history if whole else most_told(deal.history)
    terms = deal.terms if whole else most_stated(deal.terms)
    return render(
        request,
        "deal.html",
        deal=deal,
        row=row_of(deal),
        fresh=fresh,
        sides=sides_of(deal),
        timeline=list(days_of(deal, lines)),
        terms=terms,
        by_outlet=by_outlet,
        whole=whole,
        left_out=(len(deal.history) - len(lines), len(deal.terms) - len(terms)),
        passages=_passages(request, lines),
    )


def _passages(request: Asked, lines: Iterable[HistoryLine]) -> dict[str, Passage]:
    """The words of each statement in their sentence."""
    ledger = site_of(request).ledger
    claims = [claim for line in lines for claim in line.claims]
    rows = ledger.claims_by_id(claims[:MOST_ACCOUNTS])
    texts = texts_of(ledger, rows.values())
    return {claim: passage(row, texts) for claim, row in rows.items()}


def deal_of(request: Asked, deals: Deals, identity: str) -> LinkedAgreement:
    """The agreement that a claim, or the beginning of its id, tells of."""
    known = deals.by_claim.get(identity)
    if known is None:
        claim = found(lambda: site_of(request).ledger.claim(identity)).claim.id
        known = deals.by_claim.get(claim)
    if known is None:
        raise NotFoundException(f"Claim {identity} tells of no agreement.")
    return known


# --- as JSON --------------------------------------------------------------------------------------

NAMES = ("kind", "party", "broker", "place", "since", "until", "breached")
DATES = ("since", "until")


@dataclass
class AgreementOperation(Operation):
    """An operation that takes all filters of agreements, which its function reads from the address."""

    def __post_init__(self) -> None:
        """Describe them."""
        self.parameters = [*(self.parameters or []), *map(_described, NAMES)]


def _described(name: str) -> Described:
    schema = Schema(type=OpenAPIType.STRING, max_length=LONGEST)
    if name == "kind":
        schema = Schema(type=OpenAPIType.STRING, enum=list(KINDS))
    elif name in DATES:
        schema = Schema(type=OpenAPIType.STRING, pattern=f"^{DATE}$")
    elif name == "breached":
        schema = Schema(type=OpenAPIType.BOOLEAN)
    return Described(name=name, param_in="query", schema=schema, description=LABELS[name])


def wanted_of(query: Mapping[str, str]) -> AgreementFilter:
    """The filter that an address of the API asks for. What cannot be asked so is refused, with the reason."""
    values = {name: query[name].strip() for name in NAMES if query.get(name, "").strip()}
    check_texts(values.values())
    for name, value in values.items():
        if name in DATES:
            check_date(value)
    try:
        return msgspec.convert(values, AgreementFilter, strict=False)
    except msgspec.ValidationError as error:
        raise ValidationException(f"This filter cannot be used: {error}") from error


def deals_of(request: Asked) -> Deals:
    """All agreements, waited for. Raises `ServiceUnavailableException` if that takes long."""
    site = site_of(request)
    deals, _ = site.derived.deals.of(site.ledger, PATIENCE)
    if deals is None:
        raise ServiceUnavailableException("Agreements are being brought together. Ask again in a minute.")
    return deals


@get("/api/agreements", sync_to_thread=True, raises=ASKED, operation_class=AgreementOperation)
def agreements_json(request: Asked, limit: Limit = PAGE, cursor: Cursor = None) -> AgreementPage:
    """Agreements that pass all filters, the latest first."""
    return page_of(deals_of(request), wanted_of(dict(request.query_params)), cursor, limit)


def claims_of_deals(request: Asked, wanted: AgreementFilter) -> list[str]:
    """The claims that tell of agreements which pass, by id."""
    return [claim for deal in deals_of(request).all if fits(deal, wanted) for claim in deal.claims]


@get("/api/agreements/{identity:str}", sync_to_thread=True, raises=NAMED)
def agreement_json(request: Asked, identity: Identity) -> LinkedAgreement:
    """One agreement with all steps and terms."""
    return deal_of(request, deals_of(request), identity)


HANDLERS = [agreements_page, agreement_page, agreements_json, agreement_json]
