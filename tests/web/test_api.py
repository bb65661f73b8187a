"""The same as JSON: nouns as they are, pages by cursor, limits as stated."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings

from accordingto.ledger import ClaimRow, History, Ledger, create_ledger
from accordingto.types import Document, Reading
from accordingto.web.api import ClaimPage, DocumentPage, HitPage, RejectPage, SourcePage
from accordingto.web.paging import MOST
from tests.web.conftest import Make, Served, bring_up, served
from tests.web.together import fill


def get(look: httpx2.Client, path: str, kind: type) -> object:
    answer = look.get(path)
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=kind)


def test_each_route_gives_its_noun(look: httpx2.Client, standing: Served) -> None:
    ledger = standing.site.ledger
    assert get(look, "/api/documents/d1", Document) == ledger.document("d1")
    assert get(look, "/api/documents/d1/reading", Reading) == ledger.reading("d1")
    assert get(look, "/api/documents/d2/history", History) == ledger.history("d2")
    assert get(look, "/api/claims/d1-c2", ClaimRow) == ledger.claim("d1-c2")
    for path, kind in (
        ("documents", DocumentPage),
        ("claims", ClaimPage),
        ("sources", SourcePage),
        ("rejects", RejectPage),
        ("search/documents?q=market", HitPage),
        ("search/claims?q=market", ClaimPage),
    ):
        assert get(look, f"/api/{path}", kind).items  # type: ignore[attr-defined]
    assert look.get("/api/totals").json()["documents"] == 5


@pytest.mark.parametrize("limit", [1, 2, 3, 200])
def test_pages_add_up_to_the_whole(look: httpx2.Client, standing: Served, limit: int) -> None:
    for path, whole in (("claims", len(list(standing.site.ledger.claims()))), ("documents", 5)):
        seen, cursor = [], ""
        while cursor is not None:
            page = look.get(f"/api/{path}", params={"limit": limit, "cursor": cursor}).json()
            assert len(page["items"]) <= limit
            seen += [msgspec.json.encode(one) for one in page["items"]]
            cursor = page["next"]
        assert len(seen) == len(set(seen)) == whole


def test_claims_come_newest_first_and_undated_last(look: httpx2.Client) -> None:
    dates = [row["published"] for row in look.get("/api/claims").json()["items"]]
    assert dates == sorted(dates, key=lambda date: date or "", reverse=True)


@pytest.mark.parametrize(
    "path",
    [
        f"claims?limit={MOST + 1}",
        "claims?limit=0",
        "claims?limit=x",
        "claims?cursor=x",
        "claims?kind=rumour",
        "claims?since=now",
        "search/claims",
        "search/documents?q=!!",
        "events?actor=a%00b",
        "agreements?party=a%00b",
        "map?actor=a%00b",
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_reason(look: httpx2.Client, path: str) -> None:
    answer = look.get(f"/api/{path}")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_what_is_not_there_is_404(look: httpx2.Client) -> None:
    for path in ("documents/zzz", "claims/zzz", "documents/zzz/reading", "documents/zzz/history", "nothing"):
        answer = look.get(f"/api/{path}")
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("application/json")


def test_a_document_that_nobody_read_has_no_reading(ledger: Ledger, make: Make) -> None:
    make.stored(ledger, make.document(), read=False)
    with served(ledger) as running, running.client() as client:
        assert client.get("/api/documents/d1/reading").status_code == 404
        assert "not read" in client.get("/documents/d1").text


def test_the_description_names_every_route_and_filter(look: httpx2.Client) -> None:
    described = look.get("/api/openapi.json").json()
    assert described["openapi"].startswith("3.1")
    assert {"/api/claims", "/api/documents/{identity}", "/api/search/claims"} <= set(described["paths"])
    assert not [path for path in described["paths"] if not path.startswith(("/api/", "/evidence/"))]
    parameters = {one["name"] for one in described["paths"]["/api/claims"]["get"]["parameters"]}
    assert {"kind", "happened_since", "cursor", "limit"} <= parameters


# What a schema cannot say: that a cursor came with a page, that a box has its west in the west, that there is
# a letter in words to search for, that loaded words have no place on a map.
UNSAID = re.compile(
    "That is no cursor|bbox is |There is no word in |U\\+0000|holds no claims of kind|cannot hold framing"
)


@pytest.fixture
def telling(tmp_path: Path) -> Iterator[Served]:
    """A ledger in which there is something of everything; all that is counted beside requests is there."""
    with create_ledger(str(tmp_path / "told.db"), who="test") as ledger:
        bring_up(ledger)
        Make().fill(ledger)
        fill(Make(), ledger)
        with served(ledger) as running:
            for kept in vars(running.site.derived).values():
                kept.of(ledger, None)
            yield running


def test_the_api_holds_against_whatever_is_asked(telling: Served) -> None:
    schemathesis = pytest.importorskip(
        "schemathesis", reason="schemathesis is not installed (group `browser`)"
    )
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    schema = schemathesis.openapi.from_url(f"{telling.address}/api/openapi.json")

    for operation in schema.get_all_operations():

        @settings(max_examples=20, deadline=None, database=None, suppress_health_check=list(HealthCheck))
        @given(case=operation.ok().as_strategy())
        def ask(case: Any) -> None:
            answer = case.call()
            unsaid = answer.status_code == 400 and UNSAID.search(answer.json()["detail"])
            case.validate_response(answer, excluded_checks=[positive_data_acceptance] if unsaid else [])

        ask()


@pytest.mark.parametrize("path", ["/api/claims/{identity}", "/api/actor", "/api/source/standing"])
def test_what_may_not_be_there_says_so(look: httpx2.Client, path: str) -> None:
    described = look.get("/api/openapi.json").json()
    assert {"400", "401", "404", "503"} <= set(described["paths"][path]["get"]["responses"])


def test_evidence_is_described_and_never_shown(look: httpx2.Client) -> None:
    described = look.get("/api/openapi.json").json()["paths"]["/evidence/{sha256}"]["get"]
    assert set(described["responses"]["200"]["content"]) == {"application/octet-stream"}
    assert look.get("/evidence/nothing").json()["status_code"] == 404
    page = look.get("/evidence/nothing", headers={"accept": "text/html"})
    assert "<h1" in page.text
