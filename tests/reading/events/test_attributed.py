from __future__ import annotations

from accordingto.reading.events.reading import attributed_to
from accordingto.types import Act, Attribution, Span


def attribution(name: str, content: Span, parent: str | None = None, act: Act = "say") -> Attribution:
    return Attribution(
        id=name,
        source=(0, 1),
        source_entity=None,
        source_kind="named",
        cue=(2, 3),
        content=(content,),
        quote="indirect",
        act=act,
        parent=parent,
        confidence=0.9,
    )


def test_an_event_stands_in_the_innermost_attribution_that_holds_it() -> None:
    outer, inner = attribution("a1", (10, 90)), attribution("a2", (30, 80), parent="a1")
    assert attributed_to((40, 45), [outer, inner]) == ("a2", "a1")
    assert attributed_to((15, 20), [outer, inner]) == ("a1",)


def test_what_stands_in_no_content_is_the_outlet_s_own() -> None:
    assert attributed_to((95, 99), [attribution("a1", (10, 90))]) == ()
    assert attributed_to((88, 95), [attribution("a1", (10, 90))]) == ()


def test_who_promises_does_not_assert() -> None:
    outer, promise = attribution("a1", (10, 90)), attribution("a2", (30, 80), parent="a1", act="promise")
    assert attributed_to((40, 45), [outer, promise]) == ("a1",)
    assert attributed_to((40, 45), [attribution("a3", (30, 80), act="agree")]) == ()


def test_the_words_of_nobody_are_those_of_who_tells_them() -> None:
    outer, inner = attribution("a1", (10, 90)), attribution("a2", (30, 80), parent="a1")
    assert attributed_to((40, 45), [outer, inner], {"a2"}) == ("a1",)
