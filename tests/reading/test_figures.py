import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, strategies as st

from accordingto.errors import SettingsError
from accordingto.reading.figures import FoundFigure, figures_of
from accordingto.reading.figures.book import book

GOLDEN = Path(__file__).parent / "figures"


def _golden(name: str) -> list[Any]:
    lines = (GOLDEN / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [
        pytest.param(case["text"], case["figures"], id=case["text"][:60]) for case in map(json.loads, lines)
    ]


def _written(text: str, found: FoundFigure) -> dict[str, Any]:
    """A figure as the golden files write it: without what is not stated."""
    figure = found.figure
    fields = {
        "words": text[slice(*figure.span)],
        "kind": figure.kind,
        "of": figure.of,
        "low": figure.low,
        "best": figure.best,
        "high": figure.high,
        "approximate": figure.approximate or None,
        "part_of": found.part_of,
        "predicate": text[slice(*found.predicate)] if found.predicate else None,
    }
    return {name: value for name, value in fields.items() if value is not None}


@pytest.mark.parametrize(("text", "expected"), _golden("numbers"))
def test_numbers_with_their_bounds(text: str, expected: list[dict[str, Any]]) -> None:
    assert [_written(text, found) for found in figures_of(text)] == expected


@pytest.mark.parametrize(("text", "expected"), _golden("predicates"))
def test_what_happened_to_those_who_are_counted(text: str, expected: list[dict[str, Any]]) -> None:
    assert [_written(text, found) for found in figures_of(text)] == expected


@pytest.mark.parametrize(("text", "expected"), _golden("parts"))
def test_parts_of_a_total_are_figures_of_their_own(text: str, expected: list[dict[str, Any]]) -> None:
    assert [_written(text, found) for found in figures_of(text)] == expected


@pytest.mark.parametrize(("text", "expected"), _golden("none"))
def test_what_counts_no_people_is_no_figure(text: str, expected: list[dict[str, Any]]) -> None:
    assert [_written(text, found) for found in figures_of(text)] == expected == []


MARKS = [("“", "”"), ('"', '"'), ("«", "»"), ("‘", "’")]


@pytest.mark.parametrize("marks", MARKS)
def test_what_is_quoted_is_read_like_what_is_not(marks: tuple[str, str]) -> None:
    text = "They killed 12 people and wounded at least 30, including three children"
    quoted = f"{marks[0]}{text},{marks[1]} he said."
    shifted = [msgspec.structs.replace(found.figure, span=(0, 0)) for found in figures_of(quoted)]
    assert shifted == [msgspec.structs.replace(found.figure, span=(0, 0)) for found in figures_of(text)]
    assert len(shifted) == 3


def test_a_part_points_into_the_figures_of_the_whole_text() -> None:
    text = "Two men were arrested.\n\nForty people were killed. Eight of them were children."
    figures = figures_of(text)
    assert [found.part_of for found in figures] == [None, None, 1]
    assert [text[slice(*found.figure.span)] for found in figures] == [
        "Two men",
        "Forty people",
        "Eight of them",
    ]


def test_a_headline_above_a_text_is_a_sentence_of_its_own() -> None:
    text = "Twelve killed in raid\n\nThirty people were wounded."
    assert [found.figure.kind for found in figures_of(text)] == ["killed", "injured"]


WORDS = "killed 12 a of the and , . people them including two-three 1,2 “ ” - none not between".split()


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_words_are_read_and_spans_lie_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    figures = figures_of(text)
    for found in figures:
        start, end = found.figure.span
        assert 0 <= start < end <= len(text)
        assert found.part_of is None or 0 <= found.part_of < len(figures)


def test_a_codebook_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    path = tmp_path / "figures.toml"
    path.write_text("people = 3", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"figures\.toml"):
        book(path)


@pytest.mark.parametrize(
    ("text", "settled"),
    [
        ("Ten people were killed or hurt.", [True]),
        ("Seven of the 23 people aboard were killed.", [False, True]),
        ("Of the 80 pupils seized on Monday, 52 escaped.", [False, True]),
    ],
)
def test_no_event_tells_what_befell_the_mixed_a_whole_or_the_escaped(text: str, settled: list[bool]) -> None:
    assert [found.settled for found in figures_of(text)] == settled
