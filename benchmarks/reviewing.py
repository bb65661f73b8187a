"""How fast review is in a large ledger: the queue, its neighbours, filters, progress, a judgement.

    python -m benchmarks.reviewing [--claims 100000] [--judged 5000] [--ledger FILE]

Claims are copies of one report's, put in by SQL behind the ledger's back: what is measured is how they are
asked for. Seconds are those of the processor, so that other work on the machine does not count.
"""

from __future__ import annotations

import argparse
import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from accordingto.ledger import ClaimFilter, Ledger, create_ledger, narrowing, open_ledger, queue, tallies
from accordingto.ledger.queue import QueuePlace
from accordingto.types import Capture, Claim, Document, Happening, Link, Party, Place, Reading

TEXT = "The army shelled the market of Dorn on Tuesday, the town office said. " * 20
EACH = 10
# A copy of the report: numbers make its ids, and nothing else of it differs.
NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :copies)"


def claim(number: int) -> Claim:
    """An event in the sentence of this number, each less certain than the one before."""
    at = 70 * number
    return Claim(
        id=f"claim{number}",
        document="report",
        kind="event" if number % 2 else "statement",
        said_by=(Link(name="Dorn Daily", kind="media"), Link(name="the town office", kind="named")),
        act="say",
        quote="indirect",
        polarity="positive",
        evidence=((at, at + 46),),
        text=TEXT[at : at + 46],
        reader="r1",
        confidence=1 - number / (2 * EACH),
        status="happened",
        happening=Happening(
            trigger=(at + 9, at + 16),
            type="ASSAULT",
            actors=(Party(span=(at, at + 8), words="The army"),),
            places=(Place(span=(at + 31, at + 35), name="Dorn"),),
        )
        if number % 2
        else None,
    )


def fill(ledger: Ledger, claims: int) -> None:
    """One report by the ledger itself, and copies of it."""
    document = Document(
        id="report",
        title="Market of Dorn shelled",
        outlet="Dorn Daily",
        url=None,
        published="2024-03-05",
        language="en",
        text=TEXT,
        text_sha256=hashlib.sha256(TEXT.encode()).hexdigest(),
    )
    capture = Capture(data=TEXT.encode(), location="report", retrieved="2024-03-05T09:00:00Z")
    ledger.store_document(document, evidence=ledger.store_evidence(capture))
    ledger.store_reading(Reading(document=document), [claim(number) for number in range(EACH)], reader="r1")
    with ledger.database.write() as connection:
        raw = connection.connection.cursor()
        raw.execute("PRAGMA defer_foreign_keys = ON")
        copies = claims // EACH - 1
        raw.execute(
            f"INSERT INTO custody {NUMBERS} SELECT 1000 + i, at, who, action, i, digest, previous, hash"
            " FROM custody, n WHERE sequence = 1",
            {"copies": copies * 2},
        )
        for table, changed in CHANGED.items():
            columns = [row[1] for row in raw.execute(f"PRAGMA table_info({table})")]
            selected = ", ".join(changed.get(name, f"t.{name}") for name in columns)
            raw.execute(
                f"INSERT INTO {table} {NUMBERS} SELECT {selected} FROM {table} t, n", {"copies": copies}
            )


# Claims have all confidences, so that the queue has an order.
CHANGED = {
    "documents": {"id": "'r' || i", "entry": "1000 + i", "outlet_folded": "'outlet ' || (i % 500)"},
    "readings": {"id": "'r' || i || ':1'", "document": "'r' || i", "entry": "1000 + :copies + i"},
    "claims": {
        "reading": "'r' || i || ':1'",
        "document": "'r' || i",
        "id": "lower(hex(randomblob(6))) || t.id",
        "confidence": "(abs(random()) % 1000) / 1000.0",
        "place_words": "CASE WHEN i % 1000 = 0 THEN ' arda ' ELSE t.place_words END",
    },
}


def measured(name: str, do: Callable[[], Any], times: int = 5) -> None:
    """Print the median of the processor's milliseconds."""
    taken = []
    for _ in range(times):
        begun = time.process_time()
        do()
        taken.append(time.process_time() - begun)
    print(f"{name:45} {1000 * sorted(taken)[times // 2]:8.1f} ms", flush=True)


def main() -> None:
    """Fill a ledger, or take one, and measure."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    parser.add_argument("--judged", type=int, default=5_000)
    parser.add_argument("--ledger", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.ledger or Path(folder) / "ledger.db"
        if not path.exists():
            with create_ledger(str(path)) as ledger:
                fill(ledger, options.claims)
                requeue(ledger)
                judge(ledger, options.judged)
        with open_ledger(str(path), who="Ana") as ledger:
            measure(ledger)


def requeue(ledger: Ledger) -> None:
    """Fill the queue, counts and indices as migrations do."""
    import importlib

    module = importlib.import_module("accordingto.ledger.migrations.versions.0006_reviews")
    with ledger.database.write() as connection:
        connection.exec_driver_sql("DELETE FROM review_queue")
        connection.exec_driver_sql(module.QUEUE.format(doubt=module.DOUBT.replace("FLOOR", "")))
        tallies.refill(connection)
        narrowing.refill(connection)


def judge(ledger: Ledger, number: int) -> None:
    """Say of claims that Ana judged them; what the judgement was is not asked for here."""
    with ledger.database.write() as connection:
        top = f"(SELECT claim FROM review_queue ORDER BY doubt DESC LIMIT {number})"
        connection.exec_driver_sql(
            "INSERT INTO claim_reviews SELECT claim, document, claim, 'Ana', 'accept' FROM review_queue"
            f" WHERE claim IN {top}"
        )
        connection.exec_driver_sql(f"UPDATE review_queue SET judged = 1 WHERE claim IN {top}")


def measure(ledger: Ledger) -> None:
    """Each thing that a page of review asks for."""
    everything = ClaimFilter()
    (first,) = ledger.review_queue(limit=1)
    place = QueuePlace(doubt=first.doubt, claim=first.row.claim.id)
    middle = QueuePlace(doubt=500, claim="8")

    def before(where: QueuePlace) -> object:
        with ledger.database.read() as connection:
            return queue.before(connection, everything, where, by="Ana")

    measured("the next claim", lambda: ledger.review_queue(limit=1))
    measured("a page of 50", lambda: ledger.review_queue(limit=50))
    measured("behind the middle", lambda: ledger.review_queue(after=middle, limit=1))
    measured("before the first that waits", lambda: before(place))
    measured("before the middle", lambda: before(middle))
    measured("of one kind", lambda: ledger.review_queue(ClaimFilter(kind="event"), limit=1))
    measured("of one outlet of 500", lambda: ledger.review_queue(ClaimFilter(outlet="outlet 7"), limit=1))
    measured("of a place of 1 in 1,000", lambda: ledger.review_queue(ClaimFilter(place="arda"), limit=1))
    measured("of a place that is nowhere", lambda: ledger.review_queue(ClaimFilter(place="zz"), limit=1))
    measured("second opinions", lambda: ledger.review_queue(by="Ben", second=True, limit=1))
    measured("progress by kind", ledger.review_progress)
    measured("agreement", ledger.review_agreement)
    measured("share reviewed of one kind", lambda: ledger.reviewed_share(ClaimFilter(kind="event")), 1)
    measured("claims rejected", lambda: next(ledger.claims(ClaimFilter(review="rejected", limit=1)), None), 1)
    measured("judging a claim", lambda: ledger.judge_claim(first.row.claim.id, "accept"), 3)
    measured("undoing it", ledger.undo_review, 1)


if __name__ == "__main__":
    main()
