"""Scores explain themselves."""

import pytest
from msgspec.structs import replace

from accordingto.linking.profiles import MANY, REPEATS, profile_of, ranked
from accordingto.linking.scoring import (
    Regression,
    Weights,
    explained,
    log_odds,
    probability,
    score,
    shipped,
)
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


def test_long_reports_have_weights_of_their_own(make: Make) -> None:
    one, other = (
        profile_of(make.account("It was shelled.", "shelled", document=name)) for name in ("d1", "d2")
    )
    assert one
    assert other
    short, long = (Regression(start=start, levels={}) for start in (-1.0, 1.0))
    weights = Weights(within=short, across=short, long=Weights(within=long, across=long))
    many = replace(other, among=MANY)
    assert weights.of(one, replace(other, among=MANY - 1)) is short
    assert weights.of(one, many) is weights.of(many, one) is long
    assert Weights(within=short, across=short).of(one, many) is short


def test_long_reports_of_one_matter_have_others_still(make: Make) -> None:
    one, other = (
        profile_of(make.account("It was shelled.", "shelled", document=name)) for name in ("d1", "d2")
    )
    assert one
    assert other
    short, long, matter = (Regression(start=start, levels={}) for start in (-1.0, 1.0, 2.0))
    weights = Weights(
        within=short,
        across=short,
        long=Weights(within=long, across=long),
        matter=Weights(within=matter, across=matter),
    )
    many = replace(other, among=MANY, repeats=REPEATS)
    assert weights.of(one, many) is weights.of(many, one) is matter
    assert weights.of(one, replace(many, repeats=REPEATS - 0.01)) is long
    assert weights.of(one, replace(many, among=MANY - 1)) is short


def test_mentions_know_how_many_their_report_has(make: Make) -> None:
    found = [profile_of(make.account("It was shelled and hit.", word)) for word in ("hit", "shelled")]
    assert [(one.rank, one.among) for one in ranked(filter(None, found))] == [(0, 2), (1, 2)]


def test_mentions_know_how_often_their_report_uses_its_words_again(make: Make) -> None:
    text = "It was shelled, and shelled again, and hit."
    spans = [profile_of(make.account(text, word)) for word in ("shelled", "hit")]
    again = [replace(one, id=f"{one.id} again", anchor=(40, 47)) for one in spans[:1] if one]
    (first, *_) = ranked([*filter(None, spans), *again])
    assert first.repeats == pytest.approx(2 / 3)
