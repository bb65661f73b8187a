"""Sentences of our own with the values that the guidelines of TIMEX3 ask for (times/sentences.jsonl)."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from accordingto.reading.times import times_of
from accordingto.reading.times.tagger import grammar


class Sentence(NamedTuple):
    """A sentence, its day of publication, and the words and values of its times."""

    published: str
    text: str
    times: list[list[str]]


def _sentences() -> list[Sentence]:
    lines = (Path(__file__).parent / "times" / "sentences.jsonl").read_text(encoding="utf-8").splitlines()
    return [Sentence(**json.loads(line)) for line in lines]


@pytest.mark.parametrize("sentence", _sentences(), ids=lambda sentence: sentence.text)
def test_values_are_those_of_the_guidelines(sentence: Sentence) -> None:
    found = times_of(sentence.text, published=sentence.published)
    assert [[time.text, time.value] for time in found] == sentence.times


@pytest.mark.parametrize(
    "text",
    [
        "She is in her early 20s.",
        "More than a quarter of the town burnt.",
        "Nearly three-quarters of them left.",
        "They fled as soon as it fell.",
        "They left soon after it fell.",
        "The first half of the bridge burnt.",
    ],
)
def test_shares_ages_and_order_are_no_times(text: str) -> None:
    assert times_of(text, published="2018-05-09") == ()


def test_a_quarter_to_come_is_not_the_one_that_accounts_speak_of() -> None:
    text = "A loss is likely in the fourth quarter. In the latest quarter it earned nothing."
    assert [time.value for time in times_of(text, published="1989-10-27")] == ["1989-Q4", "1989-Q3"]


def test_a_day_named_without_tense_six_days_on_from_the_last_is_tomorrow() -> None:
    values = [
        times_of(text, published="2018-05-09")[0].value for text in ("A vote Thursday.", "They met Thursday.")
    ]
    assert values == ["2018-05-10", "2018-05-03"]


@pytest.mark.parametrize(
    ("dateline", "value"),
    [
        ("KAMPALA, May 8 (Wire) -- ", "2018-05-08"),
        ("NEW YORK, May 8 -- ", "2018-05-08"),
        ("KAMPALA, March 8 (Wire) -- ", "2018-05-09"),
        ("KAMPALA (Wire) -- ", "2018-05-09"),
    ],
)
def test_a_report_counts_from_the_day_of_its_dateline(dateline: str, value: str) -> None:
    *_, today = times_of(f"{dateline}They met here today.", published="2018-05-09")
    assert today.value == value


def test_a_text_that_lacks_a_letter_a_rule_needs_has_no_match_of_it() -> None:
    for sentence in _sentences():
        letters = "".join(token.letter for token in grammar().vocabulary.tokens(sentence.text))
        for rule in grammar().rules:
            if any(needed.isdisjoint(letters) for needed in rule.needed):
                assert rule.pattern.search(letters) is None
