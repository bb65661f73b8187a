"""The real command, killed again and again: nothing that it reported is lost, nothing is left half done.

A run is killed after so many lines of its report and a random moment more, which does not depend on how fast
the machine is. Then the same command is run again on the same ledger and killed further on, until it is done.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from accordingto import workflow
from accordingto.ledger import Ledger, create_ledger, open_ledger

REPORTS = 24
LEDGERS = 3
KILLS_EACH = 9
MOST_JITTER = 0.03  # seconds: some three times what a document takes here

FRENCH = (
    "Le porte-parole a déclaré mercredi que les autocars partiraient à l'aube et que personne ne serait "
    "laissé derrière, selon le communiqué publié dans la soirée par le ministère de la réconciliation."
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Reports of every fate: new, later versions, near duplicates, another language, no text at all."""
    made = tmp_path_factory.mktemp("reports")
    for number in range(REPORTS):
        (made / f"{number:02}.txt").write_text(_report(number), encoding="utf-8")
    return made


def _report(number: int) -> str:
    if number % 8 == 7:
        return "\n"
    body = FRENCH if number % 8 == 5 else _body(number // 4)
    url = f"https://post.example/{number // 2}"
    front = f"title: Report {number}\noutlet: Post\nurl: {url}\npublished: 2024-03-05\n"
    return f"---\n{front}---\n{body}\n\nUpdated {number} times, the editors said on Tuesday.\n"


def _body(topic: int) -> str:
    lines = (
        f"The spokesman for office {topic} said that convoy {line} had passed the crossing before noon. "
        f"“Nobody was stopped on road {line},” a driver told reporters in village {topic}."
        for line in range(8)
    )
    return "\n\n".join(lines)


def command(folder: Path, ledger: Path) -> list[str]:
    return [sys.executable, "-m", "accordingto", "add", "--json", "--ledger", str(ledger), str(folder)]


def killed(arguments: list[str], lines: int, jitter: float) -> tuple[list[dict[str, Any]], bool]:
    """What the command had reported when it was killed, and whether it was killed at all."""
    program = subprocess.Popen(arguments, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert program.stdout is not None
    reported = [line for line, _ in zip(program.stdout, range(lines), strict=False)]
    time.sleep(jitter)
    program.kill()
    reported += program.stdout.readlines()
    was_killed = program.wait() < 0
    return [json.loads(line) for line in reported if line.endswith(b"\n")], was_killed


def check_reported(ledger: Ledger, steps: list[dict[str, Any]]) -> None:
    """Everything that was reported is in the ledger."""
    rejects = {reject.location for reject in ledger.rejects()}
    for step in steps:
        if step["step"] == "stored":
            assert ledger.document(step["document"]).id == step["document"]
        elif step["step"] == "rejected":
            assert step["reject"]["location"] in rejects
        elif step["step"] == "read":
            assert ledger.reading(step["document"]) is not None


def contents(ledger: Ledger) -> object:
    """All that the ledger holds, without the times at which it came in."""
    return (
        [(document, ledger.history(document.id).stored) for document in ledger.documents()],
        [ledger.reading(document.id) for document in ledger.documents()],
        [row.claim for row in ledger.claims()],
        [(reject.location, reject.stage, reject.reason, reject.sha256) for reject in ledger.rejects()],
        list(ledger.pending_evidence()),
    )


@pytest.fixture(scope="module")
def undisturbed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> object:
    path = tmp_path_factory.mktemp("undisturbed") / "whole.db"
    with create_ledger(str(path)) as ledger:
        done = subprocess.run(command(folder, path), capture_output=True)
        assert done.returncode == 3, done.stderr  # some reports are empty
        found = contents(ledger)
    assert len(found[1]) > REPORTS / 2  # type: ignore[index]
    assert found[2], "no claim was read: the comparison would be empty"  # type: ignore[index]
    return found


@pytest.mark.parametrize("number", range(LEDGERS))
def test_killed_at_any_moment_it_goes_on_from_there(
    number: int, folder: Path, undisturbed: object, tmp_path: Path
) -> None:
    chance = random.Random(number)
    path = tmp_path / "killed.db"
    create_ledger(str(path)).close()
    # Each document is reported twice, as stored and as read, and the kills go through both.
    points = sorted(chance.uniform(0, 2 * REPORTS) for _ in range(KILLS_EACH))

    kills = 0
    for point in points:
        steps, was_killed = killed(command(folder, path), int(point), chance.uniform(0, MOST_JITTER))
        kills += was_killed
        with open_ledger(str(path)) as ledger:
            check_reported(ledger, steps)
            assert list(workflow.verify(ledger)) == []

    assert kills >= KILLS_EACH / 2
    assert subprocess.run(command(folder, path), capture_output=True).returncode == 3
    with open_ledger(str(path)) as ledger:
        assert contents(ledger) == undisturbed
        assert list(workflow.verify(ledger)) == []
