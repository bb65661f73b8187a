"""What a source is called, and what is only said about it."""

from __future__ import annotations

import pytest

from accordingto.reading.sources import without_aside


@pytest.mark.parametrize(
    ("phrase", "name"),
    [
        ("Harun Media Network, which supports the rebels,", "Harun Media Network"),
        ("A military source, who asked not to be named", "A military source"),
        ("a clerk, whose office overlooks the square,", "a clerk"),
        ("residents who fled the town", "residents who fled the town"),
        ("the monitor, a group in Oshan", "the monitor, a group in Oshan"),
    ],
)
def test_a_source_is_named_without_the_clause_that_comments_on_it(phrase: str, name: str) -> None:
    text = f"On Monday {phrase}"
    start, end = without_aside(text, (10, len(text)))
    assert text[start:end] == name
