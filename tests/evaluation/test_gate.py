import pytest

from evaluation.gate import compare


def test_a_score_under_its_floor_fails(capsys: pytest.CaptureFixture[str]) -> None:
    assert compare({"a": 80.0, "b": 70.0}, {"a": 79.5, "b": 70.1}) == 1
    assert "UNDER" in capsys.readouterr().out


def test_scores_at_or_over_their_floors_pass() -> None:
    assert compare({"a": 80.0}, {"a": 80.0, "unmeasured": 99.0}) == 0


def test_a_measure_without_a_floor_fails() -> None:
    assert compare({"new": 99.9}, {}) == 1
