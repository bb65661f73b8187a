"""One write transaction: every object goes in together with its entry in the custody log."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Double, Table, insert

from accordingto.errors import LedgerError
from accordingto.ledger import queries, schema
from accordingto.ledger.digests import GENESIS, Row, Value, entry_hash, row_digest

# Table -> what the log says was done, and the columns that name the object.
LOGGED: Mapping[Table, tuple[str, tuple[str, ...]]] = {
    schema.evidence: ("store evidence", ("sha256",)),
    schema.captures: ("store capture", ("id",)),
    schema.documents: ("store document", ("id",)),
    schema.document_captures: ("link document", ("document", "capture")),
    schema.readings: ("store reading", ("id",)),
    schema.reading_closings: ("close reading", ("reading",)),
    schema.rejects: ("store reject", ("location",)),
    schema.reject_closings: ("close reject", ("reject",)),
    schema.judgements: ("store judgement", ("id",)),
    schema.reviews: ("judge claim", ("id",)),
    schema.review_closings: ("close judgement", ("review",)),
}


def now() -> str:
    """This instant, UTC, to the millisecond."""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def subject_of(table: Table, row: Row) -> str:
    """What the log calls the object in this row."""
    return " ".join(str(row[name]) for name in LOGGED[table][1])


def complete(table: Table, row: Row) -> dict[str, Value]:
    """The row as both databases give it back.

    Raises `LedgerError` for characters that not every database can hold.
    """
    return {column.name: _value(table, column.name, row.get(column.name)) for column in table.columns}


def _value(table: Table, name: str, value: Value) -> Value:
    if isinstance(value, str):
        _check_text(table, name, value)
    if isinstance(value, int) and isinstance(table.c[name].type, Double):
        return float(value)
    return value


def _check_text(table: Table, name: str, text: str) -> None:
    place = text.find("\0")
    if place >= 0:
        raise LedgerError(
            f"{table.name}.{name} has the character U+0000 at {place}; take it out before storing."
        )
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise LedgerError(
            f"{table.name}.{name} has half a character at {error.start}; make it whole before storing."
        ) from error


class Writer:
    """An open write transaction, by whom, and the end of the custody log as it grows."""

    def __init__(self, connection: Connection, who: str) -> None:
        self.connection = connection
        self.who = who
        self.at = now()
        self._sequence, self._hash = queries.head(connection) or (0, GENESIS)

    def add(self, table: Table, row: Row, parts: Iterable[str] = ()) -> None:
        """Store an object and log it; `parts` are the digests of what belongs to it."""
        row = complete(table, {"recorded_at": self.at, **row, "entry": self._sequence + 1})
        action, _ = LOGGED[table]
        self._log(action, subject_of(table, row), row_digest(table.name, row, parts))
        self.connection.execute(insert(table), row)

    def add_parts(self, table: Table, rows: Sequence[Row]) -> None:
        """Store rows that belong to an object, whose digest covers them."""
        if rows:
            self.connection.execute(insert(table), list(rows))

    def _log(self, action: str, subject: str, digest: str) -> None:
        entry: dict[str, Value] = {
            "sequence": self._sequence + 1,
            "at": self.at,
            "who": self.who,
            "action": action,
            "subject": subject,
            "digest": digest,
            "previous": self._hash,
        }
        self._sequence, self._hash = self._sequence + 1, entry_hash(entry)
        self.connection.execute(insert(schema.custody), {**entry, "hash": self._hash})
