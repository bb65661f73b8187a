"""Where and when each event happened: by its arguments, else its sentence, else its context, each marked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from accordingto.reading.events.typing import Typed
from accordingto.types import HowFound, Place, Span, Status, Time

_TO = re.compile(
    r"\b(?:to|towards?|into|onto|for|at|in|reach\w*|enter\w*)\s+(?:the\s+|\w+\s+of\s+)*$", re.IGNORECASE
)
_FROM = re.compile(
    r"\b(?:from|out of|fle[ed]\w*|fleeing|left|leaves?|leaving|abandon\w*|evacuat\w*|quit\w*|escap\w*)\s+"
    r"(?:the\s+|\w+\s+of\s+|parts\s+of\s+)*$",
    re.IGNORECASE,
)
# Kinds of event whose target, if it is a place, is also where it happened.
AT_TARGET = frozenset({"ASSAULT", "CONTROL", "CASUALTY", "COERCE", "MOBILIZE", "RETREAT", "AID"})
DATED: frozenset[Status] = frozenset({"happened", "ongoing"})


@dataclass(frozen=True)
class Where:
    """Indices of places, and how they were found; `origins` and `destinations` are those of a movement."""

    places: tuple[int, ...] = ()
    origins: tuple[int, ...] = ()
    destinations: tuple[int, ...] = ()
    found: HowFound | None = None


@dataclass(frozen=True)
class When:
    """Indices of times, and how they were found."""

    times: tuple[int, ...] = ()
    found: HowFound | None = None


@dataclass(frozen=True)
class Situated:
    """An event with its spans in code points: its arguments and its sentence."""

    event: Typed
    trigger: Span
    sentence: Span
    place_spans: tuple[Span, ...]
    time_spans: tuple[Span, ...]
    actor_spans: tuple[Span, ...]
    recipient_spans: tuple[Span, ...]
    instrument: Span | None = None


def overlapping(spans: Sequence[Span], things: Sequence[Place | Time]) -> tuple[int, ...]:
    """Indices of the places or times that share a code point with one of the spans."""
    return tuple(
        index
        for index, thing in enumerate(things)
        if any(thing.span[0] < end and start < thing.span[1] for start, end in spans)
    )


# --- where ----------------------------------------------------------------------------------------


def where(
    text: str, events: Sequence[Situated], places: Sequence[Place], acting: frozenset[int]
) -> list[Where]:
    """For each event, where it happened. `acting` places stand for a government: they host nothing."""
    stated = [_stated(text, event, places, acting) for event in events]
    found: list[Where] = []
    for index, own in enumerate(stated):
        found.append(own if own.places else _inferred(index, events, stated, places, acting, found))
    return found


def _stated(text: str, event: Situated, places: Sequence[Place], acting: frozenset[int]) -> Where:
    spans = event.place_spans
    if event.event.type in AT_TARGET:
        spans = (*spans, *event.recipient_spans)
    indices = tuple(index for index in overlapping(spans, places) if index not in acting)
    if not indices:
        return Where()
    if event.event.type not in ("MOVE", "RETREAT"):
        return Where(indices, found="argument")
    origins = tuple(i for i in indices if _FROM.search(text, event.sentence[0], places[i].span[0]))
    destinations = tuple(
        i for i in indices if i not in origins and _TO.search(text, event.sentence[0], places[i].span[0])
    )
    return Where(indices, origins, destinations, "argument")


def _inferred(
    index: int,
    events: Sequence[Situated],
    stated: Sequence[Where],
    places: Sequence[Place],
    acting: frozenset[int],
    before: Sequence[Where],
) -> Where:
    """The place of another event of the sentence, else one that it names, else that of the event before."""
    event = events[index]
    near = [
        (abs(other.trigger[0] - event.trigger[0]), where.places)
        for other, where in zip(events, stated, strict=True)
        if where.places and other.sentence == event.sentence
    ]
    if near:
        return Where(min(near)[1], found="sentence")
    named = [
        i
        for i in overlapping((event.sentence,), places)
        if i not in acting and places[i].precision not in ("country", "unknown")
    ]
    if named:
        closest = min(named, key=lambda i: abs(places[i].span[0] - event.trigger[0]))
        return Where((closest,), found="sentence")
    return next((Where(w.places, found="context") for w in reversed(before) if w.places), Where())


# --- when -----------------------------------------------------------------------------------------


def when(
    events: Sequence[Situated], times: Sequence[Time], statuses: Sequence[Status], *, published: str | None
) -> list[When]:
    """For each event, when it happened. Only what happened or goes on is dated by its context."""
    found: list[When] = []
    for event, status in zip(events, statuses, strict=True):
        own = _datable(overlapping(event.time_spans, times), times)
        if own:
            found.append(When(own, "argument"))
        elif status not in DATED:
            found.append(When())
        else:
            found.append(_in_sentence(event, events, times) or _by_publication(published))
    return found


def _datable(indices: Sequence[int], times: Sequence[Time]) -> tuple[int, ...]:
    dated = tuple(index for index in indices if times[index].begin)
    return dated or tuple(indices)


def _in_sentence(event: Situated, events: Sequence[Situated], times: Sequence[Time]) -> When | None:
    dated = [i for i in overlapping((event.sentence,), times) if times[i].begin and times[i].type != "SET"]
    if not dated:
        return None
    return When((min(dated, key=lambda i: abs(times[i].span[0] - event.trigger[0])),), "sentence")


def _by_publication(published: str | None) -> When:
    return When((), "published") if published else When()
