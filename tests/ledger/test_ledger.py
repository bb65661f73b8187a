"""Opening, closing, and sharing a ledger with others."""

from __future__ import annotations

import getpass
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import create_engine, make_url, select

from accordingto.errors import DamagedLedgerError, LedgerError, LockedLedgerError, MissingLedgerError
from accordingto.ledger import Ledger, create_ledger, open_ledger, schema
from accordingto.ledger.database import WRITER_LOCK

if TYPE_CHECKING:
    from tests.ledger.conftest import Make, Raw

# --- opening --------------------------------------------------------------------------------------


def test_a_ledger_is_made_and_found_again(address: str, make: Make) -> None:
    with create_ledger(address) as ledger:
        make.stored(ledger, make.document())
        assert ledger.notes == ()
    with create_ledger(address) as again, open_ledger(address) as opened:
        assert again.document("d1") == opened.document("d1") == make.document()
        assert opened.notes == ()
        assert opened.name == address


def test_who_is_the_user_of_the_system_by_default(made: str) -> None:
    with open_ledger(made) as ledger:
        assert ledger.who == getpass.getuser()


def test_no_ledger_says_how_to_make_one(address: str) -> None:
    with pytest.raises(MissingLedgerError, match="Make one with `accordingto init`"):
        open_ledger(address)
    with pytest.raises(MissingLedgerError):
        open_ledger(address, read_only=True)


def test_looking_for_a_ledger_makes_none(tmp_path: Path) -> None:
    with pytest.raises(MissingLedgerError):
        open_ledger(str(tmp_path / "ledger.db"))
    assert list(tmp_path.iterdir()) == []


def test_an_empty_file_is_no_ledger_but_may_become_one(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.touch()
    with pytest.raises(MissingLedgerError):
        open_ledger(str(path))
    create_ledger(str(path)).close()
    open_ledger(str(path)).close()


@pytest.mark.parametrize("how", [create_ledger, open_ledger])
def test_another_file_is_refused_and_left_as_it_is(how: Callable[[str], Ledger], tmp_path: Path) -> None:
    path = tmp_path / "report.pdf"
    path.write_bytes(b"%PDF-1.7 " + bytes(5000))
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"report\.pdf is not a ledger: it is no SQLite database"):
        how(str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize("how", [create_ledger, open_ledger])
def test_another_database_is_refused_and_left_as_it_is(how: Callable[[str], Ledger], tmp_path: Path) -> None:
    path = tmp_path / "history.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE visits (url TEXT)")
    before = path.read_bytes()
    with pytest.raises(LedgerError, match=r"with other tables \(visits\)"):
        how(str(path))
    assert path.read_bytes() == before


def test_a_database_whose_tables_have_our_names_is_refused(backend: str, address: str) -> None:
    postgres = backend == "postgresql"
    url = make_url(address).set(drivername="postgresql+psycopg") if postgres else f"sqlite:///{address}"
    with create_engine(url).begin() as connection:
        connection.exec_driver_sql("CREATE TABLE claims (id TEXT)")
    with pytest.raises(LedgerError, match=r"with other tables \(claims\)"):
        create_ledger(address)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match="is not a file"):
        open_ledger(str(tmp_path))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no folder .*/nowhere to make the ledger"):
        create_ledger(str(tmp_path / "nowhere" / "ledger.db"))


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("mysql://host/ledger", "mysql:// is neither"),
        ("postgresql://host:port:more/x", "no postgresql://user@host:port/database"),
        (
            "postgresql://user:secret@127.0.0.1:1/x",
            r"postgresql://user:\*\*\*@127\.0\.0\.1:1/x cannot be used",
        ),
    ],
)
def test_an_impossible_address_is_refused(address: str, message: str) -> None:
    with pytest.raises(LedgerError, match=message) as caught:
        open_ledger(address)
    assert "secret" not in str(caught.value)


def test_a_missing_database_is_a_missing_ledger(server: str | None) -> None:
    if server is None:
        pytest.skip("ACCORDINGTO_TEST_POSTGRES names no server")
    nowhere = make_url(server).set(database="no_such_database").render_as_string(hide_password=False)
    with pytest.raises(MissingLedgerError, match="createdb"):
        open_ledger(nowhere)


@pytest.mark.parametrize("name", ["with space.db", "percent%20.db", "hash#1.db", "question?.db", "Žurnal.db"])
def test_a_path_may_hold_any_character(tmp_path: Path, name: str, make: Make) -> None:
    path = tmp_path / name
    with create_ledger(str(path)) as ledger:
        make.stored(ledger, make.document())
    assert {found.name for found in tmp_path.iterdir()} == {name}
    with open_ledger(str(path), read_only=True) as ledger:
        assert ledger.document("d1") == make.document()


def test_a_ledger_is_safe_against_power_loss_and_one_file_when_closed(tmp_path: Path, make: Make) -> None:
    path = tmp_path / "ledger.db"
    with create_ledger(str(path)) as ledger:
        with ledger._database.write() as connection:
            pragmas = {
                name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
                for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
            }
        assert pragmas == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 10_000}
        make.stored(ledger, make.document())
    assert list(tmp_path.iterdir()) == [path]


# --- reading only ---------------------------------------------------------------------------------


def test_a_ledger_opened_for_reading_can_be_read_and_verified_but_not_written(made: str, make: Make) -> None:
    with open_ledger(made) as ledger:
        make.fill(ledger)
    with open_ledger(made, read_only=True) as ledger:
        assert list(ledger.verify()) == []
        assert len(list(ledger.claims())) == 14
        with pytest.raises(LedgerError, match="opened for reading only"):
            ledger.store_evidence(make.capture())
        with pytest.raises(Exception, match=r"read-?only"), ledger._database.engine.begin() as connection:
            connection.exec_driver_sql("INSERT INTO feeds VALUES ('u', '', '')")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_ledger_on_a_medium_that_cannot_be_written_can_be_read(full: Path, tmp_path: Path) -> None:
    path = shutil.copy(full, tmp_path)
    tmp_path.chmod(0o500)
    try:
        with open_ledger(str(path), read_only=True) as ledger:
            assert len(list(ledger.claims())) == 8
    finally:
        tmp_path.chmod(0o700)


# --- damage ---------------------------------------------------------------------------------------


def test_a_cut_file_is_damage_that_is_named(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(full.read_bytes()[:-20_000])
    with pytest.raises(DamagedLedgerError, match=r"ledger\.db is damaged"), open_ledger(str(path)) as ledger:
        list(ledger.claims())


def test_a_page_of_rubbish_is_found_and_the_rest_still_verified(full: Path, tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    path.write_bytes(full.read_bytes())
    with sqlite3.connect(path) as connection:
        (size,) = connection.execute("PRAGMA page_size").fetchone()
        (root,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = 'claims'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with open_ledger(str(path)) as ledger:
        with pytest.raises(DamagedLedgerError, match=r"ledger\.db is damaged"):
            list(ledger.claims())
        subjects = {finding.subject for finding in ledger.verify() if finding.kind == "database"}
        assert {"structure", "readings"} <= subjects
        assert not {"custody", "evidence", "documents"} & subjects


def test_a_claim_that_cannot_be_read_back_is_damage_that_is_named(
    ledger: Ledger, make: Make, raw: type[Raw], made: str
) -> None:
    document = make.document()
    make.read(ledger, document, make.claim(document))
    raw(made).run("UPDATE claims SET said_by = '[{'")
    with pytest.raises(DamagedLedgerError, match="claim c1 is damaged"):
        ledger.claim("c1")


# --- with others ----------------------------------------------------------------------------------

METHODS: dict[str, Callable[[Ledger, Make], object]] = {
    "store_evidence": lambda ledger, make: ledger.store_evidence(make.capture()),
    "store_document": lambda ledger, make: make.stored(ledger, make.document()),
    "store_reading": lambda ledger, make: make.read(ledger, make.document(), reader="r2"),
    "store_reject": lambda ledger, make: ledger.store_reject(make.reject()),
    "store_feed_state": lambda ledger, make: ledger.store_feed_state("u", b""),
    "evidence_bytes": lambda ledger, make: ledger.evidence_bytes(ledger.history("d1").evidence[0].sha256),
    "capture_of": lambda ledger, make: ledger.capture_of(ledger.history("d1").evidence[0]),
    "pending_evidence": lambda ledger, make: list(ledger.pending_evidence()),
    "document_of": lambda ledger, make: ledger.document_of(ledger.history("d1").evidence[0]),
    "document": lambda ledger, make: ledger.document("d1"),
    "documents": lambda ledger, make: list(ledger.documents()),
    "history": lambda ledger, make: ledger.history("d1"),
    "unread": lambda ledger, make: list(ledger.unread("r1")),
    "count_unread": lambda ledger, make: ledger.count_unread("r1"),
    "reading": lambda ledger, make: ledger.reading("d1"),
    "claims": lambda ledger, make: list(ledger.claims()),
    "claim": lambda ledger, make: ledger.claim("c1"),
    "rejects": lambda ledger, make: list(ledger.rejects()),
    "feed_state": lambda ledger, make: ledger.feed_state("u"),
    "head": lambda ledger, make: ledger.head(),
    "verify": lambda ledger, make: list(ledger.verify()),
}
# Those of happenings and reviews, with tests of their own in test_links and test_reviews.
ELSEWHERE = {
    *("claims_by_id", "event_of", "events", "judgements", "linked_event", "linked_events", "store_judgement"),
    *("judge_claim", "review_agreement", "review_progress", "review_queue", "reviewed_share", "reviews"),
    *("reviews_of", "take_reviews", "undo_review"),
}


def test_every_method_is_tried_against_a_lock() -> None:
    public = {name for name in vars(Ledger) if not name.startswith("_")}
    assert set(METHODS) == public - {"name", "close", "database"} - ELSEWHERE


@contextmanager
def lock(address: str, backend: str, *, readers: bool) -> Iterator[None]:
    """Another program that writes; or, with `readers`, one that lets nobody in at all."""
    if backend == "sqlite":
        connection = sqlite3.connect(address, isolation_level=None)
        if readers:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        yield
        connection.close()
        return
    tables = ", ".join(schema.metadata.tables)
    statement = f"LOCK TABLE {tables}" if readers else f"SELECT pg_advisory_xact_lock({WRITER_LOCK})"
    with create_engine(make_url(address).set(drivername="postgresql+psycopg")).begin() as other:
        other.exec_driver_sql(statement)
        yield


@pytest.mark.parametrize("readers", [False, True])
def test_every_method_against_a_locked_database(
    made: str, backend: str, make: Make, *, readers: bool
) -> None:
    with open_ledger(made, wait=0.01) as ledger:
        document = make.document()
        make.read(ledger, document, make.claim(document))
        # SQLite locks out readers only when no other connection is open.
        ledger.close()
        with lock(made, backend, readers=readers):
            for name, method in METHODS.items():
                if readers or name.startswith("store"):
                    with pytest.raises(LockedLedgerError, match="Try again") as caught:
                        method(ledger, make)
                    assert caught.value.retryable
                else:
                    method(ledger, make)
        for method in METHODS.values():
            method(ledger, make)


def test_a_ledger_opens_while_another_program_writes(made: str, backend: str) -> None:
    with lock(made, backend, readers=False), open_ledger(made, wait=0.01) as ledger:
        assert list(ledger.claims()) == []


def test_a_ledger_that_is_locked_does_not_open(made: str, backend: str) -> None:
    if backend == "postgresql":
        pytest.skip("there, only tables are locked")
    with lock(made, backend, readers=True), pytest.raises(LockedLedgerError):
        open_ledger(made, wait=0.01)


def test_verify_sees_one_moment_while_another_writes(made: str, make: Make) -> None:
    with open_ledger(made) as reader, open_ledger(made) as writer:
        make.fill(writer)
        documents = len(list(reader.documents()))
        findings = reader.verify(document_id=lambda document: "other")
        next(findings)
        make.read(writer, make.document())
        assert sum(1 for _ in findings) == documents - 1


def test_what_a_transaction_has_not_finished_nobody_sees(made: str, make: Make) -> None:
    from accordingto.ledger import store

    with open_ledger(made) as writer, open_ledger(made) as reader:
        with writer._write() as open_writer:
            store.store_evidence(open_writer, make.capture())
            assert list(reader.pending_evidence()) == []
        assert len(list(reader.pending_evidence())) == 1


def test_writers_take_turns_and_the_log_stays_whole(made: str, make: Make) -> None:
    failures: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with open_ledger(made, who=name, wait=120) as ledger:
                for number in range(8):
                    make.stored(ledger, make.document(f"{name}{number}", f"{name} {number}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in "ab"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_ledger(made) as ledger:
        assert list(ledger.verify()) == []
        assert ledger.head() is not None
        with ledger._database.read() as connection:
            assert set(connection.scalars(select(schema.custody.c.who))) == {"a", "b"}
        assert len(list(ledger.documents())) == 16
