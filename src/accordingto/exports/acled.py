"""ACLED's columns. What each holds here is in docs/guides/export.md."""

from __future__ import annotations

from datetime import UTC, datetime

from accordingto.exports.columns import Cell, Column, joined, maybe
from accordingto.exports.happenings import (
    asserted,
    country_at,
    days_of,
    length,
    notes,
    point,
    sides,
    type_of,
    year_of,
)
from accordingto.exports.nouns import Policy, SourcedEvent
from accordingto.exports.policies import single
from accordingto.types import ActorType, PlacePrecision

#: Sub-event type -> event type.
EVENT_TYPES = {
    **dict.fromkeys(
        ("Armed clash", "Government regains territory", "Non-state actor overtakes territory"), "Battles"
    ),
    **dict.fromkeys(
        (
            *("Chemical weapon", "Air/drone strike", "Suicide bomb", "Shelling/artillery/missile attack"),
            *("Remote explosive/landmine/IED", "Grenade"),
        ),
        "Explosions/Remote violence",
    ),
    **dict.fromkeys(
        ("Sexual violence", "Attack", "Abduction/forced disappearance"), "Violence against civilians"
    ),
    **dict.fromkeys(
        ("Peaceful protest", "Protest with intervention", "Excessive force against protesters"), "Protests"
    ),
    **dict.fromkeys(("Violent demonstration", "Mob violence"), "Riots"),
    **dict.fromkeys(
        (
            *("Agreement", "Arrests", "Change to group/activity", "Disrupted weapons use"),
            *("Headquarters or base established", "Looting/property destruction"),
            *("Non-violent transfer of territory", "Other"),
        ),
        "Strategic developments",
    ),
}
_DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_DISORDER_OF_SUB_EVENT = {
    "Excessive force against protesters": "Political violence; Demonstrations",
    "Mob violence": "Political violence",
}
# In ACLED's order, in which an interaction names its two. `militia` may be either of its two kinds.
INTER: dict[ActorType, str] = {
    "state-forces": "State forces",
    "government": "State forces",
    "rebel": "Rebel group",
    "civilians": "Civilians",
    "external": "External/Other forces",
}
_ORDER = (
    *("State forces", "Rebel group", "Political militia", "Identity militia", "Rioters", "Protesters"),
    *("Civilians", "External/Other forces"),
)
# Who acts in these is so by definition.
_DEMONSTRATORS = {
    "Peaceful protest": "Protesters",
    "Protest with intervention": "Protesters",
    "Violent demonstration": "Rioters",
    "Mob violence": "Rioters",
}
# In the first, civilians are the target by definition; in the others, where they are actor2.
_TARGETED = frozenset(
    ("Sexual violence", "Attack", "Abduction/forced disappearance", "Excessive force against protesters")
)
_VIOLENT = frozenset({"Explosions/Remote violence", "Riots"})
_PRECISION: dict[PlacePrecision, int] = {"exact": 1, "site": 1, "town": 1, "district": 2, "region": 3}
WEEK, MONTH = 7, 31


def left_out(row: SourcedEvent) -> str | None:
    """Why an event has no row in ACLED's form; None if it has one."""
    if row.event.acled not in EVENT_TYPES:
        return "not a sub-event type of ACLED"
    return None if asserted(row) else "nobody says that it happened"


# --- time and place -------------------------------------------------------------------------------


def _precision(row: SourcedEvent) -> int | None:
    """1 for a day, 2 for a week, 3 for a month; None for what is known no better than that."""
    number = length(row)
    steps = ((1, 1), (2, WEEK), (3, MONTH))
    return None if number is None else next((code for code, most in steps if number <= most), None)


def _date(row: SourcedEvent, _: Policy) -> Cell:
    days = days_of(row)
    return days[0].isoformat() if days and _precision(row) else None


def _iso(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(country_at(row), lambda found: found.numeric)


def _region(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(country_at(row), lambda found: found.region)


def _country(row: SourcedEvent, _: Policy) -> Cell:
    return maybe(country_at(row), lambda found: found.name)


def _geo_precision(row: SourcedEvent, _: Policy) -> Cell:
    place = row.event.place
    return _PRECISION.get(place.precision) if place and point(row) else None


# --- actors ---------------------------------------------------------------------------------------


def _inter(row: SourcedEvent, side: int) -> str | None:
    names = sides(row)[side]
    if not names:
        return None
    if side == 0 and row.event.acled in _DEMONSTRATORS:
        return _DEMONSTRATORS[row.event.acled]
    kind = type_of(row, names[0])
    return INTER.get(kind) if kind else None


def _interaction(row: SourcedEvent, _: Policy) -> Cell:
    one, other = _inter(row, 0), _inter(row, 1)
    if one and other:
        return "-".join(sorted((one, other), key=_ORDER.index))
    return f"{one} only" if one and not sides(row)[1] else None


def _civilians(row: SourcedEvent, _: Policy) -> Cell:
    kind = row.event.acled or ""
    against = EVENT_TYPES[kind] in _VIOLENT and _inter(row, 1) == "Civilians"
    targeted = kind in _TARGETED or against
    return "Civilian targeting" if targeted else None


def _first(names: tuple[str, ...]) -> str | None:
    return names[0] if names else None


# --- sources --------------------------------------------------------------------------------------


def _timestamp(row: SourcedEvent, _: Policy) -> Cell:
    latest = max((told.recorded_at for told in row.claims), default="")
    return int(datetime.fromisoformat(latest).astimezone(UTC).timestamp()) if latest else None


def _disorder(row: SourcedEvent, _: Policy) -> Cell:
    kind = row.event.acled or ""
    return _DISORDER_OF_SUB_EVENT.get(kind, _DISORDER[EVENT_TYPES[kind]])


def _unknown(row: SourcedEvent, _: Policy) -> Cell:
    return None


#: ACLED's columns, in ACLED's order.
TABLE: tuple[Column[SourcedEvent], ...] = (
    Column("event_id_cnty", "text", "The event's id in the ledger.", lambda row, _: row.event.id),
    Column("event_date", "text", "The first day on which it may have happened.", _date),
    Column("year", "integer", "Its year.", lambda row, _: year_of(row)),
    Column("time_precision", "integer", "1 day, 2 week, 3 month.", lambda row, _: _precision(row)),
    Column("disorder_type", "text", "By ACLED's table from the sub-event type.", _disorder),
    Column(
        "event_type",
        "text",
        "By ACLED's table from the sub-event type.",
        lambda row, _: EVENT_TYPES[row.event.acled or ""],
    ),
    Column("sub_event_type", "text", "ACLED's sub-event type.", lambda row, _: row.event.acled),
    Column("actor1", "text", "Who did it.", lambda row, _: _first(sides(row)[0])),
    Column("assoc_actor_1", "text", "Who else did it.", lambda row, _: joined(sides(row)[0][1:])),
    Column("inter1", "text", "What kind of party actor1 is.", lambda row, _: _inter(row, 0)),
    Column("actor2", "text", "To whom it was done.", lambda row, _: _first(sides(row)[1])),
    Column("assoc_actor_2", "text", "To whom else it was done.", lambda row, _: joined(sides(row)[1][1:])),
    Column("inter2", "text", "What kind of party actor2 is.", lambda row, _: _inter(row, 1)),
    Column("interaction", "text", "The two kinds of parties.", _interaction),
    Column("civilian_targeting", "text", "`Civilian targeting`, or empty.", _civilians),
    Column("iso", "integer", "The country, as ISO 3166's number.", _iso),
    Column("region", "text", "The country's region in ACLED's data.", _region),
    Column("country", "text", "The country, by ACLED's name.", _country),
    Column(
        "admin1",
        "text",
        "The first division of the country.",
        lambda row, _: maybe(row.event.place, lambda place: place.admin1),
    ),
    Column("admin2", "text", "Not known to the ledger.", _unknown),
    Column("admin3", "text", "Not known to the ledger.", _unknown),
    Column("location", "text", "The place.", lambda row, _: maybe(row.event.place, lambda place: place.name)),
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
    Column("geo_precision", "integer", "1 town or closer, 2 district, 3 region.", _geo_precision),
    Column("source", "text", "The outlets.", lambda row, _: joined(row.event.outlets)),
    Column("source_scale", "text", "Not known to the ledger.", _unknown),
    Column("notes", "text", "Every account: who, when, in which words, where.", lambda row, _: notes(row)),
    Column(
        "fatalities",
        "integer",
        "People killed, by the figure policy.",
        lambda row, policy: single(row.event.killed, policy),
    ),
    Column("tags", "text", "Not known to the ledger.", _unknown),
    Column("timestamp", "integer", "When its last claim was recorded, in seconds since 1970.", _timestamp),
)
