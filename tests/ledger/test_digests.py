"""Hashes that anybody can compute again."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from accordingto.ledger.digests import GENESIS, Row, entry_hash, row_digest

ROW: Row = {"name": "Žurnal", "size": 3, "share": 0.5, "data": b"abc", "url": None}


def test_a_row_digest_is_the_hash_of_plain_json() -> None:
    data = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    plain = rf'["things",{{"data":"{data}","name":"\u017durnal","share":0.5,"size":3}},["a","b"]]'
    assert row_digest("things", ROW, ["b", "a"]) == hashlib.sha256(plain.encode()).hexdigest()


@pytest.mark.parametrize(
    "other",
    [
        {**ROW, "name": "Zurnal"},
        {**ROW, "size": 4},
        {**ROW, "share": 0.5000000000000001},
        {**ROW, "data": b"abd"},
        {**ROW, "url": ""},
        {name: value for name, value in ROW.items() if name != "size"},
    ],
)
def test_any_difference_gives_another_digest(other: Row) -> None:
    assert row_digest("things", other) != row_digest("things", ROW)


def test_a_column_without_value_counts_for_nothing() -> None:
    assert row_digest("things", {**ROW, "added_later": None}) == row_digest("things", ROW)


def test_table_and_parts_count() -> None:
    assert len({row_digest("a", ROW), row_digest("b", ROW), row_digest("a", ROW, ["x"])}) == 3


def test_an_entry_hash_covers_the_one_before_and_not_itself() -> None:
    entry: Row = {"sequence": 1, "at": "2024-03-08T09:00:00Z", "who": "tester", "previous": GENESIS}
    assert entry_hash({**entry, "hash": "anything"}) == entry_hash(entry)
    assert entry_hash({**entry, "previous": "1" * 64}) != entry_hash(entry)


def test_the_concept_page_states_the_same_recipe() -> None:
    page = Path(__file__).parents[2] / "docs" / "concepts" / "ledger.md"
    assert "names sorted, no spaces, ASCII only" in page.read_text(encoding="utf-8")
