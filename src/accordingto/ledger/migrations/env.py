"""Run by Alembic: migrates on the connection that `accordingto.ledger.migration` hands over."""

from alembic import context

from accordingto.ledger.migration import VERSION_TABLE

context.configure(
    connection=context.config.attributes["connection"],
    version_table=VERSION_TABLE,
    # SQLite rolls back changes of the schema too, so an interrupted migration leaves nothing.
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
