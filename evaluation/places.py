"""Places: LGL, TR-News, names of conflicts, and the places of UCDP GED.

    python -m evaluation.places --data CORPORA [--model FOLDER] [--fold dev|heldout|all] [--gold-only]
        [--errors N]

With gold spans, every toponym that has coordinates counts, found or not; an answer with the same id is right
at any distance, as two gazetteers put a large country's middle at different points. End to end, a gold
toponym counts as found where a span of ours overlaps it. Documents are split by a hash of their id: look at
errors of the development fold only.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import statistics
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from math import asin, cos, radians, sin, sqrt
from pathlib import Path

from accordingto.gazetteer import SHIPPED, Gazetteer, open_gazetteer
from accordingto.models.runtime import FOLDER, load_encoder
from accordingto.reading.entities import mentions
from accordingto.reading.places import places_of, resolved
from accordingto.types import Place, Span

LIMITS = (10, 25, 161)
CORPORA = {"LGL": "geo/lgl.jsonl.gz", "TR-News": "geo/trnews.jsonl.gz"}


@dataclass(frozen=True)
class Gold:
    """One annotated toponym; without coordinates where the annotators found none."""

    span: Span
    name: str
    point: tuple[float, float] | None
    number: int | None
    kind: str = ""


@dataclass(frozen=True)
class Report:
    """One annotated document."""

    id: str
    text: str
    golds: tuple[Gold, ...]


@dataclass
class Tally:
    """What became of the gold toponyms with coordinates, and of our spans."""

    golds: int = 0
    same: int = 0
    found: int = 0
    answered: int = 0
    spans: int = 0
    right_spans: int = 0
    detectable: int = 0
    within: Counter[int] = field(default_factory=Counter)
    distances: list[float] = field(default_factory=list)

    def add(self, gold: Gold, place: Place | None) -> None:
        """Count one gold toponym with coordinates."""
        self.golds += 1
        self.found += place is not None
        if place is None or place.latitude is None or place.longitude is None or gold.point is None:
            return
        self.answered += 1
        same = place.geonameid == gold.number
        distance = 0.0 if same else kilometres((place.latitude, place.longitude), gold.point)
        self.same += same
        self.distances.append(distance)
        self.within.update(limit for limit in LIMITS if distance <= limit)

    def row(self) -> str:
        """Percent of all gold toponyms with coordinates."""
        shares = "  ".join(f"@{limit} {share(self.within[limit], self.golds)}" for limit in LIMITS)
        median = statistics.median(self.distances) if self.distances else float("nan")
        ids, answers = share(self.same, self.golds), share(self.answered, self.golds)
        return f"n {self.golds}  {shares}  same id {ids}  answered {answers}  median km {median:.1f}"

    def spans_row(self) -> str:
        """Precision and recall of spans, against all gold toponyms, by overlap."""
        return (
            f"spans: P {share(self.right_spans, self.spans)}  R {share(self.detectable, self.spans_wanted)}"
        )

    spans_wanted: int = 0


def share(part: float, whole: float) -> str:
    """Percent with one digit."""
    return f"{100 * part / whole:.1f}" if whole else "-"


def kilometres(first: tuple[float, float], second: tuple[float, float]) -> float:
    """Great-circle distance of two points in degrees."""
    north, other = radians(first[0]), radians(second[0])
    east = radians(first[1] - second[1])
    chord = sin((north - other) / 2) ** 2 + cos(north) * cos(other) * sin(east / 2) ** 2
    return 12742.0 * asin(sqrt(min(1.0, chord)))


def fold(number: str) -> str:
    """`dev` or `heldout`, by a hash of the document's id."""
    return "dev" if sha256(number.encode()).digest()[0] % 2 == 0 else "heldout"


def reports(path: Path, part: str) -> list[Report]:
    """The documents of one fold, or of `all`."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return [
        Report(row["id"], row["text"], tuple(_gold(toponym) for toponym in row["toponyms"]))
        for row in rows
        if part in ("all", fold(row["id"]))
    ]


def _gold(row: dict[str, object]) -> Gold:
    start, end, latitude, longitude, number = (row[k] for k in ("start", "end", "lat", "lon", "geonameid"))
    point = (latitude, longitude) if isinstance(latitude, float) and isinstance(longitude, float) else None
    assert isinstance(start, int)
    assert isinstance(end, int)
    identity = number if isinstance(number, int) else None
    return Gold((start, end), str(row["name"]), point, identity, f"{row.get('fclass')}.{row.get('fcode')}")


Found = Callable[[Report], Sequence[Place]]


def with_gold_spans(report: Report, gazetteer: Gazetteer) -> Sequence[Place]:
    """Places for exactly the annotated spans."""
    return resolved(report.text, [gold.span for gold in report.golds], gazetteer)


def tally(found: Iterable[tuple[Report, Sequence[Place]]], *, demonyms: Callable[[str], bool]) -> Tally:
    """Count over documents; gold toponyms for which `demonyms` holds are left out."""
    total = Tally()
    for report, places in found:
        kept = [gold for gold in report.golds if not demonyms(gold.name)]
        for gold in kept:
            place = best_overlap(gold.span, places)
            total.spans_wanted += 1
            total.detectable += place is not None
            if gold.point is not None:
                total.add(gold, place)
        total.spans += len(places)
        total.right_spans += sum(any(overlaps(p.span, gold.span) for gold in report.golds) for p in places)
    return total


def overlaps(first: Span, second: Span) -> bool:
    """Whether two spans share a character."""
    return first[0] < second[1] and second[0] < first[1]


def best_overlap(span: Span, places: Sequence[Place]) -> Place | None:
    """The place whose span shares most with `span`."""
    sharing = [place for place in places if overlaps(place.span, span)]
    return min(sharing, key=lambda p: abs(p.span[0] - span[0]) + abs(p.span[1] - span[1]), default=None)


def conflict_names(path: Path, gazetteer: Gazetteer) -> tuple[int, int, list[str]]:
    """Names with coordinates, those within 25 km given their country, and the names that are not."""
    asked, missed = 0, []
    with path.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if not row["latitude"]:
                continue
            asked += 1
            (place,) = resolved(row["name"], [(0, len(row["name"]))], gazetteer, given=[row["country"]])
            point = float(row["latitude"]), float(row["longitude"])
            if away(place, point) > LIMITS[1]:
                missed.append(row["name"])
    return asked, asked - len(missed), missed


def away(place: Place, point: tuple[float, float]) -> float:
    """How far the place is from the point; endless where it is not known."""
    if place.latitude is None or place.longitude is None:
        return float("inf")
    return kilometres((place.latitude, place.longitude), point)


def ucdp(path: Path, gazetteer: Gazetteer) -> Iterator[tuple[str, float | None]]:
    """Each distinct place of UCDP GED and our distance from its point, `None` where it is not found."""
    points: dict[str, tuple[float, float]] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            points.setdefault(row["where"], (row["lat"], row["lon"]))
    for name, point in points.items():
        (place,) = resolved(name, [(0, len(name))], gazetteer, given=["UA"])
        yield name, away(place, point) if place.country == "UA" else None


def main() -> None:
    """Parse the arguments and print the scores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of the corpora")
    parser.add_argument("--model", type=Path, default=FOLDER, help="folder of the weights")
    parser.add_argument("--gazetteer", type=Path, default=SHIPPED)
    parser.add_argument("--fold", choices=["dev", "heldout", "all"], default="all")
    parser.add_argument("--gold-only", action="store_true", help="do not run the model")
    parser.add_argument("--errors", type=int, default=0, help="so many errors (use it on dev only)")
    arguments = parser.parse_args()
    gazetteer = open_gazetteer(arguments.gazetteer)

    def demonym(name: str) -> bool:
        return bool(gazetteer.people(name)) and not any(
            c.exact for c in gazetteer.lookup(name) if c.kind == "country"
        )

    for name, path in CORPORA.items():
        documents = reports(arguments.data / path, arguments.fold)
        found = [(report, with_gold_spans(report, gazetteer)) for report in documents]
        print(f"{name} {arguments.fold}, gold spans: {tally(found, demonyms=lambda _: False).row()}")
        _print_errors(found, arguments.errors)
    if not arguments.gold_only:
        _end_to_end(arguments, gazetteer, demonym)
    asked, right, missed = conflict_names(arguments.data / "geo/conflict_names.csv", gazetteer)
    print(f"conflict names within {LIMITS[1]} km: {right} of {asked}; not: {', '.join(missed)}")
    distances = [distance for _, distance in ucdp(arguments.data / "ucdp_ged/ukr.jsonl.gz", gazetteer)]
    known = [distance for distance in distances if distance is not None]
    print(
        f"UCDP GED places: {len(known)} of {len(distances)} found ({share(len(known), len(distances))} %), "
        f"median {statistics.median(known):.1f} km, "
        f"within 25 km {share(sum(d <= LIMITS[1] for d in known), len(distances))} % of all"
    )


def _end_to_end(arguments: argparse.Namespace, gazetteer: Gazetteer, demonym: Callable[[str], bool]) -> None:
    encoder = load_encoder(arguments.model)
    for name, path in CORPORA.items():
        marked = []
        for report in reports(arguments.data / path, arguments.fold):
            scores = encoder.score(encoder.tokenize(report.text))
            marked.append((report, mentions(encoder, scores, report.text)))
        for counted in (False, True):
            found = [
                (report, places_of(report.text, named, gazetteer=gazetteer, demonyms=counted))
                for report, named in marked
            ]
            total = tally(found, demonyms=(lambda _: False) if counted else demonym)
            label = "with demonyms" if counted else "without demonyms"
            print(f"{name} {arguments.fold}, our spans, {label}: {total.row()}  {total.spans_row()}")


def _print_errors(found: Iterable[tuple[Report, Sequence[Place]]], most: int) -> None:
    wrong: Counter[str] = Counter()
    for report, places in found:
        for gold, place in zip(report.golds, places, strict=True):
            if gold.point is None:
                continue
            if place.geonameid != gold.number and (far := away(place, gold.point)) > LIMITS[-1]:
                answer = "nothing" if far == float("inf") else f"{place.name} {place.country} {place.admin1}"
                wrong[f"{gold.kind} {gold.name}: {answer}"] += 1
    for line, count in wrong.most_common(most):
        print(f"  {count:4} {line}")


if __name__ == "__main__":
    main()
