import pytest

from evaluation.cameo import add_sides, by_class, held_out, macro_f1
from evaluation.scoring import Count
from training.corpora import FOLDED, Example, without_folds


def test_what_is_measured_is_what_training_leaves_out() -> None:
    examples = [Example(str(number), "sides", "Rebels left.", ()) for number in range(17)]
    measured, taught = held_out(examples), without_folds(examples)
    assert [example.id for example in measured] == ["7", "15"]
    assert {e.id for e in measured} | {e.id for e in taught} == {e.id for e in examples}
    assert not {e.id for e in measured} & {e.id for e in taught}
    assert {"sides", "pentacode"} <= FOLDED


def test_a_span_in_the_other_role_is_wrong_on_both_sides() -> None:
    counts = {name: Count() for name in ("all", "source", "target")}
    add_sides(counts, ("source", "target"), {(0, 6, 0), (10, 14, 0)}, {(0, 6, 0), (10, 14, 1)})
    assert counts["source"] == Count(1, 2, 1)
    assert counts["target"] == Count(0, 0, 1)
    assert counts["all"] == Count(1, 2, 2)


def test_spans_must_be_exact() -> None:
    counts = {name: Count() for name in ("all", "source")}
    add_sides(counts, ("source",), {(0, 5, 0)}, {(0, 6, 0)})
    assert counts["all"].right == 0


def test_macro_f1_weighs_classes_alike() -> None:
    pairs = [(0, 0), (0, 0), (0, 0), (0, 1)]
    first, second = by_class(pairs, 2)
    assert (first, second) == (Count(3, 4, 3), Count(0, 0, 1))
    assert macro_f1(pairs, 2) == pytest.approx((100 * 6 / 7 + 0) / 2)
