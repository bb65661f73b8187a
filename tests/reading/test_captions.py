from __future__ import annotations

import pytest

from accordingto.reading.captions import without_captions
from accordingto.reading.drafts import Draft
from accordingto.types import Span

SAID = "the bridge was hit"


def kept(text: str, source: str | None, cue: str) -> list[str | None]:
    """The sources that are left of one attribution, in words."""

    def at(words: str) -> Span:
        return text.index(words), text.index(words) + len(words)

    draft = Draft(at(source) if source else None, at(cue), (at(SAID),), 0.9)
    return [text[slice(*one.source)] if one.source else None for one in without_captions(text, [draft])]


def test_a_dateline_is_no_part_of_what_is_said() -> None:
    text = "SABRA, 5 March (Agency) - Ten died, a guard said."
    draft = Draft((36, 43), (44, 48), ((0, 34),), 0.9)
    (left,) = without_captions(text, [draft])
    assert [text[slice(*span)] for span in left.content] == ["Ten died"]


@pytest.mark.parametrize(
    ("text", "source", "cue", "sources"),
    [
        ("Image caption Mira Okar says the bridge was hit", "Image caption Mira Okar", "says", ["Mira Okar"]),
        ("image copyright Getty Images says the bridge was hit", "Getty Images", "says", []),
        ("AP Photo/Mira Okar says the bridge was hit", "AP Photo/Mira Okar", "says", []),
        (
            "Mira Okar/AFP/Getty Images Lorn says the bridge was hit",
            "Okar/AFP/Getty Images Lorn",
            "says",
            ["Lorn"],
        ),
        ("Handout/Reuters says the bridge was hit", "Handout/Reuters", "says", []),
        ("Reuters/Ipsos says the bridge was hit", "Reuters/Ipsos", "says", ["Reuters/Ipsos"]),
        ("Media caption : says the bridge was hit", "Media caption", "says", []),
        ("Photo credit: AFP the bridge was hit", None, "Photo credit", []),
        ("SABRA (Agency) - A guard says the bridge was hit", "SABRA (Agency) - A guard", "says", ["A guard"]),
        ("Sabra, region of Oshan: the bridge was hit", "Sabra, region of Oshan", ":", []),
        ("Sabra, Qarat: the bridge was hit", "Sabra, Qarat", ":", []),
        ("Mira Okar, mayor: the bridge was hit", "Mira Okar, mayor", ":", ["Mira Okar, mayor"]),
        ("The caption says the bridge was hit", "The caption", "says", ["The caption"]),
        ("AFP says the bridge was hit", "AFP", "says", ["AFP"]),
        ("It was said the bridge was hit", None, "was said", [None]),
    ],
)
def test_a_label_of_a_picture_says_nothing(
    text: str, source: str, cue: str, sources: list[str | None]
) -> None:
    assert kept(text, source, cue) == sources
