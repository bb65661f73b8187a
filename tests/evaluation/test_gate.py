import pytest

from evaluation import events
from evaluation.gate import compare, event_scores
from evaluation.scoring import Count


def test_a_score_under_its_floor_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare({"a": 80.0, "b": 70.0}, {"a": 79.5, "b": 70.1}) == 1
    assert "UNDER" in capsys.readouterr().out


def test_scores_at_or_over_their_floors_pass() -> None:
    assert compare({"a": 80.0}, {"a": 80.0, "unmeasured": 99.0}) == 0


def test_a_measure_without_a_floor_fails() -> None:
    assert compare({"new": 99.9}, {}) == 1


def test_arguments_of_all_roles_make_one_score_and_factuality_is_a_share() -> None:
    tally = events.Tally(events=Count(1, 2, 2), figures=Count(1, 1, 1))
    tally.arguments["actor"], tally.arguments["place"] = Count(1, 1, 1), Count(0, 1, 1)
    tally.hit("factuality", True)
    tally.hit("factuality", False)
    assert event_scores(tally) == {"events": 50.0, "arguments": 50.0, "factuality": 50.0, "figures": 100.0}


def test_no_event_found_is_no_division_by_zero() -> None:
    assert event_scores(events.Tally()) == {"events": 0.0, "arguments": 0.0, "figures": 0.0}
