"""UCDP GED: reports that UCDP lists under one event should meet, others should not.

    python -m evaluation.ged --data CORPORA [--half held]

Each report that UCDP cites for an event is a mention with what UCDP has of it: the place with its precision,
the days with theirs, the deaths, the report's headline and date. Reports of one headline, office and date are
one report, which may tell of several events. Reports are linked as in a ledger; pairs of mentions of two
reports are scored. The events fall into two halves by a hash of their id; `training/linking.py` fits on one,
the other is held out.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Literal

from accordingto.linking.memory import link_all
from accordingto.linking.profiles import Count, Profile, Spot, context_of
from accordingto.linking.words import fold, stems, uncommon
from evaluation.clusters import Coreference, compared

Half = Literal["seen", "held"]
# From here on `where_prec` means an area: 3 is a district, 4 a province, 6 a country.
COARSE = 3
# UCDP's `date_prec` 1 is the day; the rest are spans, whose ends it gives.
MOST_SOURCES = 12


@dataclass(frozen=True)
class Mention:
    """One event as one report is cited for it."""

    event: str
    profile: Profile


def mentions(folder: Path, half: Half) -> Iterator[Mention]:
    """Of the events of one half, all mentions."""
    with gzip.open(folder / "ucdp_ged" / "ukr.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            if _half(row["id"]) == half:
                yield from mentions_of(row)


def _half(identity: str) -> Half:
    return "seen" if hashlib.sha256(identity.encode()).digest()[0] % 2 else "held"


def mentions_of(row: dict[str, Any]) -> Iterator[Mention]:
    """The mentions of one event, one for each report with a headline and a date."""
    for source in row["sources"][:MOST_SOURCES]:
        if source.get("headline") and source.get("date"):
            yield Mention(row["id"], _profile(row, source))


def _profile(row: dict[str, Any], source: dict[str, Any]) -> Profile:
    report = _hash(f"{source['office']} {source['date']} {fold(source['headline'])}")
    found = list(stems(source["headline"]))
    identity = _hash(f"{report} {row['id']}")
    deaths = row["deaths"]["best"]
    spot = Spot(
        name=fold(row["where"]),
        id=int(_hash(fold(row["where"]))[:12], 16),
        latitude=row["lat"],
        longitude=row["lon"],
        coarse=row["where_prec"] >= COARSE,
        country="UA",
        admin1=row["adm1"],
    )
    return Profile(
        id=identity,
        members=(identity,),
        document=report,
        kind="event",
        anchor=(0, 1),
        evidence=(0, len(source["headline"])),
        family="violence",
        begin=date.fromisoformat(row["date_start"]).toordinal(),
        end=date.fromisoformat(row["date_end"]).toordinal(),
        stated_day=True,
        published=date.fromisoformat(source["date"][:10]).toordinal(),
        spots=(spot,),
        stated_place=True,
        counts=(Count(kind="killed", low=deaths, high=deaths),) if deaths else (),
        words=frozenset(uncommon(found)),
        context=context_of((source["headline"],)),
    )


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:20]


def scored(found: Sequence[Mention]) -> Coreference:
    """Linked as in a ledger, against UCDP's events."""
    clusters = link_all(mention.profile for mention in found)
    events: dict[str, set[str]] = {}
    for mention in found:
        events.setdefault(mention.event, set()).add(mention.profile.id)
    return compared(clusters, [sorted(event) for event in events.values()])


def main() -> None:
    """Print pair precision and recall."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--half", default="held", choices=("seen", "held"))
    parser.add_argument("--most", type=int, default=3000, help="so many mentions, in the order of the file")
    arguments = parser.parse_args()
    found = list(mentions(arguments.data, arguments.half))[: arguments.most]
    score = scored(found)
    print(f"{len(found)} mentions of {len({one.event for one in found})} events")
    print(f"pairs {score.pairs.row()}\nB-cubed {score.b_cubed.row()}")


if __name__ == "__main__":
    main()
