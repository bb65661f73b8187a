from __future__ import annotations

import pytest

from accordingto.documents.layout import Line, page_texts


def page(*texts: str, step: float = 14.0, right: float = 500.0) -> list[Line]:
    """Lines below each other from the top; one that is "" leaves its place empty."""
    tops = (780.0 - step * index for index in range(len(texts)))
    return [Line(text, 72.0, top - 10, right, top) for text, top in zip(texts, tops, strict=True) if text]


def test_lines_are_joined_and_gaps_part_paragraphs() -> None:
    lines = page("One line that goes on", "to the next.", "", "A second paragraph", "follows here.")
    assert page_texts([lines]) == ["One line that goes on to the next.\n\nA second paragraph follows here."]


def test_a_short_line_with_a_full_stop_ends_its_paragraph() -> None:
    first, second, third = page("A line as long as any", "ends here.", "Then another begins")
    assert page_texts([[first, second._replace(right=200.0), third]]) == [
        "A line as long as any ends here.\n\nThen another begins"
    ]


@pytest.mark.parametrize(
    ("expected", "first", "second"),
    [
        ("the government said", "the govern-", "ment said"),
        ("the government said", "the govern\u00ad", "ment said"),
        ("the cease-fire held", "the cease-", "fire held"),
        ("a counter-attack and another counter-attack", "a counter-attack and another counter-", "attack"),
        ("Port-Lenta fell", "Port-", "Lenta fell"),
        ("between 1990- 95", "between 1990-", "95"),
    ],
)
def test_hyphens_at_line_ends(expected: str, first: str, second: str) -> None:
    assert page_texts([page(first, second)]) == [expected]


def test_what_repeats_at_the_edge_of_pages_is_dropped() -> None:
    body = ("alpha", "bravo", "charlie", "delta")
    pages = [
        page(
            "Weekly Bulletin",
            "",
            f"First of {word}",
            "is this.",
            "",
            f"Then {word}",
            "says so.",
            "",
            f"Page {index}",
        )
        for index, word in enumerate(body, 1)
    ]
    assert page_texts(pages) == [f"First of {word} is this.\n\nThen {word} says so." for word in body]


def test_what_stands_once_stays() -> None:
    assert page_texts([page("Weekly Bulletin", "", "The text", "is this.", "", "1")]) == [
        "Weekly Bulletin\n\nThe text is this.\n\n1"
    ]


def test_a_page_without_lines_is_empty_text() -> None:
    assert page_texts([[], page("Words.")]) == ["", "Words."]


def test_bullets_begin_paragraphs() -> None:
    assert page_texts([page("They agreed:", "• to stop", "• to talk")]) == [
        "They agreed:\n\n• to stop\n\n• to talk"
    ]
