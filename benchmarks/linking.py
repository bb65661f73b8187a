"""What linking costs for each mention as a ledger grows, its memory, and how fast a page of events is.

    python -m benchmarks.linking [--mentions 20000] [--steps 5] [--beside N] [--whole] [--ledger FILE]

Accounts are made up: wars with a capital and towns around it, each day some happenings there, each told by
one to nine reports within three days, in words of their own or in those of a report before, with the place
at town and province, days off by one or missing, figures that differ, denials, and the like in the next town
or on the next day. Accounts go to the tables of links as `link` brings them, report by report in the order
of days, so the time to store and read claims does not count. With `--whole`, reports are stored with their
claims, linked by `link`, and summed up, and pages of events are timed.

With `--beside N`, half of the steps are linked first; then what they left in the tables is copied under other
ids and keys until there are N mentions, and the other half is linked beside them. Nothing that is new meets a
copy, so this shows what the size of the tables alone costs, not what more accounts of one day and place do.

Printed for each step: processor time for each mention, pairs compared, most memory of the process, and how
well the accounts of the step's happenings were brought together (B-cubed, against how they were made).
"""

from __future__ import annotations

import argparse
import hashlib
import random
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

from msgspec.structs import replace
from sqlalchemy import func, insert, literal, select

from accordingto import together
from accordingto.ledger import ClaimRow, EventFilter, Ledger, create_ledger, links, schema
from accordingto.linking.recent import Recent
from accordingto.types import (
    Capture,
    Claim,
    Document,
    EventType,
    Figure,
    Happening,
    Link,
    Noun,
    Party,
    Place,
    Reading,
)

WARS, TOWNS = 12, 120
FIRST = date(2010, 1, 1)
# Reports of a day, of all outlets together, and the days within which a happening is told.
REPORTS, OUTLETS, TOLD_WITHIN = 60, 40, 3
# Share of happenings in the capital of a war, and of accounts that repeat another's words.
CAPITAL, REPEATED = 0.2, 0.25
KINDS: tuple[tuple[EventType, str | None, tuple[str, ...]], ...] = (
    ("ASSAULT", "heavy-weapons", ("shelled", "struck", "hit", "pounded")),
    ("ASSAULT", "aerial", ("bombed", "struck", "raided", "hit")),
    ("CASUALTY", None, ("died", "perished", "fell")),
    ("CONTROL", None, ("captured", "took", "seized")),
    ("COERCE", "arrest", ("arrested", "detained", "rounded up")),
    ("PROTEST", "demo", ("marched", "rallied", "protested")),
)
# What reports say of a happening.
WORDINGS = (
    "The {actor} {verb} people at the {site} in {place}, where {counted} were killed, {who} said. {more}",
    "{counted} dead, {who} said, after the {actor} {verb} the {site} of {place}. {more}",
    "In {place}, {actor} units {verb} a crowd near the {site}; {who} put the toll at {counted}. {more}",
    "{who} told reporters that {actor} men {verb} families beside the {site}. {more} {place} has {counted}.",
    "Residents of {place} buried {counted}. The {actor} {verb} the {site} before noon, by {who}. {more}",
    "According to {who}, the {site} was where the {actor} {verb} them. {more} {place} has {counted} dead.",
)
MORE = tuple(
    f"{what} {did} {where}."
    for what in (
        "Smoke",
        "Power lines",
        "Two roads",
        "Rescuers",
        "A convoy",
        "Phones",
        "Schools",
        "Ambulances",
    )
    for did in ("stayed out", "came back", "were seen", "did not return", "waited", "were cut")
    for where in (
        "until dusk",
        "by the river",
        "on the ridge",
        "for hours",
        "past the old wall",
        "at the gate",
    )
)
SYLLABLES = "ka ru te mo li sha ben dor gha zi pal ur nem tov ash".split()
FORCES, ACTORS = ("brigade", "battalion", "front", "army", "guards", "militia"), 12
SITES = "market bridge school mosque clinic bakery barracks station mill camp depot square".split()
PEOPLE = ("residents", "officials", "a medic", "the ministry", "a monitor", "witnesses", "a commander")
PAGES = (
    EventFilter(limit=50),
    EventFilter(conflicts=True, limit=50),
    EventFilter(order="origins", limit=50),
    EventFilter(order="contradictions", limit=50),
    EventFilter(country="AB", limit=50),
    EventFilter(type="ASSAULT", since="2010-02-01", limit=50),
    EventFilter(place="kashaur*", limit=50),
    EventFilter(actor="brigade", limit=50),
)


class Fact(Noun, frozen=True):
    """What happened."""

    number: int
    town: Place
    type: EventType
    mode: str | None
    verbs: tuple[str, ...]
    toll: int
    actor: str
    site: str
    day: date


# A sentence with what a reader makes of it, and which fact it tells.
Told = tuple[str, Happening, bool, int]


class World:
    """Made-up wars, the same for the same seed. `fact_of` says which fact each claim tells."""

    def __init__(self, seed: int = 7) -> None:
        self._random = random.Random(seed)
        self._facts = 0
        self._said: dict[int, list[Told]] = {}
        self.fact_of: dict[str, int] = {}

    def reports(self) -> Iterator[tuple[Document, list[Claim]]]:
        """Reports without end, in the order of days."""
        planned: list[dict[int, list[Fact]]] = [{} for _ in range(TOLD_WITHIN)]
        for number in range(10**9):
            day = FIRST + timedelta(days=number)
            for war in range(WARS):
                for fact in self._facts_of(war, day):
                    for _ in range(self._random.choice((1, 1, 1, 2, 3, 5, 9))):
                        when = min(TOLD_WITHIN - 1, int(self._random.expovariate(1.5)))
                        planned[when].setdefault(self._random.randrange(REPORTS), []).append(fact)
            for outlet, facts in sorted(planned.pop(0).items()):
                yield self._report(f"{number} {outlet}", day, facts)
            planned.append({})
            self._said = {one: said for one, said in self._said.items() if one > self._facts - 1000}

    def _facts_of(self, war: int, day: date) -> Iterator[Fact]:
        for _ in range(self._random.randrange(2, 6)):
            self._facts += 1
            capital = self._random.random() < CAPITAL
            town = 0 if capital else 1 + int(self._random.expovariate(0.05)) % (TOWNS - 1)
            type_, mode, verbs = self._random.choice(KINDS)
            yield Fact(
                number=self._facts,
                town=_town(war, town),
                type=type_,
                mode=mode,
                verbs=verbs,
                toll=1 + int(self._random.expovariate(0.1)),
                actor=_actor(war, self._random.randrange(ACTORS)),
                site=self._random.choice(SITES),
                day=day,
            )

    def _report(self, name: str, day: date, facts: list[Fact]) -> tuple[Document, list[Claim]]:
        told = [self._told(fact) for fact in facts for _ in range(self._random.choice((1, 2)))]
        text = " ".join(sentence for sentence, *_ in told)
        document = Document(
            id=_digest(name),
            title=None,
            outlet=f"Outlet {self._random.randrange(OUTLETS)}",
            url=None,
            published=(day + timedelta(days=1)).isoformat(),
            language="en",
            text=text,
            text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            extractor="made up",
        )
        return document, list(self._claims(document, told))

    def _claims(self, document: Document, told: list[Told]) -> Iterator[Claim]:
        start = 0
        for sentence, happening, denied, fact in told:
            claim = _claim(document, start, sentence, happening, denied)
            self.fact_of[claim.id] = fact
            yield claim
            start += len(sentence) + 1

    def _told(self, fact: Fact) -> Told:
        said = self._said.setdefault(fact.number, [])
        if said and self._random.random() < REPEATED:
            return self._random.choice(said)
        said.append(self._in_words(fact))
        return said[-1]

    def _in_words(self, fact: Fact) -> Told:
        chance = self._random.random
        place = fact.town if chance() < 0.85 else _province(fact.town)
        day = fact.day - timedelta(days=chance() < 0.07)
        counted = fact.toll + (chance() < 0.2) * self._random.randrange(1, 9)
        actor = fact.actor
        verb, denied, dated = self._random.choice(fact.verbs), chance() < 0.03, chance() < 0.9
        sentence = self._random.choice(WORDINGS).format(
            actor=actor,
            verb=verb,
            site=fact.site if chance() < 0.8 else "centre",
            place=place.name,
            counted=counted,
            who=self._random.choice(PEOPLE),
            more=self._random.choice(MORE),
        )
        at = sentence.index(verb)
        return (
            sentence,
            Happening(
                trigger=(at, at + len(verb)),
                type=fact.type,
                mode=fact.mode,
                actors=(
                    Party(words=actor, span=(sentence.index(actor), sentence.index(actor) + len(actor))),
                ),
                places=(place,),
                begin=day.isoformat() if dated else None,
                end=day.isoformat() if dated else None,
                figures=(Figure(span=(0, 3), kind="killed", low=counted, best=counted, high=counted),),
                place_from="argument",
                time_from="argument" if dated else None,
            ),
            denied,
            fact.number,
        )


def _town(war: int, number: int) -> Place:
    return Place(
        span=(0, 1),
        name=name_of(war, number),
        geonameid=1000 * war + number + 1,
        latitude=10.0 + 2 * war + (number % 11) / 9,
        longitude=20.0 + (number // 11) / 9,
        country="ABCDEFGHIJKLM"[war : war + 2],
        admin1=str(number % 8),
        precision="town",
    )


def _province(town: Place) -> Place:
    name = f"{name_of(ord((town.country or ' ')[0]), 150 + int(town.admin1 or 0))} Province"
    return Place(
        span=(0, 1),
        name=name,
        # The same number for the same name in every process.
        geonameid=-int(_digest(name)[:8], 16),
        latitude=town.latitude,
        longitude=town.longitude,
        country=town.country,
        admin1=town.admin1,
        precision="region",
    )


def _actor(war: int, number: int) -> str:
    return f"{name_of(war, 1000 + number)} {FORCES[number % len(FORCES)]}"


def name_of(family: int, number: int) -> str:
    """A name of four syllables, the same for the same numbers."""
    digest = hashlib.sha256(f"{family} {number}".encode()).digest()
    return "".join(SYLLABLES[byte % len(SYLLABLES)] for byte in digest[:4]).capitalize()


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:20]


def _claim(document: Document, start: int, sentence: str, happening: Happening, denied: bool) -> Claim:
    return Claim(
        id=_digest(f"{document.id} {start}"),
        document=document.id,
        kind="event",
        said_by=(Link(name=document.outlet or "", kind="media"),),
        act="report",
        quote="indirect",
        polarity="negative" if denied else "positive",
        evidence=((start, start + len(sentence)),),
        text=sentence,
        reader="made up",
        status="happened",
        happening=_moved(happening, start),
    )


def _moved(happening: Happening, by: int) -> Happening:
    """The happening with spans that fit where its sentence stands."""

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

Show = Callable[[str], None]
# Tables of links, with the columns that are ids and keys.
COPIED = {
    schema.event_members: ("claim", "telling", "event", "document"),
    schema.link_documents: ("document",),
    schema.link_profiles: ("telling",),
    schema.link_keys: ("key", "telling"),
    schema.links: ("one", "other"),
    schema.linked_events: ("id",),
}
COLUMNS = "mentions  linked ms/mention  summed up ms/mention  compared/mention  divided  memory MB  P / R"


def fill(
    ledger: Ledger, mentions: int, steps: int, *, whole: bool = False, beside: int = 0, show: Show = print
) -> None:
    """Bring accounts to the ledger until it has so many, and show what each step cost."""
    world = World()
    reports = world.reports()
    done = 0
    show(COLUMNS)
    for step in range(1, steps + 1):
        if beside and step == steps // 2 + 1:
            show(f"{_copied(ledger, beside)} mentions beside")
        batch = list(_batch(reports, mentions * step // steps - done))
        ids = [claim.id for _, claims in batch for claim in claims]
        done += len(ids)
        linked, summed, summary = _stored(ledger, batch) if whole else _given(ledger, batch)
        right = _scored(_homes(ledger, ids), world.fact_of)
        world.fact_of.clear()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        show(
            f"{done:8}  {1000 * linked / len(ids):17.2f}  {1000 * summed / len(ids):20.2f}"
            f"  {summary.compared / len(ids):16.1f}  {summary.divided:7}  {memory:9.0f}"
            f"  {right[0]:.1f} / {right[1]:.1f}"
        )


def _copied(ledger: Ledger, mentions: int) -> int:
    """Copy all that was linked until there are so many mentions; how many there are then."""
    with ledger.database.write() as connection:
        count = connection.scalar(select(func.count()).select_from(schema.event_members)) or 1
        for copy in range(2, 1 + mentions // count):
            for table, columns in COPIED.items():
                names = [column.name for column in table.columns]
                values = [literal(f"{copy}~") + table.c[n] if n in columns else table.c[n] for n in names]
                original = table.c[columns[0]].not_like("%~%")
                connection.execute(insert(table).from_select(names, select(*values).where(original)))
        return connection.scalar(select(func.count()).select_from(schema.event_members)) or 0


Batch = Sequence[tuple[Document, list[Claim]]]


def _batch(
    reports: Iterator[tuple[Document, list[Claim]]], mentions: int
) -> Iterator[tuple[Document, list[Claim]]]:
    found = 0
    while found < mentions:
        document, claims = next(reports)
        found += len(claims)
        yield document, claims


def _given(ledger: Ledger, batch: Batch) -> tuple[float, float, together.LinkSummary]:
    """Seconds of processor time to link these, given as `link` would have them from the ledger."""
    compared = divided = 0
    start = time.process_time()
    todo = iter(batch)
    while page := list(islice(todo, together.PAGE)):
        with ledger.database.write() as connection:
            tables = links.LinkTables(connection)
            recent = Recent(tables)
            for document, claims in page:
                accounts = list(together.accounts_of([_row(document, claim) for claim in claims]))
                joined = together.join_report(tables, recent, (document.id, ""), accounts, document.text)
                compared, divided = compared + joined.compared, divided + joined.divided
    took = time.process_time() - start
    return took, 0.0, together.LinkSummary(documents=len(batch), compared=compared, divided=divided)


def _row(document: Document, claim: Claim) -> ClaimRow:
    return ClaimRow(
        claim=claim,
        outlet=document.outlet,
        title=None,
        published=document.published,
        url=None,
        recorded_at="2024-01-01T00:00:00Z",
    )


def _stored(ledger: Ledger, batch: Batch) -> tuple[float, float, together.LinkSummary]:
    """Seconds of processor time to link and to sum up these, once they are stored."""
    for document, claims in batch:
        capture = Capture(data=document.text.encode(), location=document.id, retrieved="2024-01-01T00:00:00Z")
        ledger.store_document(document, evidence=ledger.store_evidence(capture))
        ledger.store_reading(Reading(document=document), claims, reader="made up")
    start = time.process_time()
    summary = together.link_reports(ledger=ledger, summing=False)
    linked = time.process_time()
    together.sum_up(ledger)
    return linked - start, time.process_time() - linked, summary


def _homes(ledger: Ledger, claims: Sequence[str]) -> Mapping[str, str]:
    """The happening that each claim is of."""
    with ledger.database.read() as connection:
        return links.events_of(connection, claims)


def _scored(homes: Mapping[str, str], fact_of: Mapping[str, int]) -> tuple[float, float]:
    """B-cubed precision and recall, in percent, of what was linked against what was told."""
    both = Counter((home, fact_of[claim]) for claim, home in homes.items())
    found, told = Counter(homes.values()), Counter(fact_of[claim] for claim in homes)
    right = [
        (number * number / found[home], number * number / told[fact]) for (home, fact), number in both.items()
    ]
    return tuple(100 * sum(each) / len(homes) for each in zip(*right, strict=True))


def pages(ledger: Ledger, show: Show = print) -> None:
    """How long a page of events takes, by filter, and one event whole."""
    with ledger.database.read() as connection:
        show(f"{links.count_events(connection)} events")
    last: str | None = None
    for wanted in PAGES:
        start = time.perf_counter()
        found = list(ledger.events(wanted))
        took = 1000 * (time.perf_counter() - start)
        asked = {n: v for n in wanted.__struct_fields__ if (v := getattr(wanted, n)) not in (None, False)}
        show(f"{took:7.1f} ms  {len(found):3} rows  {asked}")
        last = found[-1].id if found else last
    if last is not None:
        start = time.perf_counter()
        ledger.linked_event(last)
        show(f"{1000 * (time.perf_counter() - start):7.1f} ms  one event whole")


def main() -> None:
    """Fill, link, and page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--mentions", type=int, default=20_000)
    parser.add_argument("--steps", type=int, default=5)
    parser.add_argument("--beside", type=int, default=0, help="mentions in the tables besides")
    parser.add_argument("--whole", action="store_true", help="store, link, sum up, and time pages")
    parser.add_argument("--ledger", type=Path, help="a new file; by default one that is removed afterwards")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = arguments.ledger or Path(folder) / "benchmark.db"
        with create_ledger(str(path)) as ledger:
            fill(ledger, arguments.mentions, arguments.steps, whole=arguments.whole, beside=arguments.beside)
            if arguments.whole:
                pages(ledger)


if __name__ == "__main__":
    main()
