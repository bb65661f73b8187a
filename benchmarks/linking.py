"""What linking costs for each mention as a ledger grows, its memory, and how fast a page of events is.

    python -m benchmarks.linking [--size 20000] [--ledger FILE]

Claims are made up: wars with towns around a centre, each day some happenings there, each told by one to nine
reports of several mentions, with places at town and province, days off by one or missing, and figures that
differ. Reports are brought to a ledger with their claims, as a reader would, and linked as they come. Timed
are linking alone, then summing up, in processor time, then pages. Memory is the most of the process.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

from accordingto import together
from accordingto.ledger import EventFilter, Ledger, create_ledger, links
from accordingto.types import (
    Capture,
    Claim,
    Document,
    EventType,
    Figure,
    Happening,
    Link,
    Party,
    Place,
    Reading,
)

WARS, TOWNS = 12, 120
FIRST = date(2015, 1, 1)
KINDS: tuple[tuple[EventType, str | None, str], ...] = (
    ("ASSAULT", "heavy-weapons", "shelled"),
    ("ASSAULT", "aerial", "bombed"),
    ("CASUALTY", None, "died"),
    ("CONTROL", None, "captured"),
    ("COERCE", "arrest", "arrested"),
    ("PROTEST", "demo", "marched"),
)
PAGES = (
    EventFilter(limit=50),
    EventFilter(conflicts=True, limit=50),
    EventFilter(order="origins", limit=50),
    EventFilter(order="contradictions", limit=50),
    EventFilter(country="AB", limit=50),
    EventFilter(type="ASSAULT", since="2015-02-01", limit=50),
    EventFilter(place="town 3 17", limit=50),
    EventFilter(actor="brigade", limit=50),
)


class World:
    """Made-up wars, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._day = 0

    def reports(self) -> Iterator[tuple[Document, list[Claim]]]:
        """Reports without end, in the order of days."""
        number = 0
        while True:
            told = [happening for war in range(WARS) for happening in self._happenings(war)]
            mentions: dict[int, list[tuple[Place, EventType, str | None, str, int]]] = {}
            for happening in told:
                for _ in range(self._random.choice((1, 1, 1, 2, 3, 5, 9))):
                    mentions.setdefault(self._random.randrange(number, number + 60), []).append(happening)
            for identity, found in sorted(mentions.items()):
                yield self._report(identity, found)
            number += 60
            self._day += 1

    def _happenings(self, war: int) -> Iterator[tuple[Place, EventType, str | None, str, int]]:
        for _ in range(self._random.randrange(2, 6)):
            kind = self._random.choice(KINDS)
            yield (
                _town(war, min(TOWNS - 1, int(self._random.expovariate(0.05)))),
                *kind,
                self._random.randrange(1, 60),
            )

    def _report(
        self, identity: int, found: list[tuple[Place, EventType, str | None, str, int]]
    ) -> tuple[Document, list[Claim]]:
        outlet = f"Outlet {identity % 40}"
        sentences = [
            self._sentence(*happening) for happening in found for _ in range(self._random.choice((1, 2)))
        ]
        text = " ".join(sentence for sentence, _ in sentences)
        published = (FIRST + timedelta(days=self._day + 1)).isoformat()
        document = Document(
            id=hashlib.sha256(f"{identity} {text}".encode()).hexdigest()[:20],
            title=None,
            outlet=outlet,
            url=None,
            published=published,
            language="en",
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            extractor="made up",
        )
        return document, list(_claims(document, sentences))

    def _sentence(
        self, town: Place, kind: EventType, mode: str | None, verb: str, toll: int
    ) -> tuple[str, Happening]:
        place = town if self._random.random() < 0.85 else _province(town)
        day = FIRST + timedelta(days=self._day - (self._random.random() < 0.07))
        counted = toll + (self._random.random() < 0.2) * self._random.randrange(1, 9)
        actor = f"brigade {toll % 7}"
        sentence = f"The {actor} {verb} people in {place.name}, where {counted} were counted."
        dated = self._random.random() < 0.9
        return sentence, Happening(
            trigger=(sentence.index(verb), sentence.index(verb) + len(verb)),
            type=kind,
            mode=mode,
            actors=(Party(words=actor, span=(4, 4 + len(actor))),),
            places=(place,),
            begin=day.isoformat() if dated else None,
            end=day.isoformat() if dated else None,
            figures=(Figure(span=(0, 3), kind="killed", low=counted, best=counted, high=counted),),
            place_from="argument",
            time_from="argument" if dated else None,
        )


def _town(war: int, number: int) -> Place:
    return Place(
        span=(0, 1),
        name=f"Town {war} {number}",
        geonameid=1000 * war + number + 1,
        latitude=10.0 + 2 * war + (number % 11) / 9,
        longitude=20.0 + (number // 11) / 9,
        country="ABCDEFGHIJKLM"[war : war + 2],
        admin1=str(number % 8),
        precision="town",
    )


def _province(town: Place) -> Place:
    name = f"Province {town.country} {town.admin1}"
    return Place(
        span=(0, 1),
        name=name,
        geonameid=-hash_of(name),
        latitude=town.latitude,
        longitude=town.longitude,
        country=town.country,
        admin1=town.admin1,
        precision="region",
    )


def hash_of(name: str) -> int:
    """The same number for the same name in every process."""
    return int(hashlib.sha256(name.encode()).hexdigest()[:8], 16)


def _claims(document: Document, sentences: list[tuple[str, Happening]]) -> Iterator[Claim]:
    start = 0
    for sentence, happening in sentences:
        end = start + len(sentence)
        yield Claim(
            id=hashlib.sha256(f"{document.id} {start}".encode()).hexdigest()[:20],
            document=document.id,
            kind="event",
            said_by=(Link(name=document.outlet or "", kind="media"),),
            act="report",
            quote="indirect",
            polarity="positive",
            evidence=((start, end),),
            text=sentence,
            reader="made up",
            status="happened",
            happening=_moved(happening, start),
        )
        start = end + 1


def _moved(happening: Happening, by: int) -> Happening:
    """The happening with spans that fit where its sentence stands."""
    from msgspec.structs import replace

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return span[0] + by, span[1] + by

    return replace(
        happening,
        trigger=moved(happening.trigger),
        actors=tuple(replace(party, span=moved(party.span)) for party in happening.actors),
        places=tuple(replace(place, span=moved(place.span)) for place in happening.places),
        figures=tuple(replace(figure, span=moved(figure.span)) for figure in happening.figures),
    )


# --- measuring ------------------------------------------------------------------------------------


def fill(ledger: Ledger, size: int, steps: int, show: Callable[[str], None] = print) -> None:
    """Bring claims to the ledger until it has `size`, link each step, and show what a mention costs."""
    world = World().reports()
    done = 0
    show("mentions  linked ms/mention  summed up ms/mention  compared/mention  divided  memory MB")
    for step in range(1, steps + 1):
        before = done
        while done < size * step // steps:
            document, claims = next(world)
            _store(ledger, document, claims)
            done += len(claims)
        start = time.process_time()
        summary = together.link_reports(ledger=ledger, summing=False)
        linked = time.process_time()
        together.sum_up(ledger)
        summed, added = time.process_time(), done - before
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(
            f"{done:8}  {1000 * (linked - start) / added:17.2f}  {1000 * (summed - linked) / added:20.2f}"
            f"  {summary.compared / added:16.1f}  {summary.divided:7}  {memory:9.0f}"
        )


def _store(ledger: Ledger, document: Document, claims: list[Claim]) -> None:
    capture = Capture(data=document.text.encode(), location=document.id, retrieved="2024-01-01T00:00:00Z")
    evidence = ledger.store_evidence(capture)
    ledger.store_document(document, evidence=evidence)
    ledger.store_reading(Reading(document=document), claims, reader="made up")


def pages(ledger: Ledger, show: Callable[[str], None] = print) -> None:
    """How long a page of events takes, by filter."""
    with ledger.database.read() as connection:
        show(f"{links.count_events(connection)} events")
    for wanted in PAGES:
        start = time.perf_counter()
        found = list(ledger.events(wanted))
        took = 1000 * (time.perf_counter() - start)
        asked = {n: v for n in wanted.__struct_fields__ if (v := getattr(wanted, n)) not in (None, False)}
        show(f"{took:7.1f} ms  {len(found):3} rows  {asked}")


def main() -> None:
    """Fill, link, and page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--size", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--ledger", type=Path, help="a new file; by default one that is removed afterwards")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.ledger or Path(folder) / "benchmark.db"
        with create_ledger(str(path)) as ledger:
            fill(ledger, arguments.size, arguments.steps)
            pages(ledger)


if __name__ == "__main__":
    main()
