"""Which of our figures an annotated one is compared with."""

from __future__ import annotations

from typing import Any

from accordingto.types import Figure, FigureKind, Span
from evaluation.figures import matches


def _figure(span: Span, number: int, kind: FigureKind = "other") -> Figure:
    return Figure(span=span, kind=kind, of="shepherds", low=number, best=number, high=number)


def _gold(span: Span, number: int, kind: str = "other") -> tuple[Span, dict[str, Any]]:
    return span, {"kind": kind, "low": number, "best": number, "high": number}


def test_a_part_and_its_whole_overlap_and_each_is_compared_with_its_own() -> None:
    part, whole = _figure((0, 21), 9, "released"), _figure((8, 21), 13)
    gold = [_gold((0, 21), 9, "released"), _gold((8, 21), 13)]
    assert [figure for _, figure in matches(gold, [whole, part])] == [part, whole]


def test_none_is_used_twice() -> None:
    only = _figure((0, 21), 9)
    gold = [_gold((0, 21), 8), _gold((8, 21), 9)]
    assert [figure for _, figure in matches(gold, [only])] == [None, only], "the right one first"


def test_a_wrong_one_is_found_but_not_in_place_of_a_right_one() -> None:
    wrong = _figure((0, 5), 3)
    assert matches([_gold((2, 9), 4)], [wrong])[0][1] == wrong
    assert matches([_gold((6, 9), 4)], [wrong])[0][1] is None
