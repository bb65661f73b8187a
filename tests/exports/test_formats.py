"""Every format: whole, lossless, and with what made it."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from accordingto.errors import ExportError
from accordingto.exports import FORMATS, POLICIES, Manifest, Row, SourcedClaim, SourcedEvent, order_of
from accordingto.exports.cells import undefanged
from accordingto.exports.formats import TABLES
from accordingto.exports.tally import tables_of
from tests.exports.build import (
    GOLDEN,
    READER,
    agreement,
    control,
    denial,
    disputed,
    event,
    framing,
    told,
)
from tests.exports.conftest import AT, Exported

ROWS: dict[str, list[Row]] = {
    "claims": [told(), denial()],
    "events": [disputed()],
    "agreements": [agreement()],
    "control": [control()],
    "framing": [framing()],
}
PAIRS = [(format, what) for format, known in FORMATS.items() for what in known.holds]
IN_FILE = [(format, what) for format, what in PAIRS if FORMATS[format].inside and format != "parquet"]
LINES = ("jsonl", "plover")


def loaded(format: str, data: bytes) -> tuple[list[Any], dict[str, Any]]:
    """The things in a JSON file, and what it says of itself."""
    if format in LINES:
        lines = [json.loads(line) for line in data.splitlines()]
        return lines[:-1], lines[-1]["export"]
    whole = json.loads(data)
    lists = [value for value in whole.values() if isinstance(value, list)]
    return lists[0], whole["export"]


@pytest.mark.parametrize("what", TABLES)
def test_our_tables_are_as_expected(what: str, exported: Exported) -> None:
    data, _ = exported("csv", ROWS[what], what=what)

    assert data == (GOLDEN / f"{what}.csv").read_bytes()


@pytest.mark.parametrize(("format", "what"), IN_FILE)
def test_a_json_file_says_what_it_is(format: str, what: str, exported: Exported) -> None:
    data, manifest = exported(format, ROWS[what], what=what, filters={"outlet": "Vale Courier"})
    things, said = loaded(format, data)

    assert len(things) == len(ROWS[what]) == manifest.rows
    assert said["filters"] == {"outlet": "Vale Courier"}
    assert (said["format"], said["what"], said["exported_at"]) == (format, what, AT)
    assert said["codebooks"] == ["fedcba98"]
    assert msgspec.convert({**said, "json_schema": None}, Manifest).rows == manifest.rows


@pytest.mark.parametrize(("format", "what"), PAIRS)
def test_an_export_of_nothing_is_whole_too(format: str, what: str, exported: Exported) -> None:
    data, manifest = exported(format, [], what=what)

    assert manifest.rows == 0
    assert manifest.reviewed.share is None
    assert data


def test_lines_of_json_give_the_same_nouns_again(exported: Exported) -> None:
    rows: list[tuple[str, type[Row], Iterable[Row]]] = [
        ("claims", SourcedClaim, ROWS["claims"]),
        ("events", SourcedEvent, ROWS["events"]),
    ]
    for what, noun, given in rows:
        data, _ = exported("jsonl", given, what=what)
        assert [msgspec.json.decode(line, type=noun) for line in data.splitlines()[:-1]] == given


def test_lines_of_json_carry_their_schema(exported: Exported) -> None:
    _, said = loaded("jsonl", exported("jsonl", [told()])[0])

    assert "SourcedClaim" in said["json_schema"]["$defs"]


def test_columns_have_names_of_their_own() -> None:
    for table in (*TABLES.values(), FORMATS["acled"].table, FORMATS["ucdp"].table):
        names = [column.name for column in table or ()]
        assert len(set(names)) == len(names)
        assert all(column.meaning for column in table or ())


def test_the_share_that_a_person_reviewed_is_counted(exported: Exported) -> None:
    rows = [told("c1"), msgspec.structs.replace(told("c2"), review="rejected"), told("c3"), told("c4")]
    _, manifest = exported("csv", rows)

    assert (manifest.reviewed.rows, manifest.reviewed.reviewed, manifest.reviewed.share) == (4, 1, 0.25)


def test_readers_are_counted(exported: Exported) -> None:
    _, manifest = exported("csv", [told("c1"), told("c2", reader="by-hand"), told("c3")])

    assert [(one.reader, one.tables, one.claims) for one in manifest.readers] == [
        (READER, "fedcba98", 2),
        ("by-hand", None, 1),
    ]


def test_the_tables_are_a_part_of_the_fingerprint() -> None:
    assert tables_of("accordingto-en-463cdbda3239-e84c59f3-2") == "e84c59f3"
    assert tables_of("a-b") is None


def test_claims_of_no_event_are_left_out_and_counted(exported: Exported) -> None:
    data, manifest = exported("plover", [told(), control()], what="claims")

    assert manifest.left_out == {"a claim of no event": 1}
    assert len(data.splitlines()) == 2


def test_a_format_has_its_own_policy_if_nobody_names_one() -> None:
    assert order_of("acled").policy == "conservative"
    assert order_of("ucdp").policy == "low-best-high"
    assert order_of("ucdp", policy="conservative").policy == "conservative"
    assert {known.policy for known in FORMATS.values()} <= set(POLICIES)


@pytest.mark.parametrize(
    ("format", "what", "words"),
    [("xls", None, "There are csv"), ("acled", "control", "can hold events, claims")],
)
def test_what_cannot_be_is_refused(format: str, what: Any, words: str) -> None:
    with pytest.raises(ExportError, match=words):
        order_of(format, what=what)


def test_nothing_is_cut(exported: Exported) -> None:
    long = "word " * 20_000
    data, _ = exported("csv", [told(text=long)])

    assert next(csv.DictReader(io.StringIO(data.decode(), newline="")))["words"] == long


def test_text_in_a_csv_file_comes_back(exported: Exported) -> None:
    text = '=HYPERLINK("x")\r\nnext, line'
    data, manifest = exported("csv", [told(text=text)])
    row = next(csv.DictReader(io.StringIO(data.decode(), newline="")))

    assert row["words"].startswith("'=")
    assert undefanged(row["words"]) == text
    assert any("apostrophe" in note for note in manifest.notes)


# --- each JSON format -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("format", "what", "file"),
    [
        ("jsonl", "claims", "claims.jsonl"),
        ("geojson", "events", "events.geojson"),
        ("plover", "events", "plover.jsonl"),
        ("timemap", "events", "timemap.json"),
    ],
)
def test_a_json_file_is_as_expected(format: str, what: str, file: str, exported: Exported) -> None:
    rows: list[Row] = [told()] if what == "claims" else [event()]
    data, _ = exported(format, rows, what=what)

    assert data == (GOLDEN / file).read_bytes()


def test_annotations_are_as_expected(exported: Exported) -> None:
    claim = told(evidence=((0, 16), (20, 27)), text="the army shelled [...] killing")
    data, _ = exported("webannotation", [claim])

    assert data == (GOLDEN / "webannotation.json").read_bytes()


def test_a_feature_without_a_place_has_no_geometry(exported: Exported) -> None:
    data, _ = exported("geojson", [event(place=None)], what="events")

    assert json.loads(data)["features"][0]["geometry"] is None


def test_plover_has_modes_for_what_did_not_happen(exported: Exported) -> None:
    def mode(*claims: SourcedClaim) -> list[str]:
        data, _ = exported("plover", [event(claims)], what="events")
        return list(json.loads(data.splitlines()[0])["mode"])

    assert mode(told()) == ["heavy-weapons"]
    assert mode(denial()) == ["heavy-weapons", "negation"]
    assert mode(told(status="planned"), told(status="demanded")) == [
        "heavy-weapons",
        "future",
        "hypothetical",
    ]


def test_plover_leaves_out_types_of_our_own(exported: Exported) -> None:
    _, manifest = exported("plover", [event(type="CASUALTY")], what="events")

    assert manifest.left_out == {"not an event type of PLOVER": 1}


def test_timemap_has_many_events_and_each_source(exported: Exported) -> None:
    rows = [event((told(f"c{n}"), told(f"d{n}"))) for n in range(3)]
    whole = json.loads(exported("timemap", rows, what="events")[0])

    assert len(whole["events"]) == 3
    assert set(whole["sources"]) == {one for row in whole["events"] for one in row["sources"]}


def test_timemap_leaves_out_what_has_neither_day_nor_place(exported: Exported) -> None:
    _, manifest = exported("timemap", [event(place=None, begin=None, end=None)], what="events")

    assert manifest.left_out == {"neither day nor place": 1}


def test_golden_files_are_all_used() -> None:
    text = Path(__file__).read_text() + "".join(
        p.read_text() for p in Path(__file__).parent.glob("test_*.py")
    )

    named = {f"{what}.csv" for what in TABLES}
    assert all(file.name in named or file.name in text for file in GOLDEN.iterdir())
