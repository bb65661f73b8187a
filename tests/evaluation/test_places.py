import gzip
import json
from pathlib import Path

import pytest

from accordingto.gazetteer import Entry, open_gazetteer, writer
from accordingto.types import Place
from evaluation.places import (
    Gold,
    Report,
    best_overlap,
    conflict_names,
    fold,
    kilometres,
    reports,
    tally,
    ucdp,
)


def placed(start: int, end: int, number: int | None, latitude: float | None) -> Place:
    longitude = None if latitude is None else 0.0
    return Place(span=(start, end), name="x", geonameid=number, latitude=latitude, longitude=longitude)


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    assert kilometres((10.0, 20.0), (11.0, 20.0)) == pytest.approx(111.2, abs=0.1)
    assert kilometres((0.0, 179.5), (0.0, -179.5)) == pytest.approx(111.2, abs=0.1)


def test_every_gold_with_coordinates_counts_found_or_not() -> None:
    golds = (
        Gold((0, 5), "Harun", (0.0, 0.0), 1),  # 11 km off
        Gold((6, 11), "Oshan", (0.0, 0.0), 2),  # same id, though far
        Gold((12, 17), "Qarat", (0.0, 0.0), 3),  # not found
        Gold((18, 23), "Zem", None, None),  # nothing to compare with
    )
    places = [placed(0, 5, 9, 0.1), placed(6, 11, 2, 50.0), placed(18, 23, 7, 1.0), placed(30, 35, 8, 1.0)]
    total = tally([(Report("a", "", golds), places)], demonyms=lambda _: False)

    assert (total.golds, total.found, total.answered, total.same) == (3, 2, 2, 1)
    assert dict(total.within) == {10: 1, 25: 2, 161: 2}
    assert (total.spans, total.right_spans, total.detectable, total.spans_wanted) == (4, 3, 3, 4)


def test_an_unresolved_place_is_found_but_not_right() -> None:
    total = tally(
        [(Report("a", "", (Gold((0, 5), "Harun", (0.0, 0.0), 1),)), [placed(0, 5, None, None)])],
        demonyms=lambda _: False,
    )

    assert (total.found, total.answered, total.within[161]) == (1, 0, 0)


def test_peoples_can_be_left_out() -> None:
    golds = (Gold((0, 6), "Qarati", (0.0, 0.0), 1), Gold((7, 12), "Harun", (0.0, 0.0), 2))
    total = tally([(Report("a", "", golds), [])], demonyms=lambda name: name == "Qarati")

    assert (total.golds, total.spans_wanted) == (1, 1)


def test_the_span_that_fits_best_is_compared() -> None:
    wide, narrow = placed(0, 30, 1, 0.0), placed(10, 15, 2, 0.0)

    assert best_overlap((10, 16), [wide, narrow]) == narrow
    assert best_overlap((40, 45), [wide, narrow]) is None


def test_folds_share_no_document(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl.gz"
    toponym = {"start": 0, "end": 5, "name": "Harun", "lat": 1.0, "lon": 2.0, "geonameid": 3}
    with gzip.open(path, "wt") as file:
        for number in range(40):
            file.write(json.dumps({"id": f"d{number}", "text": "Harun", "toponyms": [toponym]}) + "\n")
    dev, heldout = ({report.id for report in reports(path, part)} for part in ("dev", "heldout"))

    assert dev
    assert heldout
    assert not dev & heldout
    assert len(dev | heldout) == len(reports(path, "all")) == 40
    assert {fold(number) for number in dev} == {"dev"}
    assert reports(path, "all")[0].golds == (Gold((0, 5), "Harun", (1.0, 2.0), 3, "None.None"),)


def test_names_of_conflicts_and_of_ucdp(tmp_path: Path) -> None:
    path = tmp_path / "g.sqlite"
    connection = writer.begun(path)
    writer.add(connection, [Entry(1, "Harun", "town", 10.0, 20.0, country="UA", population=5000)])
    writer.finish(connection, path, {})
    gazetteer = open_gazetteer(path)
    names = tmp_path / "names.csv"
    names.write_text("country,name,latitude,longitude\nUA,Harun,10.1,20\nUA,Oshan,1,1\nUA,Zem,,\n")
    events = tmp_path / "events.jsonl.gz"
    with gzip.open(events, "wt") as file:
        for where in ("Harun village", "Harun village", "Oshan town"):
            file.write(json.dumps({"where": where, "lat": 10.0, "lon": 20.0}) + "\n")

    assert conflict_names(names, gazetteer) == (2, 1, ["Oshan"])
    assert list(ucdp(events, gazetteer)) == [("Harun village", 0.0), ("Oshan town", None)]
