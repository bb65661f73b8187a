"""The reference page lists what the schema has. `python tests/ledger/test_schema.py` writes it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import Column, Table

from accordingto.ledger import accounts, schema

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "ledger-schema.md"
INTRODUCTION = """\
# Tables and views of a ledger

<!-- Written by `python tests/ledger/test_schema.py`; a test checks it. -->

A ledger is a plain database: a SQLite file, or a PostgreSQL database. Any tool that reads those reads it,
[Datasette](https://datasette.io) for one. Write to it only through the program: what is written otherwise is
missing from the custody log, and `accordingto verify` reports it. How it all hangs together is told in
[The ledger](../concepts/ledger.md).

Instants are UTC, as `2024-03-08T09:00:00.000Z`; dates of publication are civil dates, `YYYY[-MM[-DD]]`. Spans
are half-open ranges of code points into a document's text. Text is compared and sorted by code point.
"""
DERIVED = (
    "What linking makes of the claims. `accordingto link --again` makes these tables anew, so they have no"
    " entries in the custody log."
)

REVIEWING = (
    "Which judgements of `reviews` hold of which claims, and what is to be reviewed next. They follow from"
    " the other tables, so they have no entries in the custody log."
)
BROWSER = """\
Who may use the ledger in the browser, and what they keep. Their rows change, are no evidence and do not
count in the custody log. On SQLite, `search_documents` and `search_claims` hold the words of all texts."""


def reference() -> str:
    tables = [line for table in schema.metadata.tables.values() for line in _section(table)]
    derived = [line for table in schema.derived.tables.values() for line in _section(table)]
    reviewing = [line for table in schema.reviewing.tables.values() for line in _section(table)]
    views = [line for view in schema.views.tables.values() for line in _section(view)]
    browser = [line for table in accounts.metadata.tables.values() for line in _section(table)]
    lines = [INTRODUCTION, "## Tables", "", *tables, "## Derived tables", "", DERIVED, "", *derived]
    lines += ["## Tables of review", "", REVIEWING, "", *reviewing]
    lines += ["## Tables of the browser", "", BROWSER, "", *browser]
    return "\n".join([*lines, "## Views", "", *views]).rstrip() + "\n"


def _section(table: Table) -> Iterator[str]:
    yield from (f"### {table.name}", "", table.info["doc"], "")
    yield from ("| column | type | |", "| --- | --- | --- |")
    yield from (_line(column) for column in table.columns)
    yield ""


def _line(column: Column[object]) -> str:
    kind = {"TEXT": "text", "INTEGER": "integer", "BLOB": "bytes", "DOUBLE": "number"}[str(column.type)]
    marks = [
        *(["key"] if column.primary_key else []),
        *(f"→ `{key.target_fullname}`" for key in column.foreign_keys),
        *(["may be empty"] if column.nullable and column.table.name not in schema.views.tables else []),
    ]
    notes = f" ({', '.join(marks)})" if marks else ""
    return f"| `{column.name}` | {kind} | {column.doc}{notes} |"


def test_every_table_and_column_is_described() -> None:
    for table in (
        t
        for m in (schema.metadata, schema.derived, schema.reviewing, accounts.metadata, schema.views)
        for t in m.tables.values()
    ):
        assert table.info["doc"].endswith(".")
        assert all((column.doc or "").endswith(".") for column in table.columns), table.name


def test_the_reference_page_lists_what_the_schema_has() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run `python tests/ledger/test_schema.py`"


if __name__ == "__main__":
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(reference(), encoding="utf-8")
