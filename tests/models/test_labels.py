from functools import cache
from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given, strategies as st

from accordingto.models.labels import (
    Chain,
    Floats,
    best_labels,
    label_count,
    labels_of,
    spans_of,
    transition_mask,
)


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


@cache
def formed(length: int) -> list[list[int]]:
    every = (list(labels) for labels in product(range(5), repeat=length))
    return [labels for labels in every if labels_of(length, spans_of(labels), 1) == labels]


@given(st.integers(1, 4), st.sampled_from((0.0, 2.0)), st.sampled_from((-2, 0, 2, 6)), st.integers(0, 99))
def test_no_sequence_is_better_wherever_words_are_surely_outside(
    length: int, weight: float, outside: int, seed: int
) -> None:
    chance = np.random.default_rng(seed)
    emissions = chance.normal(size=(length, 5), scale=2).astype(np.float32)
    emissions[:, 0] += outside
    transitions = transition_mask(1) + (weight * chance.normal(size=(5, 5))).astype(np.float32)
    best = max(_value(labels, emissions, transitions) for labels in formed(length))
    assert _value(best_labels(emissions, transitions), emissions, transitions) >= best - 1e-4


def test_a_stretch_is_searched_with_what_the_words_around_it_weigh() -> None:
    emissions = np.full((40, 5), -9, dtype=np.float32)
    emissions[:, 0] = 0
    emissions[20, 4] = 1  # a single word, likely for itself
    transitions = transition_mask(1).copy()
    assert np.flatnonzero(Chain(transitions).best(emissions)).tolist() == [20]
    transitions[4, 0] -= 2  # which nothing outside may well follow
    transitions[2:4, 0] += 1  # nor do longer spans fit
    assert not any(Chain(transitions).best(emissions))
