"""Judgements of claims, which are kept, and the queue of what to review, which can be made anew.

Revision ID: 0006
Revises: 0005

The queue begins with all current claims; nobody has judged any of them.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
JUDGED = ("document", "kind", "evidence", "anchor")
SAID = ("text", "claim", "said", "verdict")
COUNTED = "COALESCE(linked_events.contradictions, 0)"
# The same as `doubt_of` in `accordingto.ledger.queue`.
DOUBT = f"""
    CAST(FLOOR((1 - COALESCE(claims.confidence, 0.5)) * 1000 + 0.5) AS INTEGER)
    + 1000 * {COUNTED} / ({COUNTED} + 1)
"""
QUEUE = f"""
    INSERT INTO review_queue
    SELECT claims.id, claims.document, claims.reading, claims.kind, {{doubt}}, {COUNTED}, 0, 0, 0
    FROM claims
    LEFT JOIN event_members ON event_members.claim = claims.id
    LEFT JOIN linked_events ON linked_events.id = event_members.event
    WHERE claims.reading NOT IN (SELECT reading FROM reading_closings)
"""


def upgrade() -> None:
    """Make the tables, and put all current claims into the queue."""
    _reviews()
    _closings()
    for table in ("reviews", "review_closings"):
        _guard(table)
    _queue()
    _holding()
    sqlite = op.get_bind().dialect.name == "sqlite"
    # SQLite may be built without FLOOR; its casts cut off, which is the same above zero.
    op.execute(QUEUE.format(doubt=DOUBT.replace("FLOOR", "") if sqlite else DOUBT))


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null, primary_key=key)


def _integer(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _reviews() -> None:
    op.create_table(
        "reviews",
        _text("id", key=True),
        *(_text(name) for name in JUDGED),
        _text("about", null=True),
        *(_text(name) for name in SAID),
        _text("corrections", null=True),
        _text("because", null=True),
        *(_text(name) for name in ("judged_by", "judged_at", "recorded_at")),
        _integer("entry"),
        sa.ForeignKeyConstraint(["document"], ["documents.id"]),
        sa.ForeignKeyConstraint(["entry"], ["custody.sequence"]),
        sa.UniqueConstraint("entry"),
    )
    op.create_index("ix_reviews_document", "reviews", ["document"])
    op.create_index("ix_reviews_judged_by", "reviews", ["judged_by", "entry"])


def _closings() -> None:
    op.create_table(
        "review_closings",
        _text("review", key=True),
        *(_text(name) for name in ("closed_by", "recorded_at")),
        _integer("entry"),
        sa.ForeignKeyConstraint(["review"], ["reviews.id"]),
        sa.ForeignKeyConstraint(["closed_by"], ["reviews.id"]),
        sa.ForeignKeyConstraint(["entry"], ["custody.sequence"]),
        sa.UniqueConstraint("entry"),
    )


def _guard(table: str) -> None:
    """Let nobody change or delete rows."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"""
            CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
        """)
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(f"""
            CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
            BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
        """)


def _queue() -> None:
    op.create_table(
        "review_queue",
        _text("claim", key=True),
        _text("document", key=True),
        *(_text(name) for name in ("reading", "kind")),
        *(_integer(name) for name in ("doubt", "contradictions", "judged", "disputed", "again")),
    )
    op.create_index("ix_review_queue_document", "review_queue", ["document"])
    op.create_index("ix_review_queue_next", "review_queue", ["judged", "doubt", "claim"])
    op.create_index("ix_review_queue_kind", "review_queue", ["kind", "judged", "doubt", "claim"])


def _holding() -> None:
    op.create_table(
        "claim_reviews",
        *(_text(name, key=True) for name in ("claim", "document", "review")),
        *(_text(name) for name in ("judged_by", "verdict")),
    )
    op.create_index("ix_claim_reviews_document", "claim_reviews", ["document"])
    op.create_index("ix_claim_reviews_judged_by", "claim_reviews", ["judged_by", "claim"])
