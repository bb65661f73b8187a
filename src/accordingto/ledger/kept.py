"""What pages work out from all claims at once, kept in the ledger until it is made anew.

Nothing here counts: all of it follows from the rest, may be deleted, and is read back by whoever made it.
"""

from __future__ import annotations

from sqlalchemy import Connection, select, text

from accordingto.errors import LedgerError
from accordingto.ledger import queries, schema
from accordingto.ledger.database import Database
from accordingto.ledger.schema import REVISION
from accordingto.types import Noun

# The row that counts changes of what is linked, which the custody log does not tell of.
LINKED = "linked"

_KEPT = schema.kept


class KeptValue(Noun, frozen=True):
    """A value in bytes, and the state of the ledger that it was made of."""

    state: str
    value: bytes


def state_of(database: Database) -> str:
    """What differs after anything was stored, judged or linked, by whichever program."""
    with database.read(snapshot=True) as connection:
        sequence, _ = queries.head(connection) or (0, "")
        linked = connection.scalar(select(_KEPT.c.state).where(_KEPT.c.name == LINKED)) or "0"
    return f"{REVISION} {sequence} {linked}"


def linked_anew(connection: Connection) -> None:
    """Count a change of happenings, in the transaction that makes it."""
    connection.execute(_COUNT, {"name": LINKED, "value": b""})


_COUNT = text("""
    INSERT INTO kept (name, state, value) VALUES (:name, '1', :value)
    ON CONFLICT (name) DO UPDATE SET state = CAST(CAST(kept.state AS BIGINT) + 1 AS TEXT)
""")


def recall(database: Database, name: str) -> KeptValue | None:
    """What was kept last."""
    query = select(_KEPT.c.state, _KEPT.c.value).where(_KEPT.c.name == name)
    with database.read() as connection:
        row = connection.execute(query).one_or_none()
    return None if row is None else KeptValue(state=row.state, value=bytes(row.value))


def keep(database: Database, name: str, kept: KeptValue) -> bool:
    """Keep a value in the place of the one before; false where the ledger cannot be written now."""
    if database.mode == "read":
        return False
    try:
        with database.write() as connection:
            connection.execute(_KEEP, {"name": name, "state": kept.state, "value": kept.value})
    except LedgerError:
        # Another program writes, or the disk is full: it is made anew after the next start.
        return False
    return True


_KEEP = text("""
    INSERT INTO kept (name, state, value) VALUES (:name, :state, :value)
    ON CONFLICT (name) DO UPDATE SET state = excluded.state, value = excluded.value
""")
