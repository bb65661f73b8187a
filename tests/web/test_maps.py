"""The map as JSON and as pages: what is counted, chosen and drawn, and that a change is seen."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import httpx2
import msgspec
import pytest

from accordingto.gazetteer.labels import largest
from accordingto.ledger import Ledger, create_ledger
from accordingto.web.maps import DEEPEST, MapLabel, MapPage, MapView, labels
from accordingto.web.places import PlaceView
from tests.web.conftest import HOSTILE, Make, bring_up, served
from tests.web.happened import few, happening, many, store, store_control
from tests.web.test_pages import words_of


@pytest.fixture(scope="module")
def mapped(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx2.Client]:
    """A linked ledger with one happening of each sort, and statements on who holds Ardun."""
    path = tmp_path_factory.mktemp("mapped") / "test.db"
    with create_ledger(str(path), who="test") as ledger:
        bring_up(ledger)
        store_control(ledger, Make())
        store(ledger, few(), reviewed=frozenset({"e2"}))
        with served(ledger) as running, running.client() as client:
            yield client


def view(client: httpx2.Client, query: str = "") -> MapView:
    answer = client.get(f"/api/map?{query}")
    assert answer.status_code == 200, answer.text
    return msgspec.json.decode(answer.content, type=MapView)


def ids(client: httpx2.Client, query: str = "") -> list[str]:
    answer = client.get(f"/api/map/events?{query}")
    assert answer.status_code == 200, answer.text
    return [item.id for item in msgspec.json.decode(answer.content, type=MapPage).items]


# --- what is counted and drawn --------------------------------------------------------------------


def test_all_is_counted_also_what_has_no_place_or_no_date(mapped: httpx2.Client) -> None:
    found = view(mapped)
    counts = found.counts
    assert (counts.shown, counts.passing, counts.without_place, counts.without_date) == (10, 10, 1, 1)
    assert found.linked
    assert found.fresh
    assert sum(cell.count for cell in found.cells) == 9


def test_precision_decides_how_a_place_is_drawn(mapped: httpx2.Client) -> None:
    drawn = {cell.place: cell.drawn for cell in view(mapped, f"zoom={DEEPEST}").cells}
    assert drawn == {
        **{"Ardun": "point", "Old Ardun": "point", "Selk": "point", "Nahr": "point"},
        **{"Marrow District": "ring", "Vale Region": "ring", "Syria": "area"},
    }


def test_marks_come_apart_as_one_looks_closer(mapped: httpx2.Client) -> None:
    far = [cell for cell in view(mapped, "zoom=5").cells if cell.count == 3]
    assert sorted((cell.contested, cell.apart, cell.place) for cell in far) == [
        (0, True, None),
        (1, True, None),
    ]
    near = {cell.place: cell for cell in view(mapped, "zoom=16").cells}
    assert (near["Ardun"].count, near["Ardun"].apart) == (2, False)
    assert near["Old Ardun"].count == 1


def test_items_name_the_mark_that_stands_for_them(mapped: httpx2.Client) -> None:
    for zoom in (2, 6, 12):
        keys = {cell.key: cell.count for cell in view(mapped, f"zoom={zoom}").cells}
        page = msgspec.json.decode(mapped.get(f"/api/map/events?zoom={zoom}").content, type=MapPage)
        named = [item.cell for item in page.items if item.cell]
        assert {key: named.count(key) for key in keys} == keys


def test_bars_count_what_begins_and_say_what_is_dated_too_roughly(mapped: httpx2.Client) -> None:
    times = view(mapped).times
    assert times.unit == "day"
    assert [(bar.begin, bar.count) for bar in times.bars[:2]] == [("2018-04-08", 1), ("2018-04-09", 2)]
    assert (times.begin, times.end, times.wider) == ("2018-04-08", "2018-06-02", 1)
    narrow = view(mapped, "bbox=36,33,37,34&since=2018-05-01").times
    assert [bar.begin for bar in narrow.bars] == ["2018-05-01", "2018-05-02"]
    assert (narrow.begin, narrow.end) == (times.begin, times.end), "the axis stays while the map moves"


# --- what is chosen -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("type=PROTEST", "e4"),
        ("actor=Students", "e4"),
        ("actor=stud*", "e4"),
        ("outlet=selk radio", "e2"),
        ("reviewed=yes", "e2"),
        ("contested=yes", "e1"),
        ("lacking=place", "e8"),
        ("lacking=place&bbox=0,0,1,1", "e8"),
        ("lacking=date&since=2018-01-01", "e9"),
        ("type=THREATEN", ""),
        ("type=THREATEN&status=any", "f2"),
        ("since=2018-04-09&until=2018-04-09", "e2 e3 f1"),
        ("since=2018-06-02", "e8 f1"),
        ("bbox=36,33,37,34", "e4 e5"),
        ("bbox=396,33,397,34", "e4 e5"),
        ("bbox=-400,-90,400,90&until=2018-04-08", "e1 f1"),
        ("outlet=nobody", ""),
        ("certainty=certain", ""),
    ],
)
def test_filters_choose(mapped: httpx2.Client, query: str, expected: str) -> None:
    assert sorted(ids(mapped, query)) == expected.split()
    assert view(mapped, query).counts.shown == len(expected.split())


@pytest.mark.parametrize(
    "query",
    [
        *("bbox=1,2,3", "bbox=a,b,c,d", "bbox=0,5,1,1", "bbox=nan,0,1,1", "bbox=0,0,1,inf"),
        *("zoom=99", "zoom=x", "since=yesterday", "since=2018-13-01", "type=RUMOUR", "actor=!!"),
        *("reviewed=maybe", "lacking=truth"),
    ],
)
def test_what_cannot_be_asked_is_refused(mapped: httpx2.Client, query: str) -> None:
    answer = mapped.get(f"/api/map?{query}")
    assert answer.status_code == 400
    assert answer.json()["detail"]


def test_pages_of_the_list_add_up(mapped: httpx2.Client) -> None:
    seen: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = mapped.get("/api/map/events", params={"limit": 3, "cursor": cursor}).json()
        seen += [item["id"] for item in page["items"]]
        cursor = page["next"]
    assert len(seen) == len(set(seen)) == 10
    assert seen[0] == "e8"
    assert seen[-1] == "e9"


def test_what_is_written_is_seen_by_the_next_request(ledger: Ledger) -> None:
    store(ledger, [happening("e1")])
    with served(ledger) as running, running.client() as client:
        assert view(client).counts.passing == 1
        store(ledger, [happening("e2"), happening("e3", 3)])
        found = view(client)
        assert found.counts.passing == 3 or not found.fresh


def test_claims_stand_in_where_nothing_is_linked(look: httpx2.Client) -> None:
    found = view(look)
    assert not found.linked
    assert (
        ids(look, "certainty=certain&status=happened&actor=gunmen") == ["d1-c2", "d2-c2"]
        or len(ids(look, "certainty=certain&status=happened&actor=gunmen")) == 2
    )
    page = look.get("/map").text
    assert "accordingto link" in page
    assert 'href="/claims/d1-c2"' in page


def test_statuses_and_certainties_are_those_of_the_accounts(tmp_path: Path, make: Make) -> None:
    from accordingto.settings import Settings
    from accordingto.workflow import link

    with create_ledger(str(tmp_path / "linked.db"), who="test") as ledger:
        bring_up(ledger)
        make.fill(ledger)
        link(ledger=ledger, settings=Settings())
        with served(ledger) as running, running.client() as client:
            assert view(client).linked
            all_ids = ids(client)
            assert all_ids
            assert ids(client, "certainty=certain&status=happened&outlet=ardun daily") == all_ids
            assert ids(client, "certainty=possible") == []


def test_many_happenings_become_few_marks(ledger: Ledger) -> None:
    store(ledger, many(3_000))
    with served(ledger) as running, running.client() as client:
        assert view(client).counts.passing == 3_000
        assert all(len(view(client, f"zoom={zoom}").cells) < 1_000 for zoom in (4, 8, 14))


# --- pages ----------------------------------------------------------------------------------------


def test_the_page_works_without_a_script(mapped: httpx2.Client) -> None:
    page = mapped.get("/map?type=ASSAULT&since=2018-04&until=2018-04").text
    words = words_of(page)
    assert "2 of 7 events shown" in words
    assert "12 to 40 killed" in words
    assert 'value="2018-04-01"' in page
    assert 'value="2018-04-30"' in page
    assert 'href="/events/e1"' in page
    assert '<option selected value="ASSAULT">' in page


def test_no_page_has_code_or_style_within(mapped: httpx2.Client) -> None:
    for path in ("/map", "/places", "/places/901", "/map/list?bbox=36,33,37,34&limit=2"):
        page = mapped.get(path).text
        assert " style=" not in page
        assert "<style" not in page
        assert page.count("<script") == page.count("<script src=")


def test_what_is_typed_and_stored_stays_text(ledger: Ledger) -> None:
    store(ledger, [happening("e1", actors=HOSTILE), happening("e2", recipients=HOSTILE)])
    with served(ledger) as running, running.client() as client:
        for path, name in (("/map", "actor"), ("/map", "outlet"), ("/map", "at"), ("/places", "named")):
            for harm in HOSTILE:
                page = client.get(path, params={name: harm}).text
                assert not re.search(r"<script>window|<img src=x|<svg onload", page)


def test_the_first_load_is_small_and_kept(mapped: httpx2.Client) -> None:
    page = mapped.get("/map")
    total = len(page.content)
    # Borders of regions are fetched once somebody moves the map.
    named = set(re.findall(r'"(/static/[^"]+)"', page.text)) - {_beside(page.text, "regions.json")}
    for address in named | {_beside(page.text, "timeline.js")}:
        with mapped.stream("GET", address, headers={"Accept-Encoding": "gzip"}) as answer:
            total += len(b"".join(answer.iter_raw()))
            assert answer.headers["content-encoding"] == "gzip"
            assert "immutable" in answer.headers["cache-control"]
    assert total < 250_000


def _beside(page: str, name: str) -> str:
    found = re.search(r'"(/static/[^/]+/)map\.js"', page)
    assert found
    return found[1] + name


def test_a_file_comes_plain_to_those_who_cannot_unpack(mapped: httpx2.Client) -> None:
    address = _beside(mapped.get("/map").text, "map.css")
    with mapped.stream("GET", address, headers={"Accept-Encoding": "identity"}) as answer:
        assert "content-encoding" not in answer.headers
        assert b".map-grid" in b"".join(answer.iter_raw())


# --- places ---------------------------------------------------------------------------------------


def test_a_place_has_control_events_and_agreements(mapped: httpx2.Client) -> None:
    for identity in ("901", "Ardun", "ARDUN"):
        found = msgspec.json.decode(mapped.get(f"/api/places/{identity}").content, type=PlaceView)
        assert (found.name, found.geonameid, found.country) == ("Ardun", 901, "SY")
        assert [item.id for item in found.events] == ["e2", "e1"]
        assert [(deal.kind, deal.begin) for deal in found.agreements] == [("ceasefire", "2018-04-10")]
        assert found.control
        assert len(found.control.statements) == 6


def test_the_page_of_a_place_draws_who_holds_it_by_source(mapped: httpx2.Client) -> None:
    page = mapped.get("/places/901").text
    words = words_of(page)
    assert "Sources disagree about 15 Mar 2018 to 20 Mar 2018" in words
    assert "The front lost it, 20 Apr 2018" in words
    assert page.count('class="holding-source"') == 4
    assert "Ceasefire" in words
    assert 'href="/agreements/h1-a1"' in page
    assert 'href="/claims/h1-c3"' in page


def test_places_are_listed_and_found_by_name(mapped: httpx2.Client) -> None:
    page = mapped.get("/places").text
    assert page.index("/places/901") < page.index("/places/906")
    row = words_of(page[page.index("/places/901") :].split("</tr>")[0])
    assert re.findall(r"[0-9]+", row)[-4:] == ["2", "1", "5", "1"], "told alone: what is planned is not"
    assert "/places/906" not in mapped.get("/places?named=ardun").text
    assert "no such place" in mapped.get("/places?named=zzz").text


@pytest.mark.parametrize("identity", ["999999999999", "Nowhere", "!!", "-5", "²"])
def test_a_place_that_is_not_there_says_so(mapped: httpx2.Client, identity: str) -> None:
    for path in ("/places", "/api/places"):
        assert mapped.get(f"{path}/{identity}").status_code == 404


def test_a_place_is_there_before_anything_is_linked(ledger: Ledger, make: Make) -> None:
    store_control(ledger, make)
    with served(ledger) as running, running.client() as client:
        for address in ("/places/Ardun", "/places/901"):
            assert "Sources disagree" in client.get(address).text
        assert '/places/901"' in client.get("/places").text


# --- names on the map -----------------------------------------------------------------------------


def test_the_map_names_main_places_with_room_between_them(mapped: httpx2.Client) -> None:
    answer = mapped.get("/api/map/places?bbox=34,32,42,37.5&zoom=7")
    named = msgspec.json.decode(answer.content, type=list[MapLabel])
    assert {"Damascus", "Aleppo"} <= {one.name for one in named}
    assert len(named) <= 60
    countries = msgspec.json.decode(mapped.get("/api/map/places?zoom=3").content, type=list[MapLabel])
    assert {one.kind for one in countries} == {"country"}


def test_a_larger_place_takes_the_room() -> None:
    towns = largest("town", latitudes=(33.3, 33.7), longitudes=(36.0, 36.6), least=0, most=50)
    assert towns[0].capital
    assert [one.name for one in labels(towns, 6)] == ["Damascus"]
    assert len(labels(towns, 14)) > 5
    assert labels([], 5) == []
