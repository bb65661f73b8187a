from __future__ import annotations

from accordingto.linking.lines import lines_of
from accordingto.types import Account, Party
from tests.linking.test_histories import ARMY, FRONT, account, claim, dealing

REGIME = Party(words="the regime", span=(0, 10), actor_type="government")
REBELS = Party(words="the rebels", span=(0, 10), actor_type="rebel")


def told(identity: str, step: str, day: str | None, **fields: object) -> Account:
    """A step of some day, with fields of the claim (`speaker`, `polarity`, `status`) or of the dealing."""
    of_claim = {name: fields.pop(name) for name in ("speaker", "polarity", "status") if name in fields}
    step_of = dealing(step=step, begin=day, end=day, **fields)
    return account(claim(identity, identity, dealing=step_of, **of_claim))  # type: ignore[arg-type]


def test_a_step_that_several_tell_of_is_one_line_with_all_of_them() -> None:
    (line,) = lines_of(
        [
            told("a", "violated", "2024-03-05", by=ARMY, speaker="a rebel"),
            told("b", "violated", "2024-03-06", by=ARMY, speaker="a doctor"),
            told("c", "violated", "2024-03-05", speaker="a monitor"),
        ]
    )
    assert (line.begin, line.end, line.by) == ("2024-03-05", "2024-03-06", ("Army of Qarat",))
    assert sorted(line.said_by) == [("Gazette", name) for name in ("a doctor", "a monitor", "a rebel")]
    assert sorted(line.claims) == ["a", "b", "c"]


def test_breaches_by_two_sides_are_two_lines_and_so_are_those_of_other_days() -> None:
    lines = lines_of(
        [
            told("a", "violated", "2024-03-05", by=REGIME),
            told("b", "violated", "2024-03-05", by=REBELS),
            told("c", "violated", "2024-03-08", by=REGIME),
        ]
    )
    assert [line.claims for line in lines] == [("a",), ("b",), ("c",)]


def test_a_denial_stands_on_the_line_of_what_it_denies() -> None:
    (line,) = lines_of(
        [
            told("b", "violated", "2024-03-07", by=ARMY, polarity="negative", speaker="the army"),
            told("a", "violated", "2024-03-05", by=ARMY, speaker="a rebel"),
        ]
    )
    assert line.said_by == (("Gazette", "a rebel"),)
    assert line.denied_by == (("Gazette", "the army"),)
    assert (line.begin, line.end) == ("2024-03-05", "2024-03-05")


def test_a_denial_of_another_party_or_of_nothing_is_a_line_of_its_own() -> None:
    lines = lines_of(
        [
            told("a", "agreed", "2024-03-05", by=REGIME),
            told("b", "agreed", "2024-03-05", by=REBELS, polarity="negative"),
        ]
    )
    assert [(line.said_by, bool(line.denied_by)) for line in lines] == [((("Gazette",),), False), ((), True)]


def test_what_both_sides_do_is_one_step_and_what_is_planned_another() -> None:
    lines = lines_of(
        [
            told("a", "agreed", "2024-03-05", by=REGIME),
            told("b", "agreed", "2024-03-05", by=REBELS),
            told("c", "agreed", "2024-03-05", by=REBELS, status="planned"),
        ]
    )
    assert [(line.status, line.claims) for line in lines] == [(None, ("a", "b")), ("planned", ("c",))]
    assert lines[0].by == ("the rebels", "the regime")


def test_a_step_of_no_day_is_that_of_the_days_before_its_report_else_a_line_of_its_own() -> None:
    near = lines_of([told("a", "suspended", "2024-03-04"), told("b", "suspended", None)])
    assert [line.claims for line in near] == [("a", "b")]
    far = lines_of([told("a", "suspended", "2024-02-04"), told("b", "suspended", None)])
    assert [(line.begin, line.claims) for line in far] == [("2024-02-04", ("a",)), (None, ("b",))]


def test_who_took_a_step_is_named_as_most_name_it() -> None:
    (line,) = lines_of(
        [
            told(name, "suspended", "2024-03-04", by=by)
            for name, by in zip("abc", (FRONT, FRONT, REBELS), strict=True)
        ]
    )
    assert line.by == ("Northern Front", "the rebels")
