"""Which claims tell of one happening: judgements, which are kept, and tables that can be made anew.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

TEXT = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
EVENT_TEXTS = (
    *("kind", "type", "mode", "acled", "place", "country", "admin1"),
    *("begins", "ends", "actors", "recipients"),
)
NEEDED = ("kind", "type")
COUNTS = (
    *("claims", "documents", "outlets", "happened", "denied"),
    *("origins", "contradictions", "reviewed", "stale"),
)
SORTED_BY = ("contradictions", "origins", "country", "type")


def upgrade() -> None:
    """Make the tables; judgements are append-only like all that people decided."""
    _judgements()
    _members()
    _keys()
    _events()


def _text(name: str, *, null: bool = False, key: bool = False) -> sa.Column[str]:
    return sa.Column(name, TEXT, nullable=null, primary_key=key)


def _integer(name: str, *, null: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=null)


def _judgements() -> None:
    op.create_table(
        "link_judgements",
        _text("id", key=True),
        *(
            _text(f"{side}_{name}")
            for side in ("one", "other")
            for name in ("document", "kind", "anchor", "text")
        ),
        _text("verdict"),
        _text("because", null=True),
        _text("judged_by"),
        _text("judged_at"),
        _text("recorded_at"),
        _integer("entry"),
        sa.ForeignKeyConstraint(["one_document"], ["documents.id"]),
        sa.ForeignKeyConstraint(["other_document"], ["documents.id"]),
        sa.ForeignKeyConstraint(["entry"], ["custody.sequence"]),
        sa.UniqueConstraint("entry"),
    )
    for side in ("one", "other"):
        op.create_index(f"ix_link_judgements_{side}_document", "link_judgements", [f"{side}_document"])
    for verb in ("UPDATE", "DELETE") if op.get_bind().dialect.name == "sqlite" else ():
        op.execute(f"""
            CREATE TRIGGER link_judgements_no_{verb.lower()} BEFORE {verb} ON link_judgements
            BEGIN SELECT RAISE(ABORT, 'link_judgements is append-only'); END
        """)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("""
            CREATE TRIGGER link_judgements_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON link_judgements
            FOR EACH STATEMENT EXECUTE FUNCTION ledger_append_only()
        """)


def _members() -> None:
    op.create_table("link_documents", _text("document", key=True), _text("reading"))
    op.create_table(
        "event_members",
        _text("claim", key=True),
        *(_text(name) for name in ("telling", "event", "document", "kind")),
        *(_integer(name) for name in ("anchor_start", "anchor_end")),
    )
    for name in ("telling", "event", "document"):
        op.create_index(f"ix_event_members_{name}", "event_members", [name])
    op.create_table(
        "link_profiles", _text("telling", key=True), sa.Column("profile", sa.LargeBinary(), nullable=False)
    )


def _keys() -> None:
    op.create_table("link_keys", _text("key", key=True), _text("telling", key=True), sqlite_with_rowid=False)
    op.create_index("ix_link_keys_telling", "link_keys", ["telling"])
    op.create_table(
        "links",
        _text("one", key=True),
        _text("other", key=True),
        sa.Column("score", sa.Double(), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_links_other", "links", ["other"])


def _events() -> None:
    op.create_table(
        "linked_events",
        _text("id", key=True),
        *(_text(name, null=name not in NEEDED) for name in EVENT_TEXTS[:7]),
        *(sa.Column(name, sa.Double()) for name in ("latitude", "longitude")),
        *(_text(name, null=True) for name in EVENT_TEXTS[7:]),
        *(
            _integer(f"{kind}_{bound}", null=True)
            for kind in ("killed", "injured")
            for bound in ("low", "best", "high")
        ),
        *(_integer(name) for name in COUNTS),
        *(_text(name, null=True) for name in ("place_words", "party_words", "event")),
    )
    op.create_index("ix_linked_events_begins", "linked_events", ["begins", "id"])
    for name in SORTED_BY:
        op.create_index(f"ix_linked_events_{name}", "linked_events", [name, "begins", "id"])
    op.create_index("ix_linked_events_stale", "linked_events", ["stale", "id"])
