"""Claims and linked events built by hand. Everything in them is invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from accordingto.exports import SourcedClaim, SourcedEvent
from accordingto.types import (
    Claim,
    Clause,
    Contradiction,
    Dealing,
    Figure,
    Happening,
    Holding,
    Label,
    Link,
    LinkedEvent,
    Origin,
    Party,
    Place,
    Range,
    Revision,
)

READER = "accordingto-en-0123456789ab-fedcba98-2"
GOLDEN = Path(__file__).parent / "golden"

DORN = Place(
    span=(40, 44),
    name="Dorn",
    geonameid=-7,
    latitude=33.51,
    longitude=36.29,
    country="SY",
    admin1="Upper Vale",
    precision="town",
)
ARMY = Party(
    span=(0, 8),
    words="the army",
    name="Army of Vale",
    actor_type="state-forces",
    country="SY",
    code="SYR MIL",
)
REBELS = Party(span=(10, 20), words="the rebels", name="Vale Front", actor_type="rebel", code="REB")
VILLAGERS = Party(span=(22, 31), words="villagers", actor_type="civilians")


def figure(
    best: int | None, *, low: int | None = None, high: int | None = None, of: str | None = None
) -> Figure:
    return Figure(span=(50, 52), kind="killed", of=of, low=low, best=best, high=high)


def happening(**changes: Any) -> Happening:
    values: dict[str, Any] = {
        "trigger": (9, 16),
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "acled": "Shelling/artillery/missile attack",
        "actors": (ARMY,),
        "recipients": (REBELS,),
        "places": (DORN,),
        "begin": "2024-03-05",
        "end": "2024-03-05",
        "figures": (figure(7),),
        "place_from": "argument",
    }
    return Happening(**{**values, **changes})


def claim(identity: str = "c1", **changes: Any) -> Claim:
    values: dict[str, Any] = {
        "id": identity,
        "document": "d1",
        "kind": "event",
        "said_by": (Link(name="Vale Courier", kind="media"), Link(name="the town office", kind="named")),
        "act": "say",
        "quote": "indirect",
        "polarity": "positive",
        "evidence": ((0, 24),),
        "text": "the army shelled Dorn, killing seven",
        "reader": READER,
        "status": "happened",
        "happening": happening(),
        "confidence": 0.75,
    }
    return Claim(**{**values, **changes})


def told(identity: str = "c1", *, outlet: str | None = "Vale Courier", **changes: Any) -> SourcedClaim:
    return SourcedClaim(
        claim=claim(identity, **changes),
        outlet=outlet,
        title="Shells on Dorn, again",
        published="2024-03-06T09:30:00+02:00",
        url="https://courier.example/dorn",
        recorded_at="2024-04-01T08:00:00.000Z",
    )


def agreement() -> SourcedClaim:
    term = Clause(does="leave by bus", who=REBELS, given="safe passage")
    dealing = Dealing(
        agreement="a1",
        kind="evacuation",
        words=("the accord",),
        parties=(ARMY, REBELS),
        places=(DORN,),
        term=term,
    )
    return told("c8", kind="agreement", happening=None, dealing=dealing)


def control() -> SourcedClaim:
    holding = Holding(trigger=(3, 7), place=DORN, relation="took", holder=ARMY, excepted=("the mill",))
    return told("c9", kind="control", happening=None, holding=holding)


def framing() -> SourcedClaim:
    label = Label(span=(0, 5), kind="label", name="Vale Front", neutral="fighters")
    return told("c10", kind="framing", happening=None, status=None, label=label)


def event(claims: tuple[SourcedClaim, ...] | None = None, **changes: Any) -> SourcedEvent:
    accounts = claims or (told("c1"), denial())
    values: dict[str, Any] = {
        "id": accounts[0].claim.id,
        "type": "ASSAULT",
        "mode": "heavy-weapons",
        "acled": "Shelling/artillery/missile attack",
        "place": DORN,
        "begin": "2024-03-05",
        "end": "2024-03-05",
        "actors": ("Army of Vale",),
        "recipients": ("Vale Front",),
        "killed": Range(low=5, best=7, high=9),
        "claims": tuple(one.claim.id for one in accounts),
        "documents": tuple(dict.fromkeys(one.claim.document for one in accounts)),
        "outlets": tuple(dict.fromkeys(one.outlet for one in accounts if one.outlet)),
        "happened": 1,
        "denied": 1,
        "origins": (
            Origin(
                name="the town office",
                kind="named",
                claims=("c1",),
                documents=("d1",),
                outlets=("Vale Courier",),
                chains=(("Vale Courier", "the town office"),),
            ),
        ),
    }
    return SourcedEvent(event=LinkedEvent(**{**values, **changes}), claims=accounts)


def denial() -> SourcedClaim:
    return told(
        "c2",
        outlet="Vale State Radio",
        document="d2",
        act="deny",
        polarity="negative",
        said_by=(Link(name="Vale State Radio", kind="media"),),
        text='=no shell fell, "none"',
    )


def disputed() -> SourcedEvent:
    contradiction = Contradiction(
        kind="figure",
        one="c1",
        other="c3",
        one_words="seven",
        other_words="forty",
        one_origin="the town office",
        other_origin="Vale Front",
        why="7 and 40 do not overlap",
    )
    revision = Revision(
        source="the town office",
        kind="killed",
        claims=("c1", "c3"),
        figures=(figure(7), figure(None, low=10, high=12)),
    )
    return event(contradictions=(contradiction,), revisions=(revision,))
