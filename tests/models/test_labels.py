from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, strategies as st

from accordingto.models.labels import Floats, best_labels, label_count, labels_of, spans_of, transition_mask


def test_labels_mark_begin_inside_end_and_single() -> None:
    assert labels_of(6, [(0, 3, 0), (4, 5, 1)], 2) == [1, 2, 3, 0, 8, 0]


def test_the_first_of_two_overlapping_spans_stands() -> None:
    assert spans_of(labels_of(4, [(0, 2, 0), (1, 4, 1)], 2)) == [(0, 2, 0)]


@pytest.mark.parametrize("span", [(0, 0, 0), (2, 5, 0), (0, 1, 2), (-1, 1, 0)])
def test_a_span_that_does_not_fit_is_refused(span: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="does not fit"):
        labels_of(4, [span], 2)


@st.composite
def disjoint_spans(draw: st.DrawFn) -> tuple[int, list[tuple[int, int, int]]]:
    edges = sorted(draw(st.sets(st.integers(0, 30), max_size=12)))
    pairs = list(zip(edges[::2], edges[1::2], strict=False))
    return 30, [(start, end, draw(st.integers(0, 2))) for start, end in pairs]


@given(disjoint_spans())
def test_spans_survive_the_way_to_labels_and_back(case: tuple[int, list[tuple[int, int, int]]]) -> None:
    length, spans = case
    assert spans_of(labels_of(length, spans, 3)) == spans


@given(st.integers(1, 12), st.integers(0, 2**32 - 1))
def test_the_best_sequence_is_well_formed_and_as_good_as_any_other(length: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    emissions = chance.normal(size=(length, label_count(2))).astype(np.float32)
    transitions = transition_mask(2) + chance.normal(size=(9, 9)).astype(np.float32)
    labels = best_labels(emissions, transitions)
    assert labels_of(length, spans_of(labels), 2) == labels
    plain = [0] * length
    assert _value(labels, emissions, transitions) >= _value(plain, emissions, transitions) - 1e-4


def _value(labels: list[int], emissions: Floats, transitions: Floats) -> float:
    steps = sum(transitions[i, j] for i, j in pairwise(labels))
    return float(emissions[range(len(labels)), labels].sum() + steps)


def test_a_text_without_words_has_no_labels() -> None:
    assert best_labels(np.zeros((0, 9), dtype=np.float32), transition_mask(2)) == []
