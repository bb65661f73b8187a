"""What pages of large ledgers need: kept counts, an index of all filters of claims, and lists in their order.

Revision ID: 0007
Revises: 0006

The counts and, on SQLite, the index of filters are filled by `accordingto.ledger.migration` once the schema
is the newest: both follow from claims, so what fills them is always the present code. PostgreSQL combines
indices of single columns by itself, and gets those.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
# Words are folded before they come here, so that nothing is left for the tokenizer to do but to part them.
FILTERS = """
    CREATE VIRTUAL TABLE search_filters USING fts5(words, parties, places, facets, content='', columnsize=0,
    tokenize="unicode61 remove_diacritics 0 tokenchars '_'")
"""
LISTS = (
    "CREATE INDEX ix_pages_oldest ON documents ((published IS NULL), published, id)",
    "CREATE INDEX ix_pages_outlet ON documents (outlet_folded, published DESC{last}, id)",
    "CREATE INDEX ix_pages_readings ON readings (at)",
    "CREATE INDEX ix_pages_tallies ON tallies (what, about, number DESC, value)",
    "CREATE INDEX ix_pages_positions ON claims (reading, position)",
)
# Columns of claims that few of them have.
RARE = ("event_type", "mode", "step", "relation", "label_kind", "agreement_kind", "begins", "kind", "status")


def upgrade() -> None:
    """Make the table of counts and the indices."""
    _tallies()
    _reviewing()
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        op.execute(FILTERS)
    for statement in LISTS:
        # SQLite sorts what is empty as the least, so it comes last there anyhow.
        op.execute(statement.format(last="" if sqlite else " NULLS LAST"))
    op.execute("DROP INDEX ix_pages_outlets")
    if not sqlite:
        _postgres()


def _postgres() -> None:
    for name in RARE:
        op.execute(f"CREATE INDEX ix_pages_{name} ON claims ({name}) WHERE {name} IS NOT NULL")
    for name in ("party_words", "place_words"):
        op.execute(f"CREATE INDEX ix_search_{name} ON claims USING gin (to_tsvector('simple', {name}))")


def _tallies() -> None:
    op.create_table(
        "tallies",
        *(sa.Column(name, TEXT, primary_key=True, nullable=False) for name in ("what", "about", "value")),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("last", TEXT, nullable=False),
        sqlite_with_rowid=False,
    )


def _reviewing() -> None:
    for name, column in (("again", "kind"), ("disputed", "claim")):
        only = sa.text(f"{name} = 1")
        op.create_index(
            f"ix_review_queue_{name}", "review_queue", [column], sqlite_where=only, postgresql_where=only
        )
    op.create_index("ix_claim_reviews_verdict", "claim_reviews", ["verdict", "judged_by", "claim"])
