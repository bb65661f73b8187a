"""Counts that are kept are those that counting gives, whatever was read in which order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from accordingto.ledger import Ledger, browsing, schema, tallies
from accordingto.types import Link

if TYPE_CHECKING:
    from tests.ledger.conftest import Make


def kept(ledger: Ledger) -> list[tuple[object, ...]]:
    columns = schema.tallies.c
    order = columns.what, columns.about, columns.value
    with ledger.database.read() as connection:
        return [tuple(row) for row in connection.execute(select(schema.tallies).order_by(*order))]


def refilled(ledger: Ledger) -> list[tuple[object, ...]]:
    with ledger.database.write() as connection:
        tallies.refill(connection)
    return kept(ledger)


def test_counts_follow_readings(ledger: Ledger, make: Make) -> None:
    make.fill(ledger)
    before = kept(ledger)
    assert before
    assert refilled(ledger) == before


def test_a_source_that_is_read_no_more_is_counted_no_more(ledger: Ledger, make: Make) -> None:
    relay = (Link(name="Ardun Daily", kind="media"), Link(name="The Mayor", kind="named"))
    for name, day in (("d1", "2018-04-06"), ("d2", "2019-01-02"), ("d3", None)):
        document = make.document(name, published=day)
        make.read(ledger, document, make.claim(document, f"c{name}", said_by=relay))
    mayor = browsing.source(ledger, "THE MAYOR")
    assert mayor is not None
    assert (mayor.claims, mayor.outlets, mayor.last) == (3, 1, "2019-01-02")
    later = make.document("d2", published="2019-01-02")
    ledger.store_reading(make.reading(later), [make.claim(later, "x", reader="r2")], reader="r2")
    mayor = browsing.source(ledger, "the mayor")
    assert mayor is not None
    assert (mayor.claims, mayor.last) == (2, "2018-04-06")
    assert refilled(ledger) == kept(ledger)


def test_a_source_twice_in_one_chain_counts_once(ledger: Ledger, make: Make) -> None:
    document = make.document()
    twice = tuple(Link(name=name, kind="media") for name in ("Ardun Daily", "ARDUN DAILY"))
    make.read(ledger, document, make.event(document, "e", said_by=twice))
    (row,), _ = browsing.sources_page(ledger)
    assert (row.key, row.claims, row.outlets, row.kinds) == ("ardun daily", 1, 1, ("media",))
    assert browsing.source_topics(ledger, "Ardun Daily") == (("CONTROL", 1),)
    assert browsing.totals(ledger).claims == {"event": 1}
    assert browsing.sources_page(ledger, "nobody") == ((), None)
