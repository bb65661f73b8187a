"""Full text on both databases: what is found, in which order, and that nothing typed is an operator."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import given, strategies as st
from sqlalchemy import make_url

from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, Ledger, create_ledger, search
from accordingto.ledger.search import BEGIN, END, fts5, search_claims, search_documents, terms_of
from tests.web.conftest import Make, bring_up

SERVER = os.environ.get("ACCORDINGTO_TEST_POSTGRES")


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ledger]:
    """A filled ledger on each database."""
    if request.param == "sqlite":
        yield from _filled(str(tmp_path_factory.mktemp("search") / "l.db"))
        return
    if SERVER is None:
        pytest.skip("ACCORDINGTO_TEST_POSTGRES names no server")
    name = f"accordingto_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(SERVER, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE template0")
    try:
        yield from _filled(make_url(SERVER).set(database=name).render_as_string(hide_password=False))
    finally:
        with psycopg.connect(SERVER, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _filled(address: str) -> Iterator[Ledger]:
    with create_ledger(address) as ledger:
        bring_up(ledger)
        Make().fill(ledger)
        yield ledger


def ids(ledger: Ledger, typed: str) -> set[str]:
    hits, _ = search_documents(ledger, typed)
    return {hit.document.id for hit in hits}


def test_words_phrases_beginnings_and_what_must_not_be_there(found: Ledger) -> None:
    assert ids(found, "market") == {"d1", "d2"}
    assert ids(found, "MARKETS shelling") == {"d1", "d2"}
    assert ids(found, '"market of Ardun"') == {"d1", "d2"}
    assert ids(found, '"Ardun of market"') == set()
    assert ids(found, "mark*") == {"d1", "d2"}
    assert ids(found, "market -evening") == {"d1"}
    assert ids(found, "السوق") == {"d3"}


def test_snippets_mark_what_was_asked_for(found: Ledger) -> None:
    hits, _ = search_documents(found, "bridge -evening")
    assert f"{BEGIN}bridge{END}" in hits[0].snippet


def test_claims_are_found_by_their_words_and_pass_the_filter(found: Ledger) -> None:
    rows, _ = search_claims(found, "shelled", ClaimFilter())
    assert {row.claim.id for row in rows} == {"d1-c1", "d1-c2", "d2-c1", "d2-c2"}
    rows, _ = search_claims(found, "shelled", ClaimFilter(kind="event"))
    assert [row.claim.id for row in rows] == ["d2-c2", "d1-c2"]
    rows, _ = search_claims(found, "evening shell*", ClaimFilter(kind="event"))
    assert [row.claim.id for row in rows] == ["d2-c2"]


def test_pages_go_on_where_the_last_ended(found: Ledger) -> None:
    seen, after = [], None
    for _ in range(4):
        rows, after = search_claims(found, "shelled", ClaimFilter(), after=after, limit=1)
        seen += [row.claim.id for row in rows]
    assert after is None
    assert len(set(seen)) == 4
    first, place = search_documents(found, "market", limit=1)
    second, end = search_documents(found, "market", after=place, limit=1)
    assert {first[0].document.id, second[0].document.id} == {"d1", "d2"}
    assert end is None


def test_a_claim_that_a_newer_reading_replaced_is_not_found(tmp_path: Path, make: Make) -> None:
    with create_ledger(str(tmp_path / "l.db")) as ledger:
        bring_up(ledger)
        document = make.document()
        make.stored(ledger, document)
        ledger.store_reading(make.reading(document), [], reader="r2")
        assert search_claims(ledger, "shelled", ClaimFilter()) == ((), None)
        assert ids(ledger, "shelled") == {"d1"}


def test_documents_are_found_among_those_that_fit(found: Ledger) -> None:
    def among(**asked: Any) -> list[set[str]]:
        pages: list[set[str]] = []
        after = None
        while after is not None or not pages:
            hits, after = search_documents(found, "market", ClaimFilter(**asked), after=after, limit=1)
            pages.append({hit.document.id for hit in hits})
        return pages

    assert sorted(map(sorted, among())) == [["d1"], ["d2"]]
    assert sorted(map(sorted, among(outlet="ardun daily", since="2024-03", until="2024-03-08"))) == [
        ["d1"],
        ["d2"],
    ]
    assert among(until="2020") == [set()]
    assert among(outlet="nobody") == [set()]


@pytest.mark.parametrize("typed", ["", "!!", "-market", '""', " ".join("abcdefghijklmnopqrstuvwxyz")])
def test_what_holds_no_word_or_too_many_is_refused(found: Ledger, typed: str) -> None:
    with pytest.raises(LedgerError):
        search_documents(found, typed)


@pytest.mark.parametrize(
    "typed",
    [
        'market" OR "x',
        "market NEAR(x)",
        "title: market",
        "market) OR (x",
        "a:b & !c | d <-> e",
        "' OR 1=1",
        "m*r*k",
    ],
)
def test_nothing_that_is_typed_is_an_operator(found: Ledger, typed: str) -> None:
    search_documents(found, typed)
    search_claims(found, typed, ClaimFilter())


@given(st.text(max_size=40))
def test_any_text_is_taken_apart_or_refused(typed: str) -> None:
    try:
        terms = terms_of(typed)
    except LedgerError:
        return
    assert any(not term.without for term in terms)
    assert fts5(terms).count('"') % 2 == 0
    assert all(word.replace("_", "a").isalnum() or word for term in terms for word in term.words)


def test_the_marks_of_snippets_are_no_characters() -> None:
    assert search.BEGIN != search.END
    assert all("\ue000" <= one <= "\uf8ff" for one in (BEGIN, END))
