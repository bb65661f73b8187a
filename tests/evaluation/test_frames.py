"""Rows, widening and counting by hand; the model is not asked."""

from typing import Any

from evaluation.frames import Filled, count_roles, sentence_of_row, total, widened
from evaluation.scoring import Count


def _predicate(sense: str, span: list[int], arguments: list[tuple[str, list[list[int]]]]) -> dict[str, Any]:
    return {"sense": sense, "span": span, "args": [{"role": r, "spans": pieces} for r, pieces in arguments]}


def test_auxiliaries_are_left_out_and_pieces_count_one_by_one() -> None:
    row = {
        "text": "Shells have hit the bridge",
        "preds": [
            _predicate("have.01", [7, 11], [("ARG1", [[0, 6]])]),
            _predicate("hit.01", [12, 15], [("ARG0", [[0, 6]]), ("ARG1", [[16, 19], [20, 26]])]),
        ],
    }
    sentence = sentence_of_row(row)
    assert sentence.predicates == ((12, 15),)
    assert sentence.arguments == (
        ((12, 15), "ARG0", (0, 6)),
        ((12, 15), "ARG1", (16, 19)),
        ((12, 15), "ARG1", (20, 26)),
    )


def test_the_verb_of_a_frame_is_no_argument() -> None:
    row = {
        "text": "took aim",
        "preds": [_predicate("take.01", [0, 4], [("V", [[0, 4]]), ("ARG1", [[5, 8]])])],
    }
    assert [role for _, role, _ in sentence_of_row(row).arguments] == ["ARG1"]


def test_a_span_that_cuts_a_word_is_widened_to_it() -> None:
    words = [(0, 4), (5, 8), (8, 9)]
    assert widened((6, 8), words) == (1, 2)
    assert widened((3, 9), words) == (0, 3)
    assert widened((4, 5), words) == (0, 0)


def test_an_argument_needs_its_predicate_its_role_and_its_words() -> None:
    wanted: set[Filled] = {((2, 3), "ARG0", (0, 2)), ((2, 3), "ARG1", (3, 5)), ((6, 7), "ARG1", (7, 9))}
    found: set[Filled] = {
        ((2, 3), "ARG0", (0, 2)),
        ((2, 3), "ARG2", (3, 5)),
        ((2, 3), "ARG1", (7, 9)),
        ((6, 7), "ARG1", (7, 8)),
    }
    counts: dict[str, Count] = {}
    count_roles(counts, found, wanted)
    assert counts == {"ARG0": Count(1, 1, 1), "ARG1": Count(0, 2, 2), "ARG2": Count(0, 1, 0)}
    assert total(counts) == Count(1, 4, 3)


def test_a_total_can_be_of_some_roles_only() -> None:
    counts = {"ARG0": Count(1, 1, 1), "ARG5": Count(0, 0, 4)}
    assert total(counts, ("ARG0", "ARG1")) == Count(1, 1, 1)
