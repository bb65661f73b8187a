"""The commands as a person or a script meets them: what they print, where, and how they end."""

from __future__ import annotations

import io
import json
import os
import pty
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from accordingto import workflow
from accordingto.executors import Executor
from accordingto.ledger import create_ledger
from accordingto.settings import Settings

# The fixture `cli` of conftest.py: arguments in, `Done` with code, out and err back.
Run = Callable[..., Any]

LONG = "the bridge over the Noura, which has been closed since the spring, would be open again by nightfall"


@pytest.fixture
def filled(cli: Run, tmp_path: Path, executor: Executor) -> Path:
    """A ledger of two reports with three claims, and one reject."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "1.txt").write_text(
        "---\ntitle: Road\noutlet: Evening Post\npublished: 2024-03-05\n---\n"
        f"The mayor said that {LONG}. The army denied that it had fired.\n"
    )
    (tmp_path / "in" / "2.txt").write_text(
        "---\ntitle: Bridge\noutlet: Courier\npublished: 2024-03\n---\n"
        "The colonel said that [bold]nobody[/bold] \x1b[31mwas\x1b[0m hurt.\n"
    )
    (tmp_path / "in" / "3.txt").write_text("\n")
    with create_ledger("accordingto.db") as ledger:
        workflow.add(["in"], ledger=ledger, settings=Settings(), executor=executor)
    return tmp_path


# --- ledger, errors, exit codes -------------------------------------------------------------------


def test_init_makes_a_ledger_once(cli: Run) -> None:
    first, second = cli("init"), cli("init", "--json")

    assert (first.code, first.out) == (0, "accordingto.db\n")
    assert second.lines() == [{"ledger": "accordingto.db"}]


@pytest.mark.parametrize(
    "command", [["add", "x"], ["claims"], ["verify"], ["read"], ["rejects"], ["show", "1"]]
)
def test_without_a_ledger_the_way_out_is_named(cli: Run, command: list[str]) -> None:
    done = cli(*command)

    assert (done.code, done.out) == (5, "")
    assert "`accordingto init`" in done.err


def test_the_ledger_can_be_named_in_three_ways(
    cli: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "accordingto.toml").write_text('ledger = "file.db"\n')
    by_file = cli("init").out
    monkeypatch.setenv("ACCORDINGTO_LEDGER", "variable.db")
    by_variable = cli("init").out

    assert (by_file, by_variable, cli("init", "--ledger", "flag.db").out) == (
        "file.db\n",
        "variable.db\n",
        "flag.db\n",
    )


def test_a_wrong_setting_is_named(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDINGTO_RETRIES", "-1")

    done = cli("claims")

    assert done.code == 2
    assert "retries" in done.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["nothing"],
        ["show", "a\udcff"],
        ["add", "x", "--title", "a\udcff"],
        ["add", "x", "--published", "2024-03-05T10:00"],
        ["claims", "--since", "2024-03-05T10:00:00Z"],
        ["claims", "--since", "5 March"],
        ["claims", "--since", "2024-13"],
        ["claims", "--limit", "0"],
    ],
)
def test_wrong_usage_ends_with_2(cli: Run, arguments: list[str]) -> None:
    done = cli(*arguments)

    assert (done.code, done.out) == (2, "")
    assert done.err


def test_rejects_end_with_3_and_the_rest_is_done(cli: Run, filled: Path) -> None:
    done = cli("add", "--no-read", "--json", "in/1.txt", "absent.txt", "in/3.txt")

    assert done.code == 3
    assert [line["step"] for line in done.lines()] == ["stored", "rejected", "rejected", "summary-add"]
    assert "absent.txt" in done.err


def test_what_may_work_another_time_ends_with_75(cli: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ACCORDINGTO_RETRIES", "0")
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{closed.getsockname()[1]}/"
    cli("init")

    done = cli("add", address, "--no-read", "--allow-host", "127.0.0.1")

    assert done.code == 75
    assert "may work another time" in done.err


def test_an_address_inside_the_network_is_refused_for_good(cli: Run) -> None:
    cli("init")

    assert cli("add", "http://127.0.0.1:9/", "--no-read").code == 3


def test_interrupted_it_says_what_is_kept(filled: Path) -> None:
    # It waits for standard input, which never comes.
    program = subprocess.Popen(
        python("add", "--no-read", "--json", "in/1.txt", "-"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=filled,
        # A shell starts what it puts in the background with this signal ignored; children inherit that.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert program.stdout is not None
    assert b'"step":"stored"' in program.stdout.readline()
    program.send_signal(signal.SIGINT)

    _, err = program.communicate()

    assert program.returncode == 130
    assert err.decode().startswith("Interrupted. What was reported is kept")


def test_no_command_shows_help_and_ends_with_2(cli: Run) -> None:
    done = cli()

    assert (done.code, done.out) == (2, "")
    assert "claims" in done.err


def test_a_time_of_publication_may_be_given(cli: Run, filled: Path) -> None:
    (line, _) = cli(
        "add", "in/1.txt", "--published", "2024-03-05T10:00:00+02:00", "--no-read", "--json"
    ).lines()

    assert line["published"].startswith("2024-03-05")


# --- claims ---------------------------------------------------------------------------------------


def test_claims_show_who_says_what_and_where(cli: Run, filled: Path) -> None:
    done = cli("claims", "--act", "deny")

    assert done.code == 0
    assert "Evening Post › The army" in done.out
    assert "it had fired" in done.out
    assert "2024-03-05" in done.out
    assert "1 claim." in done.err


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_nothing_is_cut_at_any_width(
    cli: Run, filled: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)

    done = cli("claims", "--source", "mayor")

    shown = "".join(done.out.replace("│", " ").split())
    assert all("".join(word.split()) in shown for word in LONG.split())
    assert "…" not in done.out
    assert max(map(len, done.out.splitlines())) <= int(columns)


def test_narrow_is_stacked_and_wide_is_a_table(
    cli: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Where it stands" not in cli("claims").out
    monkeypatch.setenv("COLUMNS", "140")
    assert "Where it stands" in cli("claims").out


@pytest.mark.parametrize(
    ("arguments", "sources"),
    [
        ([], ["The colonel", "The mayor", "The army"]),
        (["--source", "ARMY"], ["The army"]),
        (["--outlet", "courier"], ["The colonel"]),
        (["--since", "2024-03-05", "--outlet", "evening post"], ["The mayor", "The army"]),
        (["--until", "2024-03-04"], ["The colonel"]),
        (["--words", "fired"], ["The army"]),
        (["--words", "bridge*", "--words", "nightfall"], ["The mayor"]),
        (["--source-kind", "unnamed"], []),
        (["--limit", "1"], ["The colonel"]),
    ],
)
def test_filters_add_up(cli: Run, filled: Path, arguments: list[str], sources: list[str]) -> None:
    done = cli("claims", "--json", *arguments)

    rows = [json.loads(line) for line in done.out.splitlines()]
    assert [row["claim"]["said_by"][-1]["name"] for row in rows] == sources


def test_a_limit_says_that_there_are_more(cli: Run, filled: Path) -> None:
    assert "--limit 1 leaves" in cli("claims", "--limit", "1").err
    assert "leaves" not in cli("claims", "--limit", "3").err


def test_no_claim_is_said_to_be_none(cli: Run, filled: Path) -> None:
    assert "No claim fits" in cli("claims", "--words", "zebra").err


def test_words_of_a_report_cannot_steer_the_terminal(cli: Run, filled: Path) -> None:
    done = cli("claims", "--outlet", "Courier")

    assert "\x1b" not in done.out
    assert "[bold]nobody[/bold]" in done.out


# --- show, rejects --------------------------------------------------------------------------------


def claim_id(cli: Run, *arguments: str) -> str:
    return str(json.loads(cli("claims", "--json", *arguments).out.splitlines()[0])["claim"]["id"])


def test_show_gives_a_claim_in_its_context(cli: Run, filled: Path) -> None:
    done = cli("show", claim_id(cli, "--act", "deny")[:10])

    assert done.code == 0
    assert "The army denied that ⟦it had fired⟧." in " ".join(done.out.split())
    assert "└ The army [named]" in done.out
    assert "in/1.txt" in done.out
    assert done.out.count("sha256") == 2


def test_show_gives_a_document(cli: Run, filled: Path) -> None:
    identity = json.loads(cli("claims", "--json", "--act", "deny").out)["claim"]["document"]

    done = cli("show", identity)
    (as_json,) = cli("show", identity, "--json").lines()

    assert "Evening Post" in done.out
    assert LONG in " ".join(done.out.split())
    assert f"2: accordingto claims --document {identity[:10]}" in done.out
    assert as_json["claims"] == 2


def test_show_says_when_there_is_nothing(cli: Run, filled: Path) -> None:
    done = cli("show", "nothing")

    assert done.code == 5
    assert "no claim 'nothing'" in done.err
    assert "no document 'nothing'" in done.err


def test_rejects_come_with_reason_and_place(cli: Run, filled: Path) -> None:
    done = cli("rejects")
    (line,) = cli("rejects", "--json").lines()

    assert "in/3.txt" in done.out
    assert "is empty" in done.out
    assert line["stage"] == "document"


# --- verify, doctor, schema -----------------------------------------------------------------------


def test_verify_is_quiet_about_a_sound_ledger(cli: Run, filled: Path) -> None:
    done = cli("verify")

    assert (done.code, done.out) == (0, "")
    assert "Everything fits" in done.err


def test_verify_names_what_was_altered(cli: Run, filled: Path) -> None:
    with sqlite3.connect("accordingto.db") as database:
        for (trigger,) in database.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            database.execute(f"DROP TRIGGER {trigger}")
        database.execute("UPDATE documents SET text = replace(text, 'fired', 'tired')")

    done = cli("verify", "--json")

    assert done.code == 6
    assert "document" in {line["kind"] for line in done.lines()}


def test_doctor_says_where_each_setting_comes_from(
    cli: Run, filled: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCORDINGTO_THREADS", "2")
    (filled / "accordingto.toml").write_text("retries = 5\n")

    lines = cli("doctor", "--json").lines()

    found = {line["name"]: (line["value"], line["origin"]) for line in lines if line["about"] == "setting"}
    assert found["threads"] == ("2", "ACCORDINGTO_THREADS")
    assert found["retries"] == ("5", str(filled / "accordingto.toml"))
    assert found["robots"] == ("true", "default")
    assert {line["about"] for line in lines} == {"setting", "version", "model", "ledger", "disk"}


def test_doctor_ends_with_the_code_of_what_is_wrong(cli: Run, filled: Path) -> None:
    assert cli("doctor").code == 0
    (filled / "accordingto.db").unlink()
    assert cli("doctor").code == 5


@pytest.mark.parametrize("noun", ["reading", "claim", "claim-row", "document", "reject", "step", "settings"])
def test_schemas_are_json_schema(cli: Run, noun: str) -> None:
    schema = json.loads(cli("schema", noun).out)

    assert "$defs" in schema


# --- output ---------------------------------------------------------------------------------------


def test_output_goes_to_a_file(cli: Run, filled: Path) -> None:
    done = cli("claims", "--json", "-o", "claims.jsonl")

    assert done.out == ""
    assert len((filled / "claims.jsonl").read_text(encoding="utf-8").splitlines()) == 3


def test_a_ledger_is_not_overwritten_by_output(cli: Run, filled: Path) -> None:
    done = cli("claims", "-o", "accordingto.db")

    assert done.code == 2
    assert "would be overwritten" in done.err
    assert cli("verify").code == 0


def test_output_that_cannot_be_written_is_named(cli: Run, filled: Path) -> None:
    done = cli("claims", "-o", "no/such/folder.txt")

    assert done.code == 2
    assert "no/such/folder.txt" in done.err


def python(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "accordingto", *arguments]


def test_a_reader_that_goes_away_is_no_error(filled: Path) -> None:
    # More than a pipe holds, so that the writer meets the closed end.
    program = subprocess.Popen(
        python("schema", "--json"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=filled
    )
    assert program.stdout is not None
    program.stdout.close()

    _, err = program.communicate()

    assert (program.returncode, err) == (141, b"")


def screen(arguments: list[str], cwd: Path, **environment: str) -> str:
    """What a command shows on a terminal."""
    leader, follower = pty.openpty()
    environ = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **environment}
    done = subprocess.Popen(arguments, stdout=follower, stderr=follower, cwd=cwd, env=environ)
    os.close(follower)
    shown = io.BytesIO()
    try:
        while part := os.read(leader, 65536):
            shown.write(part)
    except OSError:
        pass  # the other end is closed
    done.wait()
    os.close(leader)
    return shown.getvalue().decode()


def test_colour_is_for_terminals_that_want_it(filled: Path) -> None:
    plain = screen(python("claims"), filled, NO_COLOR="1")

    assert "\x1b[1;36m" in screen(python("claims"), filled)
    assert "36m" not in plain
    assert "Evening Post › The army" in plain


def test_progress_shows_on_a_terminal_only(filled: Path) -> None:
    command = python("add", "--no-read", "in")
    piped = subprocess.run(command, capture_output=True, text=True, cwd=filled)

    assert "adding" in screen(command, filled)
    assert "adding" not in piped.stdout + piped.stderr
    assert "\x1b" not in piped.stdout + piped.stderr
