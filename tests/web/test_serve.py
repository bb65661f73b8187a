"""The verbs: serve prints where, stops cleanly, and refuses to expose what nobody guards; account."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from accordingto.cli import run
from accordingto.errors import SettingsError
from accordingto.ledger import Ledger, accounts, create_ledger
from accordingto.web.server import address_of, bound, check_exposure


@contextmanager
def serving(*arguments: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    command = [sys.executable, "-m", "accordingto", "serve", "--no-browser", *arguments]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        yield process, process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()


def test_serve_prints_its_address_takes_another_port_and_stops_cleanly(tmp_path: Path) -> None:
    path = str(tmp_path / "l.db")
    create_ledger(path).close()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with serving("--ledger", path, "--port", str(port)) as (process, address):
            assert address.startswith("http://127.0.0.1:")
            assert address != f"http://127.0.0.1:{port}"
            opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
            assert b"This ledger is empty" in opener.open(address).read()
            process.send_signal(signal.SIGINT)
            _, messages = process.communicate(timeout=60)
    assert process.returncode in (0, 130)
    assert "Traceback" not in messages
    assert messages.strip().splitlines()[-1] in (
        "Stopped.",
        "Interrupted. What was reported is kept; the same command goes on from there.",
    )


def test_nothing_is_exposed_without_an_account(ledger: Ledger, capsys: pytest.CaptureFixture[str]) -> None:
    for host in ("0.0.0.0", "::", "192.0.2.1"):
        with pytest.raises(SettingsError, match="has no accounts"):
            check_exposure(ledger, host)
        assert run(["serve", "--ledger", ledger.name, "--host", host, "--no-browser"]) == 2
        assert "account add" in capsys.readouterr().err
    check_exposure(ledger, "127.0.0.1")
    accounts.add_account(ledger, "ana", role="admin", password_hash="h")
    check_exposure(ledger, "0.0.0.0")
    accounts.close_account(ledger, "ana")
    with pytest.raises(SettingsError):
        check_exposure(ledger, "0.0.0.0")


def test_a_host_that_is_not_ours_is_said_so() -> None:
    with pytest.raises(SettingsError, match="Name another --host"):
        bound("192.0.2.1", 0)


def test_an_address_is_one_that_a_browser_here_can_open() -> None:
    with bound("0.0.0.0", 0) as listening:
        port = listening.getsockname()[1]
        assert address_of(listening, "0.0.0.0") == f"http://127.0.0.1:{port}"
        assert address_of(listening, "::1") == f"http://[::1]:{port}"


def test_accounts_are_managed_at_the_terminal(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    typed = tmp_path / "password"
    typed.write_text("a long enough password\n", encoding="utf-8")

    def account(*arguments: str) -> int:
        with typed.open(encoding="utf-8") as stdin:
            monkeypatch.setattr(sys, "stdin", stdin)
            return run(["account", *arguments, "--ledger", ledger.name])

    assert account("add", "ana", "--role", "reviewer") == 0
    assert accounts.list_accounts(ledger)[0].role == "reviewer"
    assert account("role", "ana", "admin") == 0
    assert account("add", "ana") == 5
    assert account("role", "ben", "reader") == 5
    assert account("password", "ana") == 0
    capsys.readouterr()
    assert account("list", "--json") == 0
    assert '"role":"admin"' in capsys.readouterr().out
    assert account("close", "ana") == 0
    assert accounts.list_accounts(ledger)[0].closed_at
    typed.write_text("short\n", encoding="utf-8")
    assert account("add", "cleo") == 2
