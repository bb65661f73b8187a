"""How long each page and each route of the API takes at the server, cold and warm, in a large ledger.

    python -m benchmarks.web [--documents 10000] [--ledger FILE] [--rounds 7] [--cold] [--only WORDS]

The ledger is made by `benchmarks.large` where there is none at FILE, and kept. Warm is once what the server
works out beside requests is there; cold is the first request to a program that has just started, which takes
a process for each. Milliseconds are those of the processor, of the whole
process, so that other programs do not count; `clock` is what the warm ones took by the clock, in the middle.
`bytes` is the answer, the first load of a page also all that a browser fetches with it.
"""

from __future__ import annotations

import argparse
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from litestar.testing import TestClient
from sqlalchemy import text

from accordingto.ledger import Ledger, accounts, open_ledger
from accordingto.settings import Settings
from accordingto.web.app import create_app
from accordingto.web.jobs import Jobs
from accordingto.web.site import LOCAL, Site
from benchmarks.large import fill

# Seconds that the server may work beside requests before what it worked out is taken as there.
PATIENCE = 900
BASE = "http://127.0.0.1"


@dataclass(frozen=True)
class Sample:
    """Things of the ledger that pages are asked for."""

    document: str
    claim: str
    event: str
    largest_event: str
    deal: str
    place: int
    place_name: str
    actor: str
    rare_actor: str
    source: str
    outlet: str
    rare_source: str
    rare_word: str


def sample(ledger: Ledger) -> Sample:
    """Some that are in the middle, and some that are the largest of their kind."""
    with ledger.database.read() as connection:

        def one(query: str) -> Any:
            return connection.scalar(text(query))

        middle = "(SELECT count(*) / 2 FROM documents)"
        event = "SELECT id FROM linked_events WHERE kind = 'event' "
        source = (
            "SELECT one.value FROM tallies one JOIN tallies kind ON kind.about = one.value"
            " AND kind.what = 'source kind' AND kind.value = '{}'"
            " WHERE one.what = 'source' AND one.about = '' ORDER BY one.number "
        )
        document = one(f"SELECT id FROM documents ORDER BY entry LIMIT 1 OFFSET {middle}")
        words = one(f"SELECT title FROM documents WHERE id = '{document}'").split()
        some = "FROM (SELECT * FROM linked_events LIMIT 20000) AS some"
        actors = f"SELECT actors {some} WHERE actors != '' GROUP BY 1 ORDER BY count(*) "
        held = "FROM (SELECT * FROM claims WHERE kind = 'control' LIMIT 5000) AS some GROUP BY 1"
        held = f"{held} ORDER BY count(*) DESC, 1"
        return Sample(
            document=document,
            claim=one(f"SELECT id FROM claims WHERE document = '{document}' AND position = 3"),
            event=one(f"{event} AND claims > 1 ORDER BY claims, id LIMIT 1"),
            largest_event=one(f"{event} ORDER BY claims DESC LIMIT 1"),
            deal=one("SELECT id FROM claims WHERE kind = 'agreement' AND step IS NOT NULL LIMIT 1"),
            place=one(f"SELECT json_extract(holding, '$.place.geonameid') {held}"),
            place_name=one(f"SELECT place {held}"),
            actor=one(f"{actors} DESC LIMIT 1"),
            rare_actor=one(f"{actors} LIMIT 1"),
            source=one(f"{source.format('named')} DESC LIMIT 1"),
            outlet=one(f"{source.format('media')} DESC LIMIT 1"),
            rare_source=one(f"{source.format('named')} LIMIT 1"),
            rare_word=words[0].strip(":").lower(),
        )


def addresses(of: Sample) -> Iterator[str]:
    """Every page and route, with each filter, and filters that nothing or little passes."""
    yield from ("/", "/documents", "/claims", "/search", "/sources", "/rejects", "/events", "/agreements")
    yield from ("/custody", "/api/custody")
    yield from ("/actors", "/map", "/map/list", "/places", "/review", "/review/agreement", "/add", "/login")
    yield from (f"/documents/{of.document}", f"/claims/{of.claim}", f"/documents/{of.document}/changes")
    asked = (f"outlet={of.outlet}", "since=2019&until=2019-03", "since=2030")
    yield from (f"/documents?{one}" for one in asked)
    yield from (f"/events/{one}" for one in (of.event, of.largest_event))
    yield from (f"/events/{of.event}/links", f"/events/{of.event}/merge", "/events?conflicts=true")
    yield from ("/events?order=origins", "/events?order=oldest", f"/events?place={of.place_name}")
    yield from ("/events?place=nowhere", f"/events?actor={of.rare_actor}")
    yield from (f"/agreements/{of.deal}", "/agreements?breached=true", f"/agreements?place={of.place_name}")
    yield from (f"/actors/{of.actor}", f"/actors/{of.rare_actor}", f"/actors?named={of.rare_actor[:5]}")
    yield from (f"/places/{of.place}", f"/places/{of.place_name}", f"/places?named={of.place_name[:3]}")
    yield from (f"/source?name={one}" for one in (of.outlet, of.source, of.rare_source))
    yield from (f"/sources?named={of.rare_source}", "/sources?named=zzz")
    yield from _searched(of)
    yield from (f"/claims?{one}" for one in _filtered(of))
    yield from (f"/review?{one}" for one in _filtered(of))
    yield from ("/review?second=on", "/review?second=on&place=nowhere", f"/review?claim={of.claim}")
    yield from _api(of)


def _searched(of: Sample) -> Iterator[str]:
    rare = of.rare_word, f"{of.rare_word} -people"
    typed = ("ceasefire", "people", "killing people near", "zzzz", '"on the"', *rare)
    yield from (f"/search?q={one}" for one in typed)
    yield from (f"/search?q={one}&among=claims" for one in typed)
    yield from (f"/search?q={one}&among=claims&kind=framing" for one in ("people", "ceasefire"))


def _filtered(of: Sample) -> tuple[str, ...]:
    """Filters of claims: each alone, what nothing passes, and two that exclude each other."""
    return (
        *(f"place={of.place_name}", "place=nowhere", f"actor={of.actor}", f"actor={of.rare_actor}"),
        *("actor=nobody", f"place={of.place_name}&actor={of.rare_actor}", "words=people", "words=zzzz"),
        *(f"words={of.rare_word}", f"source={of.source}", f"source={of.rare_source}", "source=zzzz"),
        *(f"source={of.outlet}", "source_kind=document", "source_kind=named", f"outlet={of.outlet}"),
        *("outlet=nobody", f"outlet={of.outlet}&place=nowhere"),
        *("since=2019-03", "since=2030", "until=2014-02"),
        *("kind=framing", "kind=control", "kind=event&step=violated", "act=deny", "act=threaten"),
        *("polarity=negative", "certainty=possible", "certainty=unknown", "status=threatened"),
        *("status=habitual", "event_type=AID", "event_type=RETREAT", "mode=abduct", "mode=cyber"),
        *("event_type=AID&polarity=negative&certainty=possible", "happened_since=2030"),
        *("happened_since=2019-03&happened_until=2019-03", "happened_until=1999", "step=violated"),
        *("agreement_kind=peace", "relation=besieges", "label_kind=praise", "label_kind=scare"),
        *("review=reviewed", "review=unreviewed", "review=rejected", "review=again", "review=disputed"),
        *("reviewed_by=ana", "reviewed_by=nobody", "review=unsure&place=nowhere", f"document={of.document}"),
        *("as_of=2024-04", "as_of=2020", f"kind=control&place={of.place_name}&since=2016&until=2017"),
    )


def _api(of: Sample) -> Iterator[str]:
    yield from ("/api/totals", "/api/documents", "/api/claims", "/api/sources", "/api/rejects", "/api/events")
    yield from (f"/api/documents/{of.document}{one}" for one in ("", "/reading", "/history"))
    yield from (f"/api/claims/{of.claim}", "/api/claims?limit=200", f"/api/claims?place={of.place_name}")
    yield from ("/api/search/documents?q=people", "/api/search/claims?q=people")
    yield from (f"/api/events/{of.event}{one}" for one in ("", "/accounts", "/links", "/decisions"))
    yield from (f"/api/events/{of.event}/explained?with={of.largest_event}", "/api/agreements")
    yield from (f"/api/agreements/{of.deal}", "/api/actors", f"/api/actor?name={of.actor}")
    yield from (f"/api/source/standing?name={of.outlet}", f"/api/places/{of.place}")
    yield from ("/api/map", "/api/map?zoom=8", "/api/map?bbox=0,0,60,40&zoom=6")
    yield from (f"/api/map?actor={of.actor}", f"/api/map?outlet={of.outlet}")
    yield from ("/api/map/events", "/api/map/places?zoom=6", "/api/review/queue", "/api/review/progress")
    # Whole lists take as long as there are rows: see `benchmarks.exporting`.
    yield f"/api/exports/claims?kind=control&outlet={of.outlet}"
    yield f"/api/exports/events?actor={of.rare_actor}"
    yield from ("/api/review/agreement", "/api/review/judgements", f"/api/review/claims/{of.claim}")
    yield "/api/openapi.json"


LISTS = ("/documents", "/claims", "/claims?kind=framing", "/sources", "/events", "/actors", "/agreements")
AMONG = "/search?q=people&among=claims"


# --- measuring ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Measured:
    """One address: milliseconds cold, and warm in the order measured; bytes, and those of the first load."""

    address: str
    status: int
    cold: float
    warm: tuple[float, ...]
    clock: float
    size: int
    first_load: int | None

    def at(self, share: float) -> float:
        """The warm milliseconds that this share of requests stays within."""
        ordered = sorted(self.warm)
        return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


@contextmanager
def served(path: Path) -> Iterator[TestClient[Any]]:
    """The application over a ledger that is opened for it."""
    with open_ledger(str(path), who="Ana") as ledger, tempfile.TemporaryDirectory():
        settings = Settings()
        jobs = Jobs(settings)
        site = Site(ledger=ledger, settings=settings, jobs=jobs)
        try:
            with TestClient(create_app(site), base_url=BASE, raise_server_exceptions=False) as client:
                yield client
        finally:
            jobs.close()


def asked(client: TestClient[Any], address: str) -> tuple[float, float, Any]:
    """Milliseconds of the processor and of the clock, and the answer."""
    worked, begun = time.process_time(), time.perf_counter()
    answer = client.get(address)
    return 1000 * (time.process_time() - worked), 1000 * (time.perf_counter() - begun), answer


def measure(client: TestClient[Any], path: Path, address: str, rounds: int, *, cold: bool) -> Measured:
    """One address, cold in an application of its own, warm in the one that runs."""
    first = _cold(path, address) if cold else float("nan")
    answers = [asked(client, address) for _ in range(rounds)]
    answer = answers[-1][2]
    return Measured(
        address=address,
        status=answer.status_code,
        cold=first,
        warm=tuple(worked for worked, _, _ in answers),
        clock=sorted(taken for _, taken, _ in answers)[len(answers) // 2],
        size=len(answer.content),
        first_load=_first_load(client, answer),
    )


def _cold(path: Path, address: str) -> float:
    command = [sys.executable, "-m", "benchmarks.web", "--ledger", str(path), "--alone", address]
    return float(subprocess.run(command, capture_output=True, text=True, check=True).stdout)


def alone(path: Path, address: str) -> NoReturn:
    """Ask for one address, say how long it took, and end whatever else is being worked out."""
    with served(path) as client:
        print(asked(client, address)[0], flush=True)
        os._exit(0)


def _first_load(client: TestClient[Any], answer: Any) -> int | None:
    """The page and what it names, as a browser takes it; of the map also what its script asks for."""
    if not answer.headers["content-type"].startswith("text/html"):
        return None
    # Borders of regions are fetched once somebody moves the map.
    named = {one for one in re.findall(r'"(/static/[^"]+)"', answer.text) if "/regions." not in one}
    zipped = {"Accept-Encoding": "gzip"}
    total = len(answer.content)
    for address in named:
        with client.stream("GET", address, headers=zipped) as part:
            total += sum(map(len, part.iter_raw()))
    return total


BESIDE = ("/api/agreements", "/api/actors", "/api/source/standing?name=nobody", "/api/map")


def prepare(client: TestClient[Any], chosen: Callable[[str], bool]) -> None:
    """Wait until the server has worked out what it works out beside requests."""
    for address in filter(chosen, BESIDE):
        begun = time.perf_counter()
        while client.get(address).status_code == 503 and time.perf_counter() - begun < PATIENCE:
            time.sleep(1)
        print(f"{address} is there after {time.perf_counter() - begun:.1f} s", flush=True)


def last_page(client: TestClient[Any], address: str, most: int = 20) -> str:
    """The page that one comes to by going on, as far as `most` pages."""
    found = address
    for _ in range(most):
        following = re.search(r'href="([^"]*[?&](?:amp;)?after=[^"]+)"', client.get(found).text)
        if following is None:
            break
        found = following[1].replace("&amp;", "&")
        found = found if found.startswith("/") else address.partition("?")[0] + found
    return found


def shown(one: Measured) -> str:
    """A line of the table."""
    load = "" if one.first_load is None else f"{one.first_load:,}"
    times = f"{one.cold:8.0f}{one.at(0.5):8.0f}{one.at(0.95):8.0f}{one.clock:8.0f}"
    return f"{times}{one.size:>11,}{load:>11}  {one.status} {one.address}"


def summary(found: Sequence[Measured], over: float) -> Iterator[str]:
    """What is over the limit, and the largest of everything."""
    slow = [one for one in found if one.at(0.95) > over or one.cold > over]
    yield f"{len(found)} addresses; {len(slow)} take more than {over:.0f} ms, warm or cold"
    yield from map(shown, sorted(slow, key=lambda one: -max(one.at(0.95), one.cold)))
    loads = [one.first_load for one in found if one.first_load is not None]
    yield f"largest first load: {max(loads, default=0):,} bytes"


def main() -> None:
    """Make or take a ledger, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=10_000)
    parser.add_argument("--claims-per-document", type=int, default=10)
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--only", default="", help="addresses that have this in them")
    parser.add_argument("--skip", help="a pattern of addresses that are left out")
    parser.add_argument("--over", type=float, default=300)
    parser.add_argument("--cold", action="store_true", help="measure also the first request")
    parser.add_argument("--alone", help=argparse.SUPPRESS)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "ledger.db"
        if options.alone:
            alone(path, options.alone)
        if not path.exists():
            fill(path, options.documents, options.claims_per_document)
        run(path, options)


def run(path: Path, options: argparse.Namespace) -> None:
    """Measure every address, a line for each as it is done."""
    with open_ledger(str(path)) as ledger:
        of = sample(ledger)
        accounts.save_query(ledger, LOCAL, "a place", f"/claims?place={of.place_name}")

    def chosen(address: str) -> bool:
        return options.only in address and not (options.skip and re.search(options.skip, address))

    with served(path) as client:
        prepare(client, chosen)
        wanted = [*addresses(of), *(last_page(client, one) for one in filter(chosen, (*LISTS, AMONG)))]
        print(f"{'cold':>8}{'p50':>8}{'p95':>8}{'clock':>8}{'bytes':>11}{'first load':>11}", flush=True)
        found = []
        for address in dict.fromkeys(filter(chosen, wanted)):
            found.append(measure(client, path, address, options.rounds, cold=options.cold))
            print(shown(found[-1]), flush=True)
    print("\n".join(summary(found, options.over)))


if __name__ == "__main__":
    main()
