"""A denial made by hand: "Dorn denied it", of what Sabra said before in the same text."""

from __future__ import annotations

from accordingto.types import Claim, Happening, Link, Span

SAID, DENIED = "Sabra said guns hit the mill.", "Dorn denied it"


def span(text: str, words: str) -> Span:
    """Where words stand first in a text."""
    return text.index(words), text.index(words) + len(words)


def denial(text: str) -> Claim:
    """The claim of Dorn's in a text that holds `SAID`, and later `DENIED`."""
    return Claim(
        id="c1",
        document="d1",
        kind="event",
        said_by=(Link(name="Dorn", kind="named", span=span(text, "Dorn")),),
        act="deny",
        quote="indirect",
        polarity="negative",
        evidence=(span(text, DENIED),),
        text=DENIED,
        reader="r",
        cue=span(text, "denied"),
        happening=Happening(trigger=span(text, "hit"), type="ASSAULT"),
    )
