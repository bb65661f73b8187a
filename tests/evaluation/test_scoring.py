import pytest

from evaluation.scoring import Count, Triple, begin, exact, jaccard, overlap, triples


def test_counts_add_up() -> None:
    total = Count(1, 2, 2) + Count(1, 1, 2)
    assert total.precision == pytest.approx(66.67, abs=0.01)
    assert total.recall == 50.0
    assert total.f1 == pytest.approx(57.14, abs=0.01)


def test_nothing_found_and_nothing_wanted_is_no_division_by_zero() -> None:
    assert Count().f1 == 0.0


def test_exact_wants_both_edges_and_begin_only_the_first() -> None:
    found, wanted = {(0, 5), (10, 14)}, {(0, 5), (10, 15), (20, 22)}
    assert exact(found, wanted) == Count(1, 2, 3)
    assert begin(found, wanted) == Count(2, 2, 3)


def test_jaccard_counts_lone_spans_as_nothing() -> None:
    total, number = jaccard({(0, 10), (50, 60)}, {(0, 5)})
    assert (total, number) == (0.5, 2)


def test_overlap_is_over_all_pieces() -> None:
    assert overlap(((0, 5), (10, 15)), ((0, 5),)) == 0.5
    assert overlap((), ()) == 1.0
    assert overlap((), ((0, 1),)) == 0.0


def test_a_triple_needs_all_three_parts() -> None:
    gold = Triple(((0, 4),), ((5, 9),), ((10, 30),))
    near = Triple(((0, 4),), ((5, 9),), ((10, 25),))
    sourceless = Triple((), ((5, 9),), ((10, 30),))
    assert triples([near], [gold], 1.0).right == 0
    assert triples([near], [gold], 0.5).right == 1
    assert triples([sourceless], [gold], 0.5).right == 0
    assert triples([gold, gold], [gold], 1.0) == Count(1, 2, 1)
