from __future__ import annotations

import pytest

from accordingto.reading.accounts.closing import closed
from accordingto.types import StepKind
from tests.reading.accounts.build import dealt, trigger


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("The last green bus left at noon.", "completed"),
        ("By noon the last of them had left.", "completed"),
        ("It was noon when the last of them left.", "completed"),
        ("In the last week 40 buses left.", "implemented"),
        ("The last week over, 40 buses left.", "implemented"),
        ("The first bus left.", "implemented"),
    ],
)
def test_the_last_to_leave_completes_a_deal(text: str, states: StepKind) -> None:
    (step,) = closed(text, dealt(steps=(trigger(text, "left", "implemented"),))).steps
    assert step.states == states


def test_the_last_that_is_yet_to_leave_completes_nothing() -> None:
    text = "The last bus leaves today."
    (step,) = closed(text, dealt(steps=(trigger(text, "leaves", "implemented", status="planned"),))).steps
    assert step.states == "implemented"
