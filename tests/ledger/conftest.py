"""Ledgers on both databases, and nouns built by hand."""

from __future__ import annotations

import hashlib
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import psycopg
import pytest
from sqlalchemy import Connection, NullPool, create_engine, event, make_url

from accordingto.ledger import Correction, Judgement, Ledger, Likeness, create_ledger, open_ledger
from accordingto.types import (
    Attribution,
    Capture,
    Claim,
    Clause,
    Dealing,
    Document,
    Entity,
    Event,
    Evidence,
    Figure,
    Happening,
    Hints,
    Holding,
    Label,
    Link,
    Mediator,
    Party,
    Place,
    Reading,
    Reference,
    Reject,
    Time,
)

NO_SERVER = "ACCORDINGTO_TEST_POSTGRES names no server; `export ACCORDINGTO_TEST_POSTGRES=$(.ci/postgres)`"
WHEN = "2024-03-08T09:00:00Z"
TEXT = "The army took Ardun, SANA reported, quoting a senior officer. “Ceasefire holds”, he said – Žurnal."

PLACE = Place(span=(14, 19), name="Ardûn", geonameid=-5, latitude=1.25, longitude=33.5, country="XX")


class Make:
    """Nouns with sensible fields, so that a test states only what it is about."""

    def capture(
        self,
        data: bytes = b"<p>The army took Ardun</p>",
        location: str = "reports/ardun.html",
        **more: object,
    ) -> Capture:
        fields = {"retrieved": WHEN, "media_type": "text/html", "hints": Hints(outlet="Ardun Daily"), **more}
        return Capture(data=data, location=location, **fields)  # type: ignore[arg-type]

    def document(self, identity: str = "d1", text: str = TEXT, **more: object) -> Document:
        fields = {
            "title": "Army takes Ardun",
            "outlet": "Ardun Daily",
            "url": "https://ardun.example/1",
            "published": "2018-04-06",
            "language": "en",
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "extractor": "hand/1",
            "published_from": "meta",
            "published_confidence": 0.9,
            **more,
        }
        return Document(id=identity, text=text, **fields)  # type: ignore[arg-type]

    def claim(self, document: Document, identity: str = "c1", words: str = "", **more: object) -> Claim:
        words = words or document.text[:19]
        start = document.text.index(words)
        source = document.text.find("SANA")
        fields = {
            "kind": "statement",
            "said_by": (
                Link(name=document.outlet or "not stated", kind="media"),
                *(
                    [Link(name="SANA", kind="named", span=(source, source + 4), entity="e1")]
                    if source >= 0
                    else []
                ),
            ),
            "act": "report",
            "quote": "indirect",
            "polarity": "positive",
            "evidence": ((start, start + len(words)),),
            "reader": "r1",
            "confidence": 0.75,
            **more,
        }
        return Claim(id=identity, document=document.id, text=words, **fields)  # type: ignore[arg-type]

    def happening(self, **more: object) -> Happening:
        """That of `TEXT`, `The army took Ardun`: every field has something, true or not."""
        fields = {
            "trigger": (9, 13),
            "type": "CONTROL",
            "mode": "capture",
            "acled": "Government regains territory",
            "actors": (Party(words="The army", span=(0, 8), entity="e2", name="Army of Ardun"),),
            "recipients": (Party(words="Ardun", span=(14, 19), actor_type="civilians"),),
            "instrument": "senior officer",
            "places": (PLACE,),
            "times": (Time(span=(21, 25), text="SANA", type="DATE", value="2018-04-05"),),
            "begin": "2018-04-05",
            "end": "2018-04-06",
            "figures": (Figure(span=(0, 3), kind="killed", low=5, best=7, high=9),),
            "place_from": "argument",
            "time_from": "context",
            "decided_by": "take.v",
            **more,
        }
        return Happening(**fields)  # type: ignore[arg-type]

    def figure(self) -> Figure:
        """A number that belongs to no event."""
        return Figure(span=(0, 3), kind="population", best=4000)

    def event(self, document: Document, identity: str = "e1", **more: object) -> Claim:
        """A claim of that; whatever `happening` takes goes there."""
        names = {field.name for field in msgspec.structs.fields(Happening)}
        happening = self.happening(**{name: value for name, value in more.items() if name in names})
        fields = {name: value for name, value in more.items() if name not in names}
        fields = {"kind": "event", "status": "happened", "happening": happening, **fields}
        return self.claim(document, identity, "", **fields)

    def dealing(self) -> Dealing:
        """A step of an agreement; a term would have no step, but a row may hold both."""
        army = Party(words="The army", span=(0, 8), entity="e2", name="Army of Ardun")
        return Dealing(
            agreement="g1",
            kind="ceasefire",
            words=("Ceasefire",),
            parties=(army,),
            brokers=(Mediator(words="SANA", span=(21, 25), role="reported"),),
            places=(PLACE,),
            step="violated",
            by=army,
            against=army,
            begin="2018-04-05",
            end="2018-04-05",
            term=Clause(does="took Ardun", who=army),
        )

    def holding(self) -> Holding:
        """Who took Ardun."""
        army = Party(words="The army", span=(0, 8))
        return Holding(trigger=(9, 13), place=PLACE, relation="took", holder=army, previous=army)

    def accounts(self, document: Document, number: int, reader: str) -> list[Claim]:
        """One claim each of an agreement, of control and of a loaded word."""
        label = Label(span=(4, 8), kind="label", name="Army of Ardun", neutral="troops", decided_by="lexicon")
        return [
            self.claim(document, f"g{number}", kind="agreement", dealing=self.dealing(), reader=reader),
            self.claim(document, f"h{number}", kind="control", holding=self.holding(), reader=reader),
            self.claim(document, f"m{number}", "army", kind="framing", label=label, reader=reader),
        ]

    def reading(self, document: Document) -> Reading:
        entity = Entity(id="e1", name="SANA", type="ORG", mentions=((21, 25),))
        attribution = Attribution(
            id="a1",
            source=(21, 25),
            source_entity="e1",
            source_kind="named",
            cue=(26, 34),
            content=((0, 19),),
            quote="indirect",
            act="report",
            parent=None,
            confidence=0.8,
        )
        event = Event(
            id="v1",
            trigger=(9, 13),
            type="CONTROL",
            actors=(Reference(span=(0, 8)),),
            places=(0,),
            times=(0,),
        )
        return Reading(
            document=document,
            entities=(entity,),
            attributions=(attribution,),
            times=self.happening().times,
            places=(PLACE,),
            figures=self.happening().figures,
            events=(event,),
        )

    def reject(self, location: str = "reports/ardun.html", **more: object) -> Reject:
        fields = {"stage": "document", "reason": "no text in it", "at": WHEN, **more}
        return Reject(location=location, **fields)  # type: ignore[arg-type]

    def judgement(self, one: str = "one", other: str = "two", **more: object) -> Judgement:
        """Of the event claims of two documents, `The army took Ardun`."""
        fields = {
            **{"one_kind": "event", "one_anchor": (9, 13), "one_text": "The army took Ardun"},
            **{"other_kind": "event", "other_anchor": (9, 13), "other_text": "The army took Ardun"},
            **{"verdict": "same", "judged_by": "A. Reviewer", "judged_at": WHEN, "because": "same words"},
            **more,
        }
        return Judgement(one_document=one, other_document=other, **fields)  # type: ignore[arg-type]

    def stored(self, ledger: Ledger, document: Document, data: bytes | None = None) -> Evidence:
        """Evidence and document in the ledger; the evidence."""
        name = f"reports/{document.id}.html"
        evidence = ledger.store_evidence(self.capture(data or document.text.encode(), name))
        ledger.store_document(document, evidence=evidence)
        return evidence

    def read(self, ledger: Ledger, document: Document, *claims: Claim, reader: str = "r1") -> None:
        """The document in the ledger, with these claims."""
        self.stored(ledger, document)
        ledger.store_reading(self.reading(document), claims, reader=reader)

    def fill(self, ledger: Ledger) -> None:
        """At least two rows in every table."""
        near = Likeness(
            signature=b"abcd", bands=("1:x", "2:y"), resemble=lambda one, other: 0.75, threshold=0.5
        )
        for number, name in enumerate(("one", "two")):
            document = self.document(name, f"{TEXT} {number}", byline="A. Writer", dateline="ARDUN")
            evidence = ledger.store_evidence(self.capture(name.encode(), name, url="u", charset="utf-8"))
            ledger.store_document(document, evidence=evidence, likeness=near)
            ledger.store_document(
                self.document(f"{name} later", f"{number} {TEXT}"),
                evidence=evidence,
                canonical_url="u",
            )
            for reader in ("r1", "r2"):
                claims = [
                    self.claim(document, f"c{number}", reader=reader, cue=(26, 34)),
                    self.claim(document, f"d{number}", "Ceasefire holds", reader=reader),
                    self.event(document, f"e{number}", reader=reader, certainty="probable"),
                    self.claim(document, f"f{number}", kind="figure", figure=self.figure(), reader=reader),
                    *self.accounts(document, number, reader),
                ]
                ledger.store_reading(self.reading(document), claims, reader=reader)
            for reason in ("first", "second"):
                ledger.store_reject(self.reject(name, reason=reason, sha256=evidence.sha256))
            ledger.store_feed_state(f"https://ardun.example/{name}", b"state")
        for verdict in ("same", "different"):
            ledger.store_judgement(self.judgement(verdict=verdict))
        self.judge(ledger)

    def judge(self, ledger: Ledger) -> None:
        """Judgements of what `fill` made, of every verdict, replaced and withdrawn."""
        army = Correction(field="actors", value="the army", words="The army", spans=((0, 8),))
        for number in (0, 1):
            ledger.judge_claim(f"e{number}", "accept", by="A. Reviewer", because="as it stands")
            ledger.judge_claim(f"e{number}", "correct", by="A. Reviewer", corrections=[army])
            ledger.judge_claim(f"e{number}", "reject", by="B. Reviewer", because="not so")
            ledger.judge_claim(f"g{number}", "unsure", by="B. Reviewer", because="which one?")
            ledger.judge_claim(f"c{number}", "accept", by="B. Reviewer")
            ledger.undo_review(by="B. Reviewer")


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture(scope="session")
def server() -> str | None:
    return os.environ.get("ACCORDINGTO_TEST_POSTGRES")


@contextmanager
def _database(server: str, template: str = "template0") -> Iterator[str]:
    name = f"accordingto_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield make_url(server).set(database=name).render_as_string(hide_password=False)
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def backend(request: pytest.FixtureRequest, server: str | None) -> str:
    """Each test that needs a database runs on both."""
    if request.param == "postgresql" and server is None:
        pytest.skip(NO_SERVER)
    return str(request.param)


@pytest.fixture
def address(backend: str, tmp_path: Path, server: str | None) -> Iterator[str]:
    """Where a ledger may be made, and nothing is yet."""
    if backend == "sqlite":
        yield str(tmp_path / "ledger.db")
    else:
        with _database(server or "") as made:
            yield made


@pytest.fixture(scope="session")
def blank_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("blank") / "ledger.db"
    create_ledger(str(path)).close()
    return path


@pytest.fixture(scope="session")
def blank_database(server: str | None) -> Iterator[str]:
    with _database(server or "") as made:
        create_ledger(made).close()
        yield make_url(made).database or ""


@pytest.fixture
def made(backend: str, tmp_path: Path, server: str | None, request: pytest.FixtureRequest) -> Iterator[str]:
    """Address of an empty ledger, copied because making one takes most of a test's time."""
    if backend == "sqlite":
        yield str(shutil.copy(request.getfixturevalue("blank_file"), tmp_path))
    else:
        with _database(server or "", request.getfixturevalue("blank_database")) as address:
            yield address


@pytest.fixture
def ledger(made: str) -> Iterator[Ledger]:
    with open_ledger(made, who="tester") as opened:
        yield opened


class Raw:
    """The database behind the ledger's back: no triggers, no foreign keys."""

    def __init__(self, address: str) -> None:
        postgres = address.startswith("postgresql://")
        url = make_url(address).set(drivername="postgresql+psycopg") if postgres else f"sqlite:///{address}"
        self.engine = create_engine(url, poolclass=NullPool)
        if postgres:
            event.listen(self.engine, "connect", self._disarm)
        else:
            event.listen(self.engine, "connect", self._hurry)
            self._drop_triggers()

    @staticmethod
    def _disarm(connection: psycopg.Connection[tuple[object, ...]], record: object) -> None:
        connection.execute("SET session_replication_role = replica")
        connection.commit()

    @staticmethod
    def _hurry(connection: object, record: object) -> None:
        connection.execute("PRAGMA synchronous = OFF")  # type: ignore[attr-defined]

    def _drop_triggers(self) -> None:
        with self.begin() as connection:
            names = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in names.all():
                connection.exec_driver_sql(f"DROP TRIGGER {name}")

    @contextmanager
    def begin(self) -> Iterator[Connection]:
        with self.engine.begin() as connection:
            yield connection

    def run(self, statement: str) -> None:
        with self.begin() as connection:
            connection.exec_driver_sql(statement)


@pytest.fixture(scope="session")
def raw() -> type[Raw]:
    """Opens a ledger that is made, without its guards."""
    return Raw


@pytest.fixture(scope="session")
def full(tmp_path_factory: pytest.TempPathFactory, make: Make) -> Path:
    """A SQLite ledger with something in every table; not to be changed."""
    path = tmp_path_factory.mktemp("full") / "ledger.db"
    with create_ledger(str(path), who="tester") as ledger:
        make.fill(ledger)
    return path
