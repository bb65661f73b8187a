"""Parquet, by pyarrow."""

import io
import sys
from typing import Any

import msgspec
import pytest

from accordingto.errors import ExportError
from accordingto.exports import Manifest
from accordingto.exports.parquet import GROUP
from accordingto.exports.tables import CLAIMS, EVENTS
from tests.exports.build import disputed, figure, happening, told
from tests.exports.conftest import Exported

pq: Any = pytest.importorskip("pyarrow.parquet")


def test_columns_have_types_and_lists_are_lists(exported: Exported) -> None:
    data, _ = exported("parquet", [disputed()], what="events")
    table = pq.read_table(io.BytesIO(data))

    assert table.column_names == [column.name for column in EVENTS]
    row = table.to_pylist()[0]
    assert row["outlets"] == ["Vale Courier", "Vale State Radio"]
    assert (row["latitude"], row["killed"], row["injured_low"]) == (33.51, 7, None)


def test_text_is_as_it_is(exported: Exported) -> None:
    data, _ = exported("parquet", [told(text="=1+1\r\n😀")])

    assert pq.read_table(io.BytesIO(data)).column("words").to_pylist() == ["=1+1\r\n😀"]


def test_the_manifest_is_in_the_file(exported: Exported) -> None:
    data, manifest = exported("parquet", [told()])
    said = pq.ParquetFile(io.BytesIO(data)).metadata.metadata[b"accordingto"]

    inside = msgspec.json.decode(said, type=Manifest)
    assert inside == msgspec.structs.replace(manifest, sha256=None)


def test_rows_are_written_in_groups(exported: Exported) -> None:
    data, _ = exported("parquet", (told(f"c{n}") for n in range(GROUP + 1)))
    file = pq.ParquetFile(io.BytesIO(data))

    assert (file.metadata.num_rows, file.num_row_groups) == (GROUP + 1, 2)


def test_an_export_of_nothing_has_its_columns(exported: Exported) -> None:
    data, _ = exported("parquet", [])

    assert pq.read_table(io.BytesIO(data)).column_names == [column.name for column in CLAIMS]


def test_a_number_too_large_is_empty(exported: Exported) -> None:
    data, manifest = exported("parquet", [told(happening=happening(figures=(figure(2**63),)))])

    assert pq.read_table(io.BytesIO(data)).column("killed_best").to_pylist() == [None]
    assert "64 bits" in manifest.notes[0]


def test_without_pyarrow_it_says_what_to_do(exported: Exported, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)

    with pytest.raises(ExportError, match=r"accordingto\[parquet\]"):
        exported("parquet", [told()])
