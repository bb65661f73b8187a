"""The scorer on spans made by hand."""

import pytest

from evaluation.times import Scores, Timex, classes, half_of, pairs, score

GOLD = [
    Timex((0, 10), "DATE", "2018-05-09"),
    Timex((20, 25), "DURATION", "P3W"),
    Timex((40, 44), "DATE", "2018"),
]


def test_the_same_is_right_in_everything() -> None:
    scores = score(GOLD, GOLD)
    assert [getattr(scores, name).f1 for name in ("strict", "relaxed", "type", "value")] == [100.0] * 4


def test_nothing_found_has_no_recall_and_something_false_no_precision() -> None:
    assert score([], GOLD).relaxed.recall == 0
    assert score([Timex((11, 19), "DATE", "2018")], GOLD).relaxed.precision == 0


def test_an_overlap_is_relaxed_and_not_strict() -> None:
    scores = score([Timex((3, 12), "DATE", "2018-05-09")], GOLD[:1])
    assert (scores.strict.right, scores.relaxed.right, scores.value.right) == (0, 1, 1)


def test_spans_that_only_touch_do_not_overlap() -> None:
    assert score([Timex((10, 20), "DATE", "2018-05-09")], GOLD[:2]).relaxed.right == 0


def test_type_and_value_count_over_all_found_and_wanted() -> None:
    found = [
        GOLD[0],
        Timex((20, 25), "DATE", "P3W"),
        Timex((40, 44), "DATE", "2017"),
        Timex((60, 62), "SET", "P1D"),
    ]
    scores = score(found, GOLD)
    assert (scores.type.right, scores.value.right) == (2, 2)
    assert scores.value.f1 == pytest.approx(200 * 2 / (4 + 3))
    accuracy = scores.value.right / scores.relaxed.right
    assert scores.value.f1 == pytest.approx(scores.relaxed.f1 * accuracy)


def test_pairs_are_one_to_one_and_the_larger_overlap_wins() -> None:
    wide, narrow = Timex((0, 9), "DATE", "2018"), Timex((9, 10), "DATE", "2017")
    assert pairs([narrow, wide], GOLD[:1]) == [(wide, GOLD[0])]
    assert len(pairs([wide], [Timex((0, 4), "DATE", "1"), Timex((5, 9), "DATE", "2")])) == 1


def test_documents_add_up() -> None:
    total = score(GOLD[:1], GOLD[:1]) + score([], GOLD[1:]) + Scores()
    assert (total.value.right, total.value.wanted) == (1, 3)


def test_the_half_of_a_document_never_changes() -> None:
    halves = [half_of(name) for name in ("north", "south", "east", "west")]
    assert halves == ["seen", "unseen", "unseen", "seen"]


@pytest.mark.parametrize(
    ("mine", "theirs", "name"),
    [
        ("PRESENT_REF", "2018-05-09", "value: vague or not"),
        ("P1W", "2018-W19", "value: length or date"),
        ("P1W", "P2W", "value: length"),
        ("2018-05-09TNI", "2018-05-09", "value: part of day"),
        ("2018-W19", "2018-WXX", "value: week"),
        ("2018-05", "2018", "value: unit"),
        ("2018-05-08", "2018-05-15", "value: direction"),
        ("2018-05-01", "2018-05-02", "value: anchor"),
        ("2016-05-01", "2017-05-01", "value: year alone"),
    ],
)
def test_an_error_of_value_has_its_class(mine: str, theirs: str, name: str) -> None:
    span = (0, 4)
    assert list(classes([Timex(span, "DATE", mine)], [Timex(span, "DATE", theirs)], "2018-05-09")) == [name]


def test_what_is_missed_added_or_of_another_extent_has_its_class() -> None:
    found = [Timex((3, 12), "DATE", "2018-05-09"), Timex((60, 62), "DATE", "PAST_REF")]
    assert list(classes(found, GOLD[:2], "2018-05-09")) == [
        "missed: DURATION",
        "added: vague",
        "extent alone",
    ]
