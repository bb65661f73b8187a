"""The map and its timeline: one page, its list as a part of it, and the same as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_type_hints

import msgspec
import numpy as np
from litestar import Response, get
from litestar.exceptions import ValidationException
from litestar.openapi.spec import OpenAPIType, Operation, Parameter as Described, Schema
from litestar.params import Parameter, QueryParameter

from accordingto import words
from accordingto.gazetteer import Kind
from accordingto.gazetteer.labels import Labelled, largest
from accordingto.ledger import ClaimRow, EventRow, Ledger, mapping
from accordingto.types import Noun, Range
from accordingto.web import atlas as atlases
from accordingto.web.answers import ASKED
from accordingto.web.atlas import NOWHERE, Atlas, Box, MapFilter, Mask
from accordingto.web.counting import (
    TILE,
    Cell,
    Counts,
    Rows,
    Times,
    box_of,
    cells_of,
    grouped,
    times_of,
)
from accordingto.web.filters import DATE, Field, check_date, check_texts, choices_of
from accordingto.web.paging import LONGEST, MOST, PAGE, cursor_of, place_of
from accordingto.web.render import render
from accordingto.web.site import Asked, site_of

DEEPEST = 18
ZOOM = 3
# Rows beside the map: with more of them and all that draws it, the page would be over 250 kB.
LISTED = 30
LABELS = {
    "since": "From",
    "until": "To",
    "type": "What happened",
    "actor": "Party",
    "outlet": "Outlet",
    "status": "Status",
    "certainty": "Certainty",
    "reviewed": "Reviewed",
    "contested": "Contradicted",
    "lacking": "Without",
}
# The timeline asks for dates, the counts for what is lacking.
NOT_IN_FORM = frozenset({"since", "until", "lacking"})
DATES = frozenset({"since", "until"})


class MapItem(Noun, frozen=True):
    """One happening in the list; where nothing is linked, one claim. `cell` is the mark that stands for it.

    `figures` are people killed and injured, in words; `address` is the page that says more.
    """

    id: str
    address: str
    type: str
    mode: str | None
    place: str | None
    begin: str | None
    end: str | None
    actors: str | None
    recipients: str | None
    figures: str | None
    outlets: int
    origins: int
    contradictions: int
    reviewed: bool
    cell: str | None
    latitude: float | None
    longitude: float | None


class MapView(Noun, frozen=True):
    """What a map and a timeline show. `box` holds nearly all that passes the filters, wherever one looks.

    `linked` says that happenings are counted, not claims; `fresh` that nothing was written since they were.
    """

    linked: bool
    fresh: bool
    counts: Counts
    cells: tuple[Cell, ...]
    times: Times
    box: Box | None


class MapPage(Noun, frozen=True):
    """Some of what a map shows, what began last first; `next` is the cursor of the following ones."""

    items: tuple[MapItem, ...]
    next: str | None


class MapLabel(Noun, frozen=True):
    """A name on a map, and where it stands."""

    name: str
    kind: Kind
    capital: bool
    latitude: float
    longitude: float


# --- what is asked --------------------------------------------------------------------------------


@cache
def names() -> dict[str, tuple[str, ...]]:
    """Name of a filter -> the values that it may have; none for free text."""
    hints = get_type_hints(MapFilter)
    return {name: choices_of(hints[name]) for name in LABELS}


def wanted_of(query: Mapping[str, str]) -> MapFilter:
    """The filter that an address asks for. What cannot be asked so is refused, with the reason."""
    values = {name: query[name].strip() for name in names() if query.get(name, "").strip()}
    for name in DATES & set(values):
        check_date(values[name])
    check_texts(values.values())
    if "actor" in values and not mapping.phrase(values["actor"]):
        raise ValidationException(f"There is no word in {values['actor']!r} to search for.")
    try:
        return msgspec.convert(values, MapFilter)
    except msgspec.ValidationError as error:
        raise ValidationException(f"This filter cannot be used: {error}") from error


def box_asked(text: str | None) -> Box | None:
    """The box of `bbox=west,south,east,north`."""
    if not text or not text.strip():
        return None
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError as error:
        raise ValidationException("bbox is four numbers: west,south,east,north in degrees.") from error
    if not (abs(west) <= 10_000 and west <= east <= west + 10_000 and -90 <= south <= north <= 90):
        raise ValidationException("bbox is west,south,east,north: from west to east, from south to north.")
    return Box(west=west, south=south, east=east, north=north)


@dataclass
class MapOperation(Operation):
    """An operation that takes the filters of a map, which its function reads from the address itself."""

    def __post_init__(self) -> None:
        """Describe them."""
        self.parameters = [*(self.parameters or []), *map(_described, names())]


def _described(name: str) -> Described:
    schema = Schema(type=OpenAPIType.STRING, max_length=LONGEST)
    if choices := names()[name]:
        schema = Schema(type=OpenAPIType.STRING, enum=list(choices))
    elif name in DATES:
        schema = Schema(type=OpenAPIType.STRING, pattern=f"^{DATE}$")
    return Described(name=name, param_in="query", schema=schema, description=LABELS[name])


Bbox = Annotated[
    str | None,
    QueryParameter(
        name="bbox", max_length=LONGEST, description="West, south, east, north in degrees, with commas."
    ),
]
Zoom = Annotated[int, Parameter(ge=0, le=DEEPEST, description="As of tiles of 256 pixels.")]
Limit = Annotated[int, Parameter(ge=1, le=MOST, description="Most rows of this page.")]
Cursor = Annotated[
    str | None, QueryParameter(name="cursor", max_length=LONGEST, description="`next` of the page before.")
]


# --- what is chosen -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Chosen:
    """What passes the filters, and what of it lies in the time and the box that are looked at."""

    atlas: Atlas
    fresh: bool
    wanted: MapFilter
    passing: Mask
    timed: Mask
    boxed: Mask

    @property
    def rows(self) -> Rows:
        """What is shown, what began last first."""
        return np.flatnonzero(self.passing & self.timed & self.boxed)

    @property
    def counts(self) -> Counts:
        """How many that are."""
        atlas, passing = self.atlas, self.passing
        return Counts(
            shown=len(self.rows),
            passing=int(passing.sum()),
            without_place=int((passing & (atlas.drawn == NOWHERE)).sum()),
            without_date=int((passing & (atlas.first == 0)).sum()),
        )


def chosen(request: Asked, box: Box | None) -> Chosen:
    """What an address asks for."""
    site = site_of(request)
    wanted = wanted_of(dict(request.query_params))
    atlas, fresh = site.atlases.of(site.ledger)
    # What has no place lies in no box, and what has no date in no time.
    looked_at = None if wanted.lacking == "place" else box
    when = MapFilter() if wanted.lacking == "date" else wanted
    return Chosen(
        atlas=atlas,
        fresh=fresh,
        wanted=wanted,
        passing=atlases.passing(atlas, wanted),
        timed=atlases.within_time(atlas, when),
        boxed=atlases.within_box(atlas, looked_at),
    )


def items_page(
    ledger: Ledger, found: Chosen, zoom: int, after: str | None, limit: int
) -> tuple[tuple[MapItem, ...], str | None]:
    """A page of what is shown, and the cursor of the next."""
    start = place_of(after, int) or 0
    if start < 0:
        raise ValidationException("That is no cursor of this list. Begin at its first page.")
    rows = found.rows
    placed, keys = grouped(found.atlas, rows, zoom)
    page = rows[start : start + limit]
    shown = np.isin(placed, page)
    cells = dict(zip(placed[shown].tolist(), map(str, keys[shown].tolist()), strict=True))
    items = items_of(ledger, found.atlas, page, cells)
    return items, cursor_of(start + limit) if len(rows) > start + limit else None


def items_of(ledger: Ledger, atlas: Atlas, rows: Rows, cells: Mapping[int, str]) -> tuple[MapItem, ...]:
    """Rows of an atlas as the ledger has them now. `cells` are the keys of the marks that stand for them."""
    keys = {str(atlas.ids[row]): cells.get(int(row)) for row in rows}
    wanted = [str(one) for one in atlas.ids[rows]]
    if atlas.linked:
        return tuple(_of_event(row, keys.get(row.id)) for row in mapping.event_rows(ledger, wanted))
    found = ledger.claims_by_id(wanted)
    return tuple(_of_claim(found[one], keys.get(one)) for one in wanted if one in found)


def _of_event(row: EventRow, cell: str | None) -> MapItem:
    return MapItem(
        id=row.id,
        address=f"/events/{row.id}",
        **{name: getattr(row, name) for name in _TAKEN},
        figures=figures(row),
        reviewed=row.reviewed > 0,
        cell=cell,
    )


_TAKEN = (
    *("type", "mode", "place", "begin", "end", "actors", "recipients"),
    *("outlets", "origins", "contradictions", "latitude", "longitude"),
)


def figures(row: EventRow) -> str | None:
    """`12 to 30 killed, 4 injured`."""
    both = ((row.killed, "killed"), (row.injured, "injured"))
    return ", ".join(f"{_bounds(range_)} {kind}" for range_, kind in both if range_ is not None) or None


def _bounds(range_: Range) -> str:
    low, high = range_.low, range_.high
    numbers = [one for one in (low, range_.best, high) if one is not None]
    if low is not None and high is not None:
        return f"{low:,}" if low == high else f"{low:,} to {high:,}"
    if low is not None:
        return f"{low:,} or more"
    return f"at most {high:,}" if high is not None else f"{max(numbers, default=0):,}"


def _of_claim(row: ClaimRow, cell: str | None) -> MapItem:
    happening = row.claim.happening
    assert happening is not None
    point = next((one for one in happening.places if one.latitude is not None), None)
    return MapItem(
        id=row.claim.id,
        address=f"/claims/{row.claim.id}",
        type=happening.type,
        mode=happening.mode,
        place=words.where(happening) or None,
        begin=happening.begin,
        end=happening.end,
        actors=words.listed(map(words.party, happening.actors)) or None,
        recipients=words.listed(map(words.party, happening.recipients)) or None,
        figures=words.how_many(happening.figures) or None,
        outlets=1,
        origins=1,
        contradictions=0,
        reviewed=False,
        cell=cell,
        latitude=point.latitude if point else None,
        longitude=point.longitude if point else None,
    )


# --- pages ----------------------------------------------------------------------------------------


@get("/map", sync_to_thread=True, include_in_schema=False)
def map_page(request: Asked) -> Response[str]:
    """The map, the list beside it, the timeline under it."""
    query = dict(request.query_params)
    return render(
        request,
        "map.html",
        fields=fields(query),
        active=[field for field in fields(query) if field.value.strip()],
        outlets=[name for name, _ in site_of(request).outlets.of(site_of(request).ledger) if name],
        since=_whole(query.get("since"), atlases.first_day),
        until=_whole(query.get("until"), atlases.last_day),
        **_listed(request, None),
    )


@get("/map/list", sync_to_thread=True, include_in_schema=False)
def map_list(request: Asked, bbox: Bbox = None) -> Response[str]:
    """The list alone, for the part of the world that is looked at."""
    return render(request, "map_list.html", **_listed(request, box_asked(bbox)))


def _listed(request: Asked, box: Box | None) -> dict[str, Any]:
    query = dict(request.query_params)
    found = chosen(request, box)
    limit = _number(query.get("limit"), LISTED, MOST)
    zoom = _number(query.get("zoom"), ZOOM, DEEPEST)
    items, following = items_page(site_of(request).ledger, found, zoom, query.get("after"), limit)
    return {
        "items": items,
        "next": following,
        "counts": found.counts,
        "linked": found.atlas.linked,
        "wanted": found.wanted,
    }


def _number(text: str | None, usual: int, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and int(text) else usual


def _whole(text: str | None, day: Any) -> str:
    """A date as fields of dates take it: with its day."""
    ordinal = day(text)
    return atlases.civil(ordinal) if ordinal else ""


def fields(query: Mapping[str, str]) -> tuple[Field, ...]:
    """The form, with what the address asks for."""
    return tuple(
        Field(name, LABELS[name], query.get(name, ""), choices)
        for name, choices in names().items()
        if name not in NOT_IN_FORM
    )


# --- the same as JSON -----------------------------------------------------------------------------


@get("/api/map", sync_to_thread=True, raises=ASKED, operation_class=MapOperation)
def map_view(request: Asked, bbox: Bbox = None, zoom: Zoom = ZOOM) -> MapView:
    """Marks, bars and counts of what happened in a box, for a zoom."""
    found = chosen(request, box_asked(bbox))
    passing = np.flatnonzero(found.passing & found.timed)
    return MapView(
        linked=found.atlas.linked,
        fresh=found.fresh,
        counts=found.counts,
        cells=cells_of(found.atlas, found.rows, zoom),
        times=times_of(found.atlas, found.passing, found.boxed),
        box=box_of(found.atlas, passing),
    )


@get("/api/map/events", sync_to_thread=True, raises=ASKED, operation_class=MapOperation)
def map_events(
    request: Asked, bbox: Bbox = None, zoom: Zoom = ZOOM, limit: Limit = PAGE, cursor: Cursor = None
) -> MapPage:
    """What is shown on a map, what began last first."""
    found = chosen(request, box_asked(bbox))
    items, following = items_page(site_of(request).ledger, found, zoom, cursor, limit)
    return MapPage(items=items, next=following)


# --- names on the map -----------------------------------------------------------------------------

# For each kind the zooms at which it is named, and how many people a town has to have at which zoom.
# A region is named at its middle, where towns leave room; map.js draws its borders at the same zooms.
NAMED: Mapping[Kind, range] = {
    "country": range(2, 6),
    "town": range(4, DEEPEST + 1),
    "region": range(6, 11),
}
LEAST = {4: 3_000_000, 5: 1_000_000, 6: 300_000, 7: 100_000, 8: 30_000, 9: 8_000, 10: 2_000}
# Room that a name needs, in pixels: for each letter, beside it, and from line to line.
LETTER, BESIDE, HIGH = 7, 24, 26
MOST_LABELS = 60
CANDIDATES = 400


@get("/api/map/places", sync_to_thread=True, raises=ASKED)
def map_places(bbox: Bbox = None, zoom: Zoom = ZOOM) -> list[MapLabel]:
    """The main places in a box, as many as there is room for, from the gazetteer."""
    box = box_asked(bbox) or Box(west=-180, south=-85, east=180, north=85)
    kinds = [kind for kind, zooms in NAMED.items() if zoom in zooms]
    return labels(_candidates(box, zoom, kinds), zoom)


def _candidates(box: Box, zoom: int, kinds: Sequence[Kind]) -> list[Labelled]:
    longitudes = (max(box.west, -180), min(box.east, 180))
    least = LEAST.get(zoom, 0 if zoom > max(LEAST) else max(LEAST.values()))
    found = (
        largest(
            kind,
            latitudes=(box.south, box.north),
            longitudes=longitudes,
            least=least if kind == "town" else 0,
            most=CANDIDATES,
        )
        for kind in kinds
    )
    return [one for places in found for one in places]


def labels(candidates: Iterable[Labelled], zoom: int) -> list[MapLabel]:
    """Those whose names stand in nobody's way who came before them."""
    places = list(candidates)
    x, y = atlases.world(
        np.array([one.latitude for one in places]), np.array([one.longitude for one in places])
    )
    scale = TILE * 2**zoom
    taken: list[tuple[float, float, float]] = []
    kept: list[MapLabel] = []
    for place, across, down in zip(places, x * scale, y * scale, strict=True):
        left, right = _extent(place, across)
        free = all(right < begin or left > end or abs(down - line) > HIGH for begin, end, line in taken)
        if free and len(kept) < MOST_LABELS:
            taken.append((left, right, down))
            kept.append(MapLabel(**{name: getattr(place, name) for name in MapLabel.__struct_fields__}))
    return kept


def _extent(place: Labelled, across: float) -> tuple[float, float]:
    """From where to where a name goes: from the dot of a town, else around its middle."""
    wide = len(place.name) * LETTER
    return (
        (across - BESIDE, across + wide + BESIDE) if place.kind == "town" else (across - wide, across + wide)
    )


HANDLERS = [map_page, map_list, map_view, map_events, map_places]
