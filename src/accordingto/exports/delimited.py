"""CSV as RFC 4180 has it: UTF-8, CRLF, quotes where they are needed."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterable
from typing import TypeVar

from accordingto.exports.cells import RULE, defanged
from accordingto.exports.columns import BETWEEN, Cell, Table, filled
from accordingto.exports.files import Sink
from accordingto.exports.nouns import Policy

T = TypeVar("T")
NOTES = (
    RULE,
    f"Several values in one cell stand with {BETWEEN!r} between them; JSONL and Parquet have them as lists.",
)


class _Encoded:
    """What the csv module writes to."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink

    def write(self, text: str) -> int:
        return self._sink.write(text.encode())


def write_csv(rows: Iterable[T], sink: Sink, *, table: Table[T], policy: Policy, bom: bool = False) -> None:
    """A line of headers, and one for each row. `bom` begins with U+FEFF, by which Excel knows UTF-8."""
    if bom:
        sink.write(codecs.BOM_UTF8)
    writer = csv.writer(_Encoded(sink))
    writer.writerow([column.name for column in table])
    writer.writerows([_cell(cell) for cell in filled(table, row, policy)] for row in rows)


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell, tuple):
        return defanged(BETWEEN.join(cell))
    if isinstance(cell, str):
        return defanged(cell)
    return "" if cell is None else cell
