"""What a map of many happenings costs the server: reading them once, then each answer.

    python -m benchmarks.mapping [--size 100000] [--ledger FILE]

Happenings are made up, around eight places, over five years; without a file they are put into a ledger of
their own. Times are seconds of the processor, so that other programs on the machine do not count.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
from sqlalchemy import insert

from accordingto.ledger import Ledger, create_ledger, happenings, open_ledger, schema
from accordingto.web.atlas import Atlas, Box, MapFilter, passing, read_atlas, within_box, within_time
from accordingto.web.counting import box_of, cells_of, times_of
from tests.web.happened import many

SIZE = 100_000
AT_ONCE = 5_000
REPEATS = 5
NEAR = Box(west=35.0, south=32.0, east=39.0, north=37.5)
ASKED: tuple[tuple[str, MapFilter, Box | None, int], ...] = (
    ("world", MapFilter(), None, 3),
    ("region", MapFilter(), NEAR, 8),
    ("towns", MapFilter(), NEAR, 12),
    ("party", MapFilter(actor="front", since="2017-01-01"), NEAR, 8),
    ("outlet", MapFilter(outlet="Coast Wire", contested="yes"), NEAR, 8),
)


def fill(ledger: Ledger, size: int) -> None:
    """Put happenings where linking puts them."""
    with ledger.database.write() as connection:
        rows = [happenings.event_columns(event, 0) for event in many(size)]
        for start in range(0, size, AT_ONCE):
            connection.execute(insert(schema.linked_events), rows[start : start + AT_ONCE])


def answer(atlas: Atlas, wanted: MapFilter, box: Box | None, zoom: int) -> int:
    """What one request for a map counts; the number of its marks."""
    chosen, timed, boxed = passing(atlas, wanted), within_time(atlas, wanted), within_box(atlas, box)
    cells = cells_of(atlas, np.flatnonzero(chosen & timed & boxed), zoom)
    found = cells, times_of(atlas, chosen, boxed), box_of(atlas, np.flatnonzero(chosen & timed))
    msgspec.json.encode(found)
    return len(cells)


def seconds(work: Callable[[], object], repeats: int = 1) -> float:
    """The least time of the processor that it takes."""
    taken = []
    for _ in range(repeats):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


@contextmanager
def opened(path: str | None, size: int) -> Iterator[Ledger]:
    """The ledger that is named, or a new one with so many happenings."""
    if path:
        with open_ledger(path) as ledger:
            yield ledger
        return
    with tempfile.TemporaryDirectory() as folder, create_ledger(str(Path(folder) / "map.db")) as ledger:
        fill(ledger, size)
        yield ledger


def main() -> None:
    """Print one line for each figure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=SIZE)
    parser.add_argument("--ledger")
    arguments = parser.parse_args()
    with opened(arguments.ledger, arguments.size) as ledger:
        kept: list[Atlas] = []
        print(f"reading   {seconds(lambda: kept.append(read_atlas(ledger))):.3f} s")
        atlas = kept[0]
        print(f"rows      {len(atlas)}")
        for name, wanted, box, zoom in ASKED:
            marks = answer(atlas, wanted, box, zoom)
            taken = seconds(lambda w=wanted, b=box, z=zoom: answer(atlas, w, b, z), REPEATS)  # type: ignore[misc]
            print(f"{name:<9} {taken * 1000:.0f} ms, {marks} marks")


if __name__ == "__main__":
    main()
