"""A ledger made by hand, served for real on a free port, and a client without a browser."""

from __future__ import annotations

import hashlib
import importlib.util
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import NamedTuple

import httpx2
import pytest
import uvicorn
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import inspect

from accordingto.executors import Executor
from accordingto.ledger import Ledger, accounts, create_ledger, open_ledger
from accordingto.ledger.migration import FOLDER
from accordingto.settings import Settings
from accordingto.types import (
    Agreement,
    Attribution,
    Capture,
    Claim,
    Control,
    Document,
    Event,
    Evidence,
    Figure,
    Framing,
    Happening,
    Link,
    Party,
    Place,
    Reading,
    Reject,
    Span,
    Time,
)
from accordingto.web.app import create_app
from accordingto.web.jobs import Jobs
from accordingto.web.passwords import hashed
from accordingto.web.server import bound
from accordingto.web.site import Site

WHEN = "2024-03-08T09:00:00Z"
PASSWORD = "a long enough password"
TEXT = (
    "Gunmen shelled the market of Ardun on Friday, killing at least 12 people, the mayor said.\n\n"
    "“The ceasefire is dead”, he told Ardun Radio. A severed pipe lay in the street.\n\n"
    "The army, which holds the bridge, denied that it had fired."
)
ARABIC = "قال رئيس البلدية إن القصف أصاب السوق يوم الجمعة.\n\nنفى الجيش ذلك."
# Each tries to run in another place: an element, an attribute, a script, an address.
HOSTILE = (
    "<script>window.hit=1</script>",
    "\"><img src=x onerror='window.hit=1'>",
    "' onmouseover=window.hit=1 x='",
    "</title></textarea></script><svg onload=window.hit=1>",
    "javascript:window.hit=1",
    "{{ 7777*7777 }}{% raw %}${window.hit=1}`",
)


def bring_up(ledger: Ledger) -> None:
    """Make the tables of accounts and search, where the ledger's own migrations do not do so yet."""
    path = next(FOLDER.rglob("0005_*.py"))
    with ledger.database.write() as connection:
        if inspect(connection).has_table("accounts"):
            return
        spec = importlib.util.spec_from_file_location("migration_0005", path)
        assert spec
        assert spec.loader
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        with Operations.context(MigrationContext.configure(connection)):
            module.upgrade()


def at(text: str, words: str) -> Span:
    start = text.index(words)
    return start, start + len(words)


class Make:
    """Documents, readings and claims with sensible fields."""

    def document(self, identity: str = "d1", text: str = TEXT, **more: object) -> Document:
        fields = {
            "title": "Market of Ardun shelled",
            "outlet": "Ardun Daily",
            "url": f"https://ardun.example/{identity}",
            "published": "2024-03-08",
            "language": "en",
            "text_sha256": hashlib.sha256(text.encode()).hexdigest(),
            "extractor": "hand/1",
            **more,
        }
        return Document(id=identity, text=text, **fields)  # type: ignore[arg-type]

    def reading(self, document: Document) -> Reading:
        """Every layer has something, if the text is ours."""
        text = document.text
        if not text.startswith("Gunmen"):
            return Reading(document=document)
        mayor = Attribution(
            id="a1",
            source=at(text, "the mayor"),
            source_entity=None,
            source_kind="named",
            cue=at(text, "said"),
            content=(at(text, "Gunmen shelled the market of Ardun"),),
            quote="indirect",
            act="say",
            parent=None,
            confidence=0.9,
        )
        return Reading(
            document=document,
            attributions=(mayor,),
            times=(Time(span=at(text, "Friday"), text="Friday", type="DATE", value="2024-03-08"),),
            places=(Place(span=at(text, "Ardun"), name="Ardûn", latitude=1.0, longitude=2.0, country="XX"),),
            figures=(Figure(span=at(text, "at least 12 people"), kind="killed", low=12),),
            events=(Event(id="e1", trigger=at(text, "shelled"), type="ASSAULT", mode="heavy-weapons"),),
            agreements=(Agreement(id="g1", kind="ceasefire", mentions=(at(text, "ceasefire"),)),),
            control=(Control(place=0, relation="holds", span=at(text, "holds")),),
            framing=(Framing(span=at(text, "Gunmen"), kind="label", neutral="fighters"),),
        )

    def claim(self, document: Document, words: str, identity: str, **more: object) -> Claim:
        fields = {
            "kind": "statement",
            "said_by": (Link(name=document.outlet or "not stated", kind="media"),),
            "act": "report",
            "quote": "indirect",
            "polarity": "positive",
            "reader": "r1",
            "confidence": 0.75,
            **more,
        }
        evidence = (at(document.text, words),)
        return Claim(id=identity, document=document.id, evidence=evidence, text=words, **fields)  # type: ignore[arg-type]

    def claims(self, document: Document) -> list[Claim]:
        """A statement, the event in it through a relay, and a denial without a name."""
        text, outlet = document.text, document.outlet or "not stated"
        if not text.startswith("Gunmen"):
            return [self.claim(document, text.splitlines()[0], f"{document.id}-c1")]
        he = text.index("he told")
        mayor = Link(name="the mayor", kind="named", span=at(text, "the mayor"))
        relayed = (
            Link(name=outlet, kind="media"),
            Link(name="Ardun Radio", kind="media", span=at(text, "Ardun Radio")),
            Link(name="he", kind="unnamed", span=(he, he + 2)),
        )
        happening = Happening(
            trigger=at(text, "shelled"),
            type="ASSAULT",
            mode="heavy-weapons",
            actors=(Party(span=at(text, "Gunmen"), words="Gunmen"),),
            recipients=(Party(span=at(text, "the market of Ardun"), words="the market of Ardun"),),
            places=(Place(span=at(text, "Ardun"), name="Ardûn", latitude=1.0, longitude=2.0),),
            begin="2024-03-08",
            end="2024-03-08",
            figures=(Figure(span=at(text, "at least 12 people"), kind="killed", of="people", low=12),),
        )
        shelled = text[: text.index(", the mayor")]
        said = (Link(name=outlet, kind="media"), mayor)
        return [
            self.claim(document, shelled, f"{document.id}-c1", said_by=said, act="say"),
            self.claim(
                document,
                shelled,
                f"{document.id}-c2",
                kind="event",
                said_by=said,
                act="say",
                status="happened",
                happening=happening,
            ),
            self.claim(
                document, "The ceasefire is dead", f"{document.id}-c3", said_by=relayed, quote="direct"
            ),
            self.claim(document, "it had fired", f"{document.id}-c4", act="deny", polarity="negative"),
        ]

    def stored(
        self, ledger: Ledger, document: Document, *, canonical_url: str | None = None, read: bool = True
    ) -> Evidence:
        """The document in the ledger, read."""
        name = f"reports/{document.id}.html"
        capture = Capture(
            data=f"<p>{document.text}</p>".encode(), location=name, retrieved=WHEN, media_type="text/html"
        )
        evidence = ledger.store_evidence(capture)
        ledger.store_document(document, evidence=evidence, canonical_url=canonical_url)
        if read:
            ledger.store_reading(self.reading(document), self.claims(document), reader="r1")
        return evidence

    def fill(self, ledger: Ledger) -> None:
        """Two versions of a report, one in Arabic, one that means harm, one without a date, a reject."""
        self.stored(ledger, self.document(), canonical_url="u")
        later = TEXT.replace("Friday", "Friday evening") + "\n\nThe mayor spoke again."
        self.stored(
            ledger, self.document("d2", later, title="Market of Ardun shelled, toll rises"), canonical_url="u"
        )
        self.stored(ledger, self.document("d3", ARABIC, title="قصف السوق", outlet="صوت أردون", language="ar"))
        hostile = " and ".join(HOSTILE)
        self.stored(ledger, self.document("d4", hostile, title=hostile, outlet=HOSTILE[1], byline=HOSTILE[2]))
        self.stored(ledger, self.document("d5", "Nothing is known.", published=None, outlet=None, title=None))
        ledger.store_reject(
            Reject(location=HOSTILE[1], stage="document", reason=f"no text in {HOSTILE[0]}", at=WHEN)
        )


@pytest.fixture(scope="session")
def make() -> Make:
    return Make()


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with create_ledger(str(tmp_path / "test.db"), who="test") as made:
        bring_up(made)
        yield made


class Served(NamedTuple):
    """A site that runs, and where."""

    site: Site
    address: str

    def client(self) -> httpx2.Client:
        """A browser without anything of a browser but cookies."""
        return httpx2.Client(base_url=self.address, trust_env=False, timeout=60)


@contextmanager
def served(ledger: Ledger, executor: Executor | None = None) -> Iterator[Served]:
    """The site in a thread, on a free port."""
    settings = Settings(ledger=ledger.name, host_delay=0)
    jobs = Jobs(settings, (lambda: nullcontext(executor)) if executor else None)
    listening = bound("127.0.0.1", 0)
    port = listening.getsockname()[1]
    site = Site(ledger=ledger, settings=settings, jobs=jobs, port=port)
    config = uvicorn.Config(create_app(site), log_level="error", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.01)
        assert thread.is_alive()
    try:
        yield Served(site, f"http://127.0.0.1:{port}")
    finally:
        server.should_exit = True
        thread.join(10)
        jobs.close()


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A filled ledger, closed, to be copied: making one takes longer than most tests."""
    path = tmp_path_factory.mktemp("filled") / "test.db"
    with create_ledger(str(path), who="test") as made:
        bring_up(made)
        Make().fill(made)
    return path


@pytest.fixture
def site(filled: Path, tmp_path: Path, executor: Executor) -> Iterator[Served]:
    """A filled ledger of the test's own, without accounts, served."""
    path = shutil.copy(filled, tmp_path / "site.db")
    with open_ledger(str(path), who="test") as ledger, served(ledger, executor) as running:
        yield running


@pytest.fixture(scope="session")
def standing(filled: Path) -> Iterator[Served]:
    """The filled ledger, served for all tests that change nothing."""
    with open_ledger(str(filled), read_only=False) as ledger, served(ledger) as running:
        yield running


@pytest.fixture
def client(site: Served) -> Iterator[httpx2.Client]:
    """For tests that change something."""
    with site.client() as made:
        yield made


@pytest.fixture
def look(standing: Served) -> Iterator[httpx2.Client]:
    """For tests that only look."""
    with standing.client() as made:
        yield made


@pytest.fixture
def people(site: Served) -> Callable[[str], httpx2.Client]:
    """Clients of people who signed in, by role; each is made an account when first asked for."""
    ledger = site.site.ledger

    def client_of(role: str) -> httpx2.Client:
        if role not in {one.name for one in accounts.list_accounts(ledger)}:
            accounts.add_account(ledger, role, role=role, password_hash=hashed(PASSWORD))  # type: ignore[arg-type]
        made = site.client()
        answer = sign_in(made, role, PASSWORD)
        assert answer.status_code == 303
        return made

    return client_of


def token_of(client: httpx2.Client, path: str = "/login") -> str:
    """What forms in this browser have to carry."""
    page = client.get(path).text
    return page.split('name="form_token" value="')[1].split('"')[0]


def sign_in(client: httpx2.Client, name: str, password: str) -> httpx2.Response:
    data = {"name": name, "password": password, "form_token": token_of(client), "next": "/claims"}
    return client.post("/login", data=data)
