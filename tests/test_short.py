"""What of a long history is shown at once."""

from accordingto.short import LINES, by_outlet, most_stated, most_told
from accordingto.types import HeldTerm, HistoryLine


def line(number: int, **fields: object) -> HistoryLine:
    known = {"step": "implemented", "begin": f"2024-03-{number:02}", "said_by": (("Gazette",),), **fields}
    return HistoryLine(claims=(str(number),), **known)  # type: ignore[arg-type]


def test_ten_lines_are_shown_with_both_sides_breaches_and_one_of_each_kind_in_the_order_of_days() -> None:
    told = (("Gazette",), ("Courier",))
    many = [line(number, said_by=told) for number in range(1, 15)]
    few = [
        line(15, step="violated", by=("the army",)),
        line(16, step="violated", by=("the rebels",)),
        line(17, step="suspended"),
        line(18, step="extended", status="planned"),
    ]
    shown = most_told([*many, *few])
    assert len(shown) == LINES
    assert [one.begin for one in shown] == sorted(one.begin or "" for one in shown)
    assert {one.claims[0] for one in shown} >= {"15", "16", "17"}
    assert "18" not in {one.claims[0] for one in shown}


def test_a_breach_that_one_source_alleges_is_not_crowded_out_by_what_many_tell() -> None:
    told = (("Gazette",), ("Courier",))
    steps = (
        "proposed",
        "negotiating",
        "agreed",
        "in-force",
        "suspended",
        "extended",
        "rejected",
        "collapsed",
    )
    many = [line(n, step=step, said_by=told) for n, step in enumerate((*steps, "completed", "denied"), 1)]
    breaches = [line(20, step="violated", by=("the army",)), line(21, step="violated", by=("the rebels",))]
    assert {one.claims[0] for one in most_told([*many, *breaches])} >= {"20", "21"}


def test_terms_that_are_done_are_left_to_the_history() -> None:
    owed, done = (
        HeldTerm(
            does="leave", who=None, given=None, status=status, polarity="positive", claims=("a",), said_by=()
        )
        for status in ("planned", "happened")
    )
    assert most_stated([done, owed]) == (owed,)


def test_sources_of_different_outlets_come_first() -> None:
    told = [("Gazette",), ("Gazette", "a clerk"), ("Courier",), ("Post", "the army")]
    assert by_outlet(told) == (("Gazette",), ("Courier",), ("Post", "the army"), ("Gazette", "a clerk"))
    assert by_outlet([]) == ()
