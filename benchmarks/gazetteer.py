"""What the gazetteer costs: memory, and a lookup of a name for the first time and again.

    python -m benchmarks.gazetteer [--names 2000] [--gazetteer FILE]

The names are those of the shipped table, all different. Memory is what the process holds more of after all
lookups than before the file was opened; times are of the processor, so that other programs do not count.
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from accordingto.gazetteer import SHIPPED, open_gazetteer

TABLE = SHIPPED.parent / "supplement.csv"
STATUS = Path("/proc/self/status")  # Linux only: elsewhere memory is not measured


def names_of(most: int, path: Path = TABLE) -> list[str]:
    """So many different names of the table."""
    with path.open(encoding="utf-8") as file:
        rows = csv.DictReader(line for line in file if not line.startswith("#"))
        return list(dict.fromkeys(row["name"] for row in rows))[:most]


def microseconds(names: Sequence[str], lookup: Callable[[str], object]) -> float:
    """Time of the processor for one lookup, the mean over all names."""
    began = time.process_time()
    for name in names:
        lookup(name)
    return (time.process_time() - began) / len(names) * 1e6


def megabytes() -> float | None:
    """What the process holds in memory, in MB."""
    if not STATUS.exists():
        return None
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1000


def main() -> None:
    """Print one line for each figure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--names", type=int, default=2000)
    parser.add_argument("--gazetteer", type=Path, default=SHIPPED)
    arguments = parser.parse_args()
    names = names_of(arguments.names)
    before = megabytes()
    gazetteer = open_gazetteer(arguments.gazetteer)
    print(f"first lookup of {len(names)} names: {microseconds(names, gazetteer.lookup):.1f} µs each")
    print(f"lookup of names asked for before: {microseconds(names, gazetteer.lookup):.1f} µs each")
    after = megabytes()
    if before is not None and after is not None:
        print(f"memory: {after - before:.1f} MB")


if __name__ == "__main__":
    main()
