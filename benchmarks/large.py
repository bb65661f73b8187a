"""A made-up ledger of any size, in the real schema: reports, claims of every kind, events, judgements.

    python -m benchmarks.large FILE [--documents 10000] [--claims-per-document 10]

Wars with towns, parties and spokespeople, told of by outlets of which some print much and most print little,
over ten years. Rows are what the ledger itself would write, and are put in behind its back, in bulk; digests
and the custody log are made up, so `verify` would find them wrong. One claim in a hundred is judged by two.
Beyond 10,000 documents, rows are copies of these under other ids.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice, pairwise
from pathlib import Path
from typing import Any

from sqlalchemy import Table

from accordingto.ledger import create_ledger, narrowing, open_ledger, schema, tallies
from accordingto.ledger.digests import sha256
from accordingto.ledger.happenings import event_columns
from accordingto.ledger.links import member_of
from accordingto.ledger.reviews import review_of, review_row
from accordingto.ledger.rows import claim_row, document_row, link_rows
from accordingto.types import (
    Act,
    ActorType,
    AgreementKind,
    Claim,
    Clause,
    Contradiction,
    Dealing,
    Document,
    EventType,
    Figure,
    FramingKind,
    Happening,
    Holding,
    Label,
    Link,
    LinkedEvent,
    Origin,
    Party,
    Place,
    Range,
    Relation,
    SourceKind,
    StepKind,
    Verdict,
)

READER = "accordingto-en-made-up"
WHEN = "2024-03-08T09:00:00.000Z"
FIRST, DAYS = date(2014, 1, 1), 3650
WARS, TOWNS, OUTLETS, SPEAKERS = 12, 150, 400, 400
# Kinds of ten claims of a report, about as a reader finds them in reports of a war.
SHARES = {"event": 40, "statement": 38, "figure": 6, "control": 6, "agreement": 5, "framing": 5}
KINDS = tuple(kind for kind, share in SHARES.items() for _ in range(share))
EVENTS: tuple[tuple[EventType, str | None, str | None, str], ...] = (
    ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack", "shelled"),
    ("ASSAULT", "heavy-weapons", "Shelling/artillery/missile attack", "shelled"),
    ("ASSAULT", "aerial", "Air/drone strike", "bombed"),
    ("ASSAULT", "firearms", "Armed clash", "fought"),
    ("ASSAULT", "abduct", "Abduction/forced disappearance", "abducted"),
    ("COERCE", "arrest", "Arrests", "arrested"),
    ("MOVE", None, None, "evacuated"),
    ("PROTEST", "demo", "Peaceful protest", "rallied"),
    ("CONSULT", "meet", None, "met"),
    ("AID", "humanitarian", None, "supplied"),
)
ACTS: tuple[Act, ...] = ("say", "say", "say", "report", "claim", "deny", "accuse", "demand", "promise")
DEALS: tuple[AgreementKind, ...] = ("ceasefire", "ceasefire", "evacuation", "prisoner-exchange", "aid-access")
STEPS: tuple[StepKind, ...] = ("agreed", "in-force", "violated", "violated", "violated", "extended", "denied")
RELATIONS: tuple[Relation, ...] = ("holds", "took", "took", "lost", "besieges", "contests")
TYPES: tuple[ActorType, ...] = ("state-forces", "rebel", "rebel", "militia", "government", "external")
LOADED: tuple[tuple[str, FramingKind], ...] = (
    *(("terrorists", "label"), ("thugs", "label")),
    ("heroes", "praise"),
)
OPEN = ("planned", "threatened", "demanded")
VERDICTS: tuple[Verdict, ...] = ("accept", "accept", "accept", "reject", "unsure")
JUDGED = 0.01
REVIEWERS = ("ana", "ben")
# How many days a happening is told of, and how many reports go into the database at once.
TOLD_FOR, BATCH = 3, 2_000
# Documents that are made up; more are copies.
ORIGINALS = 10_000
SYLLABLES = "ar du ma ka lo sen ti ra bel vo ni qa sha mir ost ha jo pel gu zan".split()
PLAIN = "the of and to in that on for with was were by from at as near after before road river bridge".split()


# --- the world ------------------------------------------------------------------------------------


@dataclass
class Occurrence:
    """What happens once, and who tells of it."""

    war: int
    place: Place
    kind: tuple[EventType, str | None, str | None, str]
    day: date
    toll: int
    tellings: list[Telling] = field(default_factory=list)


@dataclass(frozen=True)
class Telling:
    """One claim about it: what a row of events needs of the claim."""

    claim: Claim
    outlet: str
    chain: tuple[str, ...]
    source: Link
    day: date
    toll: int | None = None


class World:
    """Wars, parties, towns, outlets and people, the same for the same seed."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.words = [self._name() for _ in range(4_000)]
        self.towns = [[self._town(war, number) for number in range(TOWNS)] for war in range(WARS)]
        self.parties = [[self._party(war, number) for number in range(12)] for war in range(WARS)]
        sorts = ("News", "Times", "TV", "Agency")
        self.outlets = [f"{self._name()} {sort}" for sort in sorts for _ in range(OUTLETS // len(sorts))]
        self.speakers = [[self._speaker() for _ in range(SPEAKERS)] for _ in range(WARS)]
        self.open: list[list[Occurrence]] = [[] for _ in range(WARS)]

    def _name(self) -> str:
        return "".join(self.random.choice(SYLLABLES) for _ in range(self.random.choice((2, 3, 3, 4)))).title()

    def _town(self, war: int, number: int) -> Place:
        return Place(
            span=(0, 1),
            name=self._name(),
            geonameid=90_000_000 + 1_000 * war + number,
            latitude=round(-30 + 7 * war + self.random.random() * 5, 4),
            longitude=round(-20 + 9 * war + self.random.random() * 6, 4),
            country="ABCDEFGHIJKLM"[war : war + 2],
            admin1=str(number % 8),
            precision="town" if number % 10 else "region",
        )

    def _party(self, war: int, number: int) -> tuple[str, ActorType, str]:
        what = ("Army", "Front", "Brigade", "Council")[number % 4]
        return f"{self._name()} {what}", TYPES[number % len(TYPES)], "ABCDEFGHIJKLM"[war : war + 2]

    def _speaker(self) -> tuple[str, SourceKind]:
        title = self.random.choice(("Colonel", "Governor", "Mayor", "Minister", "Doctor", "Sheikh"))
        return f"{title} {self._name()} {self._name()}", "named"

    def some(self, of: Sequence[Any], steepness: float = 6.0) -> Any:
        """One of them, the first far more often than the last."""
        return of[min(len(of) - 1, int(self.random.expovariate(steepness / len(of))))]


# --- claims ---------------------------------------------------------------------------------------


class Reporter:
    """Writes reports about a world, day after day."""

    def __init__(self, world: World, documents: int, each: int) -> None:
        self.world, self.each = world, each
        self.random = world.random
        self.days = [FIRST + timedelta(days=DAYS * number // documents) for number in range(documents)]

    def reports(self) -> Iterator[tuple[Document, list[Claim], list[Occurrence]]]:
        """Reports in the order of days, with the happenings of which nobody tells any more."""
        for number, day in enumerate(self.days):
            war = number % WARS
            done = self._pass_time(war, day)
            document, claims = self._report(number, war, day)
            yield document, claims, done
        for war in range(WARS):
            number, day = len(self.days), FIRST + timedelta(days=2 * DAYS)
            yield document, [], self._pass_time(war, day)

    def _pass_time(self, war: int, day: date) -> list[Occurrence]:
        old = [one for one in self.world.open[war] if (day - one.day).days > TOLD_FOR]
        self.world.open[war] = [one for one in self.world.open[war] if (day - one.day).days <= TOLD_FOR]
        return old

    def _report(self, number: int, war: int, day: date) -> tuple[Document, list[Claim]]:
        outlet = self.world.some(self.world.outlets)
        kinds = [self.random.choice(KINDS) for _ in range(self.each)]
        identity = hashlib.sha256(f"document {number}".encode()).hexdigest()[:20]
        told, text = [], ""
        for position, kind in enumerate(kinds):
            claim, sentence = self._claim(kind, war, day, outlet, len(text), identity, position)
            told.append(claim)
            text += sentence + self._filler()
        return self._document(identity, outlet, day, text, number), told

    def _document(self, identity: str, outlet: str, day: date, text: str, number: int) -> Document:
        return Document(
            id=identity,
            title=f"{' '.join(self.random.choice(self.world.words) for _ in range(4))}: {text[:40]}",
            outlet=outlet,
            url=f"https://news.example/{number}",
            published=day.isoformat(),
            language="en",
            text=text,
            text_sha256=sha256(text.encode()),
            extractor="made up",
        )

    def _filler(self) -> str:
        words = (self.random.choice(PLAIN if n % 2 else self.world.words) for n in range(18))
        return f" {' '.join(words)}.\n\n"

    def _claim(
        self, kind: str, war: int, day: date, outlet: str, start: int, document: str, position: int
    ) -> tuple[Claim, str]:
        name, source_kind = self.world.some(self.world.speakers[war])
        made, sentence = getattr(self, f"_{kind}")(war, day, start)
        quoted = self.random.random() < 0.8
        words = f"{sentence}, {name} said." if quoted else f"{sentence}."
        at = start + len(sentence) + 2
        speaker = Link(name=name, kind=source_kind, span=(at, at + len(name)))
        links = (Link(name=outlet, kind="media"), *((speaker,) if quoted else ()))
        claim = Claim(
            id=hashlib.sha256(f"{document} {position}".encode()).hexdigest()[:20],
            document=document,
            kind=kind,  # type: ignore[arg-type]
            said_by=links,
            act=self.random.choice(ACTS),
            quote="indirect",
            polarity="negative" if self.random.random() < 0.06 else "positive",
            evidence=((start, start + len(sentence)),),
            text=sentence,
            reader=READER,
            confidence=round(self.random.betavariate(6, 2), 3),
            certainty=self.random.choice(("certain", "certain", "certain", "probable", "possible")),
            **made,
        )
        if claim.kind == "event":
            self._tell(claim, outlet, links, day)
        return claim, words

    def _tell(self, claim: Claim, outlet: str, links: tuple[Link, ...], day: date) -> None:
        chain = tuple(link.name for link in links)
        toll = claim.happening.figures[0].low if claim.happening and claim.happening.figures else None
        self._last.tellings.append(Telling(claim, outlet, chain, links[-1], day, toll))

    # --- one for each kind: fields of the claim, and its sentence -----------------------------------

    def _place(self, war: int, start: int, sentence: str, place: Place | None = None) -> Place:
        from msgspec.structs import replace

        chosen = place or self.world.some(self.world.towns[war])
        at = start + sentence.index(chosen.name) if chosen.name in sentence else start
        return replace(chosen, span=(at, at + len(chosen.name)))

    def _event(self, war: int, day: date, start: int) -> tuple[dict[str, Any], str]:
        open_ = self.world.open[war]
        if open_ and self.random.random() < 0.62:
            happening = self.random.choice(open_)
        else:
            kind = self.random.choice(EVENTS)
            place = self.world.some(self.world.towns[war])
            happening = Occurrence(war, place, kind, day, self.random.randrange(1, 60))
            self.world.open[war].append(happening)
        self._last = happening
        verb, toll = happening.kind[3], happening.toll + self.random.choice((0, 0, 0, 2, 5))
        who, whom = (self.world.some(self.world.parties[war], 3.0) for _ in range(2))
        some = self.random.choice(self.world.words)
        sentence = f"{who[0]} {verb} {whom[0]} near {happening.place.name}, killing {toll} people at {some}"
        at = sentence.index(verb)
        told = Happening(
            trigger=(start + at, start + at + len(verb)),
            type=happening.kind[0],
            mode=happening.kind[1],
            acled=happening.kind[2],
            actors=(_party(who, start),),
            recipients=(_party(whom, start + at + len(verb) + 1),),
            places=(self._place(war, start, sentence, happening.place),),
            begin=happening.day.isoformat(),
            end=happening.day.isoformat(),
            figures=(Figure(span=(start, start + 1), kind="killed", low=toll, best=toll, high=toll),),
        )
        status = self.random.choice(OPEN) if self.random.random() < 0.12 else "happened"
        return {"happening": told, "status": status}, sentence

    def _statement(self, war: int, day: date, start: int) -> tuple[dict[str, Any], str]:
        words = [self.random.choice(self.world.words if n % 3 == 0 else PLAIN) for n in range(14)]
        return {}, f"{self.world.some(self.world.towns[war]).name} {' '.join(words)} ceasefire"

    def _figure(self, war: int, day: date, start: int) -> tuple[dict[str, Any], str]:
        number = self.random.randrange(10, 9_000)
        sentence = f"{number} people fled {self.world.some(self.world.towns[war]).name} on {day.isoformat()}"
        figure = Figure(span=(start, start + len(str(number))), kind="displaced", low=number, best=number)
        return {"figure": figure, "status": "happened"}, sentence

    def _control(self, war: int, day: date, start: int) -> tuple[dict[str, Any], str]:
        place = self.world.some(self.world.towns[war])
        party = self.world.some(self.world.parties[war], 3.0)
        relation = self.random.choice(RELATIONS)
        sentence = f"{party[0]} {relation} {place.name} on the {self.random.choice(self.world.words)} road"
        held = Holding(
            trigger=(start + len(party[0]) + 1, start + len(party[0]) + 1 + len(relation)),
            place=self._place(war, start, sentence, place),
            relation=relation,
            holder=_party(party, start),
            begin=day.isoformat(),
            end=day.isoformat(),
        )
        return {"holding": held, "status": "happened"}, sentence

    def _agreement(self, war: int, day: date, start: int) -> tuple[dict[str, Any], str]:
        one, other = self.random.sample(self.world.parties[war], 2)
        kind, place = self.random.choice(DEALS), self.world.some(self.world.towns[war])
        step = self.random.choice(STEPS)
        some = self.random.choice(self.world.words)
        sentence = f"{one[0]} and {other[0]} {step} a {kind} in {place.name} {some}"
        is_term = self.random.random() < 0.3
        dealing = Dealing(
            agreement="g1",
            kind=kind,
            words=(f"a {kind}",),
            parties=(_party(one, start), _party(other, start + len(one[0]) + 5)),
            places=(self._place(war, start, sentence, place),),
            step=None if is_term else step,
            by=None if is_term else _party(one, start),
            term=Clause(does=sentence[-30:]) if is_term else None,
            begin=day.isoformat(),
            end=day.isoformat(),
        )
        return {"dealing": dealing, "status": "happened"}, sentence

    def _framing(self, war: int, day: date, start: int) -> tuple[dict[str, Any], str]:
        words, kind = self.random.choice(LOADED)
        party = self.world.some(self.world.parties[war], 3.0)
        label = Label(span=(start, start + len(words)), kind=kind, name=party[0])
        return {"label": label}, words


def _party(party: tuple[str, ActorType, str], at: int) -> Party:
    name, kind, country = party
    return Party(span=(at, at + len(name)), words=name, name=name, actor_type=kind, country=country)


# --- happenings -----------------------------------------------------------------------------------


def linked(happening: Occurrence) -> LinkedEvent:
    """The happening as linking would sum it up."""
    told = happening.tellings
    first = told[0].claim
    tolls = sorted({one.toll for one in told if one.toll is not None})
    own = first.happening.actors if first.happening else ()
    return LinkedEvent(
        id=min(one.claim.id for one in told),
        type=happening.kind[0],
        mode=happening.kind[1],
        acled=happening.kind[2],
        place=happening.place,
        begin=happening.day.isoformat(),
        end=happening.day.isoformat(),
        actors=tuple(dict.fromkeys(party.words for party in own)),
        killed=Range(low=tolls[0], best=tolls[0], high=tolls[-1]) if tolls else None,
        claims=tuple(sorted(one.claim.id for one in told)),
        documents=tuple(sorted({one.claim.document for one in told})),
        outlets=tuple(sorted({one.outlet for one in told})),
        happened=sum(one.claim.status == "happened" for one in told),
        denied=sum(one.claim.polarity == "negative" for one in told),
        origins=tuple(_origins(told)),
        contradictions=tuple(_contradictions(told)),
    )


def _origins(told: Sequence[Telling]) -> Iterator[Origin]:
    groups: dict[str, list[Telling]] = {}
    for one in told:
        groups.setdefault(one.source.name, []).append(one)
    for name, group in groups.items():
        yield Origin(
            name=name,
            kind=group[0].source.kind,
            claims=tuple(sorted(one.claim.id for one in group)),
            documents=tuple(sorted({one.claim.document for one in group})),
            outlets=tuple(sorted({one.outlet for one in group})),
            chains=tuple(dict.fromkeys(one.chain for one in group)),
        )


def _contradictions(told: Sequence[Telling]) -> Iterator[Contradiction]:
    first = told[0]
    for one in told[1:]:
        if one.toll is not None and one.toll != first.toll and one.source.name != first.source.name:
            yield Contradiction(
                kind="figure",
                one=first.claim.id,
                other=one.claim.id,
                one_words=f"{first.toll} people",
                other_words=f"{one.toll} people",
                one_origin=first.source.name,
                other_origin=one.source.name,
                why="the ranges do not meet",
            )
            return


# --- rows, and into the database ------------------------------------------------------------------

Rows = dict[str, list[tuple[Any, ...]]]


class Writer:
    """Collects rows table by table, and puts them in many at a time."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._statements = {table.name: _insert(table) for table in TABLES}
        self._rows: Rows = {table.name: [] for table in TABLES}
        self._entry = 0

    def add(self, table: Table, row: Mapping[str, Any]) -> None:
        """A row; what it does not have is empty."""
        self._rows[table.name].append(tuple(row.get(column.name) for column in table.columns))

    def entry(self, action: str, subject: str) -> int:
        """A new entry of the custody log."""
        self._entry += 1
        digest = f"{self._entry:064x}"
        row = {"sequence": self._entry, "at": WHEN, "who": "made up", "action": action, "subject": subject}
        self.add(schema.custody, {**row, "digest": digest, "previous": digest, "hash": digest})
        return self._entry

    def flush(self) -> None:
        """Everything collected, into the database."""
        for name, rows in self._rows.items():
            if rows:
                self._connection.executemany(self._statements[name], rows)
                rows.clear()


TABLES: tuple[Table, ...] = (
    *(schema.custody, schema.evidence, schema.captures, schema.documents, schema.document_captures),
    *(schema.readings, schema.claims, schema.claim_links, schema.reviews, schema.claim_reviews),
    *(schema.link_documents, schema.event_members, schema.links, schema.linked_events),
)


def _insert(table: Table) -> str:
    columns = ", ".join(column.name for column in table.columns)
    return f"INSERT INTO {table.name} ({columns}) VALUES ({', '.join('?' * len(table.columns))})"


def _add_report(writer: Writer, document: Document, claims: Sequence[Claim], chosen: random.Random) -> None:
    _add_document(writer, document)
    reading = f"{document.id}:1"
    at = {"recorded_at": WHEN}
    row = {"id": reading, "document": document.id, "number": 1, "reader": READER, "at": WHEN, "reading": "{}"}
    writer.add(schema.readings, {**row, "entry": writer.entry("store reading", reading)})
    writer.add(schema.link_documents, {"document": document.id, "reading": reading})
    for position, claim in enumerate(claims):
        columns = claim_row(claim, reading, position, document.text)
        writer.add(schema.claims, {**columns, **at, "digest": "0" * 64})
        for link in link_rows(claim, reading):
            writer.add(schema.claim_links, link)
        if chosen.random() < JUDGED:
            _add_reviews(writer, claim, document.text, chosen)


def _add_document(writer: Writer, document: Document) -> None:
    data, at = document.text.encode(), {"recorded_at": WHEN}
    digest = sha256(document.id.encode())
    entry = writer.entry("store evidence", digest)
    stored = {"sha256": digest, "size": len(data), "entry": entry, "data": data[:200]}
    writer.add(schema.evidence, {**stored, **at})
    capture = {"id": digest, "evidence": digest, "location": document.url, "url": document.url, "hints": "{}"}
    entry = writer.entry("store capture", digest)
    writer.add(schema.captures, {**capture, "retrieved": WHEN, "entry": entry, **at})
    entry = writer.entry("store document", document.id)
    row = {**document_row(document, document.url), "version": 1, "entry": entry, **at}
    writer.add(schema.documents, row)
    entry = writer.entry("link document", document.id)
    writer.add(schema.document_captures, {"document": document.id, "capture": digest, "entry": entry, **at})


def _add_reviews(writer: Writer, claim: Claim, text: str, chosen: random.Random) -> None:
    for person in REVIEWERS:
        verdict = chosen.choice(VERDICTS)
        made = review_of(claim, text, verdict, because="as the words say" if verdict == "reject" else None)
        row = {**review_row(made), "judged_by": person, "judged_at": WHEN, "recorded_at": WHEN}
        row["id"] = sha256(f"{claim.id} {person}".encode())
        writer.add(schema.reviews, {**row, "entry": writer.entry("judge claim", str(row["id"]))})
        held = {"claim": claim.id, "document": claim.document, "review": row["id"], "judged_by": person}
        writer.add(schema.claim_reviews, {**held, "verdict": verdict})


def _add_happening(writer: Writer, happening: Occurrence) -> None:
    if not happening.tellings:
        return
    event = linked(happening)
    writer.add(schema.linked_events, event_columns(event, 0))
    for one in happening.tellings:
        member = member_of(one.claim)
        row = {"claim": member.claim, "telling": member.claim, "event": event.id, "document": member.document}
        anchor = {"anchor_start": member.anchor[0], "anchor_end": member.anchor[1]}
        writer.add(schema.event_members, {**row, "kind": member.kind, **anchor})
    ids = event.claims
    for before, after in pairwise(ids):
        writer.add(schema.links, {"one": before, "other": after, "score": 0.9})


FAST = "PRAGMA synchronous = OFF; PRAGMA cache_size = -400000; PRAGMA foreign_keys = OFF;"
# As the migration 0006 fills the queue, with what was judged.
QUEUE = """
    INSERT INTO review_queue
    SELECT claims.id, claims.document, claims.reading, claims.kind,
           CAST((1 - claims.confidence) * 1000 + 0.5 AS INTEGER)
           + 1000 * COALESCE(contradictions, 0) / (COALESCE(contradictions, 0) + 1),
           COALESCE(contradictions, 0), COALESCE(judged, 0), COALESCE(verdicts > 1, 0), 0
    FROM claims
    LEFT JOIN event_members ON event_members.claim = claims.id
    LEFT JOIN linked_events ON linked_events.id = event_members.event
    LEFT JOIN (SELECT claim, count(*) AS judged, count(DISTINCT verdict) AS verdicts FROM claim_reviews
               GROUP BY claim) AS held ON held.claim = claims.id
"""


# A copy of an id: the number of the copy, then the id as far as there is room, so that ids sort as before.
COPY = "printf('%02x', :copy) || substr({0}, 1, length({0}) - 2)"
READING = f"{COPY.format('substr(reading, 1, 20)')} || ':1'"
_ID = COPY.format("id")
_DOCUMENT, _CLAIM = COPY.format("document"), COPY.format("claim")
_ENTRY, _URL = "entry + :entries", "{0} || '?' || :copy"
COPIED: Mapping[str, Mapping[str, str]] = {
    "custody": {"sequence": "sequence + :entries"},
    "evidence": {"sha256": COPY.format("sha256"), "entry": _ENTRY},
    "captures": {"id": _ID, "evidence": COPY.format("evidence"), "url": _URL.format("url"), "entry": _ENTRY},
    "documents": {
        "id": _ID,
        "url": _URL.format("url"),
        "canonical_url": _URL.format("canonical_url"),
        "entry": _ENTRY,
    },
    "document_captures": {"document": _DOCUMENT, "capture": COPY.format("capture"), "entry": _ENTRY},
    "readings": {"id": f"{_DOCUMENT} || ':1'", "document": _DOCUMENT, "entry": _ENTRY},
    "claims": {"reading": READING, "id": _ID, "document": _DOCUMENT},
    "claim_links": {"reading": READING, "claim": _CLAIM},
    "reviews": {"id": _ID, "document": _DOCUMENT, "claim": _CLAIM, "entry": _ENTRY},
    "claim_reviews": {"claim": _CLAIM, "document": _DOCUMENT, "review": COPY.format("review")},
    "link_documents": {"document": _DOCUMENT, "reading": READING},
    "event_members": {
        "claim": _CLAIM,
        "telling": COPY.format("telling"),
        "event": COPY.format("event"),
        "document": _DOCUMENT,
    },
    "links": {"one": COPY.format("one"), "other": COPY.format("other")},
    "linked_events": {"id": _ID, "event": "copied(event, :copy)"},
}


def fill(path: Path, documents: int, each: int, show: Callable[[str], None] = print) -> None:
    """Make a ledger of so many documents at a path where there is none."""
    create_ledger(str(path)).close()
    connection = sqlite3.connect(path, isolation_level=None)
    connection.executescript(FAST)
    copies = max(1, documents // ORIGINALS)
    _write(connection, documents // copies, each)
    show(f"{documents // copies:,} documents")
    connection.create_function("copied", 2, _copied, deterministic=True)
    most = _most(connection)
    for copy in range(1, copies):
        _copy(connection, copy, most)
        show(f"{documents // copies * (copy + 1):,} documents")
    connection.execute(QUEUE)
    connection.close()
    _count(path)


def _count(path: Path) -> None:
    """What follows from claims, as a migration fills it."""
    with open_ledger(str(path)) as ledger, ledger.database.write() as connection:
        tallies.refill(connection)
        narrowing.refill(connection)


def _write(connection: sqlite3.Connection, documents: int, each: int) -> None:
    writer, chosen = Writer(connection), random.Random(11)
    reports = Reporter(World(), documents, each).reports()
    while batch := list(islice(reports, BATCH)):
        connection.execute("BEGIN")
        for document, claims, over in batch:
            if claims:
                _add_report(writer, document, claims, chosen)
            for happening in over:
                _add_happening(writer, happening)
        writer.flush()
        connection.execute("COMMIT")


def _copied(event: str, copy: int) -> str:
    return re.sub(r'"([0-9a-f]{18})[0-9a-f]{2}"', rf'"{copy:02x}\1"', event)


def _copy(connection: sqlite3.Connection, copy: int, most: Mapping[str, int]) -> None:
    """Copy the rows that were written first: in each table those up to the number in `most`."""
    connection.execute("BEGIN")
    for name, changed in COPIED.items():
        columns = [column.name for column in schema_table(name).columns]
        selected = ", ".join(changed.get(column, column) for column in columns)
        source = f"{name} WHERE rowid <= :most" if name in most else f"first_{name}"
        statement = f"INSERT INTO {name} ({', '.join(columns)}) SELECT {selected} FROM {source}"
        values = {"copy": copy, "entries": copy * most["custody"], "most": most.get(name)}
        connection.execute(statement, values)
    connection.execute("COMMIT")


def _most(connection: sqlite3.Connection) -> dict[str, int]:
    """The last row of each table. That of links has no numbers: its rows are put aside."""
    connection.execute("CREATE TEMP TABLE first_links AS SELECT * FROM links")
    names = [name for name in COPIED if name != "links"]
    return {name: connection.execute(f"SELECT max(rowid) FROM {name}").fetchone()[0] for name in names}


def schema_table(name: str) -> Table:
    """The table of this name."""
    return next(table for table in TABLES if table.name == name)


def main() -> None:
    """Make one."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("ledger", type=Path)
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--claims-per-document", type=int, default=10)
    options = parser.parse_args()
    fill(options.ledger, options.documents, options.claims_per_document)


if __name__ == "__main__":
    main()
