from __future__ import annotations

import pytest

from accordingto.reading.attribution import in_paragraph, is_of_doing
from accordingto.reading.drafts import Draft


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


@pytest.mark.parametrize(
    ("cue", "content", "doing"),
    [
        ("continue", "to attack outposts", True),
        ("continue to", "attack outposts", True),
        ("continue to wage", "attacks on outposts", True),
        ("have also resumed", "to attack outposts", True),
        ("continued to insist", "that outposts held", False),
        ("continued", "“Outposts held”", False),
        ("threaten", "to attack outposts", False),
    ],
)
def test_what_somebody_goes_on_doing_is_not_what_he_says(cue: str, content: str, doing: bool) -> None:
    text = f"Men {cue} {content}."
    end = 4 + len(cue)
    assert is_of_doing(text, Draft((0, 3), (4, end), ((end + 1, len(text) - 1),), 0.9)) == doing
