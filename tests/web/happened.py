"""Happenings made by hand and put into a ledger as linking would leave them; many of them on demand."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import msgspec

from accordingto.ledger import Ledger, happenings
from accordingto.types import (
    Claim,
    Contradiction,
    Dealing,
    Document,
    EventType,
    Holding,
    Link,
    LinkedEvent,
    Origin,
    Party,
    Place,
    PlacePrecision,
    Range,
    Reading,
    Relation,
    Status,
)
from tests.web.conftest import Make, at

TYPES: tuple[EventType, ...] = ("ASSAULT", "CASUALTY", "CONTROL", "PROTEST", "MOVE")
# Invented names at real distances from each other: id, name, latitude, longitude, how it is known.
PLACES: tuple[tuple[int, str, float, float, PlacePrecision], ...] = (
    (901, "Ardun", 36.20, 37.16, "town"),
    (902, "Old Ardun", 36.21, 37.17, "site"),
    (903, "Dorn", 35.93, 36.63, "town"),
    (904, "Selk", 33.51, 36.29, "town"),
    (905, "Marrow District", 33.57, 36.40, "district"),
    (906, "Vale Region", 35.33, 40.14, "region"),
    (907, "Syria", 34.80, 38.99, "country"),
    (908, "Nahr", 32.62, 36.10, "town"),
)


def place(number: int) -> Place:
    """One of the places."""
    identity, name, latitude, longitude, precision = PLACES[number]
    return Place(
        span=(0, 1),
        name=name,
        geonameid=identity,
        latitude=latitude,
        longitude=longitude,
        country="SY",
        precision=precision,
    )


def happening(
    identity: str, number: int | None = 0, day: str | None = "2018-04-08", **more: object
) -> LinkedEvent:
    """A happening at a place on a day, told once."""
    fields: dict[str, object] = {
        "type": "ASSAULT",
        "actors": ("the army",),
        "recipients": ("Ardun",),
        "claims": (identity,),
        "documents": ("d1",),
        "outlets": ("Ardun Daily",),
        "happened": 1,
        "origins": (origin("the mayor"),),
        **more,
    }
    where = None if number is None else place(number)
    return LinkedEvent(id=identity, place=where, begin=day, end=day, **fields)  # type: ignore[arg-type]


def origin(name: str) -> Origin:
    """Who stands behind accounts."""
    return Origin(name=name, kind="named", claims=("c",), documents=("d1",), outlets=("Ardun Daily",))


CLASH = Contradiction(
    kind="figure",
    one="a",
    other="b",
    one_words="12 killed",
    other_words="40 killed",
    one_origin="the mayor",
    other_origin="the army",
    why="ranges do not overlap",
)


def store(ledger: Ledger, events: Iterable[LinkedEvent], reviewed: frozenset[str] = frozenset()) -> None:
    """Put happenings where linking puts them."""
    with ledger.database.write() as connection:
        for event in events:
            happenings.store_event(connection, event, reviewed=int(event.id in reviewed))


def few() -> list[LinkedEvent]:
    """One of each sort."""
    return [
        happening("e1", 0, "2018-04-08", contradictions=(CLASH,), killed=Range(low=12, high=40)),
        happening("e2", 0, "2018-04-09", outlets=("Selk Radio", "Ardun Daily"), mode="aerial"),
        happening("e3", 1, "2018-04-09", type="CASUALTY", actors=(), killed=Range(low=7, best=7, high=7)),
        happening("e4", 3, "2018-05-01", type="PROTEST", actors=("students",), recipients=()),
        happening("e5", 4, "2018-05-02"),
        happening("e6", 5, "2018-05-20"),
        happening("e7", 6, "2018-06-01", happened=0, denied=1),
        happening("e8", None, "2018-06-02"),
        happening("e9", 7, None),
        happening("f1", 7, "2018", type="MOVE"),
        happening("f2", 3, "2018-06-03", happened=0, type="THREATEN"),
    ]


def many(number: int, seed: int = 1) -> Iterator[LinkedEvent]:
    """Happenings around the places, over five years, denser as time goes on."""
    chance = random.Random(seed)
    start = date(2014, 1, 1)
    outlets = ("Ardun Daily", "Selk Radio", "Dorn Post", "Coast Wire")
    for count in range(number):
        at = chance.choices(range(len(PLACES)), weights=(9, 3, 6, 8, 2, 2, 1, 4))[0]
        event = happening(
            f"{count:08x}",
            None,
            (start + timedelta(days=int(1800 * chance.random() ** 0.5))).isoformat(),
            type=chance.choice(TYPES),
            actors=(chance.choice(("the army", "the front", "rebels", "students")),),
            outlets=tuple(chance.sample(outlets, 1 + chance.randrange(3))),
            contradictions=(CLASH,) if chance.random() < 0.1 else (),
            origins=tuple(origin(f"source {one}") for one in range(1 + chance.randrange(3))),
            killed=Range(low=chance.randrange(1, 40)) if chance.random() < 0.4 else None,
        )
        yield msgspec.structs.replace(event, place=around(at, chance))


def around(at: int, chance: random.Random) -> Place:
    """A village near a town; of other places, the place itself."""
    middle = place(at)
    if middle.precision != "town":
        return middle
    number = chance.randrange(60)
    off = random.Random(at * 60 + number)
    return msgspec.structs.replace(
        middle,
        name=f"{middle.name} {number}",
        geonameid=1000 + at * 60 + number,
        latitude=(middle.latitude or 0) + off.gauss(0, 0.3),
        longitude=(middle.longitude or 0) + off.gauss(0, 0.3),
    )


# --- who holds a place ----------------------------------------------------------------------------

HELD = (
    "The army holds Ardun, the mayor said. The army took Ardun on 8 April 2018, Coast Wire reported. "
    "The front holds Ardun, its speaker said. The front lost Ardun. Rebels will take Ardun. "
    "The army besieges Ardun. Both agreed a truce in Ardun on 10 April 2018."
)
# Words, who says so, holder, relation, first and last day, status.
STATEMENTS: tuple[tuple[str, str | None, str, Relation, str | None, str | None, Status], ...] = (
    ("The army holds Ardun", "the mayor", "The army", "holds", "2018-03-01", "2018-03-20", "happened"),
    ("The army took Ardun", "Coast Wire", "The army", "took", "2018-04-08", "2018-04-08", "happened"),
    ("The front holds Ardun", "its speaker", "The front", "holds", "2018-03-15", "2018-04-10", "happened"),
    ("The front lost Ardun", "Coast Wire", "The front", "lost", "2018-04-20", "2018-04-20", "happened"),
    ("Rebels will take Ardun", None, "Rebels", "took", "2018-05-01", "2018-05-01", "planned"),
    ("The army besieges Ardun", None, "The army", "besieges", None, None, "ongoing"),
)


def store_control(ledger: Ledger, make: Make) -> None:
    """A report on who holds Ardun, with what six statements make of it."""
    document = make.document("h1", HELD, title="Who holds Ardun", published="2018-05-02")
    make.stored(ledger, document, read=False)
    claims = [_control_claim(make, document, number) for number in range(len(STATEMENTS))]
    claims.append(_agreement_claim(make, document))
    ledger.store_reading(Reading(document=document), claims, reader="r1")


def _agreement_claim(make: Make, document: Document) -> Claim:
    words = "Both agreed a truce in Ardun on 10 April 2018"
    spot = HELD.index("Ardun", HELD.index(words))
    dealing = Dealing(
        agreement="g1",
        kind="ceasefire",
        words=("a truce",),
        places=(msgspec.structs.replace(place(0), span=(spot, spot + 5)),),
        step="agreed",
        begin="2018-04-10",
        end="2018-04-10",
    )
    return make.claim(document, words, "h1-a1", kind="agreement", status="happened", dealing=dealing)


def _control_claim(make: Make, document: Document, number: int) -> Claim:
    words, source, holder, relation, begin, end, status = STATEMENTS[number]
    start = HELD.index(words)
    party = Party(span=(start, start + len(holder)), words=holder, name=holder)
    spot = HELD.index("Ardun", start)
    holding = Holding(
        trigger=(start + len(holder) + 1, spot - 1),
        place=msgspec.structs.replace(place(0), span=(spot, spot + 5)),
        relation=relation,
        holder=party,
        begin=begin,
        end=end,
    )
    said = [Link(name="Ardun Daily", kind="media")]
    if source:
        said.append(Link(name=source, kind="named", span=at(HELD, source)))
    return make.claim(
        document,
        words,
        f"h1-c{number}",
        kind="control",
        said_by=tuple(said),
        act="say",
        status=status,
        holding=holding,
    )
