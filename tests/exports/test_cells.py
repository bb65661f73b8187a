"""Text in cells: harmless to a spreadsheet, and the same text again afterwards."""

import csv
import io

import pytest
from hypothesis import given, strategies as st

from accordingto.exports.cells import defanged, undefanged
from accordingto.exports.columns import Cell, Column
from accordingto.exports.delimited import write_csv
from accordingto.exports.files import Sink

STARTS = "=+-@\t\r\n＝＋－＠"
# What is hard in a cell, and any other text.
HARD = st.text(st.sampled_from(f"'{STARTS}\",;\r\n\0 a\ufeff😀é"), max_size=12) | st.text()


@pytest.mark.parametrize("start", STARTS)
def test_what_begins_like_a_formula_is_made_harmless(start: str) -> None:
    assert defanged(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("text", ["", "'quoted'", "5-7", "a=b", " =1", "'tis", "12"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert defanged(text) == text == undefanged(text)


def test_what_looks_defanged_already_comes_back_too() -> None:
    assert defanged("'=1") == "''=1"
    assert undefanged("''=1") == "'=1"


@given(HARD)
def test_defanging_can_be_undone_and_leaves_no_formula(text: str) -> None:
    cell = defanged(text)

    assert undefanged(cell) == text
    assert cell[:1] not in set(STARTS)


def column(number: int, cell: Cell) -> Column[int]:
    return Column(f"c{number}", "text", "", lambda row, policy: cell)


def written(*cells: Cell, bom: bool = False) -> bytes:
    file = io.BytesIO()
    table = [column(number, cell) for number, cell in enumerate(cells)]
    write_csv([1], Sink(file), table=table, policy="conservative", bom=bom)
    return file.getvalue()


@given(st.lists(HARD, min_size=1, max_size=4))
def test_any_text_comes_back_from_a_csv_file(texts: list[str]) -> None:
    rows = list(csv.reader(io.StringIO(written(*texts).decode(), newline="")))

    assert len(rows) == 2
    assert [undefanged(cell) for cell in rows[1]] == texts


def test_lines_end_and_quotes_double_as_the_standard_has_it() -> None:
    assert written('a "b"', "c,d", "e\nf") == b'c0,c1,c2\r\n"a ""b""","c,d","e\nf"\r\n'


def test_numbers_stay_numbers() -> None:
    assert written(-3, -33.5, None, 0).splitlines()[1] == b"-3,-33.5,,0"


def test_several_values_share_a_cell() -> None:
    assert written(("=a", "b"), ()).splitlines()[1] == b"'=a; b,"


def test_a_byte_order_mark_is_there_if_asked_for() -> None:
    assert written("é", bom=True) == "\ufeffc0\r\né\r\n".encode()
