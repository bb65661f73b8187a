"""Old ledgers are brought up, newer ones refused, and the migrations make what the schema says."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect

from accordingto.errors import LedgerError
from accordingto.ledger import Ledger, open_ledger, schema
from accordingto.ledger.migration import FOLDER, VERSION_TABLE, bring_up, check_revision

if TYPE_CHECKING:
    from tests.ledger.conftest import Make

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
        assert compare_metadata(context, schema.metadata) == []
        found = inspect(connection)
        for table in schema.metadata.sorted_tables:
            keys = found.get_pk_constraint(table.name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
            assert names(found.get_columns(table.name)) == [column.name for column in table.columns]
        assert set(found.get_view_names()) == set(schema.views.tables)
        for view in schema.views.tables.values():
            assert names(found.get_columns(view.name)) == [column.name for column in view.columns]


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
