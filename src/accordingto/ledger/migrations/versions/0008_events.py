"""An index of all that a filter of happenings asks for, so that few that fit are found without reading all.

Revision ID: 0008
Revises: 0007

On SQLite alone, which answers from an index without reading rows, and cannot combine indices of single
columns. PostgreSQL can, and limits how much of a text an index holds.
"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

COLUMNS = (
    *("kind", "type", "mode", "country", "begins", "ends", "contradictions", "origins", "happened", "denied"),
    *("place_words", "party_words", "id"),
)


def upgrade() -> None:
    """Make the index."""
    if op.get_bind().dialect.name == "sqlite":
        op.execute(f"CREATE INDEX ix_pages_events ON linked_events ({', '.join(COLUMNS)})")
