"""A text with layers of marks over it, cut into pieces that a page can show. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from accordingto.types import Claim, Place, Reading, Span, Time
from accordingto.web.graphic import is_graphic

#: Layer -> what a reader calls it. Their order is that of the switches on the page.
LAYERS = {
    "attribution": "Who says",
    "event": "Events",
    "place": "Places",
    "time": "Times",
    "figure": "Figures",
    "agreement": "Agreements",
    "control": "Control",
    "framing": "Loaded words",
}
_PARAGRAPH = re.compile(r"[^\n\f]+")


@dataclass(frozen=True)
class Mark:
    """Words to be shown in some way: a layer and what they are in it, or a key that lights up with others.

    `shown` is a class of the style sheet; `note` tells what the words were understood as.
    """

    span: Span
    layer: str | None = None
    shown: str | None = None
    key: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class Piece:
    """Text under the same marks throughout."""

    text: str
    shown: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A line of the text. `graphic` ones may be veiled; `page` is true for the first line of a new page."""

    pieces: tuple[Piece, ...]
    start: int
    graphic: bool = False
    page: bool = False


# --- from a reading to marks ----------------------------------------------------------------------


def marks_of(reading: Reading) -> Iterator[Mark]:
    """All that was read, layer by layer."""
    yield from _attributions(reading)
    for event in reading.events:
        kind = f"{event.type} {event.mode or ''}".strip()
        yield Mark(event.trigger, "event", "m-event", note=f"Event: {kind}")
    for place in reading.places:
        yield Mark(place.span, "place", "m-place", note=_place(place))
    for time in reading.times:
        yield Mark(time.span, "time", "m-time", note=_time(time))
    for figure in reading.figures:
        yield Mark(figure.span, "figure", "m-figure", note=f"Figure: {figure.kind}")
    yield from _agreements(reading)
    for control in reading.control:
        yield Mark(control.span, "control", "m-control", note=f"Control: {control.relation}")
    for framing in reading.framing:
        plain = f"; in plain words: {framing.neutral}" if framing.neutral else ""
        yield Mark(framing.span, "framing", "m-framing", note=f"Loaded word: {framing.kind}{plain}")


def _attributions(reading: Reading) -> Iterator[Mark]:
    for one in reading.attributions:
        if one.source:
            yield Mark(one.source, "attribution", "m-source", note=f"Source: {one.source_kind}")
        if one.cue:
            yield Mark(one.cue, "attribution", "m-cue", note=f"Cue: {one.act}")
        for span in one.content:
            yield Mark(span, "attribution", "m-content")


def _agreements(reading: Reading) -> Iterator[Mark]:
    for agreement in reading.agreements:
        for mention in agreement.mentions:
            yield Mark(mention, "agreement", "m-agreement", note=f"Agreement: {agreement.kind}")
        for term in agreement.terms:
            yield Mark(term.span, "agreement", "m-term", note=f"Term: {term.status}")
        for step in agreement.steps:
            yield Mark(step.span, "agreement", "m-agreement", note=f"Step: {step.step}")


def _place(place: Place) -> str:
    known = filter(None, (place.name, place.precision, place.admin1, place.country))
    return (
        f"Place: {', '.join(known)}" if place.latitude is not None else f"Place: {place.name}, not resolved"
    )


def _time(time: Time) -> str:
    return f"{'Time' if time.type != 'SET' else 'Repeated'}: {time.value}"


def claim_marks(claims: Sequence[Claim]) -> Iterator[Mark]:
    """The words of each claim and of its sources, under the key by which they light up together."""
    for number, claim in enumerate(claims):
        for span in claim.evidence:
            yield Mark(span, key=f"c{number}")
        for link in claim.said_by:
            if link.span:
                yield Mark(link.span, key=f"s{number}")


# --- from marks to pieces -------------------------------------------------------------------------


def paragraphs(text: str, marks: Iterable[Mark]) -> Iterator[Paragraph]:
    """The lines of the text, each in pieces. Marks may overlap, and run over several lines."""
    ordered = sorted((mark for mark in marks if mark.span[0] < mark.span[1]), key=lambda mark: mark.span)
    waiting: list[Mark] = []
    taken, last = 0, 0
    for line in _PARAGRAPH.finditer(text):
        start, end = line.span()
        while taken < len(ordered) and ordered[taken].span[0] < end:
            waiting.append(ordered[taken])
            taken += 1
        waiting = [mark for mark in waiting if mark.span[1] > start]
        pieces = tuple(_pieces(text, (start, end), waiting))
        yield Paragraph(pieces, start, graphic=is_graphic(line[0]), page="\f" in text[last:start])
        last = end


def _pieces(text: str, line: Span, marks: Sequence[Mark]) -> Iterator[Piece]:
    """`marks` by their beginnings. Those that are open are carried along, so a long line stays cheap."""
    begin, stop = line
    inside = {point for mark in marks for point in mark.span if begin < point < stop}
    points = sorted(inside | {begin, stop})
    over: list[Mark] = []
    taken = 0
    for start, end in pairwise(points):
        while taken < len(marks) and marks[taken].span[0] <= start:
            over.append(marks[taken])
            taken += 1
        over = [mark for mark in over if mark.span[1] > start]
        yield _piece(text[start:end], over)


def _piece(text: str, over: Sequence[Mark]) -> Piece:
    return Piece(
        text,
        shown=_each(mark.shown for mark in over),
        keys=_each(mark.key for mark in over),
        notes=_each(mark.note for mark in over),
    )


def _each(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))
