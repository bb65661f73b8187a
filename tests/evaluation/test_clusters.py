"""Scores of clusters against examples worked by hand."""

from itertools import permutations

import numpy as np
import pytest

from evaluation.clusters import b_cubed, best_assignment, ceaf, compared, muc, pairs

# Luo 2005: four entities against three ways of getting them wrong are worked through in the paper's spirit.
WANTED = [{"1", "2", "3", "4", "5"}, {"6", "7"}, {"8", "9", "a", "b", "c"}]
JOINED = [{"1", "2", "3", "4", "5"}, {"6", "7", "8", "9", "a", "b", "c"}]


def test_muc_counts_links() -> None:
    parts = muc(JOINED, WANTED)
    # Wanted 4 + 1 + 4 links, all there; found 4 + 6, of which one is wrong.
    assert (parts.right_wanted, parts.wanted) == (9, 9)
    assert (parts.right_found, parts.found) == (9, 10)


def test_b_cubed_counts_shares_of_each_mention() -> None:
    parts = b_cubed(JOINED, WANTED)
    assert parts.recall == 100
    # 5 mentions with 5/5, 2 with 2/7, 5 with 5/7, of 12.
    assert parts.precision == pytest.approx(100 * (5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)


def test_ceaf_pairs_clusters_one_to_one() -> None:
    parts = ceaf(JOINED, WANTED)
    best = 1 + 2 * 5 / (7 + 5)
    assert parts.precision == pytest.approx(100 * best / 2)
    assert parts.recall == pytest.approx(100 * best / 3)


def test_mentions_of_one_side_only_lower_that_side() -> None:
    found, wanted = [{"1", "2", "x"}], [{"1", "2"}, {"y"}]
    assert (muc(found, wanted).right_found, muc(found, wanted).found) == (1, 2)
    assert b_cubed(found, wanted).precision == pytest.approx(100 * (2 * 2 / 3) / 3)
    assert b_cubed(found, wanted).recall == pytest.approx(100 * 2 / 3)


def test_two_mentions_that_the_other_side_lacks_are_two_parts() -> None:
    assert muc([{"x", "y"}], [{"1"}]).right_found == 0


def test_the_same_clusters_score_full() -> None:
    score = compared(WANTED, WANTED)
    assert score.conll == 100
    assert score.pairs.f1 == 100


def test_scores_add_up_over_texts() -> None:
    score = compared(WANTED, WANTED) + compared([{"x"}, {"y"}], [{"x", "y"}])
    assert score.muc.recall == pytest.approx(100 * 9 / 10)


def test_pairs_are_counted_once() -> None:
    count = pairs(JOINED, WANTED)
    assert (count.right, count.found, count.wanted) == (10 + 1 + 10, 10 + 21, 10 + 1 + 10)


def test_the_best_assignment_is_that_of_trying_all() -> None:
    random = np.random.default_rng(7)
    for shape in ((1, 1), (3, 3), (2, 5), (5, 2), (4, 6)):
        matrix = random.random(shape)
        small, large = sorted(shape)
        rows = matrix if shape[0] == small else matrix.T
        tried = max(sum(rows[r, c] for r, c in enumerate(p)) for p in permutations(range(large), small))
        assert best_assignment(matrix) == pytest.approx(tried)
