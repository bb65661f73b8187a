"""Pure parts: marks, ranges, filters, cursors, differences, what counts as graphic."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from litestar.exceptions import ValidationException

from accordingto.ledger.browsing import ClaimPlace
from accordingto.ledger.search import BEGIN, END
from accordingto.types import Document, Figure, Link
from accordingto.web import filters
from accordingto.web.axis import WIDTH, axis
from accordingto.web.documents import differences
from accordingto.web.graphic import is_graphic
from accordingto.web.login import local
from accordingto.web.marks import LAYERS, Mark, claim_marks, marks_of, paragraphs
from accordingto.web.paging import cursor_of, place_of
from accordingto.web.render import clean, found, lasting, long_day, roles
from tests.web.conftest import TEXT, Make

# --- marks ----------------------------------------------------------------------------------------


def test_pieces_give_the_text_back_and_carry_what_lies_over_them() -> None:
    text = "one two three\nfour\ffive"
    marks = [Mark((0, 7), shown="a", note="n"), Mark((4, 13), key="c0"), Mark((8, 18), shown="b")]
    lines = list(paragraphs(text, marks))
    assert ["".join(piece.text for piece in line.pieces) for line in lines] == [
        "one two three",
        "four",
        "five",
    ]
    first = [(piece.text, piece.shown, piece.keys) for piece in lines[0].pieces]
    assert first == [
        ("one ", ("a",), ()),
        ("two", ("a",), ("c0",)),
        (" ", (), ("c0",)),
        ("three", ("b",), ("c0",)),
    ]
    assert lines[1].pieces[0].shown == ("b",)
    assert [line.page for line in lines] == [False, False, True]


@pytest.mark.parametrize("seed", range(20))
def test_any_marks_leave_the_text_as_it_is(seed: int) -> None:
    chance = random.Random(seed)
    text = "".join(chance.choice("ab c\n\f😀") for _ in range(80))
    spans = [sorted((chance.randrange(81), chance.randrange(81))) for _ in range(30)]
    marks = [Mark((start, end), key=str(number)) for number, (start, end) in enumerate(spans)]
    lines = list(paragraphs(text, marks))
    for line in lines:
        at = line.start
        for piece in line.pieces:
            assert text[at : at + len(piece.text)] == piece.text
            over = {
                str(number)
                for number, (start, end) in enumerate(spans)
                if start <= at and at + len(piece.text) <= end and start < end
            }
            assert set(piece.keys) == over
            at += len(piece.text)
    assert "".join(piece.text for line in lines for piece in line.pieces) == text.replace("\n", "").replace(
        "\f", ""
    )


def test_a_long_line_with_many_marks_is_cheap() -> None:
    text = "word " * 40_000
    marks = [Mark((start, start + 12), key="k") for start in range(0, len(text) - 12, 20)]
    assert sum(len(line.pieces) for line in paragraphs(text, marks)) > 10_000


def test_every_layer_of_a_reading_is_marked(make: Make) -> None:
    document = make.document()
    marks = list(marks_of(make.reading(document)))
    assert {mark.layer for mark in marks} == set(LAYERS)
    keys = {mark.key for mark in claim_marks(make.claims(document))}
    assert {"c0", "c1", "c2", "c3", "s0", "s2"} <= keys


def test_what_is_graphic() -> None:
    assert is_graphic("A severed hand")
    assert is_graphic("They found BODY PARTS.")
    assert is_graphic("Bodies were torn apart, a medic said.")
    assert is_graphic("Three children whose limbs had been blown off")
    assert is_graphic("They slit the man's throat.")
    assert not is_graphic("Twelve were killed by shells")
    assert not is_graphic("The market was torn apart")
    assert not is_graphic("The army cut off the road and kept the town at arm's length")


# --- ranges ---------------------------------------------------------------------------------------


def figure(**more: object) -> Figure:
    return Figure(span=(0, 1), kind="killed", **more)  # type: ignore[arg-type]


def test_ranges_lie_on_one_axis_from_zero() -> None:
    made = axis(
        [("a", "12", figure(best=12)), ("b", "20 to 30", figure(low=20, high=30)), ("c", "", figure())]
    )
    assert made
    assert [bar.label for bar in made.bars] == ["a", "b"]
    assert made.ticks[0] == (0.0, 0)
    assert made.ticks[-1][1] >= 30
    assert all(0 <= bar.left <= bar.right <= WIDTH for bar in made.bars)
    assert not made.bars[0].opens_right


def test_a_bound_that_is_not_stated_is_open() -> None:
    made = axis([("a", "at least 12", figure(low=12)), ("b", "at most 9", figure(high=9))])
    assert made
    assert [(bar.opens_left, bar.opens_right) for bar in made.bars] == [(False, True), (True, False)]
    assert axis([("a", "", figure())]) is None


@pytest.mark.parametrize("largest", [0, 1, 4, 9, 27, 99, 101, 999, 250_000, 2**53])
def test_ticks_are_few_and_reach_the_largest(largest: int) -> None:
    made = axis([("a", "", figure(best=largest))])
    assert made
    assert 2 <= len(made.ticks) <= 7
    assert made.ticks[-1][1] >= largest


# --- filters and cursors --------------------------------------------------------------------------


def test_a_filter_comes_from_an_address() -> None:
    wanted = filters.filter_of(
        {"words": 'shell* "the market"', "kind": "event", "since": "2024-03", "x": "y", "act": " "}
    )
    assert wanted.words == ("shell*", '"the market"')
    assert (wanted.kind, wanted.since, wanted.act) == ("event", "2024-03", None)


@pytest.mark.parametrize(
    "query", [{"kind": "rumour"}, {"since": "yesterday"}, {"words": "!!"}, {"outlet": "x\0"}, {"place": "?"}]
)
def test_a_filter_that_cannot_be_is_refused(query: dict[str, str]) -> None:
    with pytest.raises(ValidationException):
        filters.filter_of(query)


@pytest.mark.parametrize("date", ["2024", "2024-02", "2024-02-29", "1999-12-31"])
def test_a_date_is_a_year_a_month_or_a_day(date: str) -> None:
    assert filters.filter_of({"since": date}).since == date


@pytest.mark.parametrize(
    "date", ["2024-27", "2024-00", "2024-02-30", "2024-04-31", "2024-1-1", "0000", "٢٠٢٤", "2024-03-05T00"]
)
@pytest.mark.parametrize("name", ["since", "happened_until", "as_of"])
def test_what_is_no_date_is_refused(name: str, date: str) -> None:
    with pytest.raises(ValidationException):
        filters.filter_of({name: date})


def test_every_field_of_a_filter_is_in_the_form_and_in_the_api() -> None:
    names = {field.name for field in filters.fields({})}
    assert names == {parameter.name for parameter in filters.parameters()}
    assert {"kind", "source", "happened_until"} <= names
    assert "limit" not in names
    assert filters.LABELS.keys() >= names, "name the new filter in LABELS"
    assert [field.name for field in filters.active({"kind": "event"})] == ["kind"]


def test_an_address_keeps_what_is_not_changed() -> None:
    assert filters.address_of("/claims", {"a": "1", "after": "x"}, after=None) == "/claims?a=1"
    assert filters.address_of("/claims", {}) == "/claims"
    assert filters.address_of("/s", {"name": "a&b=c"}) == "/s?name=a%26b%3Dc"


def test_a_cursor_leads_back_to_its_place() -> None:
    place = ClaimPlace(published=None, document="d", position=3)
    cursor = cursor_of(place)
    assert place_of(cursor, ClaimPlace) == place
    assert place_of(None, ClaimPlace) is None
    for wrong in ("x", "ä", "e30", "bm9uZQ", "=" * 5000):
        with pytest.raises(ValidationException):
            place_of(wrong, ClaimPlace)


@pytest.mark.parametrize(
    "address",
    ["//evil.example", "https://evil.example", "/\\evil.example", "", None, "/a\nb", "javascript:x"],
)
def test_only_paths_of_this_site_are_gone_to(address: str | None) -> None:
    assert local(address) == "/"


def test_a_path_of_this_site_is_gone_to() -> None:
    assert local("/claims?kind=event") == "/claims?kind=event"


# --- words ----------------------------------------------------------------------------------------


def test_chains_say_who_did_what() -> None:
    links = [Link(name=name, kind="media") for name in ("A", "B", "C", "D")]
    assert [role for role, _ in roles(links)] == ["Printed by", "Relayed by", "Relayed by", "Said by"]
    assert [role for role, _ in roles(links[:1])] == ["In its own voice"]


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-03-05T10:00:00Z", "5 Mar 2024"),
        ("2024-03", "Mar 2024"),
        ("2024", "2024"),
        (None, ""),
        ("x-y", "x-y"),
    ],
)
def test_dates_are_shown_as_far_as_they_are_known(date: str | None, shown: str) -> None:
    assert long_day(date) == shown


def test_stored_text_cannot_turn_the_page_around() -> None:
    assert clean("a\u202eb\u2066c\x1bd\ue000e\nf") == "abcde\nf"


def test_snippets_mark_words_and_escape_all() -> None:
    assert found(f"<b>{BEGIN}x & y{END}") == "&lt;b&gt;<mark>x &amp; y</mark>"
    assert found(f"{BEGIN}a{BEGIN}b{END}{END}") == "a<mark>b</mark>"


# --- differences ----------------------------------------------------------------------------------


@pytest.fixture
def version(make: Make) -> Callable[[str], Document]:
    return lambda text: make.document(text=text)


def test_differences_give_both_texts_back(version: Callable[[str], Document]) -> None:
    old, new = (
        version(TEXT),
        version(TEXT.replace("12", "14").replace("\n\nThe army", "\n\nNew.\n\nThe army")),
    )
    lines = list(differences(old, new))
    before = "".join(part.text for line in lines for part in line if part.kind != "new")
    after = "".join(part.text for line in lines for part in line if part.kind != "gone")
    assert before == old.text.replace("\n", "")
    assert after == new.text.replace("\n", "")
    assert [part.text for line in lines for part in line if part.kind == "gone"] == ["12 "]


@pytest.mark.parametrize(
    ("duration", "words_"),
    [("P3D", "3 days"), ("P1W", "1 week"), ("PT72H", "72 hours"), ("PXD", "some days"), ("P1Y6M", "P1Y6M")],
)
def test_durations_are_told_in_words(duration: str, words_: str) -> None:
    assert lasting(duration) == words_
