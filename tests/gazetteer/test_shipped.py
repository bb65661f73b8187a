"""What the gazetteer of the wheel must know, and how fast and small it is."""

import time

import pytest

from accordingto.gazetteer import SHIPPED, Gazetteer, open_gazetteer


@pytest.fixture(scope="module")
def shipped() -> Gazetteer:
    return open_gazetteer()


@pytest.mark.parametrize(
    ("name", "country", "kind"),
    [
        ("Douma", "SY", "town"),
        ("Duma", "SY", "town"),
        ("Eastern Ghouta", "SY", "area"),
        ("al-Hol", "SY", "camp"),
        ("Darfur", "SD", "area"),
        ("Zamzam", "SD", "camp"),
        ("North Kivu", "CD", "region"),
        ("Tigray", "ET", "region"),
        ("Gaza", "PS", "region"),
        ("Khan Younis", "PS", "town"),
        ("Shuja'iyya", "PS", "quarter"),
        ("Donbas", "UA", "area"),
        ("Kherson", "UA", "town"),
        ("Nagorno-Karabakh", "AZ", "area"),
        ("Cité Soleil", "HT", "quarter"),
        ("DRC", "CD", "country"),
        ("U.S.", "US", "country"),
        ("Calif.", "US", "region"),
        ("Dnipro River", "UA", "water"),
        ("Kerem Shalom", "IL", "crossing"),
        ("Maungdaw", "MM", "town"),
        ("Chasiv Yar", "UA", "town"),
        ("Umm Badr", "SD", "town"),
        ("Bossaso", "SO", "town"),
        ("al-Amal hospital", "PS", "site"),
        ("Sherkhan Bandar", "AF", "crossing"),
    ],
)
def test_it_knows_the_places_of_conflicts(shipped: Gazetteer, name: str, country: str, kind: str) -> None:
    assert (country, kind) in {(place.country, place.kind) for place in shipped.lookup(name)}


@pytest.mark.parametrize("name", ["Middle East", "Sahel", "Black Sea", "EU", "Lake Chad"])
def test_it_knows_what_lies_in_no_one_country(shipped: Gazetteer, name: str) -> None:
    assert any(place.country is None for place in shipped.lookup(name))


def test_it_knows_what_holds_what(shipped: Gazetteer) -> None:
    (quarter,) = (place for place in shipped.lookup("Jobar") if place.country == "SY")
    names = [holder.name for holder in shipped.containers(quarter)]

    assert names[0] == "Damascus"
    assert names[-2:] == ["Syria", "Asia"]


@pytest.mark.parametrize(("name", "country"), [("Syrians", "SY"), ("Burkinabé", "BF"), ("Filipino", "PH")])
def test_it_knows_what_people_are_called(shipped: Gazetteer, name: str, country: str) -> None:
    assert [place.country for place in shipped.people(name)] == [country]


def test_it_is_credited_and_small(shipped: Gazetteer) -> None:
    assert "GeoNames" in shipped.meta()["credit"]
    assert SHIPPED.stat().st_size < 40_000_000


def test_a_warm_lookup_takes_less_than_50_microseconds(shipped: Gazetteer) -> None:
    shipped.lookup("Damascus")
    start = time.process_time()
    for _ in range(1000):
        shipped.lookup("Damascus")

    assert time.process_time() - start < 0.05


def test_the_crossing_of_rafah_lies_on_the_border(shipped: Gazetteer) -> None:
    (crossing,) = (place for place in shipped.lookup("Rafah Crossing") if place.kind == "crossing")

    assert (crossing.latitude, crossing.longitude) == pytest.approx((31.248, 34.259), abs=0.01)
