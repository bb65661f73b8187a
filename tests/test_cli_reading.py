"""Commands that load the trained model: what they print, not how well it reads."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from accordingto.types import Reading

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]

STORY = "“The road is open,” said the mayor of Dorn. According to two drivers, it was shelled at noon.\n"


@pytest.fixture
def files(tmp_path: Path) -> list[str]:
    (tmp_path / "b.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    (tmp_path / "a.txt").write_bytes(f"\n {STORY}\n\n".replace("\n", "\r\n").encode())
    return ["b.txt", "empty.txt", "a.txt"]


def test_read_gives_a_line_for_each_file_in_the_order_given(cli: Run, files: list[str]) -> None:
    done = cli("read", *files, "--json", "--outlet", "Post", "--published", "2018-04-06", "--title", "Road")

    readings = [msgspec.json.decode(line, type=Reading) for line in done.out.splitlines()]
    assert done.code == 3
    assert "empty.txt" in done.err
    assert [reading.document.text for reading in readings] == [STORY, f"\n {STORY}\n\n"]
    assert {(one.document.outlet, one.document.published) for one in readings} == {("Post", "2018-04-06")}
    assert all(reading.attributions for reading in readings)


def test_read_with_jobs_gives_the_same(cli: Run, files: list[str]) -> None:
    serial, parallel = cli("read", *files, "--json"), cli("read", *files, "--json", "--jobs", "2")

    assert parallel.out == serial.out


def test_read_shows_claims_to_a_person(cli: Run, files: list[str]) -> None:
    done = cli("read", "b.txt", "--outlet", "Post")

    assert done.code == 0
    assert "Post › " in done.out
    assert "The road is open" in done.out


def test_hints_without_files_are_refused(cli: Run) -> None:
    assert cli("read", "--outlet", "Post").code == 2


def test_read_of_the_ledger_takes_what_add_left(cli: Run, files: list[str]) -> None:
    cli("init")
    cli("add", "--no-read", "b.txt")

    first, again = cli("read", "--json"), cli("read", "--json")

    assert [line["step"] for line in first.lines()] == [
        *("reading", "read", "summary-read"),
        *("linking", "linked", "summary-link"),
    ]
    (summary,) = [line for line in again.lines() if line["step"] == "summary-read"]
    assert summary["read"] == 0
    assert cli("claims", "--json").out


def test_add_reads_and_says_so(cli: Run, files: list[str]) -> None:
    cli("init")

    done = cli("add", "b.txt")

    assert done.code == 0
    assert "1 new document. Read 1 document:" in done.err


def test_a_reading_is_what_the_schema_says(cli: Run, files: list[str]) -> None:
    keys = set(json.loads(cli("schema", "reading").out)["$defs"]["Reading"]["properties"])

    (line,) = cli("read", "b.txt", "--json").lines()

    assert set(line) == keys


def test_demo_shows_accounts_copies_versions_and_what_was_not_read(cli: Run, tmp_path: Path) -> None:
    done = cli("demo", "shown")

    assert done.code == 0
    assert "13 reports" in done.out
    assert "Meridian Press Agency  2024-03-05, version 2" in done.out
    assert "of its wording with" in done.out
    assert "is a later version of" in done.out
    assert "in another language (fr)" in done.out
    assert cli("verify", "--ledger", "shown/demo.db").code == 0


def test_demo_can_be_run_again_and_give_claims_as_json(cli: Run) -> None:
    first, again = cli("demo", "shown", "--json"), cli("demo", "shown", "--json")

    claims = [[row["claim"] for row in done.lines()] for done in (first, again)]
    assert claims[0] == claims[1]
    assert len({row["outlet"] for row in first.lines()}) >= 8
