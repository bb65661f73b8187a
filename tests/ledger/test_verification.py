"""One flipped bit anywhere is found, and named."""

from __future__ import annotations

import random
import shutil
import sqlite3
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, assume, given, settings, strategies as st
from sqlalchemy import (
    ColumnElement,
    LargeBinary,
    Row,
    Table,
    Text,
    and_,
    cast,
    delete,
    insert,
    literal,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from accordingto.errors import LedgerError
from accordingto.ledger import Finding, Ledger, open_ledger, schema
from accordingto.types import Claim, Document

if TYPE_CHECKING:
    from tests.ledger.conftest import Make, Raw

Cell = str | bytes | int | float
TABLES = list(schema.metadata.tables.values())


def flipped(value: Cell, bit: int) -> Cell:
    """The value with one bit the other way; text as bytes, because it need not stay UTF-8."""
    if isinstance(value, int):
        return value ^ (1 << bit % 30)
    if isinstance(value, float):
        (number,) = struct.unpack("<q", struct.pack("<d", value))
        return float(struct.unpack("<d", struct.pack("<q", number ^ (1 << bit % 63)))[0])
    data = bytearray(value.encode() if isinstance(value, str) else value)
    data[bit // 8 % len(data)] ^= 1 << bit % 8
    return bytes(data)


def another(old: Cell, taken: set[Cell], chance: random.Random) -> Cell:
    """The value with one bit the other way that no other row has: a unique column would refuse it."""
    # Bit 0 of a byte keeps ASCII text valid on both databases.
    bits = [8 * place for place in range(4)] if isinstance(old, str) else list(range(8))
    chance.shuffle(bits)
    changed = (flipped(old, bit) for bit in bits)
    return next(new for new in changed if new not in taken and _text(new) not in taken)


def _text(cell: Cell) -> Cell:
    return cell.decode(errors="replace") if isinstance(cell, bytes) else cell


def bound(old: Cell, new: Cell, sqlite: bool) -> ColumnElement[Any] | Cell:
    if not isinstance(old, str) or isinstance(new, str):
        return new
    # Only SQLite takes text that is no UTF-8; the other refuses it itself.
    return cast(literal(new, LargeBinary), Text) if sqlite else new.decode()  # type: ignore[union-attr]


def set_cell(raw: Raw, table: Table, row: Row[Any], column: str, new: Cell) -> None:
    old = getattr(row, column)
    where = and_(*(key == getattr(row, key.name) for key in table.primary_key))
    value = bound(old, new, raw.engine.dialect.name == "sqlite")
    with raw.begin() as connection:
        assert connection.execute(update(table).where(where).values({column: value})).rowcount == 1


@contextmanager
def damaged(raw: Raw, table: Table, row: Row[Any], column: str, new: Cell) -> Iterator[None]:
    """A cell with another value for a while."""
    rows = rows_of(raw, table)
    set_cell(raw, table, row, column, new)
    try:
        yield
    finally:
        with raw.begin() as connection:
            connection.execute(delete(table))
            connection.execute(insert(table), [dict(row._mapping) for row in rows])


def rows_of(raw: Raw, table: Table) -> list[Row[Any]]:
    with raw.begin() as connection:
        return list(connection.execute(select(table).order_by(*table.primary_key)).all())


def named(findings: list[Finding], table: Table, row: Row[Any]) -> bool:
    """Whether a finding names the row, by the column that identifies it to people."""
    if table is schema.custody:
        return any(finding.subject.startswith("entry ") for finding in findings)
    names = {"captures": "id", "claims": "id", "claim_links": "claim", "feeds": "url", "rejects": "location"}
    name = names.get(table.name) or next(iter(table.primary_key)).name
    if table is schema.document_bands:
        name = "document"
    value = getattr(row, name)
    if table is schema.document_captures:
        value = f"{row.document} {row.capture}"
    return any(str(value) in (finding.subject, finding.problem.split()[-1]) for finding in findings)


def test_a_ledger_in_order_gives_no_findings(ledger: Ledger, make: Make) -> None:
    assert list(ledger.verify()) == []
    make.fill(ledger)
    assert list(ledger.verify()) == []


def test_a_flipped_bit_in_any_column_is_found_and_named(
    ledger: Ledger, make: Make, raw: type[Raw], made: str
) -> None:
    make.fill(ledger)
    behind = raw(made)
    chance = random.Random(2024)
    for table in TABLES:
        rows = rows_of(behind, table)
        for column in table.columns:
            held = [row for row in rows if getattr(row, column.name) not in (None, "", b"")]
            assert held, f"nothing in {table}.{column.name} to be damaged"
            row, old = held[-1], getattr(held[-1], column.name)
            taken = {getattr(other, column.name) for other in rows}
            with damaged(behind, table, row, column.name, another(old, taken, chance)):
                findings = list(ledger.verify())
            key_or_pointer = column.primary_key or column.foreign_keys or table is schema.custody
            assert findings, f"{table}.{column.name}"
            assert key_or_pointer or named(findings, table, row), f"{table}.{column.name}: {findings}"
    assert list(ledger.verify()) == []


CELLS = st.tuples(st.sampled_from(TABLES), st.integers(0), st.integers(0), st.integers(0, 10_000))


@given(CELLS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_flipped_bit_in_any_cell_is_found(
    full: Path, raw: type[Raw], tmp_path: Path, cell: tuple[Table, int, int, int]
) -> None:
    table, place, column_place, bit = cell
    path = shutil.copy(full, tmp_path)
    behind = raw(str(path))
    rows = rows_of(behind, table)
    row = rows[place % len(rows)]
    columns = [column.name for column in table.columns if getattr(row, column.name) not in (None, "", b"")]
    column = columns[column_place % len(columns)]
    new = flipped(getattr(row, column), bit)
    assume(new == new and repr(new) != repr(getattr(row, column)))
    try:
        set_cell(behind, table, row, column, new)
    except DBAPIError:
        assume(False)  # the flip made a second row of the same key, which the table refuses
    with open_ledger(str(path)) as ledger:
        assert list(ledger.verify()) != []


def content(path: Path) -> list[object]:
    with sqlite3.connect(path) as connection:
        connection.text_factory = bytes
        return [
            row
            for table in sorted(schema.metadata.tables)
            for row in sorted(connection.execute(f"SELECT * FROM {table}").fetchall(), key=repr)
        ]


def test_a_flipped_bit_in_the_file_is_found_or_changes_nothing(full: Path, tmp_path: Path) -> None:
    whole, original = full.read_bytes(), content(full)
    # Most pages of so small a ledger are empty, and the header, where damage is strangest, is short.
    used = [place for place, byte in enumerate(whole) if byte]
    chance = random.Random(7)
    found = 0
    for number in range(60):
        data = bytearray(whole)
        data[chance.choice(used) if number % 6 else chance.randrange(100)] ^= 1 << chance.randrange(8)
        path = tmp_path / f"{number}.db"
        path.write_bytes(data)
        if complains(path):
            found += 1
        else:
            assert content(path) == original
    assert found > 40


def complains(path: Path) -> bool:
    try:
        with open_ledger(str(path)) as ledger:
            return list(ledger.verify()) != []
    except LedgerError:
        return True


# --- more than a bit ------------------------------------------------------------------------------


Damage = tuple[str, str, str, str]
DAMAGES: list[Damage] = [
    # what is done behind the ledger's back, then kind, subject and problem of a finding
    ("DELETE FROM documents WHERE id = 'one'", "document", "one", "gone"),
    ("DELETE FROM evidence", "evidence", "7692c3ad3540", "gone"),
    ("DELETE FROM claims WHERE id = 'c0'", "reading", "one:1", "not as the custody log"),
    ("DELETE FROM claims WHERE id = 'c0'", "link", "one:1 c0 0", "belongs to nothing"),
    ("DELETE FROM reject_closings", "reject", "10", "gone"),
    ("DELETE FROM custody WHERE sequence = 3", "custody", "entry 4", "missing"),
    ("DELETE FROM custody WHERE sequence = 1", "custody", "entry 2", "follows entry 0"),
    ("DELETE FROM claim_links WHERE claim = 'c1' AND position = 1", "link", "c1", "link 1, 'SANA'"),
    (
        "UPDATE claim_links SET name = 'TASS' WHERE claim = 'c1' AND position = 1",
        "link",
        "c1",
        "link 1, 'SANA'",
    ),
    (
        "UPDATE claims SET text = 'The army lost Ardun' WHERE id = 'c1'",
        "claim",
        "c1",
        "not as it was recorded",
    ),
    ("UPDATE documents SET title = NULL WHERE id = 'two'", "document", "two", "not as the custody log"),
    (
        "UPDATE documents SET text = 'Nothing.' WHERE id = 'two'",
        "document",
        "two",
        "text does not have its hash",
    ),
    ("UPDATE near_duplicates SET resemblance = 1", "document", "two", "not as the custody log"),
    ("UPDATE evidence SET data = sha256", "evidence", "", ""),
    ("UPDATE readings SET entry = 1 WHERE id = 'one:1'", "reading", "one:1", "is to store evidence"),
    ("UPDATE readings SET entry = 9000 WHERE id = 'one:1'", "reading", "one:1", "not in the custody log"),
    ("UPDATE custody SET who = 'nobody' WHERE sequence = 2", "custody", "entry 2", "hash"),
    ("INSERT INTO document_bands VALUES ('9:z', 'nothing')", "document", "9:z nothing", "belongs to nothing"),
    ("INSERT INTO document_bands VALUES ('9:z', 'one')", "document", "one", "not as the custody log"),
]


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage[0][:60])
def test_damage_is_named(full: Path, raw: type[Raw], tmp_path: Path, damage: Damage) -> None:
    statement, kind, subject, problem = damage
    path = shutil.copy(full, tmp_path)
    raw(str(path)).run(statement)
    with open_ledger(str(path)) as ledger:
        findings = list(ledger.verify())
    assert findings
    if problem:
        assert [
            f for f in findings if f.kind == kind and f.subject.startswith(subject) and problem in f.problem
        ], findings


def test_a_document_put_in_without_the_log_is_found(
    ledger: Ledger, make: Make, raw: type[Raw], made: str
) -> None:
    make.stored(ledger, make.document())
    columns = ", ".join(c.name for c in schema.documents.columns if c.name not in ("id", "entry"))
    raw(made).run(
        f"INSERT INTO documents (id, entry, {columns}) SELECT 'slipped in', 77, {columns} FROM documents"
    )
    (finding,) = ledger.verify()
    assert (finding.kind, finding.subject, finding.problem) == (
        "document",
        "slipped in",
        "it is not in the custody log",
    )


def test_words_that_no_longer_stand_in_the_text_are_found_even_if_all_hashes_fit(
    ledger: Ledger, make: Make, raw: type[Raw], made: str
) -> None:
    document = make.document()
    make.read(ledger, document, make.claim(document))
    raw(made).run("UPDATE documents SET text = 'The navy took Ardun, SANA reported.'")
    assert ("claim", "c1") in [(finding.kind, finding.subject) for finding in ledger.verify()]


def wrong_claim(claim: Claim) -> str:
    return "other" if claim.id == "c1" else claim.id


def wrong_document(document: Document) -> str:
    return "other" if document.id == "one" else document.id


@pytest.mark.parametrize(
    ("ids", "expected"),
    [
        ({"claim_id": wrong_claim}, ("claim", "c1")),
        ({"document_id": wrong_document}, ("document", "one")),
        ({"claim_id": lambda claim: claim.id, "document_id": lambda document: document.id}, None),
    ],
)
def test_ids_are_derived_again(
    full: Path, ids: dict[str, Callable[[Any], str]], expected: tuple[str, str] | None
) -> None:
    with open_ledger(str(full)) as ledger:
        found = {(finding.kind, finding.subject) for finding in ledger.verify(**ids)}
    assert found == ({expected} if expected else set())
