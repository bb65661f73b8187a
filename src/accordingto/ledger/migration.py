"""Bringing a database to the schema of this version, and telling what it is otherwise.

Alembic is imported only when there is something to migrate: it would take a third of the time of a start.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from accordingto.errors import LedgerError, MissingLedgerError
from accordingto.ledger.schema import REVISION, metadata

if TYPE_CHECKING:
    from alembic.config import Config

FOLDER = Path(__file__).parent / "migrations"
VERSION_TABLE = "ledger_version"
COUNTED_SINCE = "0009"


def revision_of(connection: Connection) -> str | None:
    """The revision of the ledger in this database; `None` if there is no ledger in it."""
    if not inspect(connection).has_table(VERSION_TABLE):
        return None
    found: str | None = connection.scalar(text(f"SELECT version_num FROM {VERSION_TABLE}"))
    return found


def bring_up(connection: Connection, name: str, folder: Path = FOLDER) -> str | None:
    """Migrate the ledger called `name` within the open transaction; says what was done, if anything.

    Raises `LedgerError` for a ledger of a newer version of the program. An empty database becomes a ledger.
    """
    from alembic import command

    before = revision_of(connection)
    newest = check_revision(before, name, folder)
    if before == newest:
        return None
    config = _config(folder)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
    if before is None:
        return None
    if before < COUNTED_SINCE:
        _count(connection)
    return f"The ledger {name} was brought from schema {before} to {newest}."


def _count(connection: Connection) -> None:
    """Fill what follows from claims and was not there before: see the migrations 0007 and 0009."""
    from accordingto.ledger import narrowing, tallies

    tallies.refill(connection)
    narrowing.refill(connection)


def check_revision(revision: str | None, name: str, folder: Path = FOLDER) -> str:
    """The newest revision, if `revision` is that or an older one.

    Raises `LedgerError` if `revision` is not known here.
    """
    from alembic.script import ScriptDirectory

    script = ScriptDirectory.from_config(_config(folder))
    known = [known.revision for known in script.walk_revisions()]
    if revision is not None and revision not in known:
        raise LedgerError(
            f"The ledger {name} has schema {revision}, made by a newer version of the program than this,"
            f" which knows {known[0]}. Update the program."
        )
    return known[0]


def check_readable(revision: str, name: str) -> None:
    """Raises `LedgerError` unless the ledger can be read without being brought up."""
    if revision != REVISION:
        newest = check_revision(revision, name)
        raise LedgerError(
            f"The ledger {name} has schema {revision}, older than {newest}. Open it for writing once; this"
            " brings it up."
        )


def check_vacant(connection: Connection, name: str) -> None:
    """Raises `LedgerError` if the database holds something that is no ledger.

    A SQLite file must hold nothing else; a PostgreSQL database only nothing of the same names.
    """
    tables = set(inspect(connection).get_table_names())
    if connection.dialect.name == "postgresql":
        tables &= set(metadata.tables)
    if tables:
        raise LedgerError(
            f"{name} is not a ledger but a database with other tables ({', '.join(sorted(tables)[:3])})."
            " Name another."
        )


def missing(name: str) -> MissingLedgerError:
    """The error for an address without a ledger."""
    return MissingLedgerError(f"There is no ledger at {name}. Make one with `accordingto init`.")


def _config(folder: Path) -> Config:
    from alembic.config import Config

    config = Config()
    # The configuration format reads a percent sign as the start of a reference.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config
