"""Approximate borders of regions: of a little country made by hand, and as they are shipped."""

from __future__ import annotations

import gzip
import json
from itertools import accumulate
from typing import Any

import httpx2
import numpy as np
import pytest
import shapely

from accordingto.web import regions
from accordingto.web.regions import Sites
from accordingto.web.statics import assets

# A country of four by two degrees; its regions meet in the middle.
LAND = shapely.box(0, 0, 4, 2)
WEST, EAST = ("QQ", "01"), ("QQ", "02")


def sites(*places: tuple[float, float, tuple[str, str]]) -> Sites:
    points = np.array([(x, y) for x, y, _ in places], np.float64)
    return Sites(points, tuple(region for _, _, region in places))


def grid(*, border: float = 2.0) -> Sites:
    """Places half a degree apart, of two regions."""
    both = [(x / 2 + 0.25, y / 2 + 0.25) for x in range(8) for y in range(4)]
    return sites(*((x, y, WEST if x < border else EAST) for x, y in both))


def test_the_way_to_the_plane_leads_back() -> None:
    points = np.array([(0.0, 0.0), (37.1, 36.2), (-70.0, -55.0)])
    assert regions.globe(regions.plane(points)) == pytest.approx(points)
    assert regions.plane(points)[1, 1] > 36.2, "the plane is stretched away from the equator"


def test_a_border_lies_in_the_midst_and_ends_where_the_country_does() -> None:
    (line,) = regions.lines(grid(), LAND)
    assert line[:, 0] == pytest.approx(2.0)
    assert sorted(line[[0, -1], 1]) == pytest.approx([0.0, 2.0])


def test_there_is_no_border_in_one_region_and_none_to_another_country() -> None:
    assert regions.lines(grid(border=9), LAND) == []
    places = grid()
    abroad = tuple(("ZZ", "01") if region == EAST else region for region in places.regions)
    assert regions.lines(Sites(places.points, abroad), LAND) == []


def test_regions_that_meet_share_each_line_and_the_point_where_they_meet() -> None:
    places = grid()
    north = tuple(
        ("QQ", "03") if region == WEST and y > 1 else region
        for region, (_, y) in zip(places.regions, places.points, strict=True)
    )
    found = regions.lines(Sites(places.points, north), LAND)
    assert len(found) == 3, "three regions have three lines, none drawn twice"
    ends = [tuple(np.round(line[end], 6)) for line in found for end in (0, -1)]
    assert max(ends.count(end) for end in ends) == 3


def test_one_place_with_a_wrong_code_draws_no_ring_but_a_town_of_its_own_does() -> None:
    places = grid()
    inside = next(row for row, (x, y) in enumerate(places.points) if (x, y) == (0.75, 0.75))
    wrong = tuple(EAST if row == inside else one for row, one in enumerate(places.regions))
    assert len(regions.lines(Sites(places.points, wrong), LAND)) == 1
    city = tuple(("QQ", "09") if row == inside else one for row, one in enumerate(places.regions))
    found = regions.lines(Sites(places.points, city), LAND)
    assert any((line[0] == line[-1]).all() for line in found), "a region of one place is no mistake"


def test_saw_teeth_are_smoothed_and_ends_stay() -> None:
    teeth = np.array([(one, one % 2) for one in range(21)], np.float64)
    smooth = regions.smoothed(teeth, 4.0)
    assert smooth[[0, -1]].tolist() == teeth[[0, -1]].tolist()
    assert np.abs(smooth[10:-10, 1] - 0.5).max() < 0.1
    ring = np.array([(0, 0), (4, 0), (4, 4), (0, 4), (0, 0)], np.float64)
    closed = regions.smoothed(ring, 2.0)
    assert closed[0].tolist() == closed[-1].tolist()


def test_a_place_near_its_country_is_its_own_and_far_within_another_is_of_that_land() -> None:
    countries = [("QQ", LAND), ("ZZ", shapely.box(4, 0, 8, 2)), ("", shapely.box(8, 0, 9, 2))]
    places = sites((1, 1, WEST), (4.1, 1, EAST), (6, 1, WEST), (8.5, 1, ("ZZ", "05")), (20, 1, ("XX", "01")))
    assert [rows.tolist() for rows in regions.allotted(places, countries)] == [[0, 1], [2], [3]]


def topology() -> dict[str, Any]:
    """A country on both sides of 180 degrees, of two arcs, one of them read backwards."""
    arcs = [[(178, 0), (0, 2)], [(178, 0), (-356, 0), (0, 2), (356, 0)]]
    country = {"type": "Polygon", "id": "QQ", "arcs": [[1, -1]]}
    return {
        "transform": {"scale": [1, 1], "translate": [0, 0]},
        "arcs": arcs,
        "objects": {"countries": {"geometries": [country]}},
    }


def test_a_country_across_180_degrees_is_one_piece() -> None:
    ((code, shape),) = regions.shapes(topology())
    assert code == "QQ"
    assert shape.bounds == pytest.approx((178, 0, 182, 2), abs=0.01)
    places = sites(*((x, y, WEST if x > 0 else EAST) for x in (179, -179) for y in (0.4, 0.8, 1.2, 1.6)))
    found = regions.divided(places, [(code, shape)])
    (line,) = regions.lines(*found["QQ"])
    assert line[:, 0] == pytest.approx(180)


def test_lines_are_written_as_steps_on_a_grid() -> None:
    drawn = {
        "QQ": [np.array([(1.0, 0.0), (1.0, 0.001), (1.5, 0.0)])],
        "ZZ": [np.array([(190.0, 0), (191, 0)])],
    }
    written = regions.encoded(drawn)
    assert [shape["id"] for shape in written["objects"]["regions"]["geometries"]] == ["QQ", "ZZ"]
    assert written["objects"]["regions"]["geometries"][1]["arcs"] == [[1]]
    scale = written["transform"]["scale"][0]
    first = [(x * scale, y * scale) for x, y in accumulate(written["arcs"][0], _then)]
    assert np.array(first) == pytest.approx(np.array([(1.0, 0.0), (1.5, 0.0)]))
    assert written["arcs"][1][0][0] * scale == pytest.approx(-170)


def _then(one: tuple[int, int], step: tuple[int, int]) -> tuple[int, int]:
    return one[0] + step[0], one[1] + step[1]


def test_what_is_held_out_is_counted_right_where_the_rest_tells_it() -> None:
    counts = np.sum([regions.held_out(grid(), LAND, fold, 8) for fold in range(8)], axis=0)
    assert counts[0] == 32, "each place is held out once"
    assert counts[0] > counts[1] > 20, "places at the border have as near neighbours on the other side"


# --- what is shipped ------------------------------------------------------------------------------


def test_the_file_is_small_and_is_served_as_the_rest(look: httpx2.Client) -> None:
    data = assets()["regions.json"]
    assert len(data) < 600_000
    assert len(gzip.compress(data, 9)) < 200_000
    page = look.get("/map").text
    address = page.split('data-regions="')[1].split('"')[0]
    answer = look.get(address)
    assert answer.content == data
    assert "immutable" in answer.headers["cache-control"]
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["content-security-policy"] == look.get("/map").headers["content-security-policy"]


@pytest.mark.parametrize(
    ("country", "longitude", "latitude", "other_longitude", "other_latitude"),
    [
        ("SY", 37.16, 36.20, 36.63, 35.93),  # Aleppo, Idlib
        ("UA", 36.23, 49.99, 34.55, 49.59),  # Kharkiv, Poltava
        ("SD", 25.35, 13.63, 24.88, 12.05),  # El Fasher, Nyala
        ("CD", 29.22, -1.68, 28.86, -2.51),  # Goma, Bukavu
        ("CO", -75.56, 6.25, -74.07, 4.71),  # Medellín, Bogotá
        ("MM", 96.08, 21.98, 97.75, 22.94),  # Mandalay, Lashio
    ],
)
def test_a_line_passes_between_towns_of_two_regions(
    country: str, longitude: float, latitude: float, other_longitude: float, other_latitude: float
) -> None:
    world = json.loads(assets()["regions.json"])
    scale = world["transform"]["scale"][0]
    lines = next(one["arcs"] for one in world["objects"]["regions"]["geometries"] if one["id"] == country)
    arcs = [[(x * scale, y * scale) for x, y in accumulate(world["arcs"][arc[0]], _then)] for arc in lines]
    way = shapely.LineString([(longitude, latitude), (other_longitude, other_latitude)])
    assert any(way.crosses(shapely.LineString(arc)) for arc in arcs)
