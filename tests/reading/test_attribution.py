from __future__ import annotations

import pytest

from accordingto.reading.attribution import Draft, in_paragraph, shared_sources


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("ten died in Sabra.\nThe town is held by rebels", "ten died in Sabra."),
        ("ten died\n\nNatural right\n\nThe strikes go on", "ten died"),
        ("ten died in\nSabra on Monday", "ten died in\nSabra on Monday"),
        ("“Ten died.\n\n“We saw it.”", "“Ten died.\n\n“We saw it.”"),
        ("“Ten died,\n\nand more fled.”", "“Ten died,\n\nand more fled.”"),
        ('"Natural right"\n\nThe strikes go on', '"Natural right"'),
    ],
)
def test_what_is_said_ends_with_its_paragraph_unless_a_quotation_goes_on(text: str, left: str) -> None:
    cued = f"Saw: {text}"
    assert cued[slice(*in_paragraph(cued, (5, len(cued)), (0, 3)))] == left


def test_before_its_cue_what_is_said_begins_with_the_paragraph() -> None:
    text = "Siege and truce\n\nTen died in Sabra, a monitor said."
    content = (0, text.index(", a monitor"))
    cue = (text.index("said"), text.index("said") + 4)
    assert text[slice(*in_paragraph(text, content, cue))] == "Ten died in Sabra"


def test_of_two_cues_the_first_takes_the_source_that_the_second_took() -> None:
    text = "The navy denied it and said that nobody had sailed."

    def at(words: str) -> tuple[int, int]:
        start = text.index(words)
        return start, start + len(words)

    denied = Draft(None, at("denied"), (at("it"),), 0.9)
    said = Draft(at("The navy"), at("said"), (at("that nobody had sailed"),), 0.9)
    first, second = shared_sources(text, [denied, said])
    assert first.source == second.source == at("The navy")
