"""Old ledgers are brought up, newer ones refused, and the migrations make what the schema says."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, RowMapping, inspect, select, text
from sqlalchemy.exc import DBAPIError

from accordingto.errors import LedgerError
from accordingto.ledger import ClaimFilter, ClaimRow, Ledger, accounts, create_ledger, open_ledger, schema
from accordingto.ledger.database import Database
from accordingto.ledger.migration import FOLDER, VERSION_TABLE, bring_up, check_revision

if TYPE_CHECKING:
    from tests.ledger.conftest import Make

MADE = [schema.metadata, schema.derived, schema.reviewing, accounts.metadata]
LATER = '''
"""A later schema."""
import sqlalchemy as sa
from alembic import op

revision = "9999"
down_revision = "{before}"

def upgrade() -> None:
    op.add_column("documents", sa.Column("mood", sa.Text()))
    {more}
'''


def later(tmp_path: Path, more: str = "pass") -> Path:
    """The migrations, and one more."""
    folder = tmp_path / "later migrations 100%"
    shutil.copytree(FOLDER, folder)
    (folder / "versions" / "9999_later.py").write_text(LATER.format(before=schema.REVISION, more=more))
    return folder


def test_migrations_and_schema_agree(ledger: Ledger) -> None:
    with ledger._database.read() as connection:
        context = MigrationContext.configure(
            connection, opts={"version_table": VERSION_TABLE, "compare_type": True}
        )
        differences = compare_metadata(context, MADE)  # type: ignore[arg-type]
        assert [one for one in differences if not _is_index(one)] == []
        found = inspect(connection)
        for table in (table for made in MADE for table in made.sorted_tables):
            keys = found.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
            assert names(found.get_columns(table.name)) == [column.name for column in table.columns]
        assert set(found.get_view_names()) == set(schema.views.tables)
        for view in schema.views.tables.values():
            assert names(found.get_columns(view.name)) == [column.name for column in view.columns]


def _is_index(difference: Any) -> bool:
    """Whether it is about what pages and search need beside the tables: see the migration 0005."""
    return bool(difference[0].startswith("remove_")) and difference[1].name.startswith(
        ("search_", "ix_search", "ix_pages")
    )


def names(columns: list[Any]) -> list[str]:
    return [column["name"] for column in columns]


def test_text_sorts_by_code_point_on_both_databases(ledger: Ledger, make: Make) -> None:
    order = ["A-b", "AB", "Z", "a", "a-c", "ab", "Ž", "😀"]
    for name in reversed(order):
        make.stored(ledger, make.document(name, name, published=name))
    assert [document.id for document in ledger.documents()] == order


def test_the_schema_is_that_of_the_newest_migration() -> None:
    assert check_revision(None, "x") == schema.REVISION


def test_an_older_ledger_is_brought_up_and_a_newer_one_refused(made: str, make: Make, tmp_path: Path) -> None:
    with open_ledger(made) as ledger:
        make.fill(ledger)
        with ledger._database.write() as connection:
            note = bring_up(connection, "L", later(tmp_path))
        assert note == f"The ledger L was brought from schema {schema.REVISION} to 9999."
        assert list(ledger.verify()) == [], "a new column leaves old hashes as they are"
        with ledger._database.write() as connection:
            assert bring_up(connection, "L", tmp_path / "later migrations 100%") is None
    for read_only in (False, True):
        with pytest.raises(LedgerError, match=r"schema 9999, made by a newer version .* Update the program"):
            open_ledger(made, read_only=read_only)


def test_a_migration_that_fails_leaves_the_ledger_as_it_was(made: str, tmp_path: Path) -> None:
    with open_ledger(made) as ledger:
        with pytest.raises(ZeroDivisionError), ledger._database.write() as connection:
            bring_up(connection, "L", later(tmp_path, "1 / 0"))
        with ledger._database.read() as connection:
            columns = names(inspect(connection).get_columns("documents"))
    assert "mood" not in columns
    open_ledger(made).close()


# --- from 0001, which knew statements alone -------------------------------------------------------

FIRST = "0001"


def first_only(tmp_path: Path) -> Path:
    """The migrations, but only the first."""
    folder = tmp_path / "first"
    shutil.copytree(FOLDER, folder)
    for path in (folder / "versions").glob("0*.py"):
        if not path.name.startswith(FIRST):
            path.unlink()
    return folder


def statements(ledger: Ledger, make: Make) -> None:
    """What a ledger of schema 0001 could hold."""
    document = make.document()
    for reader in ("r1", "r2"):
        make.read(
            ledger, document, *(make.claim(document, name, reader=reader) for name in "ab"), reader=reader
        )


def copied(connection: Connection, rows: dict[str, list[RowMapping]]) -> None:
    """Rows put into tables that may lack columns, which have to be empty."""
    for name, found in rows.items():
        columns = names(inspect(connection).get_columns(name)) if inspect(connection).has_table(name) else []
        listed, values = ", ".join(columns), ", ".join(f":{column}" for column in columns)
        assert columns or not found
        for row in found:
            assert all(row[column] is None for column in row if column not in columns), dict(row)
            kept = {column: row[column] for column in columns}
            connection.execute(text(f"INSERT INTO {name} ({listed}) VALUES ({values})"), kept)


@pytest.fixture
def first(address: str, tmp_path: Path, make: Make) -> tuple[str, list[ClaimRow]]:
    """A ledger of schema 0001 with two readings, and its claims."""
    with create_ledger(str(tmp_path / "new.db")) as ledger:
        statements(ledger, make)
        claims = list(ledger.claims())
        with ledger._database.read() as connection:
            rows = {
                table.name: list(connection.execute(select(table)).mappings())
                for table in schema.metadata.sorted_tables
            }
    database = Database(address, "create", 1.0)
    with database.write() as connection:
        bring_up(connection, "L", first_only(tmp_path))
        copied(connection, rows)
    database.close()
    return address, claims


def test_a_ledger_of_the_first_schema_keeps_its_claims_and_digests(
    first: tuple[str, list[ClaimRow]], make: Make
) -> None:
    address, claims = first
    with pytest.raises(LedgerError, match="older than 0009"):
        open_ledger(address, read_only=True)
    with open_ledger(address) as ledger:
        assert ledger.notes == (f"The ledger {ledger.name} was brought from schema 0001 to 0009.",)
        assert list(ledger.claims()) == claims
        assert [row.claim.id for row in claims] == ["a", "b"]
        assert list(ledger.verify()) == []
        reading = ledger.reading("d1")
        assert reading is not None
        assert reading.attributions


def test_a_ledger_that_was_brought_up_takes_events_and_stays_append_only(
    first: tuple[str, list[ClaimRow]], make: Make
) -> None:
    address, _ = first
    with open_ledger(address) as ledger:
        document = make.document()
        ledger.store_reading(make.reading(document), [make.event(document, "e", reader="r3")], reader="r3")
        assert [row.claim.id for row in ledger.claims(ClaimFilter(event_type="CONTROL"))] == ["e"]
        assert list(ledger.verify()) == []
        for change in ("UPDATE claims SET event_type = 'ASSAULT'", "DELETE FROM claims"):
            with pytest.raises(DBAPIError, match="append-only"), ledger._database.engine.begin() as behind:
                behind.exec_driver_sql(change)
