"""Rows of control: who says what of whom, on one axis, and where two cannot both be right."""

from __future__ import annotations

import pytest

from accordingto.types import HeldPlace
from accordingto.web.holding import WIDTH, days_of, drawing, opposed, phrase


def held(
    holder: str = "army", source: str = "mayor", begin: str | None = "2018-04-01", **more: object
) -> HeldPlace:
    fields: dict[str, object] = {"relation": "holds", "end": begin, "published": "2018-05-05", **more}
    return HeldPlace(
        claim=f"{source}-{begin}",
        said_by=("Daily", source),
        words="",
        holder=holder,
        begin=begin,
        **fields,  # type: ignore[arg-type]
    )


def test_each_source_has_a_line_in_the_order_of_days() -> None:
    drawn = drawing(
        [held(source="b", begin="2018-04-09"), held(source="a"), held(source="B", begin="2018-04-20")]
    )
    assert drawn
    assert [line.source for line in drawn.lines] == ["a", "b"]
    assert [piece.look for piece in drawn.lines[1].pieces] == ["since", "has", "since", "has"]
    for line in drawn.lines:
        assert all(0 <= piece.left <= piece.left + piece.width <= WIDTH + 0.01 for piece in line.pieces)


def test_what_was_said_last_holds_until_the_source_says_otherwise() -> None:
    drawn = drawing([held(), held(begin="2018-04-20", relation="lost"), held(source="x", begin="2018-06-01")])
    assert drawn
    since, has, lost = drawn.lines[0].pieces
    assert since.left + since.width == pytest.approx(lost.left)
    assert (has.look, lost.look) == ("has", "not")


@pytest.mark.parametrize(
    ("more", "look"),
    [
        ({"polarity": "negative"}, "not"),
        ({"relation": "besieges"}, "fights"),
        ({"status": "planned"}, "open"),
        ({"relation": "took"}, "has"),
    ],
)
def test_the_look_says_what_is_claimed(more: dict[str, object], look: str) -> None:
    drawn = drawing([held(**more)])  # type: ignore[arg-type]
    assert drawn
    assert drawn.lines[0].pieces[-1].look == look


def test_disputed_days_are_those_on_which_two_stand_against_each_other() -> None:
    one = held(end="2018-04-10")
    other = held("front", "speaker", "2018-04-05", end="2018-04-20")
    drawn = drawing([one, other])
    assert drawn
    assert [span.words for span in drawn.disputed] == ["5 Apr 2018 to 10 Apr 2018"]


@pytest.mark.parametrize(
    ("other", "expected"),
    [
        (held("front", "speaker"), True),
        (held("front", "MAYOR"), False),
        (held("front", "speaker", relation="partly-holds"), False),
        (held("front", "speaker", relation="besieges"), False),
        (held("front", "speaker", status="planned"), False),
        (held("Army", "speaker"), False),
        (held("army", "speaker", relation="lost"), True),
        (held("army", "speaker", polarity="negative"), True),
    ],
)
def test_what_cannot_both_be(other: HeldPlace, expected: bool) -> None:
    assert opposed(held(), other) is expected
    assert opposed(other, held()) is expected


def test_days_come_from_the_statement_else_from_its_report() -> None:
    assert days_of(held(begin=None, published=None)) is None
    assert days_of(held(begin="2018-04", end=None)) == (736785, 736814)
    assert days_of(held(begin=None)) == (736819, 736819)
    assert phrase(held(begin=None)) == "army holds it, told 5 May 2018"
    assert drawing([held(begin=None, published=None)]) is None
