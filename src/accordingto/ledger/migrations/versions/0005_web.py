"""Accounts, sessions and saved searches for the browser; full-text search; indices for pages.

Revision ID: 0005
Revises: 0004

SQLite keeps the words of documents beside them (FTS5, external content) and those of claims without their
text (contentless): a claim is row `entry of its reading * 2^20 + its position`, which never changes, whereas
SQLite may number rows anew. Both are append-only tables, so inserting is all that triggers have to follow.
PostgreSQL indexes an expression, of which `accordingto.ledger.search` has the same text.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
TOKENIZER = "porter unicode61 remove_diacritics 2"
DOCUMENT_WORDS = "to_tsvector('english', coalesce(title, '') || ' ' || left(text, 250000))"
CLAIM_WORDS = "to_tsvector('english', left(text, 250000))"
CLAIM_ROW = "((SELECT entry FROM readings WHERE readings.id = {of}.reading) << 20) | {of}.position"

SQLITE = (
    "CREATE VIRTUAL TABLE search_documents USING fts5(title, text, content='documents',"
    f" content_rowid='entry', tokenize='{TOKENIZER}')",
    f"CREATE VIRTUAL TABLE search_claims USING fts5(text, content='', tokenize='{TOKENIZER}')",
    "INSERT INTO search_documents(rowid, title, text) SELECT entry, title, text FROM documents",
    f"INSERT INTO search_claims(rowid, text) SELECT {CLAIM_ROW.format(of='claims')}, text FROM claims",
    "CREATE TRIGGER search_documents_follow AFTER INSERT ON documents BEGIN"
    " INSERT INTO search_documents(rowid, title, text) VALUES (new.entry, new.title, new.text); END",
    "CREATE TRIGGER search_claims_follow AFTER INSERT ON claims BEGIN"
    f" INSERT INTO search_claims(rowid, text) VALUES ({CLAIM_ROW.format(of='new')}, new.text); END",
)
POSTGRES = (
    f"CREATE INDEX ix_search_documents ON documents USING gin (({DOCUMENT_WORDS}))",
    f"CREATE INDEX ix_search_claims ON claims USING gin (({CLAIM_WORDS}))",
)


def upgrade() -> None:
    """Make the tables and the indices, and index what is there."""
    _accounts()
    for statement in SQLITE if op.get_bind().dialect.name == "sqlite" else POSTGRES:
        op.execute(statement)
    # SQLite sorts what is empty as the least, so it comes last there anyhow.
    last = "" if op.get_bind().dialect.name == "sqlite" else " NULLS LAST"
    op.execute(f"CREATE INDEX ix_pages_documents ON documents (published DESC{last}, id)")
    op.execute("CREATE INDEX ix_pages_outlets ON documents (outlet_folded)")
    op.execute("CREATE INDEX ix_pages_links ON claim_links (name_folded)")


def _accounts() -> None:
    op.create_table(
        "accounts",
        _text("name", key=True),
        _text("password_hash"),
        _text("role"),
        _text("created_at"),
        _text("closed_at", null=True),
    )
    op.create_table(
        "web_sessions",
        _text("token", key=True),
        _text("account"),
        _text("created_at"),
        _text("expires_at"),
        sa.ForeignKeyConstraint(["account"], ["accounts.name"]),
    )
    op.create_table(
        "saved_queries",
        _text("account", key=True),
        _text("name", key=True),
        _text("address"),
        _text("created_at"),
    )


def _text(name: str, *, key: bool = False, null: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null, primary_key=key)
