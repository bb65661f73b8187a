"""Looking up the few claims that fit gives what reading all of them gives."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from accordingto.ledger import ClaimFilter, Ledger, browsing, narrowing, queries, search
from accordingto.ledger.narrowing import MOST, facets_of, match_of
from accordingto.types import Claim, Link

if TYPE_CHECKING:
    from tests.ledger.conftest import Make

FILTERS = (
    ClaimFilter(since="2030-10-02", until="1430"),
    ClaimFilter(),
    ClaimFilter(kind="event"),
    ClaimFilter(kind="control", place="ardûn"),
    ClaimFilter(place="Ardun"),
    ClaimFilter(place="nowhere"),
    ClaimFilter(place="ard*"),
    ClaimFilter(actor="army of ardun"),
    ClaimFilter(actor="the army ardun"),
    ClaimFilter(words=("ceasefire", "holds")),
    ClaimFilter(words=("army takes",)),
    ClaimFilter(words=("cease*",)),
    ClaimFilter(words=("Žurnal",)),
    ClaimFilter(outlet="ARDUN DAILY"),
    ClaimFilter(outlet="nobody"),
    ClaimFilter(source="san"),
    ClaimFilter(source="zzz"),
    ClaimFilter(source="a_b"),
    ClaimFilter(source_kind="unnamed"),
    ClaimFilter(since="2019", until="2020-02"),
    ClaimFilter(since="2031"),
    ClaimFilter(until="1850"),
    ClaimFilter(happened_since="2018-04-06"),
    ClaimFilter(happened_until="2018-04"),
    ClaimFilter(happened_since="1990", happened_until="2001"),
    ClaimFilter(happened_since="2018-04", happened_until="2018-04"),
    ClaimFilter(happened_since="2018-02-01", happened_until="2018-11"),
    ClaimFilter(happened_since="1999", happened_until="1999-11"),
    ClaimFilter(polarity="negative", certainty="probable"),
    ClaimFilter(mode="heavy-weapons"),
    ClaimFilter(step="violated"),
    ClaimFilter(relation="took", review="unreviewed"),
    ClaimFilter(review="rejected"),
    ClaimFilter(review="disputed"),
    ClaimFilter(review="again"),
    ClaimFilter(reviewed_by="Ana"),
    ClaimFilter(review="accepted", reviewed_by="Ben"),
    ClaimFilter(review="unreviewed", reviewed_by="Ana"),
    ClaimFilter(review="reviewed"),
    ClaimFilter(document="d1"),
    ClaimFilter(document="d1", kind="control"),
    ClaimFilter(as_of="2000"),
    ClaimFilter(as_of="2999", source="relay"),
)
SPANS = (
    ("2018-04-05", "2018-04-06"),
    ("1995", "2005-01-01"),
    (None, "1999-12"),
    ("2018", None),
    (None, None),
)


def some_claims(make: Make, number: int, chosen: random.Random, reader: str) -> list[Claim]:
    document = make.document(f"d{number}")
    begin, end = SPANS[number % len(SPANS)]
    links = (
        Link(name=document.outlet or "", kind="media"),
        Link(name=f"Relay A_{number % 3}", kind="unnamed"),
    )
    event = make.event(
        document,
        f"e{number}",
        reader=reader,
        begin=begin,
        end=end,
        mode=chosen.choice(("heavy-weapons", "aerial")),
        polarity=chosen.choice(("positive", "negative")),
        certainty=chosen.choice(("certain", "probable")),
    )
    quoted = make.claim(document, f"c{number}", "Ceasefire holds", reader=reader, said_by=links)
    return [event, quoted, *make.accounts(document, number, reader)]


@pytest.fixture
def varied(ledger: Ledger, make: Make) -> Ledger:
    """A dozen reports of several years, one read twice; some claims are judged."""
    chosen = random.Random(5)
    for number in range(12):
        published = (f"{2015 + number}-03-0{number % 9 + 1}", "1849", None)[number % 3]
        document = make.document(
            f"d{number}", published=published, outlet=None if number == 7 else "Ardun Daily"
        )
        make.read(ledger, document, *some_claims(make, number, chosen, "r1"))
    ledger.store_reading(
        make.reading(make.document("d3")), some_claims(make, 15, chosen, "r2")[:0], reader="r2"
    )
    for claim, by, verdict in (("e0", "Ana", "accept"), ("e0", "Ben", "reject"), ("c2", "Ben", "accept")):
        ledger.judge_claim(claim, verdict, by=by)  # type: ignore[arg-type]
    return ledger


def answers(ledger: Ledger, wanted: ClaimFilter) -> list[object]:
    pages: list[object] = [browsing.claims_page(ledger, wanted, limit=7)]
    after = browsing.claims_page(ledger, wanted, limit=7)[1]
    while after is not None:
        rows, after = browsing.claims_page(ledger, wanted, after=after, limit=7)
        pages.append(rows)
    queue = [row.row.claim.id for row in ledger.review_queue(wanted, limit=100)]
    found = search.search_claims(ledger, "ceasefire", wanted, limit=3)
    return [*pages, list(ledger.claims(wanted)), queue, found]


def test_what_is_looked_up_is_what_reading_all_finds(varied: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    looked_up = {wanted: answers(varied, wanted) for wanted in FILTERS}
    for module in (browsing, queries):
        monkeypatch.setattr(module, "narrowed", lambda *given, **more: None)
        monkeypatch.setattr(module, "as_lexemes", lambda *given: ())
    monkeypatch.setattr("accordingto.ledger.queue.narrowed", lambda *given, **more: None)
    monkeypatch.setattr(search, "rows_of", lambda *given: None)
    for wanted in FILTERS:
        assert looked_up[wanted] == answers(varied, wanted), wanted


def test_claims_of_a_source_are_those_with_just_its_name(varied: Ledger) -> None:
    (rows, _) = browsing.source_claims(varied, "relay a_1")
    assert {row.claim.id for row in rows} == {"c1", "c4", "c7", "c10"}


def test_what_many_claims_have_is_read_in_order(varied: Ledger) -> None:
    with varied.database.read() as connection:
        if connection.dialect.name != "sqlite":
            pytest.skip("PostgreSQL chooses for itself")
        few = narrowing.narrowed(connection, ClaimFilter(kind="event"), most=MOST)
        many = narrowing.narrowed(connection, ClaimFilter(kind="event"), most=3)
    assert (few is None, many) == (False, None)


def test_filters_become_tokens(ledger: Ledger) -> None:
    wanted = ClaimFilter(kind="event", mode="heavy-weapons", since="2019", until="2020", place='x "y*"')
    with ledger.database.read() as connection:
        assert match_of(connection, wanted) == (
            "facets : (kind_event) AND facets : (mode_heavyweapons)"
            ' AND facets : (published_2019 OR published_2020) AND places : "x y"'
        )
        assert match_of(connection, ClaimFilter(polarity="positive")) is None
    row = dict.fromkeys((*narrowing.EQUAL, "outlet_folded", "published", "begins", "ends"))
    tokens = facets_of({**row, "kind": "event", "begins": "2018-12", "ends": "2019-01"}, [("sana", "media")])
    assert tokens[0] == "kind_event"
    months = ["happened_2018", "happened_201812", "happened_2019", "happened_201901"]
    assert tokens[-5:] == ["published_none", *months]


@pytest.mark.parametrize(
    ("begin", "end", "tokens"),
    [
        ("2018-04-05", "2018-04-06", ["happened_2018", "happened_201804"]),
        ("2018-04", None, ["happened_2018", "happened_201804"]),
        ("2018-01", "2018-09", ["happened_2018", "happened_2018_wide"]),
        (
            "2018",
            "2019-01-02",
            ["happened_2018", "happened_2018_wide", "happened_2019", "happened_2019_wide"],
        ),
        ("1995", "2005-01-01", ["happened_long"]),
        (None, None, []),
    ],
)
def test_days_become_months_where_they_are_known(
    begin: str | None, end: str | None, tokens: list[str]
) -> None:
    row = dict.fromkeys((*narrowing.EQUAL, "outlet_folded", "published", "begins", "ends"))
    found = facets_of({**row, "begins": begin, "ends": end}, [])
    assert [token for token in found if token.startswith("happened")] == tokens


def test_a_part_of_a_year_is_asked_for_by_its_months(ledger: Ledger) -> None:
    def asked(since: str, until: str) -> str | None:
        with ledger.database.read() as connection:
            return match_of(connection, ClaimFilter(happened_since=since, happened_until=until))

    months = "happened_201903 OR happened_201904 OR happened_2019_wide OR happened_long"
    assert asked("2019-03-30", "2019-04") == f"facets : ({months})"
    assert asked("2018-12", "2019-01") == "facets : (happened_2018 OR happened_2019 OR happened_long)"
