from __future__ import annotations

import pytest

from accordingto.reading.accounts.obligations import obligations
from tests.reading.accounts.build import at


def terms(text: str, phrase: str, *verbs: str) -> list[str]:
    """The terms in a phrase of a text in which some words are predicates."""
    starts = {at(text, verb)[0] for verb in verbs}
    return [text[slice(*span)] for span in obligations(text, at(text, phrase), starts)]


@pytest.mark.parametrize(
    "beyond",
    [
        " while seventy captives leave",
        " if flights resume",
        ", which the army holds",
        " as agreed in May",
        " in exchange for fuel",
        " under a ceasefire",
        "; others follow",
        ", and shops opened",
        " until its men have left",
        " once the road is clear",
    ],
)
def test_what_a_term_depends_on_and_what_else_happens_is_no_part_of_it(beyond: str) -> None:
    text = f"They leave the town on Monday{beyond}"
    assert terms(text, text.removeprefix("They "), "leave") == ["leave the town on Monday"]


@pytest.mark.parametrize("limit", [" until 15 May", " under guard", " at once by bus"])
def test_a_term_runs_through_its_limits_of_time_and_means(limit: str) -> None:
    text = f"They leave the town{limit}"
    assert terms(text, text.removeprefix("They "), "leave") == [f"leave the town{limit}"]


def test_a_second_verb_of_the_same_form_is_a_term_of_its_own() -> None:
    text = "Both are to pull up mines and to shift guns or burn them."
    assert terms(text, "pull up mines and to shift guns or burn them", "pull", "shift", "burn") == [
        "pull up mines",
        "shift guns",
        "burn them",
    ]


def test_two_who_are_freed_are_owed_in_one_term() -> None:
    text = "Both free captives and wounded men."
    assert terms(text, "free captives and wounded men", "free", "wounded") == [
        "free captives and wounded men"
    ]
