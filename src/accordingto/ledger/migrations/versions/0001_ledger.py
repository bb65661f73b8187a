"""The first schema: evidence, documents, readings, claims, rejects, feeds, and the custody log.

Revision ID: 0001
Revises:
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
APPEND_ONLY = (
    "custody",
    "evidence",
    "captures",
    "documents",
    "document_captures",
    "document_bands",
    "near_duplicates",
    "readings",
    "reading_closings",
    "claims",
    "claim_links",
    "rejects",
    "reject_closings",
)


def upgrade() -> None:
    """Make tables, views, and the triggers that keep rows from being changed."""
    _custody_and_feeds()
    _evidence()
    _documents()
    _near_duplicates()
    _readings()
    _claims()
    _rejects()
    _views()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null, primary_key=key)


def _integer(name: str, *, key: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False, primary_key=key, autoincrement=False)


def _refers(column: str, to: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [to])


def _logged() -> tuple[sa.Column[int], sa.ForeignKeyConstraint, sa.UniqueConstraint]:
    return _integer("entry"), _refers("entry", "custody.sequence"), sa.UniqueConstraint("entry")


def _custody_and_feeds() -> None:
    op.create_table(
        "custody",
        _integer("sequence", key=True),
        _text("at"),
        _text("who"),
        _text("action"),
        _text("subject"),
        _text("digest"),
        _text("previous"),
        _text("hash"),
    )
    op.create_table(
        "feeds",
        _text("url", key=True),
        sa.Column("state", sa.LargeBinary(), nullable=False),
        _text("digest"),
    )


def _evidence() -> None:
    op.create_table(
        "evidence",
        _text("sha256", key=True),
        _integer("size"),
        _text("recorded_at"),
        *_logged(),
        sa.Column("data", sa.LargeBinary(), nullable=False),
    )
    op.create_table(
        "captures",
        _text("id", key=True),
        _text("evidence"),
        _text("location"),
        _text("url", null=True),
        _text("retrieved"),
        _text("media_type", null=True),
        _text("charset", null=True),
        _text("hints"),
        _text("recorded_at"),
        *_logged(),
        _refers("evidence", "evidence.sha256"),
    )
    op.create_index("ix_captures_evidence", "captures", ["evidence"])


def _documents() -> None:
    op.create_table(
        "documents",
        _text("id", key=True),
        _text("title", null=True),
        _text("outlet", null=True),
        _text("url", null=True),
        _text("published", null=True),
        _text("language", null=True),
        _text("byline", null=True),
        _text("dateline", null=True),
        _text("published_from", null=True),
        sa.Column("published_confidence", sa.Double()),
        _text("text_sha256"),
        _text("extractor"),
        _text("canonical_url", null=True),
        _integer("version"),
        _text("version_of", null=True),
        _text("title_words"),
        _text("outlet_folded", null=True),
        _text("recorded_at"),
        *_logged(),
        sa.Column("signature", sa.LargeBinary()),
        _text("text"),
        _refers("version_of", "documents.id"),
    )
    op.create_index("ix_documents_canonical_url", "documents", ["canonical_url"], postgresql_using="hash")
    op.create_table(
        "document_captures",
        _text("document", key=True),
        _text("capture", key=True),
        _text("recorded_at"),
        *_logged(),
        _refers("document", "documents.id"),
        _refers("capture", "captures.id"),
    )
    op.create_index("ix_document_captures_capture", "document_captures", ["capture"])


def _near_duplicates() -> None:
    op.create_table(
        "document_bands",
        _text("band", key=True),
        _text("document", key=True),
        _refers("document", "documents.id"),
    )
    op.create_index("ix_document_bands_document", "document_bands", ["document"])
    op.create_table(
        "near_duplicates",
        _text("document", key=True),
        _text("near", key=True),
        sa.Column("resemblance", sa.Double(), nullable=False),
        _refers("document", "documents.id"),
        _refers("near", "documents.id"),
    )


def _readings() -> None:
    op.create_table(
        "readings",
        _text("id", key=True),
        _text("document"),
        _integer("number"),
        _text("reader"),
        _text("at"),
        *_logged(),
        _text("reading"),
        _refers("document", "documents.id"),
        sa.UniqueConstraint("document", "number"),
    )
    op.create_table(
        "reading_closings",
        _text("reading", key=True),
        _text("superseded_by"),
        _text("recorded_at"),
        *_logged(),
        _refers("reading", "readings.id"),
        _refers("superseded_by", "readings.id"),
    )


def _claims() -> None:
    op.create_table(
        "claims",
        _text("reading", key=True),
        _text("id", key=True),
        _integer("position"),
        _text("document"),
        _text("kind"),
        _text("act"),
        _text("quote"),
        _text("polarity"),
        _text("text"),
        _text("evidence"),
        _text("said_by"),
        _text("cue", null=True),
        sa.Column("confidence", sa.Double()),
        _text("reader"),
        _text("words"),
        _text("recorded_at"),
        _text("digest"),
        _refers("reading", "readings.id"),
        _refers("document", "documents.id"),
    )
    op.create_index("ix_claims_document", "claims", ["document"])
    op.create_index("ix_claims_id", "claims", ["id"])
    op.create_table(
        "claim_links",
        _text("reading", key=True),
        _text("claim", key=True),
        _integer("position", key=True),
        _text("name"),
        _text("kind"),
        _text("span", null=True),
        _text("entity", null=True),
        _text("name_folded"),
        sa.ForeignKeyConstraint(["reading", "claim"], ["claims.reading", "claims.id"]),
    )


def _rejects() -> None:
    op.create_table(
        "rejects",
        _integer("entry", key=True),
        _text("location"),
        _text("stage"),
        _text("reason"),
        _text("at"),
        _integer("retryable"),
        _text("sha256", null=True),
        _text("recorded_at"),
        _refers("entry", "custody.sequence"),
    )
    op.create_index("ix_rejects_location", "rejects", ["location"], postgresql_using="hash")
    op.create_index("ix_rejects_sha256", "rejects", ["sha256"])
    op.create_table(
        "reject_closings",
        _integer("reject", key=True),
        _text("because"),
        _text("recorded_at"),
        *_logged(),
        _refers("reject", "rejects.entry"),
    )


def _views() -> None:
    op.execute("""
        CREATE VIEW pending_captures AS
        SELECT id, evidence, location, entry FROM captures
        WHERE NOT EXISTS (SELECT 1 FROM document_captures WHERE capture = captures.id)
        AND NOT EXISTS (
            SELECT 1 FROM rejects
            WHERE rejects.sha256 = captures.evidence AND rejects.location = captures.location
        )
    """)
    op.execute("""
        CREATE VIEW open_rejects AS
        SELECT entry, location, stage, reason, at, retryable, sha256, recorded_at FROM rejects
        WHERE NOT EXISTS (SELECT 1 FROM reject_closings WHERE reject = rejects.entry)
    """)
    op.execute("""
        CREATE VIEW current_readings AS
        SELECT id, document, number, reader, at, entry, reading FROM readings
        WHERE NOT EXISTS (SELECT 1 FROM reading_closings WHERE reading_closings.reading = readings.id)
    """)
    op.execute("""
        CREATE VIEW current_claims AS
        SELECT claims.id, documents.outlet, documents.published, documents.title, documents.url,
            claims.document, claims.position, claims.kind, claims.act, claims.quote, claims.polarity,
            claims.text, claims.evidence, claims.said_by, claims.cue, claims.confidence, claims.reader,
            claims.recorded_at, claims.reading
        FROM claims JOIN documents ON documents.id = claims.document
        WHERE NOT EXISTS (SELECT 1 FROM reading_closings WHERE reading_closings.reading = claims.reading)
    """)


def _sqlite_triggers() -> None:
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            op.execute(f"""
                CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
                BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END
            """)


def _postgresql_triggers() -> None:
    op.execute("""
        CREATE FUNCTION ledger_append_only() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION USING MESSAGE = TG_TABLE_NAME || ' is append-only'; END $$
    """)
    for table in APPEND_ONLY:
        op.execute(f"""
            CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
        """)
