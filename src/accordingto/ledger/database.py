"""From an address to transactions, on SQLite and PostgreSQL; database errors become ours here."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import quote

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError

from accordingto.errors import DamagedLedgerError, LedgerError, LockedLedgerError, MissingLedgerError

# "accordingto ledger", read as one number; only has to differ from the locks of other programs.
WRITER_LOCK = 0x6C656467
POSTGRES = ("postgresql://", "postgres://")
LOCK_NOT_AVAILABLE = "55P03"

Mode = Literal["create", "write", "read"]


class Database:
    """Connections to one database, for as long as the ledger is open.

    Readers see a snapshot and never wait for the writer. Writers wait up to `wait` seconds for each other.
    """

    def __init__(self, address: str, mode: Mode, wait: float) -> None:
        self.mode = mode
        self.url = _url(address, mode)
        self.name = self.url.set(drivername="postgresql").render_as_string() if self.is_postgres else address
        self.engine = _engine(self.url, mode, wait)

    @property
    def is_postgres(self) -> bool:
        """Whether it is a PostgreSQL server; a SQLite file otherwise."""
        return self.url.get_backend_name() == "postgresql"

    @contextmanager
    def read(self, *, snapshot: bool = False) -> Iterator[Connection]:
        """A transaction that reads; with `snapshot`, all its statements see the same state."""
        options = {"isolation_level": "REPEATABLE READ"} if snapshot and self.is_postgres else {}
        with self._translated(), self.engine.connect() as connection:
            yield connection.execution_options(**options)

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A transaction that writes, the only one at a time; kept whole or not at all."""
        if self.mode == "read":
            raise LedgerError(f"The ledger {self.name} was opened for reading only; nothing can be stored.")
        with self._translated(), self.engine.connect() as connection:
            connection = connection.execution_options(writes=True)
            with connection.begin():
                yield connection

    def keep_wal(self) -> None:
        """Set SQLite's write-ahead log, which lets others read while one writes; the file remembers it."""
        if not self.is_postgres:
            # Beyond a transaction, which is why the pool's own connection is asked.
            with self._translated(), self.engine.connect() as connection:
                connection.connection.cursor().execute("PRAGMA journal_mode = WAL")

    def close(self) -> None:
        """End all connections."""
        self.engine.dispose()

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise translate(error, self.name) from error
        except UnicodeDecodeError as error:
            # The driver fails so over a message that quotes a damaged schema.
            raise _damaged(error, self.name) from error


def translate(error: DBAPIError, name: str) -> LedgerError:
    """Our error for one of the database driver's, about the ledger called `name`."""
    cause = error.orig
    if is_locked(error):
        return LockedLedgerError(f"Another program holds the ledger {name}. Try again when it is done.")
    if isinstance(cause, sqlite3.Error):
        return _from_sqlite(cause, name)
    if isinstance(error, OperationalError) and "does not exist" in str(cause):
        return MissingLedgerError(
            f"There is no ledger at {name}: {first_line(cause)}. Make the database with `createdb`, then the"
            " ledger with `accordingto init`."
        )
    return LedgerError(f"The ledger {name} cannot be used: {first_line(cause)}")


def is_locked(error: DBAPIError) -> bool:
    """Whether somebody else's lock was waited for in vain."""
    cause = error.orig
    if isinstance(cause, sqlite3.Error):
        return _code(cause) in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return getattr(cause, "sqlstate", None) == LOCK_NOT_AVAILABLE


def first_line(cause: BaseException | None) -> str:
    """What an error says, without its details."""
    return str(cause).strip().partition("\n")[0]


def _code(cause: sqlite3.Error) -> int:
    # The lowest byte is the primary code: https://www.sqlite.org/rescode.html
    return getattr(cause, "sqlite_errorcode", 0) & 0xFF


def _from_sqlite(cause: sqlite3.Error, name: str) -> LedgerError:
    if _code(cause) == sqlite3.SQLITE_NOTADB:
        return LedgerError(f"{name} is not a ledger: it is no SQLite database. Name another file.")
    if _code(cause) == sqlite3.SQLITE_CORRUPT or "decode to UTF-8" in str(cause):
        return _damaged(cause, name)
    return LedgerError(f"The ledger {name} cannot be used: {first_line(cause)}")


def _damaged(cause: Exception, name: str) -> DamagedLedgerError:
    return DamagedLedgerError(
        f"The ledger {name} is damaged: {first_line(cause)}. `accordingto verify` says what is left;"
        " restore it from a copy."
    )


def _url(address: str, mode: Mode) -> URL:
    if address.startswith(POSTGRES):
        try:
            return make_url(address).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError) as error:
            raise LedgerError("The ledger's address is no postgresql://user@host:port/database.") from error
    if "://" in address:
        scheme = address.partition("://")[0]
        raise LedgerError(f"A ledger is a file or a postgresql:// address; {scheme}:// is neither.")
    return _file_url(Path(address), mode)


def _file_url(path: Path, mode: Mode) -> URL:
    query = {"uri": "true", "mode": {"create": "rwc", "write": "rw", "read": "ro"}[mode]}
    # Readers of a WAL database write beside it; where nobody can write, nobody changes it either.
    if mode == "read" and not os.access(path.parent, os.W_OK):
        query["immutable"] = "1"
    return URL.create("sqlite", database="file:" + quote(str(path.absolute())), query=query)


def _engine(url: URL, mode: Mode, wait: float) -> Engine:
    if url.get_backend_name() == "postgresql":
        return _postgres_engine(url, mode, wait)
    # Every open iterator holds a connection, so there is no sensible limit to their number.
    engine = create_engine(url, connect_args={"timeout": wait}, max_overflow=-1)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: object) -> None:
    # Transactions are begun by `_begin_sqlite`: the driver would begin them too late and not lock.
    connection.isolation_level = None
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _postgres_engine(url: URL, mode: Mode, wait: float) -> Engine:
    try:
        engine = create_engine(url, max_overflow=-1)
    except ImportError as error:
        raise LedgerError(
            "A ledger on PostgreSQL needs psycopg: install it with `pip install 'accordingto[team]'`."
        ) from error

    def prepare(connection: Any, record: object) -> None:
        connection.execute(f"SET lock_timeout = {int(wait * 1000)}")
        connection.execute(f"SET default_transaction_read_only = {'on' if mode == 'read' else 'off'}")
        connection.commit()

    event.listen(engine, "connect", prepare)
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _begin_postgres(connection: Connection) -> None:
    if connection.get_execution_options().get("writes"):
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({WRITER_LOCK})")
