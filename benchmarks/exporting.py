"""How fast exports are, and how much memory they take, for one more and for many more rows.

    python -m benchmarks.exporting [--rows 200000] [--formats csv acled ...] [--ledger FILE]

Rows are claims of events from a generator, so that what is measured is the export alone; with a ledger, as
`benchmarks.large` makes one, they are its oldest claims, read and written. Each format runs in a process of
its own, once with a tenth of the rows and once with all; peak memory must not grow with them.
Seconds are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec

from accordingto.exporting import export, export_order
from accordingto.exports import FORMATS, SourcedClaim, export_file, order_of
from accordingto.ledger import ClaimFilter, open_ledger
from accordingto.types import Claim, Figure, Happening, Link, Party, Place

PLACE = Place(span=(40, 44), name="Dorn", latitude=33.51, longitude=36.29, country="SY", precision="town")
ARMY = Party(span=(0, 8), words="the army", name="Army of Vale", actor_type="state-forces", country="SY")
REBELS = Party(span=(10, 20), words="the rebels", name="Vale Front", actor_type="rebel")
CLAIM = Claim(
    id="",
    document="",
    kind="event",
    said_by=(Link(name="Vale Courier", kind="media"), Link(name="the town office", kind="named")),
    act="say",
    quote="indirect",
    polarity="positive",
    evidence=((0, 60),),
    text="the army shelled the market of Dorn on Tuesday morning, killing at least seven people",
    reader="accordingto-en-0123456789ab-fedcba98-2",
    status="happened",
    happening=Happening(
        trigger=(9, 16),
        type="ASSAULT",
        mode="heavy-weapons",
        acled="Shelling/artillery/missile attack",
        actors=(ARMY,),
        recipients=(REBELS,),
        places=(PLACE,),
        begin="2024-03-05",
        end="2024-03-05",
        figures=(Figure(span=(50, 52), kind="killed", low=7),),
    ),
)


def claims(number: int) -> Iterator[SourcedClaim]:
    """Claims that differ in their ids, documents and words."""
    for index in range(number):
        claim = msgspec.structs.replace(
            CLAIM, id=f"{index:020x}", document=f"{index // 5:020x}", text=f"{CLAIM.text} ({index})"
        )
        yield SourcedClaim(
            claim=claim,
            outlet=f"Outlet {index % 97}",
            title="Shells on Dorn, again",
            published="2024-03-06T09:30:00+02:00",
            url=f"https://courier.example/{index // 5}",
            recorded_at="2024-04-01T08:00:00.000Z",
        )


def generated(format: str, number: int) -> int:
    """Export claims from the generator; how many rows were written."""
    order = order_of(format, what="claims")
    return export_file(claims(number), Path(os.devnull), order, program="benchmark", exported_at="").rows


def read(path: Path, format: str, number: int) -> int:
    """Export the oldest claims of a ledger; how many rows were written."""
    wanted = ClaimFilter(limit=number)
    with open_ledger(str(path), read_only=True) as ledger:
        order = export_order(format, wanted, what="claims")
        return export(ledger=ledger, order=order, wanted=wanted, to=Path(os.devnull)).rows


def measure(format: str, number: int, ledger: Path | None) -> str:
    """Rows a second of processor time and peak memory of one export to nowhere, as a line of text."""
    start = time.process_time()
    rows = read(ledger, format, number) if ledger else generated(format, number)
    seconds = time.process_time() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return f"{format:14}{rows:>9}{rows / seconds:>12.0f}{peak:>10.0f}"


def main(arguments: list[str]) -> None:
    """One line for each format and number of rows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--formats", nargs="+", default=list(FORMATS), choices=list(FORMATS))
    parser.add_argument("--ledger", type=Path)
    parser.add_argument("--alone", action="store_true", help="in this process, all rows only")
    given = parser.parse_args(arguments)
    if given.alone:
        print(measure(given.formats[0], given.rows, given.ledger))
        return
    print(f"{'format':14}{'rows':>9}{'rows/s':>12}{'peak MB':>10}", flush=True)
    for format in given.formats:
        for number in (max(1, given.rows // 10), given.rows):
            command = ["--alone", "--rows", str(number), "--formats", format]
            command += ["--ledger", str(given.ledger)] if given.ledger else []
            subprocess.run([sys.executable, "-m", "benchmarks.exporting", *command], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
