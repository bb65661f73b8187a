"""Places that the ledger speaks of: who is said to hold each, what happened there, what was agreed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Annotated, Any
from urllib.parse import quote

import msgspec
import numpy as np
from litestar import Response, get
from litestar.exceptions import NotFoundException
from litestar.params import Parameter

from accordingto.gazetteer.store import open_gazetteer
from accordingto.ledger import ClaimFilter, mapping
from accordingto.ledger.rows import fold
from accordingto.types import ControlHistory, LinkedAgreement, Noun
from accordingto.web.answers import NAMED
from accordingto.web.atlas import Atlas, at_place
from accordingto.web.deals import AgreementRow, deals_of, row_of
from accordingto.web.derived import Deals
from accordingto.web.holding import drawing, when
from accordingto.web.maps import MapItem, items_of
from accordingto.web.paging import LONGEST
from accordingto.web.render import render
from accordingto.web.site import Asked, site_of

MOST_PLACES = 200
MOST_ITEMS = 100
# On the page, which is to stay below 250 kB; all statements are a download.
MOST_SHOWN, MOST_STATEMENTS = 50, 100
KINDS = ("event", "control", "agreement")


class PlaceRow(Noun, frozen=True):
    """A place that the ledger speaks of, and in how much. `identity` is what its page is called by.

    `events` counts happenings; `control` and `agreements` count claims.
    """

    identity: str
    name: str
    country: str | None
    events: int
    contested: int
    control: int
    agreements: int


class PlaceView(Noun, frozen=True):
    """All of one place. `control` has one history at most; `agreements` come the latest first."""

    name: str
    geonameid: int | None
    country: str | None
    latitude: float | None
    longitude: float | None
    control: ControlHistory | None
    events: tuple[MapItem, ...]
    events_in_all: int
    agreements: tuple[AgreementRow, ...]
    agreements_in_all: int


Identity = Annotated[
    str, Parameter(min_length=1, max_length=LONGEST, description="Its id in the gazetteer, or its name.")
]


# --- which place ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Sought:
    """What a place is looked for by."""

    geonameid: int | None
    name: str


@cache
def _name_of(geonameid: int) -> str | None:
    gazetteer = open_gazetteer()
    try:
        found = gazetteer.place(geonameid)
    finally:
        gazetteer.close()
    return found.name if found else None


def sought(atlas: Atlas, identity: str) -> Sought:
    """The place of an address: by its id, or by a name that the ledger knows it under."""
    if identity.removeprefix("-").isdecimal() and len(identity) < 16:
        number = int(identity)
        rows = np.flatnonzero(atlas.geonameids == number)
        name = _name_of(number) or (str(atlas.places[rows[0]]) if len(rows) else None)
        if name is None:
            raise NotFoundException(f"Neither the ledger nor the gazetteer has a place {identity}.")
        return Sought(number, name)
    rows = np.array(_by_name(atlas).get(fold(identity), ()), int)
    known = Counter(int(one) for one in atlas.geonameids[rows] if one)
    name = str(atlas.places[rows[0]]) if len(rows) else identity
    return Sought(known.most_common(1)[0][0] if known else None, name)


@lru_cache(maxsize=2)
def _by_name(atlas: Atlas) -> dict[str, list[int]]:
    """Folded name of a place -> its rows. An atlas is made once for many requests."""
    rows: dict[str, list[int]] = {}
    folded = {name: fold(name) for name in set(atlas.places)}
    for number, name in enumerate(atlas.places):
        rows.setdefault(folded[name], []).append(number)
    return rows


def is_there(found: Sought, history: ControlHistory) -> bool:
    """Whether a history is of this place."""
    if found.geonameid is not None and history.place.geonameid is not None:
        return found.geonameid == history.place.geonameid
    return fold(history.place.name) == fold(found.name)


# --- one place ------------------------------------------------------------------------------------


def view(request: Asked, identity: str, deals: Deals | None) -> PlaceView:
    """All that the ledger has of a place. Raises `NotFoundException` if that is nothing."""
    site = site_of(request)
    atlas, _ = site.atlases.of(site.ledger)
    found = sought(atlas, identity)
    rows = {kind: at_place(atlas, found.geonameid, found.name, kind) for kind in KINDS}
    control = _control(request, found)
    if control is None and not any(len(one) for one in rows.values()):
        raise NotFoundException(f"Nothing in the ledger is said of {found.name}.")
    first = next((int(one[0]) for one in rows.values() if len(one)), None)
    told = _agreements(deals, [str(claim) for claim in atlas.ids[rows["agreement"]]]) if deals else []
    return PlaceView(
        name=found.name,
        geonameid=found.geonameid,
        **_whereabouts(atlas, first, control),
        control=control,
        events=items_of(site.ledger, atlas, rows["event"][:MOST_ITEMS], {}),
        events_in_all=len(rows["event"]),
        agreements=tuple(map(row_of, told[:MOST_ITEMS])),
        agreements_in_all=len(told),
    )


def _agreements(deals: Deals, claims: Sequence[str]) -> list[LinkedAgreement]:
    """The agreements that claims tell of, the latest first."""
    wanted = {deal.id for claim in claims if (deal := deals.by_claim.get(claim))}
    return [deal for deal in deals.all if deal.id in wanted]


def _whereabouts(atlas: Atlas, row: int | None, control: ControlHistory | None) -> dict[str, Any]:
    if row is None or np.isnan(atlas.latitude[row]):
        place = control.place if control else None
        return {name: getattr(place, name, None) for name in ("country", "latitude", "longitude")}
    return {
        "country": str(atlas.countries[row]) or None,
        "latitude": float(atlas.latitude[row]),
        "longitude": float(atlas.longitude[row]),
    }


def _control(request: Asked, found: Sought) -> ControlHistory | None:
    from accordingto.workflow import control

    if not mapping.phrase(found.name):
        return None
    histories = control(site_of(request).ledger, ClaimFilter(place=found.name))
    return next((history for history in histories if is_there(found, history)), None)


@get("/places/{identity:str}", sync_to_thread=True, include_in_schema=False)
def place_page(request: Asked, identity: str) -> Response[str]:
    """One place."""
    site = site_of(request)
    deals, _ = site.derived.deals.of(site.ledger)
    place = view(request, identity, deals)
    statements = place.control.statements if place.control else ()
    shown = msgspec.structs.replace(
        place, events=place.events[:MOST_SHOWN], agreements=place.agreements[:MOST_SHOWN]
    )
    return render(
        request,
        "place.html",
        place=shown,
        making=deals is None,
        statements=statements[-MOST_STATEMENTS:],
        statements_in_all=len(statements),
        drawing=drawing(statements),
        when=when,
    )


@get("/api/places/{identity:str}", sync_to_thread=True, raises=NAMED)
def place_view(request: Asked, identity: Identity) -> PlaceView:
    """One place: who is said to hold it, what happened there, what was agreed. At most 100 of each."""
    return view(request, identity, deals_of(request))


# --- all places -----------------------------------------------------------------------------------


def counted(atlas: Atlas, named: str = "") -> list[PlaceRow]:
    """Places with `named` in their names, those with most events first."""
    wanted = fold(named)
    return [row for row in _counted(atlas) if not wanted or wanted in fold(row.name)]


@lru_cache(maxsize=2)
def _counted(atlas: Atlas) -> tuple[PlaceRow, ...]:
    """All places. Rows of one place have one number, so that what is told of it is counted at once."""
    rows = np.flatnonzero(atlas.told & (atlas.places != ""))
    numbers: dict[object, int] = {}
    keys = zip(atlas.geonameids[rows].tolist(), atlas.places[rows].tolist(), strict=True)
    place = np.array([numbers.setdefault(number or name, len(numbers)) for number, name in keys], np.int64)
    first = np.unique(place, return_index=True)[1] if len(place) else ()
    of_kind = {kind: atlas.kinds[rows] == kind for kind in KINDS}
    of_kind["contested"] = of_kind["event"] & atlas.contested[rows]
    counts = {name: np.bincount(place[mask], minlength=len(numbers)) for name, mask in of_kind.items()}
    made = [
        _row(atlas, int(rows[one]), {name: int(found[number]) for name, found in counts.items()})
        for number, one in enumerate(first)
    ]
    return tuple(sorted(made, key=lambda row: (-row.events, -row.control, row.name)))


def _row(atlas: Atlas, row: int, counts: Mapping[str, int]) -> PlaceRow:
    number, name = int(atlas.geonameids[row]), str(atlas.places[row])
    return PlaceRow(
        identity=str(number) if number else quote(name, safe=""),
        name=name,
        country=str(atlas.countries[row]) or None,
        events=counts["event"],
        contested=counts["contested"],
        control=counts["control"],
        agreements=counts["agreement"],
    )


@get("/places", sync_to_thread=True, include_in_schema=False)
def places_page(request: Asked) -> Response[str]:
    """Places by how much is told of them."""
    site = site_of(request)
    atlas, _ = site.atlases.of(site.ledger)
    rows = counted(atlas, request.query_params.get("named", "").strip()[:LONGEST])
    return render(
        request,
        "places.html",
        rows=rows[:MOST_PLACES],
        more=max(0, len(rows) - MOST_PLACES),
        linked=atlas.linked,
    )


HANDLERS = [places_page, place_page, place_view]
