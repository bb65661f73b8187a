"""A writer that is killed before any of its statements leaves nothing half and loses nothing acknowledged."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from accordingto.ledger import Ledger, open_ledger

SCRIPT = Path(__file__).with_name("killed_writer.py")
STATEMENTS = 40


def write(address: str, rounds: list[tuple[str, int]]) -> list[list[str]]:
    """Run the writer, and give back what it said."""
    commands = "".join(f"{name} {statement}\n" for name, statement in rounds)
    done = subprocess.run(
        [sys.executable, str(SCRIPT), address],
        input=commands,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Traceback" not in done.stderr, done.stderr
    return [line.split() for line in done.stdout.splitlines()]


def test_a_killed_writer_leaves_whole_objects_and_a_rerun_finishes(made: str) -> None:
    rounds = [(f"r{number:03}-", number) for number in range(1, STATEMENTS, 3)]
    said = write(made, rounds)
    endings = [what for _, *what in said if what in (["killed"], ["done"], ["failed"])]
    assert endings == [["killed"]] * len(rounds)
    with open_ledger(made) as ledger:
        check_whole(ledger, said)
    assert [what for _, *what in write(made, [(name, 0) for name, _ in rounds]) if what == ["done"]]
    with open_ledger(made) as ledger:
        check_finished(ledger, [name for name, _ in rounds])


def check_whole(ledger: Ledger, said: list[list[str]]) -> None:
    assert list(ledger.verify()) == []
    for _, what, *which in said:
        if what == "evidence":
            assert ledger.evidence_bytes(*which)
        if what == "document":
            assert ledger.document(*which)
        if what == "claim":
            assert ledger.claim("c-" + which[0]).current
    pending = {evidence.location for evidence in ledger.pending_evidence()}
    documents = {document.id for document in ledger.documents()}
    assert not pending & documents
    unread = {document.id for document in ledger.unread("r1")}
    assert {row.claim.document for row in ledger.claims()} == documents - unread


def check_finished(ledger: Ledger, names: list[str]) -> None:
    assert list(ledger.verify()) == []
    assert list(ledger.pending_evidence()) == []
    assert ledger.count_unread("r1") == 0
    expected = sorted(f"{name}{report}" for name in names for report in "ab")
    assert [document.id for document in ledger.documents()] == expected
    assert [row.claim.document for row in ledger.claims()] == expected
    assert all(ledger.history(f"{name}b").stored.version == 2 for name in names)


@pytest.mark.parametrize("statement", [1, 4, 9, 20, 45])
def test_a_killed_init_can_be_done_again(address: str, statement: int) -> None:
    said = write(address, [("x", statement), ("x", 0)])
    assert [what for _, *what in said if what in (["killed"], ["done"], ["failed"])] == [["killed"], ["done"]]
    with open_ledger(address) as ledger:
        check_finished(ledger, ["x"])
