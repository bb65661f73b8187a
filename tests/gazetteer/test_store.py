from pathlib import Path

import pytest

from accordingto.errors import ModelError
from accordingto.gazetteer import Entry, Gazetteer, open_gazetteer, writer

VALLEY = Entry(
    -1, "Harun Valley", "region", 10.0, 20.0, country="QQ", names=("Wadi Harun",), demonyms=("Haruni",)
)
TOWN = Entry(7, "Kafr Atun", "town", 10.12345, -20.5, country="QQ", within=-1, population=900, capital=True)


def written(path: Path, *entries: Entry) -> Path:
    connection = writer.begun(path)
    writer.add(connection, entries)
    writer.finish(connection, path, {"credit": "ours"})
    return path


@pytest.fixture
def small(tmp_path: Path) -> Gazetteer:
    return open_gazetteer(written(tmp_path / "small.sqlite", VALLEY, TOWN))


def test_a_place_is_found_by_every_spelling(small: Gazetteer) -> None:
    (found,) = small.lookup("Kafr Atun")
    assert (found.id, found.name, found.kind, found.population) == (7, "Kafr Atun", "town", 900)
    assert (found.latitude, found.longitude, found.capital, found.exact) == (10.1234, -20.5, True, True)
    (found,) = small.lookup("KAFR-ATOUN")
    assert (found.id, found.exact) == (7, False)
    assert [place.id for place in small.lookup("Wadi Harun")] == [-1]


def test_a_name_that_nobody_has_is_not_found(small: Gazetteer) -> None:
    assert small.lookup("Nowhere") == ()
    assert small.lookup("...") == ()
    assert small.place(8) is None


def test_peoples_are_no_names_of_places(small: Gazetteer) -> None:
    assert [place.id for place in small.people("Haruni")] == [-1]
    assert small.lookup("Haruni") == ()


def test_containers_are_innermost_first_and_end(tmp_path: Path) -> None:
    country = Entry(1, "Qarat", "country", 9.0, 19.0, country="QQ", within=1)
    valley = Entry(-1, "Harun Valley", "region", 10.0, 20.0, country="QQ", within=1)
    gazetteer = open_gazetteer(written(tmp_path / "nested.sqlite", country, valley, TOWN))
    (town,) = gazetteer.lookup("Kafr Atun")

    assert [holder.id for holder in gazetteer.containers(town)][:2] == [-1, 1]


def test_of_two_gazetteers_the_first_with_a_place_wins(tmp_path: Path) -> None:
    other = Entry(7, "Kafr Atun", "town", 0.0, 0.0, country="QQ")
    more = Entry(9, "Kafr Atun", "camp", 1.0, 1.0, country="QQ")
    first = written(tmp_path / "first.sqlite", TOWN)
    gazetteer = open_gazetteer(first, written(tmp_path / "second.sqlite", other, more))

    assert [(place.id, place.latitude) for place in gazetteer.lookup("Kafr Atun")] == [(7, 10.1234), (9, 1.0)]


def test_what_is_no_gazetteer_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    path.write_text("not a database, but long enough to be taken for one")
    with pytest.raises(ModelError, match=r"other\.sqlite"):
        open_gazetteer(path)
    with pytest.raises(ModelError, match="missing"):
        open_gazetteer(tmp_path / "missing.sqlite")


def test_one_of_another_form_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "old.sqlite"
    connection = writer.begun(path)
    writer.finish(connection, path, {"form": "0"})
    with pytest.raises(ModelError, match="form 0"):
        open_gazetteer(path)
