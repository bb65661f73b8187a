from __future__ import annotations

from collections.abc import Callable

import pytest

from accordingto.documents.text import read
from accordingto.errors import DocumentError, EmptyError, UnsupportedError
from accordingto.types import Capture

Capturer = Callable[..., Capture]
FRONT = """---
title: "Convoy: a second one"
outlet: Harbour Daily
published: 2024-03-08T10:00:00+02:00
byline: Mira Toll
language: en
---

The text."""


def test_text_stands_as_it_is(capture: Capturer) -> None:
    text = "  Spaces\u00a0and\ttabs stay.  \n\n\n“So” does e\u0301.\f\u200b "
    assert read(capture(text))[0] == text


def test_only_line_ends_and_the_mark_change(capture: Capturer) -> None:
    assert read(capture("\ufeffone\r\ntwo\rthree\n"))[0] == "one\ntwo\nthree\n"


def test_front_matter_is_taken_off(capture: Capturer) -> None:
    text, found = read(capture(FRONT))
    assert text == "The text."
    assert (found.title, found.outlet, found.byline, found.language) == (
        "Convoy: a second one",
        "Harbour Daily",
        "Mira Toll",
        "en",
    )
    assert (found.published, found.published_from) == ("2024-03-08T10:00:00+02:00", "front-matter")


@pytest.mark.parametrize(
    "text",
    [
        "\n---\ntitle: a\n---\ntext",
        "--- \ntitle: a\n---\ntext",
        "---\ntitle: a\nsource: b\n---\ntext",
        "---\ntitle: a\n\n---\ntext",
        "---\ntitle: a\ntitle: b\n---\ntext",
        "---\njust words\n---\ntext",
        "---\n---\ntext",
        "---\ntitle: a\ntext",
        "***\ntitle: a\n***\ntext",
    ],
)
def test_what_is_not_front_matter_in_every_line_is_text(text: str, capture: Capturer) -> None:
    read_text, found = read(capture(text))
    assert read_text == text
    assert found.title is None


def test_a_front_matter_date_that_is_none_is_named(capture: Capturer) -> None:
    with pytest.raises(DocumentError, match="published: yesterday"):
        read(capture("---\npublished: yesterday\n---\ntext"))


def test_an_empty_value_states_nothing(capture: Capturer) -> None:
    _, found = read(capture("---\ntitle:\npublished:\n---\ntext"))
    assert (found.title, found.published) == (None, None)


def test_front_matter_alone_is_empty(capture: Capturer) -> None:
    with pytest.raises(EmptyError):
        read(capture("---\ntitle: a\n---\n\n"))


def test_binary_is_refused(capture: Capturer) -> None:
    with pytest.raises(UnsupportedError):
        read(capture(bytes(range(256)) * 4))
