"""Parquet, by pyarrow, which the extra `parquet` brings and which is loaded when it is first needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from accordingto.errors import ExportError
from accordingto.exports.columns import Cell, Table, filled
from accordingto.exports.documents import Finish
from accordingto.exports.files import Sink
from accordingto.exports.nouns import CellKind, Policy

if TYPE_CHECKING:
    import pyarrow

T = TypeVar("T")
# Rows in memory at a time: some 10 MB of claims.
GROUP = 5_000
KEY = "accordingto"
NOTES = ("A whole number beyond 64 bits, which Parquet cannot hold, is empty.",)
_LARGEST = 2**63 - 1


def write_parquet(rows: Iterable[T], sink: Sink, *, table: Table[T], policy: Policy, finish: Finish) -> None:
    """One file, a row group for each `GROUP` rows; its metadata hold the manifest under `accordingto`.

    Raises `ExportError` if pyarrow is not installed.
    """
    pa, pq = _libraries()
    schema = pa.schema([pa.field(column.name, _type(pa, column.kind)) for column in table])
    with pq.ParquetWriter(pa.PythonFile(sink, mode="w"), schema, compression="zstd") as writer:
        for group in _groups(rows):
            cells = [[_fitting(cell) for cell in filled(table, row, policy)] for row in group]
            writer.write_batch(_batch(pa, cells, schema), row_group_size=GROUP)
        writer.add_key_value_metadata({KEY: msgspec.json.encode(finish()).decode()})


def _libraries() -> tuple[Any, Any]:
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError as error:
        reason = "Parquet needs pyarrow, which is not installed: pip install 'accordingto[parquet]'."
        raise ExportError(reason) from error
    return pyarrow, pyarrow.parquet


def _type(pa: Any, kind: CellKind) -> pyarrow.DataType:
    if kind == "texts":
        return pa.list_(pa.string())
    return {"text": pa.string(), "integer": pa.int64(), "number": pa.float64()}[kind]


def _groups(rows: Iterable[T]) -> Iterator[list[T]]:
    iterator = iter(rows)
    while group := list(islice(iterator, GROUP)):
        yield group


def _batch(pa: Any, cells: list[list[Cell]], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    columns = zip(*cells, strict=True)
    arrays = [pa.array(values, type=kind) for values, kind in zip(columns, schema.types, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _fitting(cell: Cell) -> Cell:
    return None if isinstance(cell, int) and cell > _LARGEST else cell
