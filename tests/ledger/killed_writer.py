"""Writes to a ledger and kills itself before a given statement; run by `test_killed.py`.

    python killed_writer.py ADDRESS < commands

Each command is a line `round statement`: in a child process, make or open the ledger, add and read the two
reports of the round, and die before the statement of that number (0: live). Each acknowledged step is printed
as `round step`, and `round done` or `round killed` at the end.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import signal
import sys

from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from accordingto.ledger import create_ledger
from accordingto.types import Capture, Claim, Document, Link, Reading


def die_before(statement: int) -> None:
    count = itertools.count(1)

    def step(connection: Connection, *_: object) -> None:
        if next(count) == statement:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", step)
    event.listen(Engine, "commit", step)


def work(address: str, name: str) -> None:
    with create_ledger(address) as ledger:
        for report in ("a", "b"):
            text = f"The army took Ardun, report {name} {report} said."
            identity = f"{name}{report}"
            capture = Capture(data=text.encode(), location=identity, retrieved="2024-03-08T09:00:00Z")
            evidence = ledger.store_evidence(capture)
            say(name, f"evidence {evidence.sha256}")
            document = Document(
                id=identity,
                title=None,
                outlet="Ardun Daily",
                url=None,
                published=None,
                language="en",
                text=text,
                text_sha256=hashlib.sha256(text.encode()).hexdigest(),
            )
            ledger.store_document(document, evidence=evidence, canonical_url=f"https://ardun.example/{name}")
            say(name, f"document {document.id}")
            ledger.store_reading(Reading(document=document), [claim_of(document)], reader="r1")
            say(name, f"claim {document.id}")


def claim_of(document: Document) -> Claim:
    return Claim(
        id=f"c-{document.id}",
        document=document.id,
        kind="statement",
        said_by=(Link(name="Ardun Daily", kind="media"),),
        act="say",
        quote="indirect",
        polarity="positive",
        evidence=((0, 19),),
        text=document.text[:19],
        reader="r1",
    )


def say(name: str, what: str) -> None:
    os.write(1, f"{name} {what}\n".encode())


def main(address: str) -> None:
    for line in sys.stdin:
        name, statement = line.split()
        child = os.fork()
        if child == 0:
            if int(statement):
                die_before(int(statement))
            work(address, name)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        say(name, "killed" if os.WIFSIGNALED(status) else "done" if status == 0 else "failed")


if __name__ == "__main__":
    main(sys.argv[1])
