"""What pages work out from all claims is kept between starts; what was judged has an order of its own.

Revision ID: 0009
Revises: 0008

The index of filters gets months of what happened, which is why it is filled anew. PostgreSQL gets for
happenings what it has for claims: indices of their words, and of what few of them have.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
RARE = ("mode", "ends")


def upgrade() -> None:
    """Make the table and the indices."""
    op.create_table(
        "kept",
        sa.Column("name", TEXT, primary_key=True, nullable=False),
        sa.Column("state", TEXT, nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
    )
    judged = sa.text("judged > 0")
    op.create_index(
        "ix_review_queue_judged",
        "review_queue",
        ["doubt", "claim"],
        sqlite_where=judged,
        postgresql_where=judged,
    )
    if op.get_bind().dialect.name == "postgresql":
        _events()


def _events() -> None:
    for name in RARE:
        op.execute(f"CREATE INDEX ix_pages_events_{name} ON linked_events ({name}) WHERE {name} IS NOT NULL")
    op.execute("CREATE INDEX ix_pages_events_kind ON linked_events (kind, begins, id)")
    for name in ("party_words", "place_words"):
        op.execute(
            f"CREATE INDEX ix_search_events_{name} ON linked_events USING gin (to_tsvector('simple', {name}))"
        )
