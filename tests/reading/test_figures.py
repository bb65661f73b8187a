import json
from pathlib import Path
from typing import Any

import pytest

from accordingto.reading.figures import FoundFigure, figures_of

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
