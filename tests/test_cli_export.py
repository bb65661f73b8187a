"""`accordingto export`: what the ledger has, in files."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import update

from accordingto import workflow
from accordingto.cli.export import BINARY, FORMATS as OFFERED, POLICIES as OFFERED_POLICIES, WHAT
from accordingto.executors import Serial
from accordingto.exports import FORMATS, POLICIES
from accordingto.exports.cells import undefanged
from accordingto.exports.formats import TABLES
from accordingto.ledger import create_ledger, schema
from accordingto.settings import Settings
from tests.test_cli_claims import STORY, EventReader

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]


@pytest.fixture
def filled(cli: Run, tmp_path: Path) -> Path:
    """A ledger of two reports that tell of the same air strike, linked."""
    for number, outlet in enumerate(("Evening Post", "=Vale Radio")):
        head = f"---\noutlet: '{outlet}'\npublished: 2024-03-06\n---\n"
        (tmp_path / f"{number}.txt").write_text(f"{head}{'Once more. ' * number}{STORY}")
    with create_ledger("accordingto.db") as ledger:
        workflow.add(["0.txt", "1.txt"], ledger=ledger, settings=Settings(), executor=Serial(EventReader))
        workflow.link(ledger=ledger, settings=Settings())
    return tmp_path


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_command_offers_what_there_is() -> None:
    assert set(OFFERED) == set(FORMATS)
    assert tuple(POLICIES) == OFFERED_POLICIES
    assert set(WHAT) == set(TABLES)
    assert set(BINARY) <= set(OFFERED)


def test_claims_go_to_standard_output(cli: Run, filled: Path) -> None:
    done = cli("export", "csv", "--type", "ASSAULT")

    found = rows(done.out)
    assert done.code == 0
    assert [row["killed_low"] for row in found] == ["12", "", "12", ""]
    assert {row["outlet"] for row in found} == {"Evening Post", "'=Vale Radio"}
    assert "4 rows. A person reviewed 0 of 4." in done.err


def test_linked_events_are_one_row_with_all_their_claims(cli: Run, filled: Path) -> None:
    done = cli("export", "acled")

    (row,) = rows(done.out)
    assert (row["sub_event_type"], row["fatalities"], row["inter1"]) == (
        "Air/drone strike",
        "12",
        "State forces",
    )
    assert set(undefanged(row["source"]).split("; ")) == {"Evening Post", "=Vale Radio"}
    assert row["notes"].count("bombed the market of Dorn") == 2


def test_what_is_only_planned_is_left_out_and_counted(cli: Run, filled: Path) -> None:
    done = cli("export", "csv", "--what", "events")

    assert "MOVE" not in {row["type"] for row in rows(done.out)}
    assert "Left out, only planned, demanded, threatened or possible: " in done.err


def test_each_claim_can_stand_for_itself(cli: Run, filled: Path) -> None:
    assert len(rows(cli("export", "acled", "--what", "claims").out)) == 2


def test_events_come_with_their_claims(cli: Run, filled: Path) -> None:
    lines = [json.loads(line) for line in cli("export", "jsonl", "--what", "events").out.splitlines()]

    assert all(
        line["event"]["claims"] == [one["claim"]["id"] for one in line["claims"]] for line in lines[:-1]
    )
    assert lines[-1]["export"]["rows"] == len(lines) - 1


def test_a_file_has_its_manifest_beside_it(cli: Run, filled: Path) -> None:
    done = cli("export", "ucdp", "-o", "out.csv", "--policy", "conservative")

    manifest = json.loads(Path("out.csv.meta.json").read_bytes())
    assert done.out == ""
    assert rows(Path("out.csv").read_bytes().decode())[0]["best"] == "12"
    assert manifest["policy"] == "conservative"
    assert manifest["program"].startswith("accordingto ")
    assert [one["reader"] for one in manifest["readers"]] == ["events-1"]


def test_a_manifest_can_be_asked_for(cli: Run, filled: Path) -> None:
    cli("export", "csv", "--outlet", "Evening Post", "--manifest", "said.json")

    said = json.loads(Path("said.json").read_bytes())
    assert said["filters"] == {"outlet": "Evening Post"}
    assert len(said["sha256"]) == 64


def test_a_limit_says_that_it_leaves_something_out(cli: Run, filled: Path) -> None:
    assert "--limit 1 leaves them out" in cli("export", "csv", "--limit", "1").err


def test_a_byte_order_mark_is_there_if_asked_for(cli: Run, filled: Path) -> None:
    cli("export", "csv", "--bom", "-o", "out.csv")

    assert Path("out.csv").read_bytes().startswith(b"\xef\xbb\xbfclaim,")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["acled", "--kind", "control"], "Leave --kind out"),
        (["ucdp", "--what", "control"], "can hold events, claims"),
        (["acled", "--outlet", "Evening Post"], "cannot be chosen by outlet"),
        (["csv", "-o", "accordingto.db"], "is a database"),
        (["csv", "-o", "none/out.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_is_wrong_usage(cli: Run, filled: Path, arguments: list[str], words: str) -> None:
    done = cli("export", *arguments)

    assert done.code == 2
    assert words in " ".join(done.err.split())


def test_a_report_that_is_not_linked_is_not_passed_over(cli: Run, filled: Path) -> None:
    Path("2.txt").write_text(f"---\noutlet: Third\npublished: 2024-03-06\n---\nAnd {STORY}")
    with create_ledger("accordingto.db") as ledger:
        workflow.add(["2.txt"], ledger=ledger, settings=Settings(), executor=Serial(EventReader))

    done = cli("export", "acled")
    assert len(rows(done.out)) == 1
    assert "a report that is not linked; run `accordingto link`: 1" in " ".join(done.err.split())
    assert len(rows(cli("export", "acled", "--what", "claims").out)) == 3


def test_an_event_whose_accounts_changed_is_not_passed_over(cli: Run, filled: Path) -> None:
    with create_ledger("accordingto.db") as ledger, ledger.database.write() as connection:
        connection.execute(update(schema.linked_events).values(stale=1, event=None))

    done = cli("export", "acled")
    assert rows(done.out) == []
    assert "its accounts have changed; run `accordingto link`: " in " ".join(done.err.split())
