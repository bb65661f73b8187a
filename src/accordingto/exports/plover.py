"""PLOVER's JSON records, one on each line, with what PLOVER has no field for: who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from accordingto.exports.columns import unique
from accordingto.exports.countries import country
from accordingto.exports.days import first_day, last_day
from accordingto.exports.happenings import asserted, chain, code_of, country_of, note, people
from accordingto.exports.nouns import Policy, SourcedClaim, SourcedEvent
from accordingto.exports.policies import single
from accordingto.exports.tally import tables_of
from accordingto.types import Place, PlacePrecision

#: Event type -> quad code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.
QUADS = {
    **dict.fromkeys(("AGREE", "CONSULT", "SUPPORT", "CONCEDE"), 1),
    **dict.fromkeys(("COOPERATE", "AID", "RETREAT"), 2),
    **dict.fromkeys(("REQUEST", "ACCUSE", "REJECT", "THREATEN", "SANCTION"), 3),
    **dict.fromkeys(("PROTEST", "MOBILIZE", "COERCE", "ASSAULT"), 4),
}
# PLOVER's auxiliary modes, for what nobody says happened.
_AUXILIARY = {
    "planned": "future",
    "demanded": "hypothetical",
    "threatened": "hypothetical",
    "conditional": "hypothetical",
}
_SECTORS = frozenset(
    "COP GOV JUD LEG MIL PRM PTY REB SPY UAF UNK AGR BUS CRM CVL EDU ELI JRN LAB MED REF OPP PRE REL "
    "SOC".split()
)
# PLOVER's `resolution`, from within a town to a country.
_RESOLUTION: dict[PlacePrecision, int] = {
    **dict.fromkeys(("exact", "site"), 1),
    "town": 2,
    "district": 3,
    "region": 4,
    "country": 5,
}


def left_out(row: SourcedEvent) -> str | None:
    """Why an event has no record; None if it has one."""
    return None if row.event.type in QUADS else "not an event type of PLOVER"


def record(row: SourcedEvent, policy: Policy) -> dict[str, Any]:
    """The record of an event. What is not known has no key, but for those that PLOVER requires."""
    event = row.event
    given = {
        "enddate": _day(last_day(event.end or event.begin)),
        "recipient": [_actor(row, name) for name in event.recipients],
        "event_loc": _place(event.place),
        "mode": _modes(row),
        "size": _size(row, policy),
    }
    return {
        "id": event.id,
        "has_event": True,
        "date": _day(first_day(event.begin or event.end)),
        "actor": [_actor(row, name) for name in event.actors],
        "event": [event.type],
        "quad_code": QUADS[event.type],
        **{key: value for key, value in given.items() if value},
        "event_text": [told.claim.text for told in row.claims],
        "cite_info": [_citation(told) for told in row.claims],
        "said_by": [chain(told) for told in row.claims],
        "comment": "\n".join(map(note, row.claims)),
    }


def _day(day: object) -> str | None:
    return None if day is None else str(day)


def _modes(row: SourcedEvent) -> list[str]:
    own = (row.event.mode,) if row.event.mode else ()
    return [*own, *(() if asserted(row) else unique(_auxiliary(row)))]


def _auxiliary(row: SourcedEvent) -> Iterator[str | None]:
    for told in row.claims:
        if told.claim.polarity == "negative":
            yield "negation"
        yield _AUXILIARY.get(told.claim.status or "")


def _actor(row: SourcedEvent, name: str) -> dict[str, str]:
    """Of a code such as `SYR GOV MIL`, the first part is who and the rest is the sector."""
    code = code_of(row, name) or ""
    nation = country(country_of(row, name))
    who, _, sector = code.partition(" ")
    if nation and who != nation.alpha3:
        who, sector = nation.alpha3, code
    elif not nation and who in _SECTORS:
        who, sector = "", code
    parts = {"code": who, "sector": sector, "actor_text": name}
    return {key: value for key, value in parts.items() if value}


def _place(place: Place | None) -> dict[str, Any]:
    if place is None:
        return {}
    nation = country(place.country)
    parts = {
        "name": place.name,
        "geonameid": place.geonameid,
        "latitude": place.latitude,
        "longitude": place.longitude,
        "country code": place.country,
        "cc3": nation.alpha3 if nation else None,
        "province": place.admin1,
        "resolution": _RESOLUTION.get(place.precision),
    }
    return {key: value for key, value in parts.items() if value is not None}


def _size(row: SourcedEvent, policy: Policy) -> dict[str, int]:
    ranges = {
        "dead": row.event.killed,
        "injured": row.event.injured,
        "arrested": people(row, "detained"),
    }
    sizes = {name: single(figures, policy) for name, figures in ranges.items()}
    return {name: size for name, size in sizes.items() if size is not None}


def _citation(told: SourcedClaim) -> dict[str, str]:
    parts = {
        "citation": f"claim {told.claim.id}, document {told.claim.document}",
        "publication": told.outlet,
        "title": told.title,
        "url": told.url,
        "coder": told.claim.reader,
        "codebook": tables_of(told.claim.reader),
    }
    return {key: value for key, value in parts.items() if value}
