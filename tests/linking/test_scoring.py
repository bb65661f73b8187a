"""Scores explain themselves."""

import pytest

from accordingto.linking.profiles import profile_of
from accordingto.linking.scoring import explained, log_odds, probability, score, shipped
from tests.linking.conftest import BELAN, Make


def test_the_score_is_the_sum_of_what_is_explained(make: Make) -> None:
    one = profile_of(make.account("Guns shelled Ardun.", "shelled"))
    other = profile_of(make.account("Ardun was hit.", "hit", document="d2"))
    assert one
    assert other
    pairing = explained(one, other)
    weights = shipped().across
    assert pairing.score == score(one, other)
    total = weights.start + sum(comparison.weight for comparison in pairing.comparisons)
    assert total == pytest.approx(log_odds(one, other, weights))
    assert probability(total) == pytest.approx(pairing.score)
    found = {comparison.name: comparison.found for comparison in pairing.comparisons}
    assert found["place"] == "same place: ardun / ardun"
    assert found["day"] == "same day: 2024-03-05 / 2024-03-05"


def test_the_same_place_and_day_are_likelier_than_a_neighbour(make: Make) -> None:
    one, same, neighbour = (
        profile_of(make.account("It was shelled.", "shelled", document=name, **places))  # type: ignore[arg-type]
        for name, places in (("d1", {}), ("d2", {}), ("d3", {"places": (BELAN,)}))
    )
    assert one
    assert same
    assert neighbour
    assert score(one, same) > 0.5 > score(one, neighbour)


def test_extreme_odds_are_no_error() -> None:
    assert probability(-1e9) < 1e-9 < 1 - 1e-9 < probability(1e9)
