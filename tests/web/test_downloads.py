"""Lists as files: the same filters, nothing cut, nothing that a browser would open by itself."""

from __future__ import annotations

import csv
import html
import io
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from accordingto.ledger import open_ledger
from accordingto.web import downloads
from accordingto.web.formats import NAMES, OFFERED
from tests.web.conftest import Served, served
from tests.web.test_events import ready, told

__all__ = ["told"]

LISTS = {
    "/claims?kind=event&place=Ardun": "claims",
    "/documents?outlet=State+Wire": "claims",
    "/source?name=the+mayor": "claims",
    "/events?conflicts=true&order=contradictions": "events",
    "/agreements?breached=true": "agreements",
    "/places?named=Ardun": "control",
    "/actors": "framing",
}


@pytest.fixture(scope="module")
def running(told: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    path = shutil.copy(told, tmp_path_factory.mktemp("downloads") / "own.db")
    with open_ledger(str(path), who="test") as ledger, served(ledger) as site:
        yield ready(site)


@pytest.fixture
def asking(running: Served) -> Iterator[httpx2.Client]:
    with running.client() as client:
        yield client


def rows_of(answer: httpx2.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.text)))


@pytest.mark.parametrize(("path", "what"), LISTS.items())
def test_a_list_offers_itself_by_its_own_filters(asking: httpx2.Client, path: str, what: str) -> None:
    page = asking.get(path).text
    offered = [html.unescape(one) for one in re.findall(rf'href="(/api/exports/{what}[^"]*)"', page)]
    assert offered
    for address in offered:
        answer = asking.get(address)
        assert answer.status_code == 200, (address, answer.text)
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment; filename=")
        assert answer.headers["content-security-policy"] == "sandbox; default-src 'none'"


def test_a_file_has_what_the_list_shows(asking: httpx2.Client) -> None:
    shown = asking.get("/api/claims?kind=event&limit=200").json()["items"]
    assert len(rows_of(asking.get("/api/exports/claims?kind=event"))) == len(shown)
    happened = asking.get("/api/events?conflicts=true&limit=200").json()["items"]
    assert len(rows_of(asking.get("/api/exports/events?conflicts=true"))) == len(happened) > 0
    broken = asking.get("/api/agreements?breached=true").json()["items"]
    told = [asking.get(f"/api/agreements/{one['id']}").json()["claims"] for one in broken]
    rows = rows_of(asking.get("/api/exports/agreements?breached=true"))
    assert {row["claim"] for row in rows} == {claim for claims in told for claim in claims}
    assert rows_of(asking.get("/api/exports/agreements?party=nobody+of+this+name")) == []


def test_an_export_says_what_it_is(asking: httpx2.Client) -> None:
    told = asking.get("/api/exports/events?format=acled&since=2024&manifest=true")
    assert told.headers["content-disposition"].endswith('.acled.csv.meta.json"')
    manifest = json.loads(told.content)
    assert (manifest["format"], manifest["what"]) == ("acled", "events")
    assert manifest["filters"] == {"since": "2024"}


@pytest.mark.parametrize(
    "path",
    [
        "events?format=webannotation",
        "events?format=acled&mode=nothing&since=perhaps",
        "claims?format=acled",
        "claims?since=2024-27",
        "control?kind=event",
        "framing?format=geojson",
        "agreements?breached=perhaps",
        "everything",
    ],
)
def test_what_cannot_be_exported_is_refused_with_a_reason(asking: httpx2.Client, path: str) -> None:
    answer = asking.get(f"/api/exports/{path}")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_few_are_written_at_once(asking: httpx2.Client) -> None:
    for _ in range(downloads.AT_ONCE):
        downloads._FREE.acquire()
    try:
        assert asking.get("/api/exports/claims").status_code == 503
    finally:
        downloads._FREE.release(downloads.AT_ONCE)
    assert asking.get("/api/exports/claims").status_code == 200


def test_every_format_that_is_offered_has_a_name() -> None:
    assert {one for offered in OFFERED.values() for one in offered} == NAMES.keys()


def test_an_actor_without_a_word_is_refused_with_the_reason(asking: httpx2.Client) -> None:
    answer = asking.get("/api/exports/events?actor=%0E&manifest=true")
    assert answer.status_code == 400
    assert "no word" in answer.text
