"""Happenings as a person meets them: a table, one with all accounts, why two were joined, and judgements."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accordingto.ledger import create_ledger
from accordingto.types import Account, Capture, Document, Reading
from tests.linking.conftest import BELAN, Make

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]

ARDUN_ONE = "The army shelled Ardun on 5 March, killing 14."
ARDUN_TWO = "Shells that the army fired at Ardun on 5 March killed 30."
BELAN_ONE = "Police arrested nine people in Belan on 9 March."


@pytest.fixture
def reports(cli: Run) -> dict[str, str]:
    """A ledger of two reports on a shelling and one on arrests elsewhere; the ids of the claims."""
    make = Make()
    arrested: dict[str, Any] = {"type": "COERCE", "mode": "arrest", "places": (BELAN,), "begin": "2024-03-09"}
    accounts = {
        "one": make.account(ARDUN_ONE, "shelled", identity="a1" * 10, figures=make.killed(14), document="d1"),
        "two": make.account(ARDUN_TWO, "killed", identity="b2" * 10, figures=make.killed(30), document="d2"),
        "far": make.account(
            BELAN_ONE, "arrested", identity="c3" * 10, document="d3", published="2024-03-10", **arrested
        ),
    }
    with create_ledger("accordingto.db") as ledger:
        for name, account in accounts.items():
            document = _document(account)
            capture = Capture(data=document.text.encode(), location=name, retrieved="2024-03-10T00:00:00Z")
            ledger.store_document(document, evidence=ledger.store_evidence(capture))
            ledger.store_reading(Reading(document=document), [account.claim], reader="r")
    assert cli("link").code == 0
    return {name: account.claim.id for name, account in accounts.items()}


def _document(account: Account) -> Document:
    claim = account.claim
    return Document(
        id=claim.document,
        title=None,
        outlet=account.outlet,
        url=None,
        published=account.published,
        language="en",
        text=claim.text,
        text_sha256=hashlib.sha256(claim.text.encode()).hexdigest(),
        extractor="by hand",
    )


def events(cli: Run, *arguments: str) -> list[dict[str, Any]]:
    done = cli("events", "--json", *arguments)
    assert done.code == 0, done.err
    return list(done.lines())


def test_what_two_reports_tell_of_is_one_row(cli: Run, reports: dict[str, str]) -> None:
    rows = {row["id"]: row for row in events(cli)}
    assert set(rows) == {reports["one"], reports["far"]}
    shelling = rows[reports["one"]]
    assert (shelling["claims"], shelling["documents"], shelling["place"]) == (2, 2, "Ardun")
    assert (shelling["killed"]["low"], shelling["killed"]["high"]) == (14, 30)
    table = cli("events")
    assert "Ardun" in table.out
    assert "2 events" in table.err


def test_filters_of_events(cli: Run, reports: dict[str, str]) -> None:
    assert [row["id"] for row in events(cli, "--place", "belan")] == [reports["far"]]
    assert [row["id"] for row in events(cli, "--until", "2024-03-06")] == [reports["one"]]
    assert [row["id"] for row in events(cli, "--conflicts")] == [reports["one"]]
    assert len(events(cli, "--limit", "1")) == 1


def test_one_event_is_shown_with_all_accounts(cli: Run, reports: dict[str, str]) -> None:
    done = cli("show", reports["two"])
    assert done.code == 0, done.err
    for words in (
        "According to (2 accounts)",
        "Outlet d1",
        "Outlet d2",
        "Where accounts differ (1)",
        "figure",
    ):
        assert words in done.out, words


def test_why_two_are_one(cli: Run, reports: dict[str, str]) -> None:
    done = cli("link", "--explain", reports["one"], reports["two"])
    assert "likely the same happening" in done.out
    assert "place" in done.out
    pairing = cli("link", "--explain", reports["one"], reports["far"], "--json").lines()[0]
    assert pairing["score"] < 0.5
    assert {one["name"] for one in pairing["comparisons"]} >= {"kind", "day", "place"}


def test_a_judgement_parts_joins_and_is_taken_back(cli: Run, reports: dict[str, str]) -> None:
    done = cli("judge", "different", reports["one"], reports["two"], "--because", "another salvo")
    assert done.code == 0
    assert "different" in done.err
    assert len(events(cli)) == 3
    assert cli("link", "--again").code == 0
    assert len(events(cli)) == 3, "it survives linking anew"
    cli("judge", "same", reports["one"], reports["far"])
    assert len(events(cli)) == 2
    for other in ("two", "far"):
        cli("judge", "unsure", reports["one"], reports[other])
    assert {row["id"] for row in events(cli)} == {reports["one"], reports["far"]}


def test_judgements_go_out_and_come_in(cli: Run, reports: dict[str, str], tmp_path: Path) -> None:
    cli("judge", "different", reports["one"], reports["two"])
    out = cli("judgements", "export").out
    assert json.loads(out.splitlines()[0])["verdict"] == "different"
    (tmp_path / "theirs.jsonl").write_text(out.replace("another", "one more"), encoding="utf-8")
    done = cli("judgements", "import", "theirs.jsonl")
    assert done.code == 0
    assert "known" in done.err


@pytest.mark.parametrize("arguments", [("show", "ffff"), ("judge", "same", "ffff", "eeee")])
def test_what_is_not_there_is_told(cli: Run, reports: dict[str, str], arguments: tuple[str, ...]) -> None:
    done = cli(*arguments)
    assert done.code != 0
    assert "ffff" in done.err
