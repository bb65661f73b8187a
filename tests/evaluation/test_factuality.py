import pytest

from evaluation.factuality import covered, mean_absolute_error, pearson


def test_error_is_the_mean_distance() -> None:
    assert mean_absolute_error([(3.0, 3.0), (1.0, -1.0), (-3.0, -2.0)]) == pytest.approx(1.0)


def test_correlation_is_of_the_steps_and_not_of_the_level() -> None:
    assert pearson([(1.0, 2.0), (2.0, 4.0), (3.0, 6.0)]) == pytest.approx(1.0)
    assert pearson([(1.0, 6.0), (2.0, 4.0), (3.0, 2.0)]) == pytest.approx(-1.0)
    assert pearson([(1.0, 1.0), (2.0, 3.0), (3.0, 2.0)]) == pytest.approx(0.5)


def test_what_never_varies_has_no_correlation() -> None:
    assert pearson([(3.0, -3.0), (3.0, 3.0)]) == 0.0
    assert pearson([]) == 0.0


def test_words_that_only_touch_are_not_covered() -> None:
    assert covered([(0, 4), (4, 5), (6, 9)], (4, 8)) == [1, 2]
