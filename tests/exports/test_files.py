"""Files that are there whole or not at all."""

import hashlib
import io
import json
import os
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from accordingto.errors import ExportError
from accordingto.exports import Row, export_file, order_of
from accordingto.exports.files import Sink, whole_file
from tests.exports.build import told
from tests.exports.conftest import AT


def saved(path: Path, format: str = "csv", rows: list[Row] | Iterator[Row] | None = None) -> None:
    export_file(rows or [told()], path, order_of(format), program="accordingto 0", exported_at=AT)


def test_what_describes_a_csv_file_lies_beside_it(tmp_path: Path) -> None:
    saved(tmp_path / "claims.csv")

    assert sorted(os.listdir(tmp_path)) == ["claims.csv", "claims.csv.meta.json"]
    manifest = json.loads((tmp_path / "claims.csv.meta.json").read_bytes())
    assert manifest["sha256"] == hashlib.sha256((tmp_path / "claims.csv").read_bytes()).hexdigest()
    assert manifest["rows"] == 1
    assert manifest["fields"][0] == {
        "name": "claim",
        "kind": "text",
        "meaning": "The claim's id in the ledger.",
    }


@pytest.mark.parametrize("format", ["jsonl", "geojson", "plover", "timemap", "webannotation"])
def test_other_files_need_nothing_beside_them(tmp_path: Path, format: str) -> None:
    saved(tmp_path / "out")

    saved(tmp_path / "other", format)
    assert not (tmp_path / "other.meta.json").exists()


def test_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    def failing() -> Iterator[Row]:
        yield told()
        raise RuntimeError("in the middle")

    path = tmp_path / "claims.csv"
    path.write_text("before")

    with pytest.raises(RuntimeError, match="in the middle"):
        saved(path, rows=failing())
    assert os.listdir(tmp_path) == ["claims.csv"]
    assert path.read_text() == "before"


def test_it_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    with whole_file(tmp_path / "out") as file:
        file.write(b"half")
        assert not (tmp_path / "out").exists()

    assert (tmp_path / "out").read_bytes() == b"half"


def test_rights_are_those_of_a_new_file_or_of_the_old(tmp_path: Path) -> None:
    mask = os.umask(0o022)
    try:
        saved(tmp_path / "new.csv")
    finally:
        os.umask(mask)
    (tmp_path / "old.csv").touch(0o600)
    saved(tmp_path / "old.csv")

    assert (tmp_path / "new.csv").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "old.csv").stat().st_mode & 0o777 == 0o600


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real.csv").write_text("before")
    (tmp_path / "link.csv").symlink_to(tmp_path / "real.csv")
    saved(tmp_path / "link.csv")

    assert (tmp_path / "link.csv").is_symlink()
    assert (tmp_path / "real.csv").read_bytes().startswith(b"claim,")


def test_a_pipe_is_written_to_directly(tmp_path: Path) -> None:
    with whole_file(Path("/dev/null")) as file:
        file.write(b"gone")

    assert Path("/dev/null").is_char_device()


def test_a_database_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "ledger.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE t (x)")

    with pytest.raises(ExportError, match="is a database"):
        saved(path)


@pytest.mark.parametrize(("name", "words"), [("none/out.csv", "cannot be written"), (".", "is a folder")])
def test_where_nothing_can_be_written_it_says_so(tmp_path: Path, name: str, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        saved(tmp_path / name)


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        saved(tmp_path / name, "acled", [told(), told("c2")])

    assert (tmp_path / "one").read_bytes() == (tmp_path / "other").read_bytes()


def test_a_sink_knows_what_went_through_it() -> None:
    file = io.BytesIO()
    sink = Sink(file)
    sink.write(b"ab")
    sink.write(b"c")

    assert sink.tell() == 3
    assert sink.sha256 == hashlib.sha256(b"abc").hexdigest()
