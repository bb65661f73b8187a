"""Claims of agreements, of control and of loaded words: whole as JSON, and in columns to be read.

Revision ID: 0003
Revises: 0002

As in 0002, rows that are there keep their digests.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
COLUMNS = (
    *("agreement_kind", "step", "term", "relation", "label_kind", "labelled"),
    *("dealing", "holding", "label"),
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
FACTS = "claims.polarity, claims.certainty, claims.status, claims.text, claims.confidence"
WHOSE = "documents.title, documents.url, claims.document, claims.position, claims.recorded_at, claims.reading"


def upgrade() -> None:
    """Add the columns, show them in the view of claims, and make a view for each new kind."""
    for name in COLUMNS:
        op.add_column("claims", sa.Column(name, TEXT, nullable=True))
    op.execute("DROP VIEW current_claims")
    op.execute(f"""
        CREATE VIEW current_claims AS
        SELECT claims.id, documents.outlet, documents.published, documents.title, documents.url,
            claims.document, claims.position, claims.kind, claims.act, claims.quote, claims.polarity,
            claims.text, claims.evidence, claims.said_by, claims.cue, claims.confidence, claims.reader,
            claims.recorded_at, claims.reading, claims.certainty, claims.status, claims.event_type,
            claims.mode, claims.figure, claims.step, claims.term, claims.relation, claims.label_kind
        {CURRENT}
    """)
    _view(
        "current_agreements",
        "agreement",
        "claims.agreement_kind, claims.step, claims.term, claims.actors, claims.recipients, claims.place,"
        f" claims.begins, claims.ends, {FACTS}",
        "dealing",
    )
    _view(
        "current_control",
        "control",
        "claims.place, claims.relation, claims.actors, claims.recipients, claims.country, claims.latitude,"
        f" claims.longitude, claims.begins, claims.ends, {FACTS}",
        "holding",
    )
    _view(
        "current_labels",
        "framing",
        "claims.label_kind, claims.text, claims.labelled, claims.confidence",
        "label",
    )


def _view(name: str, kind: str, columns: str, whole: str) -> None:
    chain = CHAIN[op.get_bind().dialect.name].format(of=OF_CLAIM)
    op.execute(f"""
        CREATE VIEW {name} AS
        SELECT claims.id, documents.outlet, documents.published, ({chain}) AS sources, {columns}, {WHOSE},
            claims.{whole}
        {CURRENT} AND claims.kind = '{kind}'
    """)
