"""Claims of events and figures: what is claimed, whole as JSON, and in columns to be searched and read.

Revision ID: 0002
Revises: 0001

Rows that are there keep their digests, because columns without a value do not count in them; the triggers
of 0001 guard rows whatever columns they have.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
COLUMNS: tuple[tuple[str, sa.types.TypeEngine[Any]], ...] = (
    ("certainty", TEXT),
    ("status", TEXT),
    ("event_type", TEXT),
    ("mode", TEXT),
    ("acled", TEXT),
    ("actors", TEXT),
    ("recipients", TEXT),
    ("instrument", TEXT),
    ("place", TEXT),
    ("country", TEXT),
    ("latitude", sa.Double()),
    ("longitude", sa.Double()),
    ("begins", TEXT),
    ("ends", TEXT),
    ("killed_low", sa.Integer()),
    ("killed_best", sa.Integer()),
    ("killed_high", sa.Integer()),
    ("decided_by", TEXT),
    ("party_words", TEXT),
    ("place_words", TEXT),
    ("happening", TEXT),
    ("figure", TEXT),
)
CURRENT = """
    FROM claims JOIN documents ON documents.id = claims.document
    WHERE NOT EXISTS (SELECT 1 FROM reading_closings WHERE reading_closings.reading = claims.reading)
"""
# Both give the names in the order of the chain: the inner query is sorted, or the function itself sorts.
CHAIN = {
    "sqlite": "SELECT group_concat(name, ' › ') FROM"
    " (SELECT name FROM claim_links WHERE {of} ORDER BY position)",
    "postgresql": "SELECT string_agg(name, ' › ' ORDER BY position) FROM claim_links WHERE {of}",
}
OF_CLAIM = (
    "claim_links.reading = claims.reading AND claim_links.claim = claims.id AND claim_links.position > 0"
)


def upgrade() -> None:
    """Add the columns, show them in the view of claims, and make a view of events."""
    for name, kind in COLUMNS:
        op.add_column("claims", sa.Column(name, kind, nullable=True))
    op.execute("DROP VIEW current_claims")
    op.execute(f"""
        CREATE VIEW current_claims AS
        SELECT claims.id, documents.outlet, documents.published, documents.title, documents.url,
            claims.document, claims.position, claims.kind, claims.act, claims.quote, claims.polarity,
            claims.text, claims.evidence, claims.said_by, claims.cue, claims.confidence, claims.reader,
            claims.recorded_at, claims.reading, claims.certainty, claims.status, claims.event_type,
            claims.mode, claims.figure
        {CURRENT}
    """)
    chain = CHAIN[op.get_bind().dialect.name].format(of=OF_CLAIM)
    op.execute(f"""
        CREATE VIEW current_events AS
        SELECT claims.id, documents.outlet, documents.published, ({chain}) AS sources, claims.act,
            claims.event_type, claims.mode, claims.acled, claims.polarity, claims.certainty, claims.status,
            claims.actors, claims.recipients, claims.instrument, claims.place, claims.country,
            claims.latitude, claims.longitude, claims.begins, claims.ends, claims.killed_low,
            claims.killed_best, claims.killed_high, claims.text, claims.confidence, claims.decided_by,
            documents.title, documents.url, claims.document, claims.position, claims.reader,
            claims.recorded_at, claims.reading, claims.happening
        {CURRENT} AND claims.kind = 'event'
    """)
