from __future__ import annotations

from msgspec.structs import replace

from accordingto.reading.events.reading import attributed_to, told_at
from accordingto.types import Act, Attribution, Span
from tests.reading.events.build import at, event


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


def test_an_occasion_is_peaceful_and_stands_beside_what_is_said() -> None:
    text = "At a rally he said the armies clashed. A raid, she said, failed."
    first = text[: text.index(".") + 1]
    events = [
        event(text, "rally", "PROTEST", sentence=first),
        event(text, "clashed", sentence=first),
        event(text, "raid", sentence="A raid, she said, failed."),
    ]
    cue, content = at(text, "said"), at(text, "the armies clashed")
    said = replace(attribution("a1", content), cue=cue)
    assert told_at(events, [said]) == (frozenset({0}), frozenset({1}))
