"""Counting what goes into an export while it streams by, and what it then says of itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from accordingto.exports.nouns import (
    Field,
    LeftOut,
    Manifest,
    Order,
    ReaderCount,
    Reviewed,
    Row,
    SourcedClaim,
    SourcedEvent,
)

R = TypeVar("R", SourcedClaim, SourcedEvent, Row)
# Name of the model, its fingerprint, the tables, the rules: see `Reader.fingerprint`.
_FINGERPRINT_PARTS = 4


class Tally:
    """The counts of one export. Rows have to be taken through `kept`, once."""

    def __init__(self, order: Order, *, program: str, exported_at: str) -> None:
        self._order = order
        self._program = program
        self._exported_at = exported_at
        self._rows = 0
        self._reviewed = 0
        self._readers: Counter[str] = Counter()
        self._left_out: Counter[str] = Counter()

    def kept(
        self, rows: Iterable[R | LeftOut], left_out: Callable[[R], str | None] | None = None
    ) -> Iterator[R]:
        """The rows that have a place in the format; those that have none are counted by reason."""
        for row in rows:
            if isinstance(row, LeftOut):
                self._left_out[row.reason] += 1
            elif reason := left_out(row) if left_out else None:
                self._left_out[reason] += 1
            else:
                self._count(row)
                yield row

    def _count(self, row: Row) -> None:
        self._rows += 1
        if isinstance(row, SourcedClaim):
            self._reviewed += row.review is not None
        else:
            self._reviewed += row.reviewed
        for told in (row,) if isinstance(row, SourcedClaim) else row.claims:
            self._readers[told.claim.reader] += 1

    def manifest(self, *, standard: str, fields: Sequence[Field] = (), notes: Sequence[str] = ()) -> Manifest:
        """What the export says of itself, once all rows have gone by."""
        readers = tuple(
            ReaderCount(reader=reader, tables=tables_of(reader), claims=number)
            for reader, number in sorted(self._readers.items())
        )
        share = round(self._reviewed / self._rows, 4) if self._rows else None
        return Manifest(
            format=self._order.format,
            standard=standard,
            what=self._order.what,
            program=self._program,
            exported_at=self._exported_at,
            policy=self._order.policy,
            filters=self._order.filters,
            rows=self._rows,
            left_out=dict(sorted(self._left_out.items())),
            codebooks=tuple(sorted({one.tables for one in readers if one.tables})),
            readers=readers,
            reviewed=Reviewed(rows=self._rows, reviewed=self._reviewed, share=share),
            fields=tuple(fields),
            notes=tuple(notes),
        )


def tables_of(reader: str) -> str | None:
    """The part of a reader's fingerprint that stands for its codebooks and gazetteer."""
    parts = reader.rsplit("-", _FINGERPRINT_PARTS - 1)
    return parts[-2] if len(parts) == _FINGERPRINT_PARTS else None
