"""The columns of UCDP's georeferenced event data. What each holds here is in docs/guides/export.md."""

from __future__ import annotations

import hashlib
import math
from typing import Literal, NamedTuple

from accordingto.exports.columns import Cell, Column, joined, maybe
from accordingto.exports.countries import country
from accordingto.exports.happenings import (
    asserted,
    country_at,
    country_of,
    days_of,
    length,
    place_words,
    point,
    sides as named_sides,
    type_of,
    year_of,
)
from accordingto.exports.nouns import Policy, SourcedClaim, SourcedEvent
from accordingto.exports.policies import at_most, by_policy, civilians_killed
from accordingto.types import ActorType, PlacePrecision

VIOLENT = frozenset({"ASSAULT"})
_STATE: frozenset[ActorType] = frozenset({"state-forces", "government"})
_GROUPS: frozenset[ActorType] = frozenset({"rebel", "militia"})
_WHERE: dict[PlacePrecision, int] = {
    "exact": 1,
    "site": 1,
    "town": 1,
    "district": 3,
    "region": 4,
    "country": 6,
}
# Days that the codes 1 to 5 of `date_prec` reach to.
_WHEN = ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366))
# The integer id must be exact in programs that know floating-point numbers only.
_ID_DIGITS = 13
_CELLS_PER_DEGREE = 2


class Side(NamedTuple):
    """A warring party: its name, its kind and its country, as far as known."""

    name: str
    kind: ActorType | None
    country: str | None


def left_out(row: SourcedEvent) -> str | None:
    """Why an event has no row in UCDP's form; None if it has one."""
    if row.event.type not in VIOLENT:
        return "not an act of violence by a party"
    if not row.event.actors:
        return "nobody is said to have done it"
    if type_of(row, row.event.actors[0]) == "civilians":
        return "no organised party is said to have done it"
    if at_most(row.event.killed) < 1:
        return "nobody is said to have been killed"
    return None if asserted(row) else "nobody says that it happened"


# --- parties --------------------------------------------------------------------------------------


def sides(row: SourcedEvent) -> tuple[Side | None, Side | None]:
    """Side a and side b. A state is side a; otherwise who acts is."""
    actors, recipients = named_sides(row)
    one, other = _side(row, actors), _side(row, recipients)
    if one and other and _is_state(other) and one.kind in _GROUPS:
        return other, one
    return one, other


def _side(row: SourcedEvent, names: tuple[str, ...]) -> Side | None:
    if not names:
        return None
    kind = type_of(row, names[0])
    name = "Civilians" if kind == "civilians" else names[0]
    return Side(name, kind, country_of(row, names[0]))


def _is_state(side: Side | None) -> bool:
    return side is not None and side.kind in _STATE


def _violence(row: SourcedEvent, _: Policy) -> Cell:
    """1 state-based, 2 non-state, 3 one-sided; None where the kind of a party is not known."""
    one, other = sides(row)
    kinds = (one and one.kind, other and other.kind)
    armed = _STATE | _GROUPS
    if kinds[1] == "civilians":
        return 3 if kinds[0] in armed else None
    if kinds[0] in armed and kinds[1] in armed:
        return 1 if _STATE.intersection(kind for kind in kinds if kind) else 2
    return None


def _name(row: SourcedEvent, side: Literal[0, 1]) -> str | None:
    return maybe(sides(row)[side], lambda found: found.name)


def _dyad(row: SourcedEvent, _: Policy) -> Cell:
    one, other = sides(row)
    return f"{one.name} - {other.name}" if one and other else None


def _state_number(row: SourcedEvent, side: Literal[0, 1]) -> int | None:
    found = sides(row)[side]
    of_state = country(found.country) if found and _is_state(found) else None
    return maybe(of_state, lambda state: state.number)


# --- sources --------------------------------------------------------------------------------------


def _documents(row: SourcedEvent) -> list[SourcedClaim]:
    """One claim for each report."""
    return list({told.claim.document: told for told in reversed(row.claims)}.values())[::-1]


def _articles(row: SourcedEvent, _: Policy) -> Cell:
    return ";".join(f'"{_article(told)}"' for told in _documents(row)) or None


def _article(told: SourcedClaim) -> str:
    parts = (told.outlet, told.published and told.published[:10], told.title, told.url)
    return ",".join(part or "" for part in parts).rstrip(",").replace('"', "'")


def _dates(row: SourcedEvent, _: Policy) -> Cell:
    return joined(told.published and told.published[:10] for told in row.claims)


def _informants(row: SourcedEvent, _: Policy) -> Cell:
    return joined(origin.name for origin in row.event.origins)


def event_number(identity: str) -> int:
    """A whole number for an id: the first 52 bits of its SHA-256."""
    return int(hashlib.sha256(identity.encode()).hexdigest()[:_ID_DIGITS], 16)


# --- place and time -------------------------------------------------------------------------------


def _where_precision(row: SourcedEvent, _: Policy) -> Cell:
    place = row.event.place
    return _WHERE.get(place.precision) if place and point(row) else None


def _wkt(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(point(row), lambda found: f"POINT ({found[0]} {found[1]})")


def _grid(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(point(row), lambda found: grid_cell(*found))


def grid_cell(longitude: float, latitude: float) -> int:
    """The cell of PRIO-GRID: half degrees, counted from 1 at 180 W 90 S, along each row to the east."""
    columns, rows = 360 * _CELLS_PER_DEGREE, 180 * _CELLS_PER_DEGREE
    column = min(math.floor((longitude + 180) * _CELLS_PER_DEGREE), columns - 1)
    row = min(math.floor((latitude + 90) * _CELLS_PER_DEGREE), rows - 1)
    return row * columns + column + 1


def _country_name(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(country_at(row), lambda found: found.ucdp_name or found.name)


def _country_number(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(country_at(row), lambda found: found.number)


def _region(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(country_at(row), lambda found: found.ucdp_region)


def _date_precision(row: SourcedEvent, _: Policy) -> Cell:
    number = length(row)
    return None if number is None else next((code for code, most in _WHEN if number <= most), None)


def _day(row: SourcedEvent, which: Literal[0, 1]) -> str | None:
    return maybe(days_of(row), lambda days: days[which].isoformat())


# --- deaths ---------------------------------------------------------------------------------------


def _civilians(row: SourcedEvent, policy: Policy) -> Cell:
    return by_policy(civilians_killed(row.claims), policy).best


def _unknown_deaths(row: SourcedEvent, policy: Policy) -> Cell:
    """All deaths, where no account says that it is civilians; what is left of a total nobody states."""
    if civilians_killed(row.claims) is not None:
        return None
    return by_policy(row.event.killed, policy).best


def _unknown(row: SourcedEvent, _: Policy) -> Cell:
    return None


#: UCDP's columns, in UCDP's order.
TABLE: tuple[Column[SourcedEvent], ...] = (
    Column("id", "integer", "A number made from the event's id.", lambda row, _: event_number(row.event.id)),
    Column("relid", "text", "The event's id in the ledger.", lambda row, _: row.event.id),
    Column("year", "integer", "The year.", lambda row, _: year_of(row)),
    Column("active_year", "integer", "Not known to the ledger.", _unknown),
    Column("code_status", "text", "Not known to the ledger.", _unknown),
    Column("type_of_violence", "integer", "1 state-based, 2 non-state, 3 one-sided.", _violence),
    Column("conflict_dset_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("conflict_new_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("conflict_name", "text", "UCDP's own name, not known here.", _unknown),
    Column("dyad_dset_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("dyad_new_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("dyad_name", "text", "Both sides, as `a - b`.", _dyad),
    Column("side_a_dset_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("side_a_new_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("side_a", "text", "The state, or who did it.", lambda row, _: _name(row, 0)),
    Column("side_b_dset_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("side_b_new_id", "integer", "UCDP's own number, not known here.", _unknown),
    Column("side_b", "text", "The other side, or `Civilians`.", lambda row, _: _name(row, 1)),
    Column(
        "number_of_sources",
        "integer",
        "How many reports tell of it.",
        lambda row, _: len(_documents(row)),
    ),
    Column("source_article", "text", 'Each report: "outlet,date,title,url";...', _articles),
    Column(
        "source_office", "text", "The outlets.", lambda row, _: joined(told.outlet for told in row.claims)
    ),
    Column("source_date", "text", "Days of publication.", _dates),
    Column("source_headline", "text", "Titles.", lambda row, _: joined(told.title for told in row.claims)),
    Column("source_original", "text", "The origins: who said so first.", _informants),
    Column("where_prec", "integer", "1 town or closer, 3 district, 4 region, 6 country.", _where_precision),
    Column(
        "where_coordinates",
        "text",
        "The place.",
        lambda row, _: maybe(row.event.place, lambda place: place.name),
    ),
    Column(
        "where_description", "text", "All places that accounts give.", lambda row, _: joined(place_words(row))
    ),
    Column(
        "adm_1",
        "text",
        "The first division of the country.",
        lambda row, _: maybe(row.event.place, lambda place: place.admin1),
    ),
    Column("adm_2", "text", "Not known to the ledger.", _unknown),
    Column(
        "latitude",
        "number",
        "In degrees, WGS 84.",
        lambda row, _: maybe(row.event.place, lambda place: place.latitude),
    ),
    Column(
        "longitude",
        "number",
        "In degrees, WGS 84.",
        lambda row, _: maybe(row.event.place, lambda place: place.longitude),
    ),
    Column("geom_wkt", "text", "The point as well-known text.", _wkt),
    Column("priogrid_gid", "integer", "The cell of PRIO-GRID that the point is in.", _grid),
    Column("country", "text", "The country, by UCDP's name.", _country_name),
    Column("country_id", "integer", "The country's number by Gleditsch and Ward.", _country_number),
    Column("region", "text", "The country's region in UCDP's data.", _region),
    Column("event_clarity", "integer", "Not known to the ledger.", _unknown),
    Column("date_prec", "integer", "1 day, 2 six days, 3 week, 4 month, 5 year.", _date_precision),
    Column("date_start", "text", "The first day on which it may have happened.", lambda row, _: _day(row, 0)),
    Column("date_end", "text", "The last day on which it may have happened.", lambda row, _: _day(row, 1)),
    Column("deaths_a", "integer", "Not known to the ledger.", _unknown),
    Column("deaths_b", "integer", "Not known to the ledger.", _unknown),
    Column("deaths_civilians", "integer", "Killed, where accounts count civilians.", _civilians),
    Column("deaths_unknown", "integer", "Killed, where no account counts civilians.", _unknown_deaths),
    Column(
        "best",
        "integer",
        "By the figure policy.",
        lambda row, policy: by_policy(row.event.killed, policy).best,
    ),
    Column(
        "high",
        "integer",
        "By the figure policy.",
        lambda row, policy: by_policy(row.event.killed, policy).high,
    ),
    Column(
        "low", "integer", "By the figure policy.", lambda row, policy: by_policy(row.event.killed, policy).low
    ),
    Column("gwnoa", "integer", "Side a's number, if it is a state.", lambda row, _: _state_number(row, 0)),
    Column("gwnob", "integer", "Side b's number, if it is a state.", lambda row, _: _state_number(row, 1)),
)
