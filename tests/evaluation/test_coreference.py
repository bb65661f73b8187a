import pytest

from evaluation.coreference import alignment, b_cubed, ceaf_e, muc

A, B, C, D, E = ((number, number + 1) for number in range(5))
WANTED = [frozenset({A, B, C}), frozenset({D, E})]
FOUND = [frozenset({A, B}), frozenset({C, D, E})]


def test_equal_chains_score_full_marks() -> None:
    for metric in (muc, b_cubed, ceaf_e):
        precise, recalled = metric(WANTED, WANTED)
        assert (precise.precision, recalled.recall) == (100, 100)


def test_muc_counts_links() -> None:
    precise, recalled = muc(FOUND, WANTED)
    assert (precise.right, precise.found) == (2, 3)
    assert (recalled.right, recalled.wanted) == (2, 3)


def test_b_cubed_counts_shares_of_each_mention() -> None:
    precise, recalled = b_cubed(FOUND, WANTED)
    assert precise.precision == pytest.approx(100 * (2 + 1 / 3 + 4 / 3) / 5)
    assert recalled.recall == pytest.approx(100 * (4 / 3 + 1 / 3 + 2) / 5)


def test_ceaf_aligns_each_chain_once() -> None:
    precise, recalled = ceaf_e(FOUND, WANTED)
    assert precise.right == pytest.approx(0.8 + 0.8)
    assert precise.found == recalled.wanted == 2
    alone, _ = ceaf_e([frozenset({A, B})], WANTED)
    assert alone.right == pytest.approx(0.8)


def test_the_alignment_is_the_best_not_the_greedy_one() -> None:
    assert alignment([[9, 8], [8, 1]]) == 16
    assert alignment([[1, 5, 3]]) == 5
    assert alignment([]) == 0


def test_missing_mentions_cost_recall_only() -> None:
    precise, recalled = muc([frozenset({A, B})], WANTED)
    assert precise.precision == 100
    assert recalled.recall == pytest.approx(100 / 3)
