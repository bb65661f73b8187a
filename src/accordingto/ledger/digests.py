"""Hashes over rows, in a form that anybody can compute again without this program.

A row is its columns that hold something, as one JSON object: names sorted, no spaces, ASCII only, bytes as
the hex of their SHA-256. Columns without a value are left out, so that a column added by a later schema
leaves the hashes of older rows as they are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping

Value = str | int | float | bytes | None
Row = Mapping[str, Value]

GENESIS = "0" * 64


def sha256(data: bytes) -> str:
    """SHA-256 as lower-case hex."""
    return hashlib.sha256(data).hexdigest()


def row_digest(table: str, row: Row, parts: Iterable[str] = ()) -> str:
    """Digest of a row of `table`, and of what belongs to it: the digests `parts`, in any order."""
    values = {
        name: sha256(value) if isinstance(value, bytes) else value
        for name, value in row.items()
        if value is not None
    }
    return _hash([table, values, sorted(parts)])


def entry_hash(entry: Row) -> str:
    """`hash` of an entry of the custody log: over all its other columns, `previous` included."""
    return _hash({name: value for name, value in entry.items() if name != "hash"})


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True, separators=(",", ":")).encode("ascii"))
