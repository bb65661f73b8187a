"""What comes out: the claims that fit, in order, a page at a time."""

from __future__ import annotations

import time
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from sqlalchemy import RowMapping, select

from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, Ledger, schema
from accordingto.types import Figure, Link, Party, Place

if TYPE_CHECKING:
    from tests.ledger.conftest import Make

REPORTS = [
    # id, outlet, published, title, text of the one claim, its source, kind of the source
    ("a1", "Ardun Daily", "2018-04-06", "Ardun falls", "The army took Ardun.", "SANA", "media"),
    (
        "a2",
        "Ardun Daily",
        "2018-04",
        "Talks go on",
        "Buses left toward the north.",
        "a senior officer",
        "unnamed",
    ),
    ("b1", "Žurnal", "2017", "Ceasefire", "The ceasefire was broken 100% of the time.", "Müller", "named"),
    ("b2", "ŽURNAL", None, None, "Nobody was evacuated; e_vac is no word.", "Sana Haddad", "named"),
]


@pytest.fixture
def filled(ledger: Ledger, make: Make) -> Ledger:
    for identity, outlet, published, title, text, source, kind in REPORTS:
        document = make.document(identity, text, outlet=outlet, published=published, title=title)
        chain = (Link(name=outlet, kind="media"), Link(name=source, kind=kind))  # type: ignore[arg-type]
        act = "deny" if identity == "b2" else "say"
        make.read(ledger, document, make.claim(document, f"c-{identity}", text, said_by=chain, act=act))
    return ledger


ALL = "b1 a2 a1 b2"
CASES = [
    (ClaimFilter(), ALL),
    (ClaimFilter(limit=2), "b1 a2"),
    (ClaimFilter(source="sana"), "a1 b2"),
    (ClaimFilter(source="MÜLLER"), "b1"),
    (ClaimFilter(source="senior  officer"), "a2"),
    (ClaimFilter(source="%"), ""),
    (ClaimFilter(source="sana", source_kind="named"), "b2"),
    (ClaimFilter(source="ardun", source_kind="unnamed"), ""),
    (ClaimFilter(source_kind="media"), ALL),
    (ClaimFilter(outlet="žurnal"), "b1 b2"),
    (ClaimFilter(outlet="žur"), ""),
    (ClaimFilter(since="2018-04-06"), "a2 a1"),
    (ClaimFilter(since="2018-04-07"), "a2"),
    (ClaimFilter(since="2018-05"), ""),
    (ClaimFilter(since="2017-06-01", until="2018-04-05"), "b1 a2"),
    (ClaimFilter(until="2018-03-31"), "b1"),
    (ClaimFilter(until="2018-04"), "b1 a2 a1"),
    (ClaimFilter(until="2018"), "b1 a2 a1"),
    (ClaimFilter(words=("ardun",)), "a1"),
    (ClaimFilter(words=("ARDUN", "falls", "army")), "a1"),
    (ClaimFilter(words=("ardun", "buses")), ""),
    (ClaimFilter(words=("war",)), ""),
    (ClaimFilter(words=("evac",)), ""),
    (ClaimFilter(words=("evac*",)), "b2"),
    (ClaimFilter(words=("e_vac",)), "b2"),
    (ClaimFilter(words=("broken 100%",)), "b1"),
    (ClaimFilter(words=("took the army",)), ""),
    (ClaimFilter(kind="event"), ""),
    (ClaimFilter(act="deny"), "b2"),
    (ClaimFilter(document="a"), "a2 a1"),
    (ClaimFilter(document="a1"), "a1"),
]


def test_claims_that_fit_come_in_order_of_publication(filled: Ledger) -> None:
    found = [" ".join(row.claim.document for row in filled.claims(wanted)) for wanted, _ in CASES]
    expected = [documents for _, documents in CASES]
    assert dict(zip(map(str, CASES), found, strict=True)) == dict(zip(map(str, CASES), expected, strict=True))


def test_a_search_without_a_word_is_an_error(filled: Ledger) -> None:
    with pytest.raises(LedgerError, match="no word in '…'"):
        list(filled.claims(ClaimFilter(words=("…",))))


def test_claims_of_a_document_come_in_the_order_of_the_reading(ledger: Ledger, make: Make) -> None:
    document = make.document()
    names = ["z", "m", "a", "q"]
    make.read(ledger, document, *(make.claim(document, name) for name in names))
    assert [row.claim.id for row in ledger.claims()] == names


def test_a_claim_row_says_which_report(ledger: Ledger, make: Make) -> None:
    document = make.document()
    make.read(ledger, document, make.claim(document, cue=(26, 34)))
    (row,) = ledger.claims()
    assert row.claim == make.claim(document, cue=(26, 34))
    assert (row.outlet, row.title, row.published, row.url) == (
        document.outlet,
        document.title,
        document.published,
        document.url,
    )
    assert row.current
    assert row.recorded_at.endswith("Z")


def test_documents_by_outlet_and_date(filled: Ledger) -> None:
    assert [document.id for document in filled.documents()] == ["b1", "a2", "a1", "b2"]
    assert [document.id for document in filled.documents(outlet="ardun daily", limit=1)] == ["a2"]
    assert [document.id for document in filled.documents(since="2018", until="2018-04-05")] == ["a2"]


def test_an_id_may_be_cut_short(filled: Ledger) -> None:
    assert filled.document("b1").id == "b1"
    assert filled.claim("c-b2").claim.document == "b2"
    with pytest.raises(LedgerError, match="'c-b' begins the ids of several: c-b1, c-b2"):
        filled.claim("c-b")
    with pytest.raises(LedgerError, match="'a' begins the ids of several: a1, a2"):
        filled.document("a")


def test_a_whole_id_wins_over_longer_ones(ledger: Ledger, make: Make) -> None:
    for name in ("d", "d1", "d12"):
        make.stored(ledger, make.document(name, name))
    assert [ledger.document(name).id for name in ("d", "d1", "d12")] == ["d", "d1", "d12"]


def test_many_candidates_are_named_in_part(ledger: Ledger, make: Make) -> None:
    document = make.document()
    make.read(ledger, document, *(make.claim(document, f"c{number:02}") for number in range(12)))
    with pytest.raises(LedgerError, match=r"c00, c01, .*, c09 and others\."):
        ledger.claim("c")


@pytest.mark.parametrize("prefix", ["x", "", "%", "A1", "a1x"])
def test_an_unknown_id_is_an_error_that_names_it(filled: Ledger, prefix: str) -> None:
    with pytest.raises(LedgerError, match=f"no document '{prefix}'"):
        filled.document(prefix)


def test_claims_are_streamed(ledger: Ledger, make: Make) -> None:
    text = "The army took Ardun. " * 400
    document = make.document(text=text)
    claims = [make.claim(document, f"c{number}", text) for number in range(500)]
    make.read(ledger, document, *claims)
    tracemalloc.start()
    count = sum(1 for _ in ledger.claims())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 500
    assert peak < 500 * len(text) * 2 / 2, "half of what all rows take, words and folded words"


def test_a_listing_may_be_left_early_and_written_under(ledger: Ledger, make: Make) -> None:
    document = make.document()
    make.read(ledger, document, *(make.claim(document, f"c{number:03}") for number in range(250)))
    listing = ledger.claims()
    assert next(listing).claim.id == "c000"
    other = make.document("d2", "Another text.", published="2000-01-01")
    make.read(ledger, other, make.claim(other, "new", "Another text."))
    assert sum(1 for _ in listing) == 249
    abandoned = ledger.claims()
    assert next(abandoned).claim.id == "new"
    del abandoned
    assert ledger.count_unread("r1") == 0


# --- events ---------------------------------------------------------------------------------------

ARMY = Party(words="The army", span=(0, 8), name="Army of Ardun")
TOWN = Party(words="Ardun", span=(14, 19))
FAR = Place(span=(14, 19), name="Zell")


@pytest.fixture
def happened(ledger: Ledger, make: Make) -> Ledger:
    """Claims of events that differ in one thing each, beside a statement and a figure."""
    document = make.document()
    events: dict[str, dict[str, object]] = {
        "plain": {"begin": "2018-04-03", "end": "2018-04-05"},
        "strike": {"type": "ASSAULT", "mode": "aerial", "begin": "2018-03", "end": "2018-03"},
        "denied": {"polarity": "negative", "begin": None, "end": None},
        "planned": {"status": "planned", "begin": "2019", "end": None},
        "possible": {"certainty": "possible", "places": (), "begin": None, "end": "2017-12-31"},
        "nobody": {"actors": (), "recipients": (TOWN,), "begin": "2018-04-05", "end": "2018-04-05"},
        "zell": {"recipients": (), "places": (), "destinations": (FAR,), "begin": "2016", "end": "2016"},
    }
    claims = [make.event(document, name, **fields) for name, fields in events.items()]
    figure = Figure(span=(0, 3), kind="killed", low=3)
    others = [make.claim(document, "said"), make.claim(document, "figure", kind="figure", figure=figure)]
    make.read(ledger, document, *claims, *others)
    return ledger


EVENTS = "plain strike denied planned possible nobody zell"
EVENT_CASES = [
    (ClaimFilter(), f"{EVENTS} said figure"),
    (ClaimFilter(kind="event"), EVENTS),
    (ClaimFilter(kind="statement"), "said"),
    (ClaimFilter(kind="figure"), "figure"),
    (ClaimFilter(event_type="ASSAULT"), "strike"),
    (ClaimFilter(event_type="CONTROL", mode="aerial"), ""),
    (ClaimFilter(mode="aerial"), "strike"),
    (ClaimFilter(kind="event", polarity="negative"), "denied"),
    (ClaimFilter(status="planned"), "planned"),
    (ClaimFilter(status="happened", polarity="positive"), "plain strike possible nobody zell"),
    (ClaimFilter(certainty="possible"), "possible"),
    (ClaimFilter(kind="statement", certainty="certain"), ""),
    (ClaimFilter(actor="ARMY"), "plain strike denied planned possible zell"),
    (ClaimFilter(actor="army of ardun"), "plain strike denied planned possible zell"),
    (ClaimFilter(actor="arm"), ""),
    (ClaimFilter(actor="arm*"), "plain strike denied planned possible zell"),
    (ClaimFilter(actor="army ardun"), ""),
    (ClaimFilter(actor="ardun"), EVENTS),
    (ClaimFilter(place="zell"), "zell"),
    (ClaimFilter(place="Ardun"), "plain strike denied planned nobody zell"),
    (ClaimFilter(place="ardûn"), "plain strike denied planned nobody"),
    (ClaimFilter(place="%"), None),
    (ClaimFilter(happened_since="2018-04-05"), "plain planned nobody"),
    (ClaimFilter(happened_since="2018-03-20", happened_until="2018-04-03"), "plain strike"),
    (ClaimFilter(happened_until="2018-03-01"), "strike possible zell"),
    (ClaimFilter(happened_until="2016"), "zell"),
    (ClaimFilter(happened_since="2019-06"), "planned"),
    (ClaimFilter(kind="event", actor="army", place="zell", limit=1), "zell"),
]


def test_events_that_fit_are_found(happened: Ledger) -> None:
    for wanted, expected in EVENT_CASES:
        if expected is None:
            with pytest.raises(LedgerError, match="no word in"):
                list(happened.claims(wanted))
        else:
            found = " ".join(row.claim.id for row in happened.claims(wanted))
            assert found == expected, wanted


def test_an_event_claim_and_its_reading_come_back_whole(ledger: Ledger, make: Make) -> None:
    document = make.document()
    event, figure = make.event(document), make.claim(document, "f", kind="figure", figure=make.figure())
    make.read(ledger, document, event, figure)
    assert [row.claim for row in ledger.claims()] == [event, figure]
    assert ledger.reading("d1") == make.reading(document)


def columns_of(ledger: Ledger, identity: str) -> RowMapping:
    with ledger._database.read() as connection:
        query = select(schema.claims).where(schema.claims.c.id == identity)
        return connection.execute(query).mappings().one()


def test_an_event_is_laid_out_in_columns(happened: Ledger) -> None:
    row = columns_of(happened, "plain")
    assert (row["event_type"], row["mode"], row["status"], row["certainty"]) == (
        "CONTROL",
        "capture",
        "happened",
        "certain",
    )
    assert (row["actors"], row["recipients"], row["place"], row["country"]) == (
        "The army",
        "Ardun",
        "Ardûn",
        "XX",
    )
    assert (row["latitude"], row["longitude"]) == (1.25, 33.5)
    assert (row["begins"], row["ends"], row["decided_by"]) == ("2018-04-03", "2018-04-05", "take.v")
    assert (row["killed_low"], row["killed_best"], row["killed_high"]) == (5, 7, 9)


def test_of_a_total_and_its_parts_the_total_is_the_number_killed(ledger: Ledger, make: Make) -> None:
    document = make.document()
    part, total = (Figure(span=(0, 3), kind="killed", best=best) for best in (8, 40))
    hurt = Figure(span=(0, 3), kind="injured", best=90)
    huge = replace(total, best=10**10)
    make.read(
        ledger,
        document,
        make.event(document, "e1", figures=(part, total, hurt)),
        make.event(document, "e2", figures=(huge,)),
    )
    assert columns_of(ledger, "e1")["killed_best"] == 40
    assert columns_of(ledger, "e2")["killed_best"] is None, "more than the column can hold"
    assert ledger.claim("e2").claim.happening == make.happening(figures=(huge,))


def test_the_view_of_events_says_according_to_whom(happened: Ledger, make: Make) -> None:
    with happened._database.read() as connection:
        view = schema.views.tables["current_events"]
        rows = connection.execute(select(view).order_by(view.c.position)).mappings().all()
    assert " ".join(row["id"] for row in rows) == EVENTS
    assert (rows[0]["outlet"], rows[0]["sources"], rows[0]["actors"]) == ("Ardun Daily", "SANA", "The army")


def test_the_view_of_events_gives_a_chain_in_its_order(ledger: Ledger, make: Make) -> None:
    document = make.document()
    names = ("Ardun Daily", "senior officer", "army", "Ardun", "SANA")
    chain = tuple(Link(name=name, kind="named") for name in names)
    make.read(ledger, document, make.event(document, said_by=chain))
    with ledger._database.read() as connection:
        sources = connection.scalar(select(schema.views.tables["current_events"].c.sources))
    assert sources == "senior officer › army › Ardun › SANA"


def test_a_search_for_events_takes_no_time(ledger: Ledger, make: Make) -> None:
    document = make.document()
    claims = [
        make.event(document, f"e{number:05}", mode=f"m{number % 1000}", begin=f"2018-04-{number % 28 + 1:02}")
        for number in range(10_000)
    ]
    make.read(ledger, document, *claims)
    wanted = ClaimFilter(event_type="CONTROL", mode="m7", actor="army", place="ardun", happened_since="2018")
    begun = time.perf_counter()
    assert len(list(ledger.claims(wanted))) == 10
    # A tenth of a second on an idle laptop; what grows with the square would take minutes.
    assert time.perf_counter() - begun < 1.0
